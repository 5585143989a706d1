"""The text of a plan file, read into the models with its nodes kept for whoever edits it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pydantic import ValidationError

from mappings.plan import (
    Activity,
    Area,
    Baseline,
    Deliverable,
    Heading,
    Output,
    Plan,
    Record,
    Source,
    Task,
)
from sync.errors import PlanInvalid, Problem
from sync.plandocument import document_problem, is_document
from sync.plannotices import cut_off
from sync.planwords import ISO_DATE, STATUSES, Place, in_words, keys_of, name_of
from sync.yamlread import Plain, Tree, compose, plain_values

CHILDREN: Final[dict[type[Record], dict[str, type[Record]]]] = {
    Plan: {"plan": Heading, "deliverables": Deliverable, "areas": Area},
    Heading: {"source": Source},
    Area: {"outputs": Output, "activities": Activity},
    Output: {"activities": Activity},
    Activity: {"tasks": Task, "baseline": Baseline},
}
IDENTIFIED: Final = (Area, Output, Activity)
LINKS: Final = {Area: "milestone", Output: "milestone", Activity: "issue"}


def date_keys(model: type[Record]) -> frozenset[str]:
    return frozenset(
        name for name, field in model.model_fields.items() if field.annotation in (date, date | None)
    )


MODELS: Final[tuple[type[Record], ...]] = (
    Plan,
    Heading,
    Source,
    Deliverable,
    Area,
    Output,
    Activity,
    Task,
    Baseline,
)
KEYS: Final = frozenset(key for model in MODELS for key in keys_of(model))
DATES: Final = {model: date_keys(model) for model in MODELS}


@dataclass(frozen=True)
class ParsedPlan:
    """A plan and the nodes it was read from. The nodes are large: keep it no longer than needed."""

    plan: Plan
    tree: Tree


def parse(text: str, name: str) -> ParsedPlan:
    """Raises PlanInvalid with all problems, in the order of the lines."""
    try:
        return parsed(text, name)
    except PlanInvalid:
        if is_document(text, name):
            raise PlanInvalid(name, [document_problem(name)]) from None
        raise


def parsed(text: str, name: str) -> ParsedPlan:
    tree = compose(text, name, KEYS)
    values, problems = plain_values(tree)
    if not isinstance(values, dict):
        remedy = "A plan file begins with schema: 1, then plan: and areas:."
        raise PlanInvalid(name, [*problems, tree.problem(tree.root, "", "this is not a plan file.", remedy)])
    review = Review(tree, values)
    review.record(values, Plan, ())
    try:
        plan = Plan.model_validate(values)
    except ValidationError as error:
        review.refused(error)
    # A value that YAML already refused is no news to the models.
    told = {problem.line for problem in problems}
    problems += [problem for problem in review.problems if problem.line not in told]
    if problems:
        raise PlanInvalid(name, in_order(problems))
    return ParsedPlan(plan, tree)


REFUSALS: Final = 500


class Review:
    """Walks over the plain values before the models see them.

    It drops keys without a value (an empty `assignees:` means nobody) and finds what the models alone can't:
    an id used twice, and dates that are no ISO dates (a bare number would pass as seconds since 1970).
    """

    def __init__(self, tree: Tree, values: dict[str, Plain]) -> None:
        self.tree = tree
        self.values = values
        self.problems: list[Problem] = []
        self.ids: dict[str, Place] = {}
        self.links: dict[tuple[str, str], Place] = {}

    def record(self, record: dict[str, Plain], model: type[Record], place: Place) -> None:
        for key in [key for key, value in record.items() if value is None]:
            del record[key]
        for key in DATES[model] & record.keys():
            self.date(record[key], (*place, key))
        if model in IDENTIFIED:
            self.identity(record.get("id"), (*place, "id"))
        if link := LINKS.get(model):
            self.link(record.get(link), (*place, link))
        since = record.get("tbc_since")
        if model is Activity and isinstance(since, dict):
            for key, value in since.items():
                self.date(value, (*place, "tbc_since", key))
        for key, child in CHILDREN.get(model, {}).items():
            match record.get(key):
                case dict() as single:
                    self.record(single, child, (*place, key))
                case list() as several:
                    for index, entry in enumerate(several):
                        if isinstance(entry, dict):
                            self.record(entry, child, (*place, key, index))

    def date(self, value: Plain, place: Place) -> None:
        if not isinstance(value, str) or not iso_date(value):
            self.problem("date", place, value)

    def identity(self, value: Plain, place: Place) -> None:
        if not isinstance(value, str):
            return
        if (first := self.ids.setdefault(value, place)) is not place:
            node, _ = name_of(self.tree, first, self.values)
            line, _ = self.tree.place(node.start_mark.index)
            self.problem("repeated", place, value, {"line": line})

    def link(self, value: Plain, place: Place) -> None:
        if not isinstance(value, str) or not value:
            return
        if (first := self.links.setdefault((str(place[-1]), value), place)) is not place:
            node, key = name_of(self.tree, first, self.values)
            line, _ = self.tree.place(node.start_mark.index)
            self.problem("linked", place, value, {"line": line, "other": key.rpartition(".")[0]})

    def refused(self, error: ValidationError) -> None:
        # Each is looked for in the text; of a file that is nothing but mistakes some are enough.
        for detail in error.errors(include_url=False, include_context=True)[:REFUSALS]:
            self.problem(detail["type"], detail["loc"], detail["input"], detail.get("ctx"), detail["msg"])

    def problem(
        self,
        kind: str,
        place: Place,
        value: object,
        context: dict[str, object] | None = None,
        said: str = "",
    ) -> None:
        node, key = name_of(self.tree, place, self.values, unknown=kind == "extra_forbidden")
        if kind in ("missing", "string_type") and cut_off(self.tree, node):
            kind = "hidden"
        message, remedy = in_words(kind, place, value, context or {}, said)
        self.problems.append(self.tree.problem(node, key, message, remedy))


def iso_date(text: str) -> bool:
    if not ISO_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By line, one for each place: what is said first of a place is the more exact."""
    places: dict[tuple[int, int, str], Problem] = {}
    for problem in problems:
        places.setdefault((problem.line, problem.column, problem.key), problem)
    return statuses_once([places[place] for place in sorted(places)])


def statuses_once(problems: list[Problem]) -> list[Problem]:
    """The first mistake of a status lists the words; the others need not say them again."""
    listed = [problem for problem in problems if problem.remedy.endswith(STATUSES)]
    again = {id(problem) for problem in listed[1:]}
    return [
        replace(problem, remedy=problem.remedy.removesuffix(STATUSES).rstrip() or "See the words above.")
        if id(problem) in again
        else problem
        for problem in problems
    ]
