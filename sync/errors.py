"""Every error a run can end with; adapters translate into these.

WorkplanError                   what went wrong and the remedy, in the user's words
├── Busy                        75  another run holds the lock
├── Invalid                     64  usage, settings, plan or document; a token or project refused
│   ├── PlanInvalid             64  … with every problem of the plan file, by line and column
│   ├── ProjectGone             64  the project that was read last can't be read any more
│   └── Damaged                 64  the file of the state is no database, or one that can't be read any more
├── Unavailable                 69  no answer, or a limit after the last retry
│   ├── Limited                 69  a limit was hit and nothing was done: the same may be asked again later
│   │   └── Leaving             69  the process was asked to end before it began with this
│   └── Unclear                 69  no answer came that says whether it was done
├── Refused                      3  a guard, an ownership or a publicity check
├── Unsettled                    2  a person has to decide before anything can be done
├── Missing                      1  an issue or milestone is gone from the tracker
│   └── Foreign                  1  there is something of this number, and it is no issue
├── Rejected                     1  the tracker did not take what was sent
│   └── Taken                    1  something of this name exists already
├── EditRefused                  1  an edit of the plan file would have changed something else
└── Forgetful                    1  the state can't be written: nothing more may be done
    └── StateSilent             69  the database does not answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

PROBLEMS_SHOWN: Final = 200


class WorkplanError(Exception):
    """Says what went wrong and the remedy. `code` is the exit code of a command that ends with it."""

    code: ClassVar[int] = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class Busy(WorkplanError):
    code = 75


class Invalid(WorkplanError):
    code = 64


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file. `line` and `column` count from 1; `key` is the dotted path as people read it."""

    line: int
    column: int
    key: str
    message: str
    remedy: str = ""


class PlanInvalid(Invalid):
    """All problems of one file, at once; of a file that is nothing but mistakes the first ones."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        lines = [
            f"{name}, line {p.line}, column {p.column}{f', {p.key}' if p.key else ''}: {p.message}"
            + (f" {p.remedy}" if p.remedy else "")
            for p in self.problems[:PROBLEMS_SHOWN]
        ]
        if len(self.problems) > PROBLEMS_SHOWN:
            lines.append(f"… and {len(self.problems) - PROBLEMS_SHOWN:,} more mistakes.")
        super().__init__("\n".join(lines))


class ProjectGone(Invalid):
    """The project that was read last, by its number: its name may be another one's by now."""


class Damaged(Invalid):
    pass


class Unavailable(WorkplanError):
    code = 69


class Limited(Unavailable):
    pass


class Leaving(Limited):
    pass


class Unclear(Unavailable):
    pass


class Refused(WorkplanError):
    code = 3


class Unsettled(WorkplanError):
    code = 2


class Missing(WorkplanError):
    pass


class Foreign(Missing):
    pass


class Rejected(WorkplanError):
    pass


class Taken(Rejected):
    pass


class EditRefused(WorkplanError):
    pass


class Forgetful(WorkplanError):
    """Not caught item by item, as a tracker's refusal or silence is: what is done now would be forgotten."""


class StateSilent(Forgetful):
    code = 69
