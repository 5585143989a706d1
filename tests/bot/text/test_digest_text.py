"""The digest in words: order, restraint and honesty, on the sample plans and on small ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.digest import Closed, Conflict, Digest, DigestInputs, Links, Resolved, build_digest
from bot.text.digest import digest_sentence, digest_text, full_list
from mappings.plan import Plan, Status
from tests.builders.documents import sample
from tests.builders.gold import gmg_plan, unnm_plan
from tests.builders.plans import activity, area, plan

TODAY = date(2017, 5, 2)
WEEK = timedelta(days=7)
LINKS = Links(board="https://board", plan="https://plan", in_thread=True)

GMG = """\
GMG work plan, 2 May 2017
1 newly past its date, 43 from before. Nothing else due before 31 December. No report yet on any of 229 activities.

NEW THIS WEEK
• Launch GMG communications plan and gender sensitive media strategy, including… (April 2017) – GMG Chair (UNU), members
EARLIER IN 2017
• Initiate drafting of GMG contributions to a UN System Chief Executives Board… (March 2017) – GMG Chair (UNU), IOM, UNFPA
• GMG communiqué and position paper on migration and the SDGs, incorporating… (February 2017) – GMG Chair (UNU)
FROM 2016: 41, by area
• Mainstreaming migration into development…: 17 – WG co-Chairs
• GMG coordination and visibility: 16 – mostly GMG Chair (UN Women). 11 were over before the plan was printed: confirm and close
• Migration and decent work: 4 – ILO
• Capacity development: 4 – Task Force co-Chairs 2, CDTF 2
NOT DECIDED, besides 2 of those above: 72 activities without a title yet
• Migration, Human Rights and Gender Equality: 54 – what, when, who, money all TBC; no one named to ask; open since 18 September 2016
• Data and Research: 18 – only the title is open: WG co-Chairs 12, IOM 3, UNU 3; open since 18 September 2016
NEXT: 32 end on 31 December 2017
SECRETARIAT: no conflicts. 1 activity has no date and no lead: Courses on new and emerging issues in migration policy (2017)

Done? Close the issue. Changed? Comment there: "When: June 2017". Replies here are not read.
Last sync 08:45 · board https://board · plan https://plan · full list in the thread
"""  # noqa: E501

UNNM = """\
UNNM work plan, 15 January 2024
50 weeks left. No report yet on any of 59 activities. No timeline could be read, so nothing is called late.

THIS WEEK'S QUESTION: 14. Maximizing the economic contribution of remittances and diaspora to… (IFAD, IOM, UNDP)
Which are done, under way or dropped? When will the rest be done?
• 14.1 Develop a limited set of indicators to review progress related to GCM…
• 14.2 Strengthen the dialogue and collaboration with the private sector engaged in…
• 14.3 Promote and support the upcoming Global Forum on Remittances, Investment and… – its text says “June 2023”: past
• 14.4 Support the advocacy strategy for the International Day of Family Remittances… – its text says “2023”: past
• 14.5 Develop guidelines to support Member States and other stakeholders in…
SECRETARIAT: no conflicts
• 2. Actionable recommendations on missing migrants and providing humanitarian…: no activities here (line 175): lost, or never there? If lost, add them by hand.
• Timelines: ask the co-leads for dates. To list the gaps: workplan export --format csv --gaps

