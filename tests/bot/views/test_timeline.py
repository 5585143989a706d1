"""The timeline: what is drawn where, on which part of time, and what is never drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.query import EVERY, Query
from bot.views.timeline import Fade, Mark, Shape, Timeline, read_span, ticks, timeline
from tests.builders.plans import activity, area
from tests.builders.scenes import scene

ALL = Query(open=(EVERY,))


def drawn(*held: object, span: str = "2017") -> list[Mark | None]:
    seen = timeline(scene(*held), Query(open=(EVERY,), span=span))  # type: ignore[arg-type]
    return [line.mark for lane in seen.lanes for line in lane.lines]


def whole(**said: object) -> Timeline:
    return timeline(
        scene(activity("a", due=date(2016, 5, 4)), activity("b", timeframe="2018")), Query(**said)
    )  # type: ignore[arg-type]


def test_an_exact_day_is_a_point() -> None:
    """In the middle of its day."""
    (mark,) = drawn(activity(timeframe="1 January 2017"))
    assert mark == Mark(Shape.POINT, 0.14, 0, None, False, False, False)


@pytest.mark.parametrize(
    ("timeframe", "shape", "x", "width"),
    [
        ("10-12 January 2017", Shape.PERIOD, 2.47, 0.82),
        ("January 2017", Shape.BAND, 0, 8.49),
        ("Q1 2017", Shape.BAND, 0, 24.66),
        ("2017", Shape.BAND, 0, 100),
    ],
)
def test_what_names_a_month_is_a_band_and_not_a_day(
    timeframe: str, shape: Shape, x: float, width: float
) -> None:
    """From its first day to the end of its last."""
    (mark,) = drawn(activity(timeframe=timeframe))
    assert mark is not None
    assert (mark.shape, mark.x, mark.width) == (shape, x, width)


def test_an_end_that_is_not_stated_fades() -> None:
    """From the stated beginning to the end of what is shown."""
    (mark,) = drawn(activity(timeframe="From July 2017"))
    assert mark is not None
    assert (mark.fades, mark.shape) == (Fade.OUT, Shape.PERIOD)
    assert round(mark.x + mark.width, 2) == 100


def test_a_beginning_that_is_not_stated_fades_too() -> None:
    """It goes on until that day, since when is not known."""
    (mark,) = drawn(activity(timeframe="Ongoing-2018"))
    assert mark is not None
    assert (mark.fades, mark.x, mark.width) == (Fade.IN, 0, 100)
    (mark,) = drawn(activity(timeframe="by end of March 2017"))
    assert mark is not None
    assert (mark.fades, mark.x) == (Fade.IN, 0)
    assert mark.width < 25


def test_ongoing_alone_is_no_date() -> None:
    """Neither a beginning nor an end: nothing to be drawn."""
    assert drawn(activity(timeframe="Ongoing")) == []


def test_a_due_date_alone_is_a_day() -> None:
    """A person has set it; that nobody set a beginning says nothing."""
    (mark,) = drawn(activity(due=date(2017, 1, 1)))
    assert mark is not None
    assert mark.shape is Shape.POINT


def test_what_is_tentative_is_hatched() -> None:
    """The document doubts its own dates."""
    (mark,) = drawn(activity(timeframe="September, 2017 (TBC)"))
    assert mark is not None
    assert mark.hatched


def test_what_has_no_date_is_listed_and_never_drawn() -> None:
    """Neither at today nor over the whole of the plan."""
    seen = timeline(
        scene(activity("a", timeframe="TBC"), activity("b"), activity("c", timeframe="2017")), ALL
    )
    (lane,) = seen.lanes
    assert [row.id for row in lane.undated] == ["a", "b"]
    assert [line.row.id for line in lane.lines] == ["c"]
    assert lane.count_undated == 2


def test_what_goes_on_beyond_the_part_that_is_shown_is_cut_there() -> None:
    """And what lies outside is not drawn."""
    inside, outside = drawn(
        activity("a", start=date(2016, 1, 1), due=date(2018, 12, 31)), activity("b", timeframe="2018")
    )
    assert inside == Mark(Shape.PERIOD, 0, 100, None, False, True, True)
    assert outside is None


def test_folded_areas_hold_one_mark_and_no_rows() -> None:
    """From the first to the last of their dates."""
    here = scene(area("1", "First", activity("a", timeframe="January 2017"), activity("b", timeframe="2018")))
    (lane,) = timeline(here, Query(span="2017")).lanes
    assert lane.lines == ()
    assert (lane.first, lane.last) == (date(2017, 1, 1), date(2018, 12, 31))
    assert lane.mark is not None
    assert lane.mark.after


def test_an_unfolded_area_leaves_the_others_folded() -> None:
    """It is in the address which one it is."""
    here = scene(
        area("1", "First", activity("a", timeframe="2017")),
        area("2", "Second", activity("b", timeframe="2017")),
    )
    assert [lane.unfolded for lane in timeline(here, Query(open=("2",))).lanes] == [False, True]


def test_the_whole_is_the_plans_life_in_whole_years() -> None:
    """And all dates that reach out of it."""
    assert (whole().span.begin, whole().span.end) == (date(2016, 1, 1), date(2018, 12, 31))
    longer = timeline(scene(activity("a", timeframe="2019"), period="2016-2018"), Query())
    assert (longer.span.begin, longer.span.end) == (date(2016, 1, 1), date(2019, 12, 31))


def test_from_years_to_weeks_and_back() -> None:
    """Each part leads into smaller ones, to its neighbours, and out again."""
    assert whole().parts == ("2016", "2017", "2018")
    assert whole().wider is None
    year = whole(span="2017")
    assert (year.parts, year.wider) == (("2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"), "")
    assert (year.before, year.after) == ("2016", "2018")
    quarter = whole(span="2017-Q1")
    assert (quarter.parts, quarter.wider) == (("2017-01", "2017-02", "2017-03"), "2017")
    assert (quarter.before, quarter.after) == ("2016-Q4", "2017-Q2")
    month = whole(span="2017-12")
    assert (month.parts, month.wider, month.before, month.after) == ((), "2017-Q4", "2017-11", "2018-01")


@pytest.mark.parametrize(
    ("span", "units"),
    [("", {"year", "quarter"}), ("2017", {"month"}), ("2017-Q1", {"week"}), ("2017-02", {"week"})],
)
def test_ticks_are_as_fine_as_the_part(span: str, units: set[str]) -> None:
    """Weeks begin on Mondays."""
    found = whole(span=span).ticks
    assert {tick.unit for tick in found} == units
    assert all(tick.day.weekday() == 0 for tick in found if tick.unit == "week")


@pytest.mark.parametrize("name", ["0000", "2017-Q5", "2017-13", "2017-00", "9999", "17", "2017-Q", "next"])
def test_a_part_that_is_none_shows_the_whole(name: str) -> None:
    """An address that was cut still shows something."""
    assert read_span(name) is None
    assert whole(span=name).span == whole().span


def test_the_line_for_today_is_only_where_today_is() -> None:
    """In the middle of the day."""
    assert whole(span="2016").today is None
    assert whole(span="2017-05").today == pytest.approx(100 * 14.5 / 31, abs=0.01)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 4000))
def test_every_mark_lies_within_the_picture(first: date, days: int) -> None:
    """Whatever the dates and the part that is shown."""
    held = activity(start=first, due=first + timedelta(days))
    for span in ("", "2017", "2017-Q2", f"{first.year:04}"):
        (mark,) = drawn(held, span=span)
        if mark is not None:
            assert mark.x >= 0
            assert mark.width >= 0
            assert mark.x + mark.width <= 100.01


@given(st.integers(1, 9998), st.integers(1, 4))
def test_ticks_lie_within_their_part(year: int, quarter: int) -> None:
    """In their order."""
    for name in (f"{year:04}", f"{year:04}-Q{quarter}"):
        span = read_span(name)
        assert span is not None
        found = [tick.x for tick in ticks(span)]
        assert found == sorted(found)
        assert all(0 <= x <= 100 for x in found)
