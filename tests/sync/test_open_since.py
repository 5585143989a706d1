"""`tbc_since`: since when each field has been to be confirmed, kept by the import and by every sync."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from mappings.documents.importer import import_document
from mappings.plan import Activity, Plan
from sync.changes import Step
from sync.planedit import apply_edits
from sync.planread import parse
from sync.ports import PlanDocument, PlanEdit
from sync.records import records, value
from sync.report import FindingKind, Report
from tests.builders.planfile import small_plan
from tests.builders.plans import activity, area, output, plan
from tests.builders.world import World

ONE, TWO = "2017-1-1.1", "2017-1-1.2"
LONG_AGO, TODAY = date(2016, 9, 18), date(2017, 5, 2)
PLANS = Path(__file__).parents[2] / "config" / "plans"
DRAFT = """# Plan of the Forum 2017
{stated}
| Activity | Timeframe | Lead | Funding |
|---|---|---|---|
| TBC | April 2017 | TBC | IOM |
| Report | May 2017 | UNU | IOM |
"""


def imported(stated: str) -> Plan:
    return import_document(
        DRAFT.format(stated=stated).encode(), "draft.md", plan_id="forum", today=TODAY
    ).plan


def of(**since: date) -> Plan:
    first = activity(ONE, "Launch", timeframe="TBC", lead="TBC", funding="IOM", tbc_since=since)
    second = activity(TWO, "Report on it", timeframe="2017", lead="UNU")
    return plan(area("1", "Coordination", output("2017-1-O1", "Joint papers", first, second)))


def world(**since: date) -> World:
    made = World.of(of(**since))
    made.sync()
    return made


def noted(made: World, item: str = ONE) -> dict[str, date]:
    found = records(made.plan.plan)[item]
    assert isinstance(found, Activity)
    return dict(found.tbc_since)


def aging(report: Report) -> list[Step]:
    return [step for step in report.steps if step.field == "tbc_since"]


class TestImport:
    def test_the_documents_own_day(self) -> None:
        """A document that says of when it is: what it leaves open was open then."""
        found = [dict(one.tbc_since) for one in imported("Draft as of 18 September 2016").activities()]
        assert found == [{"title": LONG_AGO, "lead": LONG_AGO}, {}]

    def test_else_the_day_of_the_import(self) -> None:
        found = [dict(one.tbc_since) for one in imported("").activities()]
        assert found == [{"title": TODAY, "lead": TODAY}, {}]


class TestSync:
    def test_the_first_sync_has_nothing_to_add(self) -> None:
        """The import has noted it: the mirror of a large plan writes its links, and no such line."""
        made = World.of(of(timeframe=LONG_AGO, lead=LONG_AGO))
        assert aging(made.sync()) == []
        assert noted(made) == {"timeframe": LONG_AGO, "lead": LONG_AGO}

    def test_an_older_plan_file_gets_it_once(self) -> None:
        """From the day of the run on; then it is quiet."""
        made = World.of(of())
        assert [step.new for step in aging(made.sync())] == ["timeframe 2017-05-02\nlead 2017-05-02"]
        made.now += timedelta(days=9)
        assert made.sync().steps == []
        assert noted(made) == {"timeframe": TODAY, "lead": TODAY}
        assert noted(made, TWO) == {}

    def test_a_later_one_counts_from_its_own_day(self) -> None:
        made = world(timeframe=LONG_AGO, lead=LONG_AGO)
        made.edit_plan(ONE, "funding", "TBC")
        made.sync()
        assert noted(made) == {"timeframe": LONG_AGO, "lead": LONG_AGO, "funding": TODAY}

    def test_one_that_was_decided_goes(self) -> None:
        """The key goes with the last of them."""
        made = world(timeframe=LONG_AGO, lead=LONG_AGO)
        made.cell(ONE, "Lead", "UNU")
        made.sync()
        assert noted(made) == {"timeframe": LONG_AGO}
        made.comment(ONE, "When: June 2017")
        made.sync()
        assert made.said(ONE, "tbc_since") is None
        assert made.sync().steps == []

    def test_what_a_person_notes_counts(self) -> None:
        """An earlier day, typed by somebody who knows, stays; what they took out comes back from today on."""
        made = world(timeframe=LONG_AGO, lead=LONG_AGO)
        made.edit_plan(ONE, "tbc_since", "lead 2015-01-01")
        made.sync()
        assert noted(made) == {"lead": date(2015, 1, 1), "timeframe": TODAY}

    def test_one_that_names_nothing_open_goes(self) -> None:
        made = world(timeframe=LONG_AGO, lead=LONG_AGO)
        made.edit_plan(TWO, "tbc_since", "lead 2015-01-01")
        made.sync()
        assert noted(made, TWO) == {}

    def test_taken_out_by_hand_is_no_old_copy(self) -> None:
        """Nobody is accused of a stale save, and nothing is in conflict."""
        made = world()
        made.edit_plan(ONE, "tbc_since", None)
        report = made.sync()
        assert (report.code, report.findings, report.conflicts) == (0, [], [])


class TestOldCopy:
    """An editor saves what it had loaded before a run wrote into the file."""

    @pytest.mark.parametrize("answer", [True, False])
    def test_a_decision_is_put_back(self, answer: bool) -> None:
        """Whether it came from a comment or from the table."""
        made = world(timeframe=LONG_AGO, lead=LONG_AGO)
        old = made.plan.plan
        if answer:
            made.comment(ONE, "Lead: UNU")
        else:
            made.cell(ONE, "Lead", "UNU")
        made.sync()
        made.sync()
        made.plan.plan = old
        report = made.sync()
        assert [(one.kind, one.where) for one in report.findings] == [(FindingKind.OLD_COPY, "lead")]
        assert made.said(ONE, "lead") == "UNU"
        assert noted(made) == {"timeframe": LONG_AGO}
        assert made.sync().steps == []

    def test_a_decision_taken_back_on_purpose_is_not(self) -> None:
        """Who types TBC again leaves the note out: it counts from this day on."""
        made = world(timeframe=LONG_AGO, lead=LONG_AGO)
        made.comment(ONE, "Lead: UNU")
        made.sync()
        made.edit_plan(ONE, "lead", "TBC")
        report = made.sync()
        assert report.findings == []
        assert made.said(ONE, "lead") == "TBC"
        assert noted(made)["lead"] == TODAY
        assert "| Lead | TBC |" in made.issue(ONE).body


class TestFile:
    @pytest.mark.parametrize(
        ("before", "new", "after"),
        [
            ((), "lead 2017-05-02", ("tbc_since: {lead: 2017-05-02}",)),
            (("tbc_since:",), "lead 2017-05-02", ("tbc_since: {lead: 2017-05-02}",)),
            (
                ("tbc_since: {title: 2016-09-18, lead: 2016-09-18}  # old",),
                "title 2016-09-18",
                ("tbc_since: {title: 2016-09-18}  # old",),
            ),
            (
                ("tbc_since:", "  title: 2016-09-18", "  lead: 2016-09-18  # old"),
                "funding 2017-05-02",
                ("tbc_since:", "  funding: 2017-05-02  # old"),
            ),
            (("tbc_since:", "  lead: 2016-09-18"), None, ()),
            (
                ("tbc_since:", "    lead: 2016-09-18"),
                "title 2016-09-18\nlead 2016-09-18",
                ("tbc_since:", "    title: 2016-09-18", "    lead: 2016-09-18"),
            ),
        ],
    )
    def test_written_in_the_style_that_stands_there(
        self, before: tuple[str, ...], new: str | None, after: tuple[str, ...]
    ) -> None:
        held = small_plan("title: TBC", "lead: TBC", *before, "notes: x")
        parsed = parse(held, "plan.yaml").plan
        edit = PlanEdit("a1", "tbc_since", value(records(parsed)["a1"], "tbc_since"), new)
        written = apply_edits(PlanDocument(held, parsed), [edit])
        assert written.refused == ()
        assert written.document.text == small_plan("title: TBC", "lead: TBC", *after, "notes: x")

    def test_a_remark_inside_is_left_alone(self) -> None:
        held = small_plan(
            "title: TBC",
            "lead: TBC",
            "tbc_since:",
            "  # asked Ann",
            "  lead: 2016-09-18",
            "  title: 2016-09-18  # sure",
            "  funding: 2016-09-18",
        )
        edit = PlanEdit("a1", "tbc_since", "title 2016-09-18\nlead 2016-09-18\nfunding 2016-09-18", None)
        written = apply_edits(PlanDocument(held, parse(held, "plan.yaml").plan), [edit])
        assert [reason for _, reason in written.refused] == ["a comment stands among the lines that would go"]
        assert written.document.text == held
