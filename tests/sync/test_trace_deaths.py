"""Whatever a run dies at: in the end each write to either side stands in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from mappings.snapshot import Side
from sync.changes import Cause
from sync.trace import Event
from tests.builders.plans import activity, area, output, plan
from tests.builders.trace import watched
from tests.builders.world import Died, World

ONE, TWO = "2017-1-1.1", "2017-1-1.2"
OUTPUT = "2017-1-O1"


def unmirrored() -> World:
    first = activity(ONE, "Launch the plan", timeframe="TBC", lead="IOM")
    second = activity(TWO, "Report on it", timeframe="2017", lead="UNU")
    return World.of(plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second))))


def mirrored() -> World:
    made = unmirrored()
    made.sync()
    return made


def edited() -> World:
    made = mirrored()
    made.comment(ONE, "When: June 2017\nLead: UNDP")
    made.close(TWO)
    made.edit_plan(TWO, "funding", "UNDP")
    return made


def disputed() -> World:
    made = mirrored()
    made.cell(ONE, "Lead", "ILO")
    made.edit_plan(ONE, "lead", "UNU")
    made.sync()
    made.edit_plan(ONE, "lead", "ILO")  # settled by hand: the comment is to say so
    return made


def contents(made: World) -> tuple[dict[tuple[str, str], object], dict[str, object]]:
    """Both sides, as far as a run writes to them."""
    from sync.records import records, value

    keys = ("title", "timeframe", "lead", "funding", "status", "completed", "issue", "milestone")
    found = records(made.plan.plan)
    said = {(item, key): value(record, key) for item, record in found.items() for key in keys}
    bodies = {f"issue {number}": issue for number, issue in made.tracker.issues.items()}
    bodies |= {f"milestone {number}": one for number, one in made.tracker.milestones.items()}
    bodies |= {f"comment {one.number}": one.body for one in made.tracker.notes}
    bodies |= {f"receipt {number}": True for number in made.tracker.receipts}
    return said, bodies


def until_quiet(made: World, dies_at: int) -> Iterator[Event]:
    with watched(made.state) as told, pytest.raises(Died):
        made.sync(dies_at=dies_at)
    yield from told
    for _ in range(3):
        with watched(made.state) as told:
            made.sync()
        yield from told


@pytest.mark.parametrize("begin", [unmirrored, edited, disputed])
def test_no_death_hides_a_write(begin: Callable[[], World]) -> None:
    """At each moment of the run: what differs in the end was told, and what was made is told once."""
    start = begin()
    for moment in range(start.moments()):
        made = start.copy()
        before_plan, before = contents(made)
        told = list(until_quiet(made, moment))
        plan_now, now = contents(made)
        lines = {(one.item, one.field): one.new for one in told if one.written is Side.PLAN}
        changed = {slot: new for slot, new in plan_now.items() if new != before_plan[slot]}
        assert changed.items() <= lines.items(), moment
        kinds = [one.field for one in told if one.written is Side.FORGE]
        for kind, name in (("item", "issue"), ("item", "milestone"), ("comment", None), ("receipt", None)):
            fresh = [key for key in now.keys() - before.keys() if key.startswith(name or kind)]
            assert len(fresh) <= kinds.count(kind), (moment, kind)
        made_items = [one.item for one in told if one.why is Cause.MADE and one.field == "item"]
        assert len(made_items) == len(set(made_items)), moment
        for kind, link in {(one.kind.on_issue, one) for one in made.state.memory.links.values()}:
            key = f"{'issue' if kind else 'milestone'} {link.number}"
            if key in before and before[key] != now[key]:
                assert any(one.item == link.item and one.written is Side.FORGE for one in told), moment
