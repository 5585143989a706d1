"""Texts that somebody could put into a plan or onto a tracker so that something happens where they are shown.

corpus.txt has one on a line, as JSON.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

LONG: Final = ("word " * 2_000, "@" * 2_000, "[" * 500, "<!--" * 500, "&" * 2_000, "a1" * 1_000)
"""Ten kilobytes in each of eight places of an issue, and what a bad reader is slow to read."""


def texts() -> tuple[str, ...]:
    lines = Path(__file__).with_name("corpus.txt").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if not line.startswith("#"))


SHORT: Final = texts()
CORPUS: Final = (*SHORT, *LONG)
