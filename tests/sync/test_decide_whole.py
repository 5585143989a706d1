"""Decisions to the last value: what is printed, remembered and carried out is all of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Side, Value
from sync.changes import Agreement, Conflict, Hold, Refusal, Step, StepKind, Unread, Why
from sync.decide import Circumstances
from sync.halves import half_after
from sync.memory import Base, Standing, StandingKind
from sync.merge import reconcile
from tests.builders.merge import ITEM, decide, snapshot

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
BEN, BOTH = "ben", "anna\nben"


def refused(name: Field, plan: Value, forge: Value) -> Circumstances:
    """An earlier run could not write this field while both sides said this."""
    standing = Standing(ITEM, name, StandingKind.REFUSAL, plan, forge, NOW)
    return Circumstances(standing={(ITEM, name): standing})


def test_agreement() -> None:
    """It says of what, and what both sides say."""
    found = decide(Field.LEAD, plan="UNU", forge="UNU", base=("IOM", "IOM"))
    assert found.agreements == (Agreement(ITEM, Field.LEAD, "UNU", "UNU"),)


@pytest.mark.parametrize(
    ("name", "before", "wanted", "made"),
    [
        (Field.ASSIGNEES, None, BOTH, "anna"),
        (Field.TITLE, "Launch", "Launch it", "Launch"),
        (Field.LEAD, "IOM", "UNU", "UN"),
        (Field.TASKS, "[ ] Draft", "[ ] Draft\n[ ] Print", "[ ] Print"),
    ],
)
def test_value_that_is_taken_back_after_the_tracker_made_something_else_of_it(
    name: Field, before: Value, wanted: Value, made: Value
) -> None:
    """What stands there is nobody's edit: the plan's word goes out, and nothing comes in."""
    at = refused(name, wanted, made)
    found = decide(name, plan=before, forge=made, base=(before, None if before is None else before), at=at)
    steps = [(step.side, step.old, step.new) for step in found.steps]
    assert steps == ([(Side.FORGE, made, before)] if made != before else [])
    assert not found.conflicts


def test_another_list_after_the_tracker_took_only_a_part_of_one() -> None:
    """Whom the plan has taken off is not brought back by what is left of our own write."""
    found = decide(
        Field.ASSIGNEES, plan=BEN, forge="anna", base=(None, None), at=refused(Field.ASSIGNEES, BOTH, "anna")
    )
    assert [(step.side, step.new) for step in found.steps] == [(Side.FORGE, BEN)]


def test_a_person_after_the_tracker_took_only_a_part() -> None:
    """Whoever was added there since then is an edit, and comes in."""
    at = refused(Field.ASSIGNEES, BOTH, "anna")
    found = decide(Field.ASSIGNEES, plan=None, forge="anna\ncarl", base=(None, None), at=at)
    assert Side.PLAN in [step.side for step in found.steps]


@pytest.mark.parametrize("side", Side)
def test_choice_that_came_true_by_itself(side: Side) -> None:
    """Where both sides say the same by now, that is what is chosen."""
    at = Circumstances(choices={(ITEM, Field.LEAD): side})
    found = decide(Field.LEAD, plan="UNU", forge="UNU", base=("IOM", "IOM"), at=at)
    assert found.agreements == (Agreement(ITEM, Field.LEAD, "UNU", "UNU"),)
    assert found.steps == ()


def test_conflict() -> None:
    """It says both values, what stood before, and why nothing is decided."""
    found = decide(Field.LEAD, plan="UNU", forge="ILO", base=("IOM", "IOM"))
    assert found.conflicts == (Conflict(ITEM, Field.LEAD, "UNU", "ILO", "IOM", Why.BOTH),)


def test_title_that_nobody_clears() -> None:
    """An empty title is told as an empty text."""
    found = decide(Field.TITLE, plan="Launch", forge=None, base=("Launch", "Launch"))
    assert found.unread == (Unread(ITEM, Field.TITLE, ""),)


def test_held_date_of_an_area() -> None:
    """What the plan wants there is told beside what a person made of it."""
    base = ("2017-12-31", "2017-12-31")
    found = decide(Field.DUE, plan="2017-12-31", forge="2017-11-30", base=base, derived=True, kind=Kind.AREA)
    assert found.holds == (Hold(ITEM, Field.DUE, "2017-12-31", "2017-11-30"),)


def test_held_clearing_of_a_date() -> None:
    """The same where the date was taken off."""
    at = Circumstances(native={Kind.ACTIVITY: frozenset({Field.DUE})})
    found = decide(Field.DUE, plan="2017-12-31", forge=None, base=("2017-12-31", "2017-12-31"), at=at)
    assert found.holds == (Hold(ITEM, Field.DUE, "2017-12-31", None),)


def test_held_computed_value() -> None:
    """A label that a person exchanged."""
    found = decide(Field.YEAR, plan="year: 2017", forge="year: 2018", base=("year: 2017", "year: 2017"))
    assert found.holds == (Hold(ITEM, Field.YEAR, "year: 2017", "year: 2018"),)


def test_milestone_that_a_person_closed() -> None:
    """It stays closed, and that is told."""
    found = decide(Field.STATE, plan="open", forge="closed", base=("open", "open"), kind=Kind.OUTPUT)
    assert found.holds == (Hold(ITEM, Field.STATE, "open", "closed"),)


@pytest.mark.parametrize(("forge", "steps"), [(None, ["O1"]), ("O2", [])])
def test_parent_that_was_never_agreed_on(forge: Value, steps: list[str]) -> None:
    """Where outputs become issues, activities get their parent; another one is taken as seen."""
    found = decide(Field.PARENT, plan="O1", forge=forge, base=None)
    assert [one.new for one in found.steps] == steps
    assert bool(found.agreements) is not bool(steps)


def test_title_that_stands_in_two_places() -> None:
    """Edited in one of them, it is written to both, though plan and tracker agree already."""
    at = Circumstances(split=frozenset({ITEM}))
    found = decide(Field.TITLE, plan="New", forge="New", base=("Old", "Old"), at=at)
    assert found.steps == (Step(StepKind.EDIT, Side.FORGE, ITEM, Field.TITLE, "New", "New", "New"),)
    assert found.agreements == ()


def test_lead_in_the_words_of_a_status() -> None:
    """Only a status is read as one."""
    (step,) = decide(Field.LEAD, plan="IOM", forge=OPEN, base=("IOM", "IOM")).steps
    assert step == Step(StepKind.EDIT, Side.PLAN, ITEM, Field.LEAD, "IOM", OPEN, OPEN)


@pytest.mark.parametrize(
    ("plan", "forge", "base", "result"),
    [
        (BOTH, "anna\ncarl", ("anna", "anna"), "anna\nben\ncarl"),
        ("ben\ncarl", BOTH, (BOTH, BOTH), "ben\ncarl"),
    ],
)
def test_people_merged(plan: str, forge: str, base: tuple[str, str], result: str) -> None:
    """Each side is told what it lacks, with what it was computed from."""
    steps = decide(Field.ASSIGNEES, plan=plan, forge=forge, base=base).steps
    wanted = [
        Step(StepKind.EDIT, Side.PLAN, ITEM, Field.ASSIGNEES, plan, result, forge),
        Step(StepKind.EDIT, Side.FORGE, ITEM, Field.ASSIGNEES, forge, result, result),
    ]
    assert steps == tuple(sorted(one for one in wanted if one.old != one.new))


def test_people_whom_the_tracker_never_took() -> None:
    """Each half of the pair counts for its own side: ben, who was never taken, is not tried again."""
    steps = decide(Field.ASSIGNEES, plan="anna\nben\ncarl", forge="anna", base=(BOTH, "anna")).steps
    assert steps == (
        Step(StepKind.EDIT, Side.FORGE, ITEM, Field.ASSIGNEES, "anna", "anna\ncarl", "anna\nben\ncarl"),
    )


def test_task_ticked_there_and_reworded_here() -> None:
    """A checklist is merged line by line, with what both sides agreed on."""
    both, plan, forge = "[ ] a\n[ ] b", "[ ] a\n[ ] new", "[x] a\n[ ] b"
    steps = decide(Field.TASKS, plan=plan, forge=forge, base=(both, both)).steps
    result = "[x] a\n[ ] new"
    assert steps == (
        Step(StepKind.EDIT, Side.PLAN, ITEM, Field.TASKS, plan, result, forge),
        Step(StepKind.EDIT, Side.FORGE, ITEM, Field.TASKS, forge, result, result),
    )


def test_ticked_there_and_put_in_order_here() -> None:
    """The order of tasks is the plan's: the tracker has them all, so that only the tick is carried over."""
    both = "[ ] a\n[ ] b"
    steps = decide(Field.TASKS, plan="[ ] b\n[ ] a", forge="[ ] a\n[x] b", base=(both, both)).steps
    assert steps == (
        Step(StepKind.EDIT, Side.PLAN, ITEM, Field.TASKS, "[ ] b\n[ ] a", "[x] b\n[ ] a", "[ ] a\n[x] b"),
    )


