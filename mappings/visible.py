"""Signs that act instead of being read, shown: what steers a terminal or turns the order of a line round.

Text comes from documents, from trackers and from whoever may comment there. Letters of every script stay, and
so do the marks that ordinary text from right to left and emoji need (U+200C to U+200F, U+061C): they end with
what they stand beside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

STEERING: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""Controls of both sets, but for tab and line ends: colours, the cursor, the clipboard."""
TURNING: Final = r"\u202a-\u202e\u2066-\u2069"
"""They hold until they are ended, perhaps never: what stands behind them reads as something else."""
BREAKING: Final = r"\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff"
"""Lines that are none to most programs, marks of an encoding, halves of a character."""
ACTS: Final = re.compile(rf"[{STEERING}{TURNING}{BREAKING}]")
OVERWRITES: Final = re.compile(r"\r(?!\n)")


def visible(text: str) -> str:
    """Text for a person: what acts stands as its number."""
    return ACTS.sub(_number, text)


def on_terminal(text: str) -> str:
    """The same where a line that begins anew hides what stood there."""
    return OVERWRITES.sub(_number, visible(text))


def _number(found: re.Match[str]) -> str:
    return f"‹U+{ord(found[0]):04X}›"


def json_text(value: object, default: Callable[[object], object] | None = None) -> str:
    """JSON that ends with a line feed. Letters stand as they are; what acts stands as JSON's own escapes.

    `default` makes plain what JSON can't say.
    """
    told = json.dumps(value, default=default, ensure_ascii=False, indent=2)
    return ACTS.sub(lambda found: f"\\u{ord(found[0]):04x}", told) + "\n"
