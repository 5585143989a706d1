"""Comments: one per conflict, from its start to its end; rather none than two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mappings.comments import hidden_key
from mappings.issue import State
from mappings.snapshot import Field, Side
from tests.builders.plans import activity, area, output, plan
from tests.builders.world import Died, World

ONE, TWO = "2017-1-1.1", "2017-1-1.2"
OUTPUT = "2017-1-O1"


def world() -> World:
    first = activity(ONE, "Launch the plan", timeframe="April 2017", lead="IOM", funding="IOM")
    second = activity(TWO, "Report on it", timeframe="2017", lead="UNU")
    made = World.of(plan(area("1", "Coordination", output(OUTPUT, "Joint papers", first, second))))
    made.sync()
    return made


def in_conflict(*keys: tuple[str, str]) -> World:
    """Fields of the first activity that both sides have edited."""
    made = world()
    for row, key in keys or [("Lead", "lead")]:
        made.cell(ONE, row, "ILO")
        made.edit_plan(ONE, key, "UNU")
    return made


def cut_off_telling(made: World, *, done: bool, earlier: int = 0) -> None:
    """A run dies as it posts a comment, before or after the tracker has taken it."""
    real, left = made.tracker.add_comment, [earlier]

    def dies(issue, body):
        if left[0]:
            left[0] -= 1
            return real(issue, body)
        if done:
            real(issue, body)
        raise Died

    made.tracker.add_comment = dies
    with pytest.raises(Died):
        made.sync()
    made.tracker.add_comment = real


def test_comment_follows_the_conflict():
    """The one comment says what both sides say by now."""
    made = in_conflict()
    made.sync()
    assert "“UNU” (in the plan file, seen on 2 May 2017)" in made.tracker.notes[0].body
    made.edit_plan(ONE, "lead", "UNESCO")
    made.now += timedelta(days=3)
    made.sync()
    (note,) = made.tracker.notes
    assert "“UNESCO” (in the plan file, seen on 5 May 2017)" in note.body
    assert "UNU" not in note.body


@pytest.mark.parametrize("side", Side)
def test_choice_is_told(side):
    """The comment says that it is settled, whichever side was chosen, and nothing stays open."""
    made = in_conflict()
    made.sync()
    made.sync(choices={(ONE, Field.LEAD): side})
    (note,) = made.tracker.notes
    assert "Settled" in note.body
    assert made.state.memory.standing == {}


def test_posted_as_the_run_died():
    """A comment that was posted is found again: there is one."""
    made = in_conflict()
    cut_off_telling(made, done=True)
    made.sync()
    assert len(made.tracker.notes) == 1
    assert made.state.memory.open == ()


def test_not_posted_as_the_run_died():
    """On a tracker that shows what it has, a comment that is not there is posted."""
    made = in_conflict()
    cut_off_telling(made, done=False)
    made.sync()
    assert len(made.tracker.notes) == 1


def test_rather_none_than_two():
    """On a tracker that may lag, a comment that no list shows is not posted again, then or later."""
    made = in_conflict()
    reader = made.tracker.reader
    reader.capabilities = replace(reader.capabilities, consistent=False)
    cut_off_telling(made, done=False)
    for _ in range(2):
        assert len(made.sync().conflicts) == 1
    assert made.tracker.notes == []
    made.edit_plan(ONE, "lead", "ILO")
    made.sync()
    assert made.state.memory.standing == {}


def test_strangers_comment():
    """Another account's comment that quotes ours is not ours."""
    made = in_conflict()
    cut_off_telling(made, done=False)
    number = made.issue(ONE).number
    made.by_person(lambda tracker: tracker.add_comment(number, f"Look: {hidden_key(Field.LEAD)}"))
    made.sync()
    assert [note.author for note in made.tracker.notes] == ["anna", "workplan"]
    assert made.tracker.notes[0].body == f"Look: {hidden_key(Field.LEAD)}"


def test_comment_of_another_field():
    """Each field in conflict has its own comment, also after a run died between two."""
    made = in_conflict(("Lead", "lead"), ("Funding", "funding"))
    cut_off_telling(made, done=False, earlier=1)
    made.sync()
    keys = [note.body.partition("\n")[0] for note in made.tracker.notes]
    assert sorted(keys) == sorted([hidden_key(Field.LEAD), hidden_key(Field.FUNDING)])


def test_reopening_told_as_the_run_died():
    """The word about a reopening is said at most once, and nothing stays open."""
    made = world()
    made.close(ONE)
    made.sync()
    made.edit_plan(ONE, "status", "ongoing")
    cut_off_telling(made, done=True)
    made.sync()
    assert made.issue(ONE).state is State.OPEN
    assert len(made.tracker.notes) == 1
    assert made.state.memory.open == ()


def test_milestones_have_no_comments():
    """A conflict of a milestone is in the report; there is nowhere to say it on the tracker."""
    made = world()
    made.edit_plan(OUTPUT, "title", "All papers")
    number = made.milestone(OUTPUT).number
    old = made.tracker.milestones[number]
    text = old.description.replace("Joint papers", "Some papers")
    made.tracker.milestones[number] = replace(
        old, title=old.title.replace("Joint papers", "Some papers"), description=text, version="+"
    )
    assert [one.field for one in made.sync().conflicts] == [Field.TITLE]
    assert made.tracker.notes == []