def test_tasks_reworded_on_both_sides() -> None:
    """Two wordings of one line are a conflict."""
    found = decide(Field.TASKS, plan="[ ] here", forge="[ ] there", base=("[ ] a", "[ ] a"))
    assert found.conflicts == (Conflict(ITEM, Field.TASKS, "[ ] here", "[ ] there", "[ ] a", Why.BOTH),)


@pytest.mark.parametrize(
    ("plan", "forge", "side"), [("UNU", "IOM", Side.FORGE), ("IOM, lead", "ILO", Side.PLAN)]
)
def test_refused_before(plan: str, forge: str, side: Side) -> None:
    """A refusal names the side that did not take a value, the value, and what stands there."""
    at = refused(Field.LEAD, plan, forge)
    found = decide(Field.LEAD, plan=plan, forge=forge, base=("IOM, lead", "IOM"), at=at)
    wanted, got = (plan, forge) if side is Side.FORGE else (forge, plan)
    assert found.refusals == (Refusal(ITEM, Field.LEAD, side, wanted, got),)
    assert found.steps == ()


def test_refused_label() -> None:
    """A computed value that the tracker did not take is not tried again in each run either."""
    at = refused(Field.YEAR, "year: 2018", "year: 2017")
    found = decide(
        Field.YEAR, plan="year: 2018", forge="year: 2017", base=("year: 2017", "year: 2017"), at=at
    )
    assert found.refusals == (Refusal(ITEM, Field.YEAR, Side.FORGE, "year: 2018", "year: 2017"),)
    assert found.steps == ()


