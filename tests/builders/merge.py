"""Builders for the three-way decision: one field of one item, or a few."""

from __future__ import annotations

from mappings.snapshot import Field, Kind, Snapshot, Value
from sync.changes import Decisions
from sync.decide import Circumstances
from sync.memory import Base
from sync.merge import reconcile

ITEM = "2017-1-1.3"


def snapshot(*, kind: Kind = Kind.ACTIVITY, derived: tuple[Field, ...] = (), **values: Value) -> Snapshot:
    """A snapshot from keywords named as the fields are (`timeframe="April 2017"`)."""
    return Snapshot(
        kind, {Field[name.upper()]: value for name, value in values.items()}, {}, frozenset(derived)
    )


def decide(
    name: Field,
    *,
    plan: Value,
    forge: Value,
    base: tuple[Value, Value] | None,
    derived: bool = False,
    kind: Kind = Kind.ACTIVITY,
    at: Circumstances | None = None,
) -> Decisions:
    """Reconcile one field of one item. `base` is the pair (plan, tracker), or None where it is lost."""
    here = Snapshot(kind, {name: plan}, {}, frozenset({name}) if derived else frozenset())
    there = Snapshot(kind, {name: forge})
    bases = {} if base is None else {ITEM: Base({name: base[0]}, {name: base[1]})}
    return reconcile({ITEM: here}, {ITEM: there}, bases, at)
