"""What `doctor` lists: something wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from sync.errors import WorkplanError


@dataclass(frozen=True, slots=True)
class Trouble:
    what: str
    remedy: str = ""


def trouble(error: WorkplanError) -> Trouble:
    return Trouble(error.message, error.remedy)
