"""The forms that a plan can be exported in."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"
