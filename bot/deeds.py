"""The words for what people do on the board, and for what becomes of it. Pure."""

from __future__ import annotations

from enum import StrEnum


class Said(StrEnum):
    """Where an activity stands, as far as a tracker tells."""

    OPEN = "open"
    ONGOING = "ongoing"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Came(StrEnum):
    """How far an act has come into the plan."""

    IN = "in"
    LATER = "later"
    CONFLICT = "conflict"
    FAILED = "failed"
