"""A sign of life to somebody who notices when it stays away."""

from __future__ import annotations

from typing import Final

TIMEOUT: Final = 5.0
"""Seconds, for each part of an answer."""


def beat(address: str) -> str:
    """What is wrong with the answer, "" for nothing. The address is a secret of its own: it is not told."""
    import httpx

    try:
        answer = httpx.get(address, timeout=TIMEOUT, follow_redirects=True)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"The address of [service] heartbeat gave no answer: {type(error).__name__}."
    return "" if answer.is_success else f"The address of [service] heartbeat answered {answer.status_code}."
