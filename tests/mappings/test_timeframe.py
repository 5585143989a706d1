"""Timeframes: what is read, and, at greater length, what must stay unread."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.timeframe import Precision, Reading, read_timeframe
from mappings.timewords import MONTHS, PHRASES, VOCABULARY

GOLD = Path(__file__).parents[1] / "gold" / "gmg-2016-2018.readings.json"
TIMEFRAMES = json.loads(GOLD.read_text(encoding="utf-8"))["timeframes"]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize("text", TIMEFRAMES)
def test_gold(text: str) -> None:
    """Every timeframe of the first sample plan reads as a careful person read it."""
    want, got = TIMEFRAMES[text], read_timeframe(text)
    assert (iso(got.start), iso(got.due)) == (want["start"], want["due"])
    assert got.tentative is (want.get("flag") == "tentative")
    assert got.open_ended is (want.get("flag") == "open-ended")


PERIODS = [
    # days
    ("2017-05-15", "2017-05-15", "2017-05-15", "day"),
    ("2017/05/15", "2017-05-15", "2017-05-15", "day"),
    ("2017-05-15 to 2017-06-01", "2017-05-15", "2017-06-01", "day"),
    ("15/03/2017", "2017-03-15", "2017-03-15", "day"),
    ("15.03.2017", "2017-03-15", "2017-03-15", "day"),
    ("9/15/2016", "2016-09-15", "2016-09-15", "day"),
    ("03/03/2017", "2017-03-03", "2017-03-03", "day"),
    ("3 to 5 May 2017", "2017-05-03", "2017-05-05", "day"),
    ("3rd May 2017", "2017-05-03", "2017-05-03", "day"),
    ("the 3rd of May 2017", "2017-05-03", "2017-05-03", "day"),
    ("8-Mar-2017", "2017-03-08", "2017-03-08", "day"),
    ("May 15, 2017", "2017-05-15", "2017-05-15", "day"),
    ("May 15-20, 2017", "2017-05-15", "2017-05-20", "day"),
    ("May 15 - June 2, 2017", "2017-05-15", "2017-06-02", "day"),
    ("Monday 15 May 2017", "2017-05-15", "2017-05-15", "day"),
    ("Monday, 15 May 2017", "2017-05-15", "2017-05-15", "day"),
    ("Wednesday 1 – Friday 3 March 2017", "2017-03-01", "2017-03-03", "day"),
    ("25/26 February 2016", "2016-02-25", "2016-02-26", "day"),
    ("5, 6 and 7 May 2017", "2017-05-05", "2017-05-07", "day"),
    ("26-28 May and 3-4 June 2017", "2017-05-26", "2017-06-04", "day"),
    ("1–31 May 2017.", "2017-05-01", "2017-05-31", "day"),
    ("29 February 2016", "2016-02-29", "2016-02-29", "day"),
    # months
    ("Sept. 2017", "2017-09-01", "2017-09-30", "month"),
    ("SEPTEMBER 2017", "2017-09-01", "2017-09-30", "month"),
    ("March – May 2017", "2017-03-01", "2017-05-31", "month"),
    ("Jan-Mar 2017", "2017-01-01", "2017-03-31", "month"),
    ("Jan. through Mar. 2017", "2017-01-01", "2017-03-31", "month"),
    ("between March and May 2017", "2017-03-01", "2017-05-31", "month"),
    ("from March to May 2017", "2017-03-01", "2017-05-31", "month"),
    ("March and September 2017", "2017-03-01", "2017-09-30", "month"),
    ("December 2016 – February 2017", "2016-12-01", "2017-02-28", "month"),
    ("November, December 2016 and January 2017", "2016-11-01", "2017-01-31", "month"),
    ("May/June 2017", "2017-05-01", "2017-06-30", "month"),
    ("May-2017", "2017-05-01", "2017-05-31", "month"),
    ("2017-05", "2017-05-01", "2017-05-31", "month"),
    ("05/2017", "2017-05-01", "2017-05-31", "month"),
    ("12/2016 - 02/2017", "2016-12-01", "2017-02-28", "month"),
    ("in the course of May 2017", "2017-05-01", "2017-05-31", "month"),
    # quarters and halves
    ("Q1 2017", "2017-01-01", "2017-03-31", "quarter"),
    ("2017 Q3", "2017-07-01", "2017-09-30", "quarter"),
    ("2017Q3", "2017-07-01", "2017-09-30", "quarter"),
    ("Q1/2017", "2017-01-01", "2017-03-31", "quarter"),
    ("Q1-Q2 2017", "2017-01-01", "2017-06-30", "quarter"),
    ("2017 Q1-Q2", "2017-01-01", "2017-06-30", "quarter"),
    ("Q4 2016 - Q1 2017", "2016-10-01", "2017-03-31", "quarter"),
    ("first quarter of 2023", "2023-01-01", "2023-03-31", "quarter"),
    ("the last quarter of 2017", "2017-10-01", "2017-12-31", "quarter"),
    ("4th quarter 2017", "2017-10-01", "2017-12-31", "quarter"),
    ("quarter 2, 2017", "2017-04-01", "2017-06-30", "quarter"),
    ("T1 2017", "2017-01-01", "2017-03-31", "quarter"),
    ("1st half 2018", "2018-01-01", "2018-06-30", "half"),
    ("second half of 2018", "2018-07-01", "2018-12-31", "half"),
    ("H2 2018", "2018-07-01", "2018-12-31", "half"),
    ("S1 2018", "2018-01-01", "2018-06-30", "half"),
    ("second semester 2018", "2018-07-01", "2018-12-31", "half"),
    ("March 2017 - H2 2018", "2017-03-01", "2018-12-31", "half"),
    # years
    ("in 2017", "2017-01-01", "2017-12-31", "year"),
    ("2016/2017", "2016-01-01", "2017-12-31", "year"),
    ("2016/17", "2016-01-01", "2017-12-31", "year"),
    ("2016–2018", "2016-01-01", "2018-12-31", "year"),
    ("2016, 2017 and 2018", "2016-01-01", "2018-12-31", "year"),
    ("2016/2017/2018", "2016-01-01", "2018-12-31", "year"),
    ("Throughout 2016-2018", "2016-01-01", "2018-12-31", "year"),
    ("2016 - March 2017", "2016-01-01", "2017-03-31", "year"),
    ("New York 2017", "2017-01-01", "2017-12-31", "year"),
    ("Rabat, Berlin and Quito, 2017", "2017-01-01", "2017-12-31", "year"),
    ("Mali 2017", "2017-01-01", "2017-12-31", "year"),
    # French
    ("février 2017", "2017-02-01", "2017-02-28", "month"),
    ("août 2017", "2017-08-01", "2017-08-31", "month"),
    ("1er mai 2017", "2017-05-01", "2017-05-01", "day"),
    ("du 3 au 5 mai 2017", "2017-05-03", "2017-05-05", "day"),
    ("de mars à mai 2017", "2017-03-01", "2017-05-31", "month"),
    ("mai et juin 2017", "2017-05-01", "2017-06-30", "month"),
    ("1er trimestre 2017", "2017-01-01", "2017-03-31", "quarter"),
    ("au premier trimestre de 2017", "2017-01-01", "2017-03-31", "quarter"),
    ("2e semestre 2018", "2018-07-01", "2018-12-31", "half"),
    ("tout au long de 2017", "2017-01-01", "2017-12-31", "year"),
    # Spanish
    ("3 al 5 de mayo de 2017", "2017-05-03", "2017-05-05", "day"),
    ("del 3 al 5 de mayo de 2017", "2017-05-03", "2017-05-05", "day"),
    ("de marzo a mayo de 2017", "2017-03-01", "2017-05-31", "month"),
    ("setiembre 2017", "2017-09-01", "2017-09-30", "month"),
    ("marzo y abril de 2017", "2017-03-01", "2017-04-30", "month"),
    ("primer semestre de 2018", "2018-01-01", "2018-06-30", "half"),
    ("2º trimestre 2017", "2017-04-01", "2017-06-30", "quarter"),
    ("año 2017", "2017-01-01", "2017-12-31", "year"),
    # several lines
    ("26 February 2016\n20 July 2016", "2016-02-26", "2016-07-20", "day"),
    ("20 July 2016; 26 February 2016", "2016-02-26", "2016-07-20", "day"),
    ("26 February 2016\nMay 2016", "2016-02-26", "2016-05-31", "month"),
]


@pytest.mark.parametrize(("text", "start", "due", "precision"), PERIODS)
def test_periods(text: str, start: str, due: str, precision: str) -> None:
    """A period has its first and last day and the coarsest unit that it names."""
    assert read_timeframe(text) == Reading(
        date.fromisoformat(start), date.fromisoformat(due), Precision(precision)
    )


DEADLINES = [
    ("by June 2017", "2017-06-30", "month"),
    ("By 31 March 2017", "2017-03-31", "day"),
    ("by the end of June 2017", "2017-06-30", "month"),
    ("no later than 15 June 2017", "2017-06-15", "day"),
    ("deadline 15 June 2017", "2017-06-15", "day"),
    ("until 2018", "2018-12-31", "year"),
    ("until the end of 2018", "2018-12-31", "year"),
    ("end of 2018", "2018-12-31", "year"),
    ("end-2018", "2018-12-31", "year"),
    ("end May 2017", "2017-05-31", "month"),
    ("Ongoing-2018", "2018-12-31", "year"),
    ("Ongoing until June 2018", "2018-06-30", "month"),
    ("Ongoing to Q2 2018", "2018-06-30", "quarter"),
    ("d'ici juin 2017", "2017-06-30", "month"),
    ("d’ici à fin 2017", "2017-12-31", "year"),
    ("jusqu'en 2018", "2018-12-31", "year"),
    ("en cours jusqu'à juin 2018", "2018-06-30", "month"),
    ("fin juin 2017", "2017-06-30", "month"),
    ("hasta junio de 2017", "2017-06-30", "month"),
    ("a más tardar en junio de 2017", "2017-06-30", "month"),
    ("by March 2017\nby June 2017", "2017-06-30", "month"),
    ("by March 2017\nMay 2017", "2017-05-31", "month"),
]


@pytest.mark.parametrize(("text", "due", "precision"), DEADLINES)
def test_deadlines(text: str, due: str, precision: str) -> None:
    """A deadline names its last day only; when the work starts is not invented."""
    assert read_timeframe(text) == Reading(None, date.fromisoformat(due), Precision(precision))


OPEN = [
    ("Ongoing", None, None),
    ("ongoing.", None, None),
    ("Continuous", None, None),
    ("en cours", None, None),
    ("en curso", None, None),
    ("from March 2017", "2017-03-01", "month"),
    ("since 2016", "2016-01-01", "year"),
    ("March 2017 onwards", "2017-03-01", "month"),
    ("2017 to date", "2017-01-01", "year"),
    ("2016 - ongoing", "2016-01-01", "year"),
    ("Ongoing since 15 May 2016", "2016-05-15", "day"),
    ("à partir de mars 2017", "2017-03-01", "month"),
    ("desde marzo de 2017", "2017-03-01", "month"),
]


@pytest.mark.parametrize(("text", "start", "precision"), OPEN)
def test_open_ended(text: str, start: str | None, precision: str | None) -> None:
    """What runs on with no end stated has no due date."""
    begin = date.fromisoformat(start) if start else None
    assert read_timeframe(text) == Reading(
        begin, None, Precision(precision) if precision else None, open_ended=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "May 2017 (TBC)",
        "May (TBC) 2017",
        "TBC: May 2017",
        "May 2017, tbc",
        "approx. May 2017",
        "tentatively May 2017",
        "expected in May 2017",
        "May 2017?",
        "~May 2017",
        "May 2017 (dates to be confirmed)",
        "mai 2017 (à confirmer)",
        "mayo de 2017 (por confirmar)",
    ],
)
def test_tentative(text: str) -> None:
    """A date that the text itself doubts is read, and marked."""
    assert read_timeframe(text) == Reading(
        date(2017, 5, 1), date(2017, 5, 31), Precision.MONTH, tentative=True
    )


def test_one_doubt_of_several() -> None:
    """Where one of several dates is doubted, the whole is."""
    assert read_timeframe("May 2017 (TBC); June 2017").tentative
    assert not read_timeframe("May 2017; June 2017").tentative


UNREADABLE = [
    # nothing, or nothing decided
    None, "", "   ", "\n", "-", "TBC", "tbd", "To be confirmed", "n/a", "to be determined", "(TBC)",
    # words that change the meaning
    "before May 2017", "not before May 2017", "after 2016", "no earlier than May 2017", "post 2017",
    "pre-2017",
    "delayed from 2016 to 2018", "Delayed 2018", "Postponed, 2018", "Cancelled 2018", "Reporté 2018",
    "Aplazado 2018", "Rescheduled 2018", "moved to 2018", "May 2017 (postponed)", "May 2017, cancelled",
    "except May 2017", "every May 2017", "2017 or 2018", "March or April 2017", "May 2017 if funds allow",
    "two weeks after 15 May 2017", "avant juin 2017", "antes de junio de 2017", "sauf mai 2017",
    "version 2017", "Agenda 2030", "Horizon 2020", "Target 2030", "FY 2017", "FY2016/17", "Fiscal year 2017",
    "Academic Year 2017", "2017 budget", "depending on 2017 results",
    # vague
    "mid-2017", "mid May", "mid May 2017", "mid-March to mid-May 2017", "early 2017", "late 2017",
    "beginning of 2017", "Spring 2017", "summer 2017", "été 2017", "mi-2017", "début 2017", "finales de 2017",
    "first half of May 2017", "first week of May 2017", "week of 15 May 2017", "2 weeks in May 2017",
    "beginning March 2017", "start of 2017",
    # incomplete
    "March", "15 May", "Q1", "first quarter", "by June", "the year", "15", "17", "Year 1", "Month 3", "3-5",
    "March -", "- 2017", "May 2017 -", "from", "until", "by", "Monday", "March - May", "March to",
    "Throughout", "12 months", "Jan-17", "Apr 17", "Mar '17",
    # the end is open in words
    "May 2017 - TBC", "TBC - May 2017", "May-TBC 2017", "2017-TBC", "May 2017 to be confirmed - June 2017",
    # in two ways
    "05/03/2017", "5.3.2017", "1-2-2017", "2011-12", "March - 2017", "March 2017-2018", "March 2017, 2018",
    "2016, May 2017", "December – February 2017", "December, January 2017", "April 5 6 2017", "3-5/2017",
    "by May-June 2017", "Ongoing 2018", "Ongoing (2018)", "Ongoing\n2018", "Ongoing, 2018", "Inception-2018",
    "from the end of 2016", "since the end of 2016",
    "2017 (second quarter)", "end of March to May 2017", "2016 - March 2016", "Ongoing-2016-2018",
    # impossible
    "30 February 2017", "29 February 2017", "31 June 2017", "0 May 2017", "32 May 2017", "2017-02-30",
    "2017-13", "13/13/2017", "Tuesday 15 May 2017", "2018-2016", "20-15 May 2017", "June - March 2017",
    "Q5 2017", "H3 2017", "S3 2017", "5th quarter 2017", "third half of 2017", "0 quarter 2017",
    "2016-2017-2018", "1 May 0001", "9999", "1066", "20-25 2017",
    # other things that hold figures
    "20171", "117", "2017*", "2017¹", "1² May 2017", "May 20177", "115/03/2017", "15/03/20171", "2017-05-151",
    "2017.5", "para. 70", "No. 5", "15 May 2017, 14:00", "10:00-12:00", "SDG 8.8", "Output 2", "500,000",
    "٢٠١٧", "２０１７", "2̶0̶1̶7̶", "May\u200b2017", "<b>2017</b>", "17/2017", "0/2017",
    # unknown words
    "Turin May 2017", "Geneva, May 2017", "launch in May 2017", "Launch of the campaign 2018", "turin 2017",
    "GFMD summit 2017", "QI 2017", "II 2017", "Febuary 2017", "Septemeber 2017", "Maio 2017", "Gennaio 2017",
    "Juli 2017", "see 2016", "2017 see notes", "annually", "as needed", "May 2017 Geneva",
    # one line of several that can't be read
    "May 2017\nafter that", "May 2017\nTBC", "May 2017; mid-June 2017", "From May 2017\nJune 2018",
]  # fmt: skip


@pytest.mark.parametrize("text", UNREADABLE)
def test_unread(text: str | None) -> None:
    """What the grammar can't read as a whole leaves everything empty; no part of it is picked out."""
    assert read_timeframe(text) == Reading()


