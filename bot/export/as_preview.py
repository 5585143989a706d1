"""What a sync did, or would do, as JSON. The names and their order are a promise to other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mappings.snapshot import Side, Value
from mappings.visible import json_text
from sync.changes import Conflict, Step
from sync.guard import Refused
from sync.report import Finding, Outcome, Report, Result

GIT: Final = "git"
FINDING: Final = "finding"
"""The kind of an outcome that is about an item itself rather than about a step."""

Record = dict[str, Value]


def report_json(report: Report, *, planned: bool) -> str:
    """`planned`: a preview, in which nothing has come of any step yet.

    A refused class names its steps, which are not among `steps`. What a person has to see of an item itself
    (missing, damaged, doubled, …) stands among the outcomes.
    """
    outcomes = [] if planned else [outcome_record(one) for one in report.outcomes]
    told = {
        "schema": 1,
        "steps": [step_record(step) for step in report.steps],
        "conflicts": [conflict_record(one) for one in report.conflicts],
        "refused": [refused_record(one) for one in report.guarded] or None,
        "outcomes": [*outcomes, *(finding_record(one) for one in report.findings), *git_records(report)],
    }
    return json_text(told)


def step_record(step: Step) -> Record:
    return {
        "kind": step.kind.value,
        "side": step.side.value,
        "item": step.item,
        "field": step.field,
        "old": step.old,
        "new": step.new,
    }


def conflict_record(one: Conflict) -> Record:
    return {
        "item": one.item,
        "field": one.field.value,
        "plan": one.plan,
        "tracker": one.forge,
        "before": one.before,
        "why": one.why.value,
    }


def refused_record(one: Refused) -> dict[str, str | int | list[Record]]:
    return {
        "what": one.what,
        "side": one.side.value,
        "items": one.items,
        "mirrored": one.mirrored,
        "hash": one.hash,
        "steps": [step_record(step) for step in one.steps],
    }


def outcome_record(one: Outcome) -> Record:
    record = step_record(one.step)
    return {
        "kind": record["kind"],
        "side": record["side"],
        "item": record["item"],
        "field": record["field"],
        "result": one.result.value,
        "note": one.note or None,
    }


def git_records(report: Report) -> Iterator[Record]:
    """What became of the plan file's changes in git; the step is that of the whole run."""
    if report.landed:
        yield git_record(Result.DONE, report.landed)
    if report.unlanded:
        yield git_record(Result.DEFERRED, report.unlanded.message)


def git_record(result: Result, note: str) -> Record:
    return {
        "kind": GIT,
        "side": Side.PLAN.value,
        "item": None,
        "field": None,
        "result": result.value,
        "note": note,
    }


def finding_record(one: Finding) -> Record:
    return {
        "kind": FINDING,
        "side": None,
        "item": one.item,
        "field": None,
        "result": one.kind.value,
        "note": one.where or None,
    }
