"""The page that follows, as services tell it in the header Link. https://www.rfc-editor.org/rfc/rfc8288"""

from __future__ import annotations

from urllib.parse import urlsplit

from sync.forges.line import Answer


def next_link(answer: Answer) -> str:
    """Its address; "" when this page is the last."""
    for part in answer.headers.get("link", "").split(","):
        target, _, rest = part.partition(">")
        if 'rel="next"' in rest:
            return target.strip().removeprefix("<")
    return ""


def below(address: str, root: str) -> str:
    """The path below the root of an API: a service may call itself by another host than we do."""
    parts = urlsplit(address)
    path = parts.path.partition(root)[2] or parts.path
    return f"{path}?{parts.query}" if parts.query else path
