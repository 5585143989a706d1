"""When a burst of requests for a look has come to rest. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

QUIET: Final = timedelta(seconds=2)
"""Without a further request; people close several issues in a row."""
PATIENCE: Final = timedelta(seconds=30)
"""After the first request there is a look, however many follow."""


def run_at(first: datetime, last: datetime) -> datetime:
    """When to look, after requests of which the first and the last came then."""
    return min(last + QUIET, first + PATIENCE)
