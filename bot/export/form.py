"""The forms that a plan, a digest and a log can be had in."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    MD = "md"
    ICS = "ics"


class DigestForm(StrEnum):
    TEXT = "text"
    JSON = "json"
    BLOCKS = "blocks"


class LogForm(StrEnum):
    TEXT = "text"
    JSON = "json"
