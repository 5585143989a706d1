"""A version that changes with what an issue or milestone says, and with nothing else.

A comment or a reaction moves the time of the last change, too; what we are about to write is not concerned.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TypeVar

from mappings.issue import Issue, Milestone

Thing = TypeVar("Thing", Issue, Milestone)


def versioned(one: Thing) -> Thing:
    if isinstance(one, Issue):
        said = repr((one.title, one.body, one.state, one.reason, one.labels, one.milestone))
        said += repr((one.assignees, one.due))
    else:
        said = repr((one.title, one.description, one.state, one.start, one.due))
    return replace(one, version=hashlib.blake2b(said.encode(), digest_size=8).hexdigest())
