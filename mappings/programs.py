"""Accounts of programs, by the names that the services give them and nobody can choose.

https://docs.github.com/en/apps and https://docs.gitlab.com/user/project/settings/project_access_tokens/
"""

from __future__ import annotations

import re
from typing import Final

NAMES: Final = {
    "github": re.compile(r".+\[bot\]", re.IGNORECASE),
    "gitlab": re.compile(r"(?:project|group)_\d+_bot(?:_\w+)?", re.IGNORECASE),
}


def is_program(account: str, service: str) -> bool:
    return service in NAMES and bool(NAMES[service].fullmatch(account))