def test_refused_people_of_a_new_issue() -> None:
    """Whom the tracker did not take at first, when nothing was agreed on yet, is not tried again."""
    found = decide(Field.ASSIGNEES, plan=BOTH, forge=BEN, base=None, at=refused(Field.ASSIGNEES, BOTH, BEN))
    assert found.refusals == (Refusal(ITEM, Field.ASSIGNEES, Side.FORGE, BOTH, BEN),)
    assert found.steps == ()


def test_refused_closing() -> None:
    """A closing that the plan did not take is told again, also where the base is lost."""
    at = refused(Field.STATUS, UNREPORTED, "completed")
    found = decide(Field.STATUS, plan=UNREPORTED, forge="completed", base=None, at=at)
    assert found.refusals == (Refusal(ITEM, Field.STATUS, Side.PLAN, "completed", UNREPORTED),)
    assert found.steps == ()


@pytest.mark.parametrize(
    ("name", "plan", "forge", "base", "kind"),
    [
        (Field.LEAD, "ILO", "IOM", ("IOM, lead", "IOM"), StepKind.EDIT),
        (Field.STATUS, UNREPORTED, "completed", ("completed", "completed"), StepKind.CLOSE),
        (Field.STATUS, "completed", "ongoing", ("ongoing", "ongoing"), StepKind.REOPEN),
    ],
)
def test_old_copy(name: Field, plan: str, forge: str, base: tuple[str, str], kind: StepKind) -> None:
    """What a stale save undid comes back in the plan's own words, guarded as what it is."""
    at = Circumstances(outdated=frozenset({(ITEM, name)}))
    found = decide(name, plan=plan, forge=forge, base=base, at=at)
    assert found.steps == (Step(kind, Side.PLAN, ITEM, name, plan, base[0], forge, plan),)


class TestPrograms:
    """What a program closed is a question to a person."""

    AT = Circumstances(closed_by_programs=frozenset({ITEM}))

    @pytest.mark.parametrize("base", [(UNREPORTED, OPEN), None])
    def test_question(self, base: tuple[str, str] | None) -> None:
        """Also where the base is lost."""
        found = decide(Field.STATUS, plan=UNREPORTED, forge="completed", base=base, at=self.AT)
        before = base[0] if base else None
        assert found.conflicts == (
            Conflict(ITEM, Field.STATUS, UNREPORTED, "completed", before, Why.PROGRAM),
        )
        assert found.steps == ()

    def test_only_the_closing(self) -> None:
        """An edit of another field of the same issue counts, and so does an open status."""
        for name, forge in ((Field.LEAD, "ILO"), (Field.LEAD, "completed"), (Field.STATUS, "ongoing")):
            found = decide(name, plan="not started", forge=forge, base=("not started", OPEN), at=self.AT)
            assert [(one.side, one.new) for one in found.steps] == [(Side.PLAN, forge)]

    def test_person_settles_it(self) -> None:
        """The question ends when a person closes the issue: that counts."""
        key = (ITEM, Field.STATUS)
        asked = Standing(*key, StandingKind.CONFLICT, UNREPORTED, "completed", NOW, Why.PROGRAM)
        at = Circumstances(standing={key: asked})
        found = decide(Field.STATUS, plan=UNREPORTED, forge="completed", base=(UNREPORTED, OPEN), at=at)
        assert [(one.side, one.new) for one in found.steps] == [(Side.PLAN, "completed")]
        assert found.conflicts == ()

    def test_only_its_own_issue(self) -> None:
        """A person's closing of another issue counts."""
        at = Circumstances(closed_by_programs=frozenset({"another"}))
        found = decide(Field.STATUS, plan=UNREPORTED, forge="completed", base=(UNREPORTED, OPEN), at=at)
        assert [(one.side, one.new) for one in found.steps] == [(Side.PLAN, "completed")]


