"""What people do, and the one thing that comes of it: on each tracker, in the plan file, and in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tests.builders.boards import KINDS
from tests.builders.desk import Desk

Do = Callable[[Desk], object]
QUIET: Final = "Nothing to do."


@dataclass(frozen=True)
class Outcome:
    """`plan` and `tracker`: the lines that the sync takes away (-) and adds (+). `said`: all that it says.

    `again`: what the sync after it says, which writes nothing.
    """

    plan: str = ""
    tracker: str = ""
    said: str = QUIET
    code: int = 0
    again: str = QUIET
    code_again: int = 0


@dataclass(frozen=True)
class Act:
    """`before`: what had been done, and synced, when a person does this."""

    name: str
    do: Do
    before: Do | None
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    """By the kind of the tracker; on others it can't be done."""


class Acts(list[Act]):
    """The acts of one kind, in the order of the table."""

    def add(
        self,
        name: str,
        *,
        on: tuple[str, ...] = KINDS,
        before: Do | None = None,
        stays: bool = False,
        local: Mapping[str, Any] | None = None,
        github: Mapping[str, Any] | None = None,
        gitlab: Mapping[str, Any] | None = None,
        **expected: Any,
    ) -> Callable[[Do], Do]:
        """What is different on one tracker is named apart. `stays`: each sync says the same again."""

        def added(do: Do) -> Do:
            apart = {"local": local, "github": github, "gitlab": gitlab}
            outcomes = {kind: outcome(kind, expected, apart[kind] or {}) for kind in on}
            if stays:
                outcomes = {
                    kind: replace(one, again=one.said, code_again=one.code) for kind, one in outcomes.items()
                }
            self.append(Act(name, do, before, outcomes))
            return do

        return added


NOT_ON_GITHUB: Final = re.compile(r"[+-](?:#\d+ due|m\d+ start): ")


def outcome(kind: str, expected: Mapping[str, Any], apart: Mapping[str, Any]) -> Outcome:
    """GitHub has no due date of an issue, and no start of a milestone."""
    shown = block(expected.get("tracker", ""))
    if kind == "github":
        shown = [line for line in shown if not NOT_ON_GITHUB.match(line)]
    return Outcome(**{**expected, "tracker": "\n".join(shown), **apart})


def block(text: str) -> list[str]:
    """The lines of an expected block; one that begins with neither sign goes on from the line before."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        part = line.strip()
        if part[:1] in ("+", "-") or not lines:
            lines.append(part)
        else:
            lines[-1] += f" {part}"
    return lines


def words(text: str) -> str:
    """What is said, however it is broken into lines."""
    return " ".join(text.split())
