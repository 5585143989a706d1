"""The picture as it is seen: what is late, what is done, nothing over the edge, the same bytes each time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.picture.bars import LEAST, NAME, NUMBER, SMALL, bar_marks, shares
from bot.picture.drawing import WIDTH, draw
from bot.picture.figures import MOST, Figures, Row, Tally
from bot.picture.letters import fitted, width, wrapped
from bot.picture.marks import ALARM, DARK, INK, LIGHT, PALE, PAPER, Area, Box, Path, Text
from bot.picture.record import Point
from bot.text.digest_words import LANGUAGES, Words
from bot.text.picture import picture_words
from mappings.visible import visible
from tests.builders.docs import ROOT
from tests.builders.picture import figures, letters_of, painted, row, share, sheet, texts
from tests.hostile.corpus import CORPUS

CURVE = (Point(date(2016, 9, 20), 8, 0), Point(date(2017, 2, 1), 9, 2), Point(date(2017, 5, 2), 9, 2))
WEEK = (Point(date(2017, 4, 2), 8, 0), Point(date(2017, 4, 9), 8, 1))
LONG = "Maximizing the economic contribution of remittances " * 6
PHONE = 360


def bars(drawn: Figures) -> list[Area]:
    """The parts of the bars; the signs of the legend are narrower and come first."""
    return [mark for mark in sheet(drawn).marks if isinstance(mark, Area)][5:]


def many(count: int, title: str = LONG) -> Figures:
    return figures(*(row(title, number=str(n)) for n in range(count)), curve=CURVE)


each_case = pytest.mark.parametrize(
    "drawn",
    [
        figures(curve=CURVE),
        replace(figures(curve=CURVE), end=date(2019, 1, 2)),
        replace(figures(curve=WEEK), begin=date(2017, 4, 2), end=date(2017, 4, 9), today=date(2017, 4, 9)),
        figures(),
        figures(row("", Tally(), None)),
        replace(figures(), rows=()),
        many(14),
        many(MOST),
        figures(row(LONG[:300]), name=LONG[:300], curve=CURVE),
        figures(row("A" * 300), name="W" * 300),
        figures(row(tally=Tally(*[9_999] * 6)), curve=(CURVE[0], Point(CURVE[2].day, 98_765, 43_210))),
        figures(row(tally=Tally(completed=1, open=5_000, cancelled=1))),
        figures(row(None or "", areas=21, number=None)),
    ],
    ids=[
        "curve",
        "last day",
        "a week",
        "bare",
        "nothing",
        "no area",
        "14",
        "20",
        "long",
        "one word",
        "thousands",
        "tiny parts",
        "others",
    ],
)


@each_case
@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_no_text_leaves_its_box_and_none_lies_over_another(drawn: Figures, words: Words) -> None:
    """Measured by the font, for every text of the picture; the foot of a J may stand out a little."""
    whole = sheet(drawn, words)
    places = [letters_of(text) for text in texts(drawn, words)]
    for text, place in zip(texts(drawn, words), places, strict=True):
        box = text.box
        assert box.left - text.size // 12 <= place.left, text
        assert place.right <= box.right + 1, text
        assert box.top <= place.top, text
        assert place.bottom <= box.bottom, text
        assert 0 <= box.left <= box.right <= whole.width
        assert 0 <= box.top <= box.bottom <= whole.height
    for one, other in combinations(places, 2):
        assert not (
            one.left < other.right
            and other.left < one.right
            and one.top < other.bottom
            and other.top < one.bottom
        )


@each_case
def test_a_picture_is_small_and_as_wide_as_promised(drawn: Figures) -> None:
    """Under 200 kB, also with twenty areas and the longest titles."""
    png = draw(drawn, picture_words(drawn))
    assert len(png) < 200_000
    assert painted(drawn).width == WIDTH


def test_a_line_is_not_broken_where_it_may_not_be() -> None:
    """A sign with such a space before it does not begin a line alone."""
    for room in range(100, 400, 7):
        first, *rest = wrapped("vingt activités\u00a0: achevées\u00a0?", 32, room, 3)
        assert not [line for line in (first, *rest) if line.startswith((":", "?"))]


def test_the_same_figures_give_the_same_bytes() -> None:
    """In another process, with another order of its sets, too: a picture that changed is a change."""
    code = (
        "import hashlib; from bot.picture.drawing import draw;"
        "from bot.text.digest_words import ENGLISH; from bot.text.picture import picture_words;"
        "from tests.bot.picture.test_drawing import many; drawn = many(3);"
        "print(hashlib.sha256(draw(drawn, picture_words(drawn, ENGLISH))).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == hashlib.sha256(draw(many(3), picture_words(many(3)))).hexdigest()


def test_what_is_late_is_told_apart_by_more_than_colour() -> None:
    """Strokes lie over it and over nothing else, and it has an edge."""
    drawn = figures(row(tally=Tally(ongoing=3, ongoing_late=3, open_late=3, open=3, completed=3)))
    image = painted(drawn)
    for part in bars(drawn):
        strokes = share(image, part.box, ALARM)
        assert strokes > 0.1 if part.late else strokes == 0, part
        edge = Box(part.box.left, part.box.top, part.box.left + 2, part.box.bottom)
        assert share(image, edge, INK) == 1


def test_even_one_late_activity_of_a_thousand_is_seen() -> None:
    """On a phone, too, where a third of its width is left."""
    drawn = figures(row(tally=Tally(completed=500, open_late=1, open=499)))
    late = next(part for part in bars(drawn) if part.late)
    assert late.box.width * PHONE / WIDTH >= 4
    assert share(painted(drawn), late.box, ALARM) > 0.1


def test_a_cancelled_part_is_struck_through() -> None:
    """Not merely white."""
    drawn = figures(row(tally=Tally(open=1, cancelled=1)))
    last = bars(drawn)[-1].box
    middle = (last.top + last.bottom) // 2
    image = painted(drawn)
    assert share(image, Box(last.left + 4, middle - 1, last.left + 60, middle + 1), INK) == 1
    assert share(image, Box(last.left + 4, last.top + 4, last.left + 60, middle - 4), PAPER) == 1


def test_a_bar_shows_its_figures_in_their_proportion() -> None:
    """A quarter completed is a quarter of the bar, in the colour of the legend."""
    drawn = figures(row(tally=Tally(completed=2, ongoing=2, open=4)))
    done, ongoing, open_ = (part.box for part in bars(drawn))
    whole = open_.right - done.left
    assert abs(done.width - whole / 4) <= 1
    assert abs(open_.width - whole / 2) <= 1
    image = painted(drawn)
    assert [
        share(image, box, colour) > 0.5 for box, colour in ((done, DARK), (ongoing, LIGHT), (open_, PALE))
    ] == [True] * 3


def test_each_part_says_its_number_where_there_is_room() -> None:
    """And never half a number."""
    marks = list(bar_marks(Tally(completed=1, ongoing=998, open=1), Box(0, 0, 900, 54)))
    assert [mark.text for mark in marks if isinstance(mark, Text)] == ["998"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 5_000), min_size=6, max_size=6).filter(any), st.integers(6 * LEAST, 1_100))
def test_the_parts_fill_the_bar(counts: list[int], whole: int) -> None:
    """Nothing is left over, nothing that counts is invisible, nothing that doesn't is seen."""
    widths = shares(counts, whole)
    assert sum(widths) == whole
    assert all((wide >= LEAST) if count else (wide == 0) for count, wide in zip(counts, widths, strict=True))