class TestHalf:
    """What is remembered as the plan's half, once a value from the tracker stands in the plan."""

    def test_text(self) -> None:
        """The plan's own words where they say the same, else the tracker's value."""
        assert half_after(Field.LEAD, "UNU", "UNU", None) == "UNU"
        assert half_after(Field.LEAD, "UNU", "ILO", None) == "ILO"

    def test_status(self) -> None:
        """An open issue amounts to "not started"; what the plan says beyond that is still its edit."""
        assert half_after(Field.STATUS, UNREPORTED, OPEN, None) == UNREPORTED
        assert half_after(Field.STATUS, "ongoing", OPEN, None) == "not started"

    @pytest.mark.parametrize("base", [None, Base({Field.LEAD: "IOM"}, {Field.LEAD: "IOM"})])
    def test_list_without_a_base(self, base: Base | None) -> None:
        """The tracker's list alone."""
        assert half_after(Field.ASSIGNEES, BOTH, BEN, base) == BEN

    def test_list(self) -> None:
        """What the tracker's edit alone makes of the agreed list: dora, whom the plan added, is not in it."""
        base = Base({Field.ASSIGNEES: BOTH}, {Field.ASSIGNEES: "anna"})
        assert half_after(Field.ASSIGNEES, "anna\nben\ncarl\ndora", "anna\ncarl", base) == "anna\nben\ncarl"

    def test_tasks(self) -> None:
        """The same of a checklist: the line that the plan added is not in it."""
        agreed = "[ ] a\n[ ] b"
        base = Base({Field.TASKS: agreed}, {Field.TASKS: agreed})
        new, forge = "[x] a\n[ ] b\n[ ] c", "[x] a\n[ ] b"
        assert half_after(Field.TASKS, new, forge, base) == forge

    def test_list_that_does_not_merge(self) -> None:
        """The decided value itself, where the halves were never of one length."""
        base = Base({Field.TASKS: "[ ] a\n[ ] b"}, {Field.TASKS: "[ ] a"})
        assert half_after(Field.TASKS, "[x] a\n[ ] b", "[x] a", base) == "[x] a\n[ ] b"


class TestLeftOut:
    """What shall not be shown goes, whoever remembers what."""

    def test_gone(self) -> None:
        """Nothing is left and that is known: nothing to do, whatever else is edited."""
        base = Base({Field.LEFT_OUT: None, Field.LEAD: "IOM"}, {Field.LEFT_OUT: None, Field.LEAD: "IOM"})
        here, there = snapshot(left_out=None, lead="UNU"), snapshot(left_out=None, lead="IOM")
        found = reconcile({ITEM: here}, {ITEM: there}, {ITEM: base})
        assert [one.field for one in found.steps] == [Field.LEAD]
        assert found.agreements == ()

    @pytest.mark.parametrize("base", [None, (None, "funding")])
    def test_gone_by_now(self, base: tuple[Value, Value] | None) -> None:
        """Nothing is left, and that is news."""
        found = decide(Field.LEFT_OUT, plan=None, forge=None, base=base)
        assert found.agreements == (Agreement(ITEM, Field.LEFT_OUT, None, None),)
        assert found.steps == ()

    @pytest.mark.parametrize("base", [None, (None, None)])
    def test_still_there(self, base: tuple[Value, Value] | None) -> None:
        """It is taken off, though a person may have put it there."""
        found = decide(Field.LEFT_OUT, plan=None, forge="funding", base=base)
        assert found.steps == (Step(StepKind.EDIT, Side.FORGE, ITEM, Field.LEFT_OUT, "funding", None),)


def test_choice_where_the_base_is_lost() -> None:
    """Who chooses the tracker's open issue over "ongoing" gets "not started": nothing else is known."""
    at = Circumstances(choices={(ITEM, Field.STATUS): Side.FORGE})
    (step,) = decide(Field.STATUS, plan="ongoing", forge=OPEN, base=None, at=at).steps
    assert (step.side, step.new) == (Side.PLAN, "not started")


def test_ticks_of_both_sides() -> None:
    """Where the base is lost, what is ticked on one side counts, and what is ticked on neither stays open."""
    plan, forge = "[x] a\n[ ] b\n[ ] c", "[ ] a\n[x] b\n[ ] c"
    steps = decide(Field.TASKS, plan=plan, forge=forge, base=None).steps
    assert {(one.side, one.new) for one in steps} == {
        (Side.PLAN, "[x] a\n[x] b\n[ ] c"),
        (Side.FORGE, "[x] a\n[x] b\n[ ] c"),
    }
