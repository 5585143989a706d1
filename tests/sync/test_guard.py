"""What is too much at once is refused by class, and told with its numbers."""

from __future__ import annotations

import pytest

from mappings.snapshot import Side
from sync.changes import Step, StepKind
from sync.guard import guard, hash_of


def steps(count: int, kind: StepKind = StepKind.CLOSE, side: Side = Side.PLAN) -> list[Step]:
    return [Step(kind, side, f"i{number}", "status", "open", "completed") for number in range(count)]


@pytest.mark.parametrize(("count", "mirrored"), [(10, 10), (11, 55), (45, 229), (1, 1)])
def test_usual(count, mirrored):
    """Ten items, or a fifth of them, pass."""
    assert guard(steps(count), mirrored).refused == ()


@pytest.mark.parametrize(("count", "mirrored"), [(11, 54), (46, 229), (229, 229)])
def test_too_much(count, mirrored):
    """More than both is refused, with the numbers and the steps in order."""
    (refused,) = guard(reversed(steps(count)), mirrored).refused
    assert (refused.items, refused.mirrored, refused.what) == (count, mirrored, "closes")
    assert refused.steps == tuple(sorted(steps(count)))


def test_the_rest_goes_on():
    """Only the class that is too large is refused."""
    found = guard([*steps(50), *steps(3, StepKind.EDIT), *steps(3, StepKind.CLOSE, Side.FORGE)], 100)
    assert len(found.allowed) == 6
    assert [one.side for one in found.refused] == [Side.PLAN]


def test_creations_are_not_guarded():
    """A first mirror creates everything."""
    assert guard(steps(500, StepKind.CREATE), 0).refused == ()


def test_accepting_exactly_these():
    """The hash passes exactly the steps it was made of."""
    (refused,) = guard(steps(50), 100).refused
    assert guard(reversed(steps(50)), 100, {refused.hash}).refused == ()
    assert guard(steps(51), 100, {refused.hash}).refused != ()


def test_several_fields_of_one_item_count_once():
    """The guard counts items, not values."""
    many = [Step(StepKind.EDIT, Side.PLAN, "one", str(name)) for name in range(40)]
    assert guard(many, 50).refused == ()


@pytest.mark.parametrize(
    ("kind", "what"),
    [(StepKind.CLOSE, "closes"), (StepKind.REOPEN, "reopenings"), (StepKind.EDIT, "edits")],
)
@pytest.mark.parametrize("side", Side)
def test_every_class_is_guarded(kind, what, side):
    """Closes, reopenings and edits are guarded, each in both directions."""
    (refused,) = guard(steps(50, kind, side), 100).refused
    assert (refused.what, refused.side) == (what, side)


def test_accepting_these_values_only():
    """The same fields of the same items with other values are other steps: they need a word of their own."""
    (refused,) = guard(steps(50), 100).refused
    others = [Step(one.kind, one.side, one.item, one.field, one.old, "cancelled") for one in steps(50)]
    assert guard(others, 100, {refused.hash}).refused != ()


def test_a_name_outlives_an_update():
    """Steps have the name that they had in earlier versions: somebody may have noted it to accept them."""
    assert hash_of(steps(2)) == "5ac3fdb0"