Answer in the issues, not here. Next week: workstream 1 (DESA, IOM).
Last sync 08:45 · board https://board · plan https://plan · full list in the thread
"""  # noqa: E501


def digest(made: Plan, today: date = TODAY, **more: Any) -> Digest:
    return build_digest(DigestInputs(made, today, **more))


def text(made: Plan, today: date = TODAY, **more: Any) -> str:
    return digest_text(digest(made, today, **more))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 45)  # noqa: DTZ001


def test_gmg() -> None:
    """The first sample plan on 2 May 2017, word for word."""
    assert text(gmg_plan(), last_sync=at(TODAY), links=LINKS) == GMG


def test_unnm() -> None:
    """The second sample plan on 15 January 2024, word for word."""
    day = date(2024, 1, 15)
    assert text(unnm_plan(), day, last_sync=at(day), links=LINKS) == UNNM


def test_imported_documents() -> None:
    """The two documents, imported, give the same words as the plans that were read by hand."""
    day = date(2024, 1, 15)
    gmg, unnm = sample("gmg-2016-2018.md").plan, sample("unnm-2022-2024.txt").plan
    assert text(gmg, last_sync=at(TODAY), links=LINKS) == GMG
    assert text(unnm, day, last_sync=at(day), links=LINKS) == UNNM


def test_gmg_sentence() -> None:
    """The lock screen names the one thing that is new."""
    assert digest_sentence(digest(gmg_plan())) == (
        "GMG plan: 1 newly past its date (Launch GMG communications plan and…), 43 from before; "
        "next due 31 December."
    )


def test_unnm_sentence() -> None:
    """Without dates the lock screen says who is asked."""
    assert digest_sentence(digest(unnm_plan(), date(2024, 1, 15))) == (
        "UNNM plan: this week's question goes to workstream 14 (IFAD, IOM, UNDP): "
        "5 activities without a report."
    )


def test_second_week_is_short_and_asks() -> None:
    """An unchanged week repeats no list, and asks one area about what has waited longest."""
    first = digest(gmg_plan())
    second = text(gmg_plan(), TODAY + WEEK, since=TODAY, previous=first.counts)
    assert "EARLIER IN 2017: 3, as before" in second
    assert "FROM 2016: 41, as before" in second
    assert "72 activities without a title yet, as before" in second
    assert "THIS WEEK'S QUESTION: 1. GMG coordination and visibility" in second
    assert "Courses on new" not in second
    assert len(second.splitlines()) < 20


def test_a_year_says_something_new_each_week() -> None:
    """Over a year without any news no two weeks in a row read the same below the heading."""
    last = digest(unnm_plan(), date(2024, 1, 15))
    for week in range(1, 49):
        day = date(2024, 1, 15) + WEEK * week
        now = digest(unnm_plan(), day, since=day - WEEK, previous=last.counts)
        assert digest_text(now).splitlines()[3:] != digest_text(last).splitlines()[3:]
        last = now


def test_lost_activities_are_recalled() -> None:
    """Areas without activities stay in view, in one line."""
    first = digest(unnm_plan(), date(2024, 1, 15))
    second = text(unnm_plan(), date(2024, 1, 22), since=date(2024, 1, 15), previous=first.counts)
    assert "SECRETARIAT: no conflicts. Still no activities: workstream 2.\n" in second


@pytest.mark.parametrize("day", [date(2016, 10, 3), date(2017, 1, 2), date(2017, 12, 11), date(2019, 2, 4)])
def test_never_counts_days_late(day: date) -> None:
    """At no time is anything called so many days late, and no message is longer than two screens."""
    said = text(gmg_plan(), day)
    assert "late" not in said
    assert "overdue" not in said
    assert len(said.splitlines()) <= 30


def test_quiet_week_is_one_line() -> None:
    """With nothing to say the message is one line."""
    made = plan(activity(timeframe="2018", lead="IOM", status="ongoing"))
    first = digest(made)
    assert text(made, TODAY + WEEK, since=TODAY, previous=first.counts) == (
        "GMG work plan, 9 May 2017: nothing new since 2 May. Next due 31 December 2018.\n"
    )


def test_empty_plan_is_one_line() -> None:
    """A plan without activities has one line, too."""
    assert text(plan()) == "GMG work plan, 2 May 2017: nothing to report.\n"


@pytest.mark.parametrize(
    "news",
    [
        {"closed": (Closed("a", Status.COMPLETED, date(2017, 5, 8)),)},
        {"resolved": (Resolved("a", "lead"),)},
        {"conflicts": (Conflict("a", "lead", "IOM", "ILO"),)},
        {"unmapped": ("IOM",)},
    ],
    ids=lambda news: next(iter(news)),
)
def test_any_news_breaks_the_quiet(news: Any) -> None:
    """Whatever has happened since is told."""
    made = plan(activity("a", timeframe="2018", lead="IOM", status="ongoing"))
    first = digest(made)
    assert len(text(made, TODAY + WEEK, since=TODAY, previous=first.counts, **news).splitlines()) > 3


@pytest.mark.parametrize(("count", "more"), [(10, None), (11, "… and 1 more"), (13, "… and 3 more")])
def test_ten_lines_a_group(count: int, more: str | None) -> None:
    """A group shows ten lines and says how many more there are."""
    made = plan(
        *(activity(f"a{n}", f"Number {n:02}", timeframe="April 2017", lead="IOM") for n in range(count))
    )
    lines = text(made).splitlines()
    rest = [line for line in lines if line.startswith("…")]
    assert sum(line.startswith("• Number") for line in lines) == 10
    assert rest == ([more] if more else [])


def test_names_without_an_account_are_told_once() -> None:
    """The same names are not listed again a week later; a further one is told with the others."""
    made = plan(activity(timeframe="April 2017", lead="IOM"))
    first = digest(made, unmapped=("IOM",))
    weeks = {"since": TODAY, "previous": first.counts}
    assert "1 name has no account: IOM. Add it to people.yaml." in digest_text(first)
    assert "account" not in text(made, TODAY + WEEK, unmapped=("IOM",), **weeks)
    two = text(made, TODAY + WEEK, unmapped=("IOM", "UNU"), **weeks)
    assert "2 names have no account: IOM, UNU. Add them to people.yaml." in two


def test_done() -> None:
    """What was completed or dropped is told with the day and who did it; what was filled in with who."""
    made = plan(
        activity("a", "Launch", timeframe="2018"), activity("b", "Report", timeframe="2018", lead="IOM")
    )
    said = text(
        made,
        closed=(
            Closed("a", Status.COMPLETED, date(2017, 4, 28), "Ana Silva"),
            Closed("b", Status.CANCELLED, date(2017, 4, 29)),
        ),
        resolved=(Resolved("b", "lead", "Bo"),),
    )
    assert (
        "DONE SINCE 25 APRIL\n"
        "• Launch – completed 28 April, Ana Silva\n"
        "• Report – dropped 29 April; lead filled in by Bo\n"
    ) in said


def test_filled_in_is_one_line_an_activity() -> None:
    """Whatever was filled in of an activity stands on one line, under the name that it has now."""
    made = plan(
        activity("a", "Expert meeting", timeframe="October 2017", lead="UN Women"),
        activity("b", "Report", timeframe="2018"),
    )
    said = text(
        made,
        resolved=(
            Resolved("a", "title", "Carla"),
            Resolved("a", "timeframe", "Bo"),
            Resolved("b", "timeframe"),
            Resolved("a", "lead", "Carla"),
        ),
    )
    assert (
        "DONE SINCE 25 APRIL\n"
        "• Expert meeting – title, date and lead filled in by Carla and Bo\n"
        "• Report – date filled in on the issue\n"
    ) in said


def test_change_since_the_last_digest() -> None:
    """The figures are told against those of the last digest."""
    was = digest(gmg_plan(), date(2017, 4, 25)).counts
    assert "Since 25 April: 1 more past their date.\n" in text(
        gmg_plan(), since=date(2017, 4, 25), previous=was
    )


def test_conflict() -> None:
    """A conflict names both values and where to answer."""
    said = text(
        plan(activity("a", "Launch", timeframe="2018")), conflicts=(Conflict("a", "timeframe", "June", None),)
    )
    assert (
        "Two values for the date of Launch: the plan says “June”, the tracker nothing. "
        "Settle it in the issue.\n" in said
    )


def test_conflict_of_days() -> None:
    """Days are in words, also where two of them are in question."""
    made = plan(activity("a", "Launch", timeframe="2018"))
    said = text(made, conflicts=(Conflict("a", "due", "2017-06-01", None),))
    assert "the due date of Launch: the plan says “1 June 2017”, the tracker nothing." in said


def test_conflict_in_the_sentence() -> None:
    """A conflict is worth a word on the lock screen."""
    made = plan(activity("a", timeframe="2018", lead="IOM"))
    said = digest_sentence(digest(made, conflicts=(Conflict("a", "lead", "IOM", "ILO"),)))
    assert said.endswith("; 1 conflict to settle.")


def test_some_reported() -> None:
    """Once some have reported, the others are counted; once all have, nothing is said."""
    one, other = (
        activity("a", timeframe="2018", status="ongoing"),
        activity("b", timeframe="June 2017", lead="IOM"),
    )
    assert "No report yet on 1 of 2 activities." in text(plan(one, other))
    assert "No report" not in text(plan(one, activity("b", timeframe="June 2017", status="ongoing")))


def test_next_is_named_when_it_is_one() -> None:
    """A single activity that is due next stands with its title alone."""
    assert "NEXT: Launch ends on 30 June 2017\n" in text(
        plan(activity("a", "Launch", timeframe="30 June 2017"))
    )


def test_under_way() -> None:
    """A late activity that is reported as under way says so."""
    assert "• Launch (April 2017) – IOM, under way" in text(
        plan(activity("a", "Launch", timeframe="April 2017", lead="IOM", status="ongoing"))
    )


def test_two_dates_on_one_line() -> None:
    """Two dates in one cell stay on one line."""
    assert "• Launch (20 April 2017 / 28 April 2017)" in text(
        plan(activity("a", "Launch", timeframe="20 April 2017\n28 April 2017"))
    )


def test_due_date_that_people_set() -> None:
    """A due date that people set is shown instead of the printed timeframe."""
    assert "• Launch (28 April 2017)" in text(
        plan(activity("a", "Launch", timeframe="2016", due=date(2017, 4, 28)))
    )


def test_open_since() -> None:
    """An open field tells since when it is open, once that is known."""
    made = plan(
        activity("a", timeframe="2018", lead="TBC", tbc_since={"lead": date(2017, 3, 1)}),
        activity("b", timeframe="2018", lead="IOM"),
    )
    assert "1 – only the lead is open; no one named to ask; open since 1 March 2017\n" in text(made)


def test_nothing_is_said_of_empty_groups() -> None:
    """Without a footer's facts and without groups there are no empty headings."""
    said = text(plan(activity(timeframe="April 2017", lead="IOM")))
    assert [line for line in said.splitlines() if line.isupper()] == ["NEW THIS WEEK"]
    assert "Last sync" not in said