def test_long_text_is_unread() -> None:
    """A paragraph is no timeframe, even when every word of it is known."""
    assert read_timeframe("May 2017, " * 30 + "May 2017") == Reading()


def test_text_of_the_greatest_length_is_read() -> None:
    """One character more, though it be a blank, is too long."""
    assert read_timeframe("May 2017".ljust(160)) == read_timeframe("May 2017")
    assert read_timeframe("May 2017".ljust(161)) == Reading()


def test_every_month_word() -> None:
    """Each month, in each language and abbreviation, is that month."""
    for number, words in enumerate(MONTHS, 1):
        for word in words.split():
            assert read_timeframe(f"{word} 2017").start == date(2017, number, 1), word


def test_no_word_has_two_meanings() -> None:
    """No phrase stands in two lists: the vocabulary would silently keep the later one."""
    listed = [phrase for phrases in PHRASES.values() for phrase in phrases.split("|")]
    assert len(listed) == len(set(listed))
    assert sum(len(row.split()) for row in MONTHS) + len(listed) < len(VOCABULARY)


fragments = st.sampled_from(
    [*VOCABULARY, "2016", "2017", "15", "31", "3", "Q1", "H2", "2017-05-15", "05/2017", "-", "/", ",", "(",
     ")", ";", "\n", "Turin", "before", "–"]
)  # fmt: skip


@given(st.lists(fragments, max_size=8).map(" ".join))
@settings(max_examples=400)
def test_any_words_of_dates(text: str) -> None:
    """Any string of date words reads without an error, into a period that is in order, or not at all."""
    got = read_timeframe(text)
    if got.start and got.due:
        assert got.start <= got.due
    if got.precision is None:
        assert (got.start, got.due) == (None, None)
    if got.open_ended:
        assert got.due is None


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_any_text(text: str) -> None:
    """No text raises; what is unread carries no flag."""
    got = read_timeframe(text)
    assert got.start or got.due or got.open_ended or got == Reading()


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@settings(max_examples=100)
def test_days_read_back(day: date) -> None:
    """Every day, written in words or as ISO, reads as that day."""
    month = MONTHS[day.month - 1].split()[0].capitalize()
    want = Reading(day, day, Precision.DAY)
    assert read_timeframe(day.isoformat()) == want
    assert read_timeframe(f"{day.day} {month} {day.year}") == want
    assert read_timeframe(f"{month} {day.day}, {day.year}") == want
