"""Tells a document from a plan file with mistakes: nobody is helped by the YAML mistakes of a document."""

from __future__ import annotations

from pathlib import PurePath
from re import MULTILINE
from re import compile as pattern
from shlex import quote
from typing import Final

from sync.errors import Problem

ENDINGS: Final = frozenset(
    (
        *(".md", ".markdown", ".txt", ".text", ".doc", ".docx", ".odt"),
        *(".rtf", ".pdf", ".htm", ".html", ".csv", ".xls", ".xlsx"),
    )
)
PLAN_KEY: Final = pattern(r"^(?:schema|plan|areas|deliverables)\b *:", MULTILINE)
BEFORE_KEYS: Final = ("#", "---", "%", "<<<<<<<")
# A table row, a heading below the first level, bold text, a fence: at the begin of a line no YAML has them.
MARKDOWN: Final = pattern(r"^(?:\|.*\||#{2,6} \S|\*\*\S|```|[=-]{4,} *$)", MULTILINE)


def is_document(text: str, name: str) -> bool:
    """Of a text that is no valid plan."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith(BEFORE_KEYS))
    if PLAN_KEY.match(next(lines, "")):
        return False
    if PurePath(name).suffix.lower() in (".yaml", ".yml") and PLAN_KEY.search(text):
        return False
    return named_as_document(name) or bool(MARKDOWN.search(text))


def named_as_document(name: str) -> bool:
    return PurePath(name).suffix.lower() in ENDINGS


def document_problem(name: str) -> Problem:
    message = "this is a document, not a plan file."
    return Problem(1, 1, "", message, f"Import it with: workplan import {quote(name)}")
