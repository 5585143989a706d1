"""Messages without the secrets that somebody wrote where none should stand."""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "‹secret›"
CREDENTIALS: Final = re.compile(r"(?<=://)[^\s\"'<>]*@")
"""A name and a password before a host; a password may hold any sign, "@" and "/" too."""
PARAMETER: Final = re.compile(r"([?&;][\w-]*(?:token|secret|passw|pwd|key)[\w-]*=)[^&;\s\"']+", re.IGNORECASE)
TOKEN: Final = re.compile(
    r"(?:gh[a-z]_|github_pat_|gl[a-z]{2,8}-|xox[a-z]-|xapp-|whsec_)[\w.-]{8,}"
    r"|eyJ[\w-]{8,}(?:\.[\w-]+)+"
    r"|-----BEGIN[^\"]*"
    r"|https://hooks\.slack\.com/[^\s\"']+"
    r"|(?<![\w/-])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,}(?![\w/])"
)
"""Tokens by their first letters, keys, addresses that are a secret; and what is too long for a word."""


def masked(text: str) -> str:
    text = CREDENTIALS.sub(f"{MASK}@", text)
    text = PARAMETER.sub(rf"\1{MASK}", text)
    return TOKEN.sub(MASK, text)
