"""The week's question: one area's leads, in turn, are asked about what nobody has reported on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.digests.data import Asked, Entry, Question
from mappings.timeframe import read_timeframe
from mappings.titledates import dates_in_title


def question_of(askable: Sequence[Entry], today: date, period: str | None) -> Question | None:
    """The question of this week's area, or None where nobody needs to be asked.

    `askable` are the activities without a report. Areas take turns by the ISO week alone, so that nothing
    needs to be remembered; a turn is announced a week ahead.
    """
    places = list(dict.fromkeys(one.place for one in askable))
    if not places:
        return None
    place = places[turn(today, len(places))]
    after = places[turn(today + timedelta(days=7), len(places))]
    begins = read_timeframe(period).start
    return Question(
        place=place,
        asked=tuple(
            Asked(one, past_dates(one.title, today, begins)) for one in askable if one.place == place
        ),
        next=after if after != place else None,
    )


def turn(today: date, areas: int) -> int:
    """Whose turn it is. Every ISO year counts 53 weeks, so most years pass one area over, and none twice."""
    year, week, _ = today.isocalendar()
    return (year * 53 + week) % areas


def past_dates(title: str, today: date, begins: date | None) -> tuple[str, ...]:
    """The dates in a title that lie in the plan's period and are over ("June 2023")."""
    return tuple(
        found.text
        for found in dates_in_title(title)
        if found.due < today and (begins is None or found.due >= begins)
    )