def test_an_old_sync_shows_its_day() -> None:
    """A sync that was not today is shown with its day."""
    made = plan(activity(timeframe="April 2017"))
    assert "Last sync 30 April 2017, 08:45\n" in text(made, last_sync=at(date(2017, 4, 30)))


def test_words_that_users_do_not_know() -> None:
    """The program's own words stay out of the messages."""
    said = (GMG + UNNM + full_list(digest(gmg_plan()))).casefold()
    assert not [
        word for word in ("forge", "snapshot", "exception", "unreported", "none") if f" {word}" in said
    ]


def test_full_list_holds_everything() -> None:
    """The full list names every late, open and coming activity whole, by area, each once."""
    said = digest(gmg_plan())
    listed = full_list(said)
    ids = [line.split("]")[0].removeprefix("• [") for line in listed.splitlines() if line.startswith("• [")]
    assert sorted(ids) == sorted(one.id for one in said.entries)
    assert len(ids) == 44 + 72
    assert "…" not in listed


def test_full_list_without_dates() -> None:
    """Where dates are few the full list is what nobody has reported on, and what the plan lacks."""
    listed = full_list(digest(unnm_plan(), date(2024, 1, 15)))
    assert sum(line.startswith("• [") for line in listed.splitlines()) == 59
    assert "What the plan lacks\n• 2. Actionable" in listed


def test_full_list_of_nothing() -> None:
    """An empty full list says so."""
    assert "Nothing is past its date" in full_list(
        digest(plan(area("1", "A", activity(timeframe="2018", lead="IOM", status="ongoing"))))
    )
