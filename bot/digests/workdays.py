"""Working days: not Saturday, not Sunday, no holiday. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
DAY: Final = timedelta(days=1)


def working_day_after(day: date, holidays: Collection[date]) -> date:
    """The first working day after this one: until then nobody is late with what was due on it."""
    after = day + DAY
    while after.weekday() >= SATURDAY or after in holidays:
        after += DAY
    return after
