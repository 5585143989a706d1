"""Colours that are told apart, and the days and numbers beside a curve."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.picture.marks import ALARM, DARK, GRID, INK, LIGHT, PALE, PAPER, Colour
from bot.picture.ticks import levels, ticks


def luminance(colour: Colour) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [one / 255 for one in colour]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        (INK, PAPER, 7),
        (INK, PALE, 7),
        (INK, LIGHT, 7),
        (PAPER, DARK, 7),
        (ALARM, PALE, 3),
        (ALARM, LIGHT, 3),
        (DARK, LIGHT, 3),
        (INK, GRID, 3),
    ],
)
def test_contrasts_are_those_that_wcag_asks_for(one: Colour, other: Colour, least: int) -> None:
    """Seven for letters, three for what has a meaning."""
    assert contrast(one, other) >= least


@pytest.mark.parametrize(
    ("begin", "end", "named"),
    [
        (
            date(2016, 1, 1),
            date(2018, 12, 31),
            ["2016-01", "2016-07", "2017-01", "2017-07", "2018-01", "2018-07"],
        ),
        (date(2016, 1, 2), date(2016, 3, 1), ["2016-02", "2016-03"]),
        (date(2016, 5, 2), date(2016, 5, 20), ["2016-05"]),
        (date(2010, 1, 1), date(2030, 12, 31), ["2010-01", "2015-01", "2020-01", "2025-01", "2030-01"]),
    ],
)
def test_the_days_below_a_curve_are_few_and_even(begin: date, end: date, named: list[str]) -> None:
    """Months, halves, years or more, whatever gives at most seven."""
    assert [f"{day:%Y-%m}" for day, _ in ticks(begin, end)] == named


@settings(deadline=None)
@given(st.integers(0, 1_000_000))
def test_the_levels_beside_a_curve_reach_over_it(most: int) -> None:
    """From nought, in even steps, at most four above it, the last no further than needed."""
    found = levels(most)
    step = found[1]
    assert found == tuple(range(0, found[-1] + 1, step))
    assert len(found) <= 5
    assert found[-2] < max(most, 1) <= found[-1]
    assert str(step).rstrip("0") in ("1", "2", "5")
