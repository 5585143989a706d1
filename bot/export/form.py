"""The forms that a plan and a digest can be had in."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"


class DigestForm(StrEnum):
    TEXT = "text"
    JSON = "json"
    BLOCKS = "blocks"
