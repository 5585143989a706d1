"""What the digest decides: which activities it speaks of, in which group, and whom it asks."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from json import dumps, loads
from typing import Any

import pytest

from bot.digest import Closed, Conflict, Counts, Digest, DigestInputs, Resolved, build_digest
from mappings.plan import Plan, Status
from tests.builders.gold import gmg_plan, unnm_plan
from tests.builders.plans import activity, area, plan

TODAY = date(2017, 5, 2)
WEEK = timedelta(days=7)


def digest(made: Plan, today: date = TODAY, **more: Any) -> Digest:
    return build_digest(DigestInputs(made, today, **more))


def spoken_of(said: Digest) -> set[str]:
    """The ids of everything that the digest speaks of by name or in a count."""
    return {one.id for one in said.entries}


def test_gmg() -> None:
    """The first sample plan, seen from 2 May 2017: one newly past, 43 from before, 72 without a name."""
    said = digest(gmg_plan())
    assert [one.title[:33] for one in said.fresh] == ["Launch GMG communications plan an"]
    assert [one.when for one in said.this_year] == ["March 2017", "February 2017"]
    assert [(line.place.number, line.count, line.over) for line in said.earlier] == [
        ("3", 17, 0),
        ("1", 16, 11),
        ("5", 4, 0),
        ("6", 4, 0),
    ]
    assert (said.counts.past, said.counts.total, said.counts.unreported, said.nameless) == (44, 229, 229, 72)
    assert [(line.place.number, line.count, len(line.fields)) for line in said.open] == [
        ("4", 54, 4),
        ("2", 18, 1),
    ]
    assert [(lead.name, lead.count) for lead in said.open[1].leads] == [
        ("WG co-Chairs", 12),
        ("IOM", 3),
        ("UNU", 3),
    ]
    assert said.next
    assert (said.next.day, said.next.count) == (date(2017, 12, 31), 32)
    assert said.question is None


def test_unnm() -> None:
    """The second sample plan has no dates: one workstream is asked, and the next one is announced."""
    said = digest(unnm_plan(), date(2024, 1, 15))
    assert (said.few_dates, said.dated, said.counts.past) == (True, 0, 0)
    assert said.question
    assert said.question.next
    assert (said.question.place.number, said.question.next.number) == ("14", "1")
    assert [one.past for one in said.question.asked] == [(), (), ("June 2023",), ("2023",), ()]
    assert [lost.place.number for lost in said.gaps.areas] == ["2"]


@pytest.mark.parametrize(
    ("timeframe", "group"),
    [
        ("1 May 2017", "fresh"),
        ("25 April 2017", "fresh"),
        ("24 April 2017", "this_year"),
        ("1 January 2017", "this_year"),
        ("31 December 2016", "earlier"),
        ("2 May 2017", "soon"),
        ("1 June 2017", "soon"),
    ],
)
def test_groups(timeframe: str, group: str) -> None:
    """An activity is newly past for a week, then from before; or due within thirty days."""
    said = digest(plan(activity(timeframe=timeframe, lead="IOM")))
    filled = [name for name in ("fresh", "this_year", "earlier", "soon") if getattr(said, name)]
    assert filled == [group]


def test_next_comes_after_what_is_soon() -> None:
    """What is due within thirty days is not counted again as the next."""
    made = plan(activity("a", timeframe="1 June 2017"), activity("b", timeframe="2 June 2017"))
    found = digest(made).next
    assert found
    assert (found.day, found.count) == (date(2017, 6, 2), 1)


@pytest.mark.parametrize("timeframe", ["2 June 2017", "Ongoing", "2017", "mid April 2017", "from 2016", None])
def test_in_no_group(timeframe: str | None) -> None:
    """What is due later, open-ended or undated is neither late nor soon."""
    said = digest(plan(activity(timeframe=timeframe, lead="IOM")))
    assert not (said.fresh)
    assert not (said.this_year)
    assert not (said.earlier)
    assert not said.soon
    assert said.counts.past == 0


@pytest.mark.parametrize(
    "made",
    [
        activity(timeframe="April 2017", status=Status.COMPLETED),
        activity(timeframe="April 2017", status=Status.CANCELLED),
        activity(timeframe="April 2017", snooze_until=date(2017, 5, 3)),
        activity(timeframe="April 2017", withdrawn=date(2017, 1, 1)),
        activity(timeframe="April 2017", due=date(2017, 9, 1)),
        activity("a", "TBC", timeframe="TBC", status=Status.CANCELLED),
        activity("a", "TBC", timeframe="TBC", lead="TBC", snooze_until=date(2017, 9, 1)),
    ],
    ids=["completed", "cancelled", "put off", "withdrawn", "later date", "cancelled TBC", "TBC put off"],
)
def test_left_alone(made: Any) -> None:
    """What is done, dropped, put off or withdrawn is not spoken of."""
    assert spoken_of(digest(plan(made))) == set()


def test_put_off_until_today() -> None:
    """On the day that it was put off to, an activity is spoken of again."""
    assert spoken_of(digest(plan(activity("a", timeframe="April 2017", snooze_until=TODAY)))) == {"a"}


def test_newly_past_since_a_longer_gap() -> None:
    """After a pause of the digest, everything that passed since the last one is new."""
    said = digest(plan(activity(timeframe="1 March 2017")), since=date(2017, 2, 27))
    assert len(said.fresh) == 1


def test_over_before_the_plan_was_printed() -> None:
    """What was over when the document was printed is counted apart, not listed as late by name."""
    made = plan(
        activity("a", timeframe="January 2017"), activity("b", timeframe="March 2017"), as_of=date(2017, 2, 9)
    )
    said = digest(made)
    assert [one.id for one in said.this_year] == ["b"]
    assert [line.over for line in said.this_year_over] == [1]


def test_many_years_at_once_are_counted() -> None:
    """On the day after New Year dozens of "2016" are newly past: they are counted by area, not named."""
    said = digest(gmg_plan(), date(2017, 1, 2))
    assert said.fresh == ()
    assert sum(line.count for line in said.fresh_years) == 28


def test_late_and_open_is_told_once() -> None:
    """An activity that is past its date is not listed again as undecided."""
    said = digest(plan(activity(timeframe="September, 2016 (TBC)", lead="ILO")))
    assert (said.counts.past, said.counts.open) == (1, 0)


def test_open_since() -> None:
    """The age of a group of open fields is that of its oldest."""
    made = plan(
        activity("a", lead="TBC", timeframe="2018", tbc_since={"lead": date(2017, 3, 1)}),
        activity(
            "b", lead="TBC", timeframe="2018", tbc_since={"lead": date(2017, 2, 1), "title": date(2016, 1, 1)}
        ),
    )
    (line,) = digest(made).open
    assert line.since == date(2017, 2, 1)


def test_open_is_grouped_by_area_and_fields() -> None:
    """Each area has one line for each set of open fields."""
    made = plan(
        area(
            "1", "A", activity("a", lead="TBC", timeframe="2018"), activity("b", lead="TBC", timeframe="TBC")
        ),
        area("2", "B", activity("c", lead="TBC", timeframe="2018")),
    )
    assert [(line.place.id, line.fields, line.count) for line in digest(made).open] == [
        ("1", ("lead",), 1),
        ("1", ("timeframe", "lead"), 1),
        ("2", ("lead",), 1),
    ]


def test_done_by_title() -> None:
    """What was closed or filled in is told by its title; an item that is gone keeps its id."""
    made = plan(activity("a", "Launch the plan", status=Status.COMPLETED))
    said = digest(
        made,
        closed=(
            Closed("a", Status.COMPLETED, date(2017, 4, 28), "Ana"),
            Closed("z", Status.CANCELLED, TODAY),
        ),
        resolved=(Resolved("a", "lead", "Bo"),),
        conflicts=(Conflict("a", "due", "2017-06-01", None),),
    )
    assert [(one.title, one.who) for one in said.done] == [("Launch the plan", "Ana"), ("z", None)]
    assert [one.title for one in (*said.filled, *said.disputed)] == ["Launch the plan"] * 2


def test_gaps() -> None:
    """Missing dates, missing leads and unreadable dates are told apart; TBC and open ends are no gaps."""
    made = plan(
        activity("neither"),
        activity("date", lead="IOM"),
        activity("lead", timeframe="2018"),
        activity("unread", timeframe="mid May", lead="IOM"),
        activity("tbc", timeframe="TBC", lead="TBC"),
        activity("open", timeframe="Ongoing", lead="IOM"),
        activity("set", timeframe="mid May", lead="IOM", due=date(2018, 1, 1)),
    )
    found = digest(made).gaps
    groups = (found.neither, found.dates, found.leads, found.unread)
    assert [[one.id for one in group] for group in groups] == [["neither"], ["date"], ["lead"], ["unread"]]


def test_second_week_knows_the_lists() -> None:
    """A week later nothing has changed: every list was told before, what was new then included."""
    first = digest(gmg_plan())
    second = digest(gmg_plan(), TODAY + WEEK, since=TODAY, previous=first.counts)
    assert {"this year", "earlier", "open", "gaps"} <= second.unchanged


def test_changed_lists_are_not_as_before() -> None:
    """One activity out of a list and another in: the count is the same, the list is not."""
    first = digest(plan(activity("a", timeframe="March 2016"), activity("b", timeframe="May 2017")))
    made = plan(
        activity("a", timeframe="March 2016", status="completed"), activity("b", timeframe="May 2016")
    )
    second = digest(made, TODAY + WEEK, since=TODAY, previous=first.counts)
    assert first.counts.past == second.counts.past
    assert "earlier" not in second.unchanged


def test_first_digest_has_no_old_lists() -> None:
    """Without an earlier digest nothing counts as told, not even an empty list."""
    assert digest(plan()).unchanged == frozenset()


def test_counts_survive_storage() -> None:
    """The figures are plain numbers and text, so that they can be stored and come back equal."""
    counts = digest(gmg_plan()).counts
    assert Counts(**loads(dumps(asdict(counts)))) == counts


def test_question_when_nothing_is_new() -> None:
    """A plan with dates asks one area once its lists have been told and nothing is newly late."""
    first = digest(gmg_plan())
    second = digest(gmg_plan(), TODAY + WEEK, since=TODAY, previous=first.counts)
    assert second.question
    assert all(one.entry.due and one.entry.due < second.today for one in second.question.asked)


def test_turns() -> None:
    """In thirteen weeks each of the thirteen workstreams with activities is asked once, as announced."""
    says = [digest(unnm_plan(), date(2024, 1, 15) + WEEK * n).question for n in range(13)]
    asked = [said.place.number for said in says if said]
    assert sorted(asked, key=lambda number: int(number or 0)) == [str(n) for n in range(1, 15) if n != 2]
    assert [said.next.number for said in says[:-1] if said and said.next] == asked[1:]


def test_no_turn_twice_at_new_year() -> None:
    """The week after a year's last is another area's turn, in years of 52 and of 53 weeks."""
    for year in range(2016, 2032):
        last = date(year, 12, 28)
        now, then = digest(unnm_plan(), last).question, digest(unnm_plan(), last + WEEK).question
        assert now
        assert then
        assert now.place != then.place


def test_turn_is_the_same_all_week() -> None:
    """From Monday to Sunday the same area is asked."""
    days = [digest(unnm_plan(), date(2024, 1, 15) + timedelta(days=n)).question for n in range(7)]
    assert len({said.place for said in days if said}) == 1


def test_reported_activities_are_not_asked_about() -> None:
    """Only what nobody has reported on is in question, and areas with nothing left take no turn."""
    made = plan(
        area("1", "A", activity("a", status="ongoing")),
        area("2", "B", activity("b"), activity("c", status="completed")),
    )
    said = digest(made).question
    assert said
    assert [one.entry.id for one in said.asked] == ["b"]
    assert said.next is None


def test_title_dates_before_the_plan_are_not_quoted() -> None:
    """A year in a title from before the plan's period is a name, not a date of the work."""
    made = plan(activity("a", "Follow-up to the 2013 dialogue, March 2017"), period="2016-2018")
    said = digest(made).question
    assert said
    assert said.asked[0].past == ("March 2017",)


def test_same_inputs_same_digest() -> None:
    """Nothing but the inputs decides."""
    assert digest(gmg_plan()) == digest(gmg_plan())
