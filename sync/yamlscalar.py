"""One text as a YAML scalar: plain where that is safe, else in the quotes that need the fewest changes."""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern
from typing import Final

# What editors and other programs would take for a number, a truth value or nothing at all.
LOOKS_TYPED: Final = pattern(
    r"~|null|true|false|yes|no|on|off|y|n"
    r"|[-+]?[.\d][\d_]*[.\d_]*(e[-+]?\d+)?"
    r"|[-+]?0[xob][\da-f_]+"
    r"|[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?"
    r"|[-+]?\.(inf|nan)",
    IGNORECASE,
)
# Begins with a letter, a digit, or a sign that means nothing to YAML; the rest is looked for below.
SAFE_START: Final = pattern(r"[\w(/“”„«»‘’…–—§€$£+.^;]")
UNSAFE: Final = pattern(r":(?=\s|$)|\s#|\s$|^(?:---|\.\.\.)(?:\s|$)")
UNSAFE_IN_FLOW: Final = pattern(r"[,\[\]{}?]|:(?=[\s\"']|$)")
# All that YAML would fold, refuse or not show: line and paragraph separators, controls, a byte order mark,
# and what turns the rest of a line round in an editor.
NOT_PRINTABLE: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
ESCAPES: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\0": "\\0"}


def scalar(text: str, *, flow: bool = False) -> str:
    """`text` on one line, as a value after `key: ` or `- `; with `flow` between brackets or braces."""
    return text if plain_enough(text, flow=flow) and not LOOKS_TYPED.fullmatch(text) else quoted(text)


def plain_enough(text: str, *, flow: bool) -> bool:
    """Plain text is read back exactly as it stands here, by anything that reads YAML."""
    return bool(
        SAFE_START.match(text)
        and not UNSAFE.search(text)
        and not NOT_PRINTABLE.search(text)
        and not (flow and UNSAFE_IN_FLOW.search(text))
    )


def quoted(text: str) -> str:
    if NOT_PRINTABLE.search(text) or not ('"' in text or "\\" in text):
        return double_quoted(text)
    return single_quoted(text)


def single_quoted(text: str) -> str:
    """Only for text without line breaks and control characters: single quotes have no escapes for them."""
    return "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    return '"' + "".join(ESCAPES.get(sign) or escaped(sign) for sign in text) + '"'


def escaped(sign: str) -> str:
    if not NOT_PRINTABLE.match(sign):
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