def test_the_curve_is_where_the_figures_are() -> None:
    """Flat until a day with a change, filled below, nothing before the record and after today."""
    drawn = figures(curve=CURVE)
    paths = [mark for mark in sheet(drawn).marks if isinstance(mark, Path)]
    done = next(one for one in paths if one.under == LIGHT and len(one.points) > 2)
    assert [y for _, y in done.points] == sorted((y for _, y in done.points), reverse=True)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(done.points, done.points[1:], strict=False))
    (begin, floor), (end, top) = done.points[0], done.points[-1]
    assert floor == done.floor
    image = painted(drawn)
    assert share(image, Box(end - 60, top + 8, end - 8, done.floor - 8), LIGHT) > 0.9
    for empty in (Box(begin - 60, top, begin - 8, floor), Box(end + 8, top, end + 60, floor)):
        assert share(image, empty, LIGHT) + share(image, empty, DARK) + share(image, empty, INK) < 0.05


def test_without_a_history_no_curve_is_drawn() -> None:
    """A sentence stands in its place, and no grid."""
    drawn = figures()
    assert not [mark for mark in sheet(drawn).marks if isinstance(mark, Path)]
    assert list(texts(drawn))[-1].text == "No changes are recorded yet, so there is no curve over time."


def test_long_titles_are_cut_at_a_word() -> None:
    """And say so."""
    drawn = figures(row(LONG))
    name = next(text.text for text in texts(drawn) if text.text.startswith("1. "))
    assert name.endswith("…")
    assert f"1. {LONG}".startswith(name[:-1] + " ")


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(40, 600))
def test_whatever_is_cut_fits(text: str, room: int) -> None:
    """A text of any script and any signs, in any room that holds the dots."""
    cut = fitted(text, NAME, room)
    assert width(cut, NAME) <= room
    assert "\n" not in cut


@pytest.mark.parametrize(
    "text",
    [
        "تقرير عن الهجرة",
        "דוח על הגירה",
        "Миграция и развитие",
        "Μετανάστευση",
        "Łódź – Ťažký",
        "🎉 family 👩‍👩‍👧",
        "移民",
    ],
)
def test_every_script_is_drawn_somehow(text: str) -> None:
    """Letters that the font has not are boxes; nothing fails."""
    drawn = figures(row(text), name=text)
    assert painted(drawn).height == sheet(drawn).height


def test_hostile_titles_harm_nothing() -> None:
    """Signs that steer are shown by their number, and ten kilobytes are cut."""
    for start in range(0, len(CORPUS), MOST):
        drawn = figures(*(row(text) for text in CORPUS[start : start + MOST]), name=CORPUS[start])
        assert [text for text in texts(drawn) if visible(text.text) != text.text] == []
        painted(drawn)


def test_letters_are_large_enough_for_a_phone() -> None:
    """At 360 pixels the smallest is still one of nine."""
    assert min(text.size for text in texts(figures(curve=CURVE))) == min(NAME, NUMBER, SMALL)
    assert min(NAME, NUMBER, SMALL) * PHONE / WIDTH > 9


def test_rows_are_named_by_number_and_title() -> None:
    """Several areas together by how many they are."""
    drawn = figures(row("Data"), row("Gender", number=None), Row(None, "", Tally(open=4), 21))
    said = [text.text for text in texts(drawn)]
    for name in ("1. Data", "Gender", "21 others together", "2 of 8", "0 of 4"):
        assert name in said
