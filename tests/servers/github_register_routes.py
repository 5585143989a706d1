"""A repository's labels and milestones.

https://docs.github.com/en/rest/issues/labels, https://docs.github.com/en/rest/issues/milestones
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from tests.servers.github_lists import choice
from tests.servers.github_model import PACIFIC, Label, Milestone, Role
from tests.servers.github_refusals import invalid, malformed, not_found, too_long
from tests.servers.github_registers import (
    PLAIN,
    add_label,
    add_milestone,
    delete_label,
    delete_milestone,
    edit_label,
    edit_milestone,
)
from tests.servers.github_routes import NOTHING, Call, answer, in_repo
from tests.servers.wire import Response

LABEL_NAME, LABEL_DESCRIPTION, MILESTONE_TITLE = 50, 100, 255


def require_push(call: Call) -> None:
    """The service hides these endpoints from people without it: https://github.com/PyGithub/PyGithub/issues/504"""
    call.require(Role.WRITE, not_found())


# -- labels


def named_label(call: Call) -> Label:
    label = call.repo.labels.get(call.parts["label"].lower())
    if label is None:
        raise not_found()
    return label


def checked_name(call: Call, name: str, of: Label | None = None) -> str:
    name = name.strip()
    if not name:
        raise invalid("Label", "name", "missing_field")
    if len(name) > LABEL_NAME:
        raise too_long("Label", "name", LABEL_NAME)
    if call.repo.labels.get(name.lower(), of) is not of:
        raise invalid("Label", "name", "already_exists")
    return name


def label_look(call: Call) -> dict[str, Any]:
    look: dict[str, Any] = {}
    if "color" in call.body:
        look["color"] = (call.text("color") or "").lower()
        if not re.fullmatch("[0-9a-f]{6}", look["color"]):
            raise invalid("Label", "color", "invalid")
    if "description" in call.body:
        look["description"] = call.text("description")
        if len(look["description"] or "") > LABEL_DESCRIPTION:
            raise too_long("Label", "description", LABEL_DESCRIPTION)
    return look


def label_answer(call: Call, label: Label, status: int = 200) -> Response:
    return answer(call.show.label(call.repo, label), status)


@in_repo("GET", "labels")
def list_labels(call: Call) -> Response:
    shown = [one for one in call.repo.labels.values() if call.world.in_lists(one.born, "labels")]
    shown.sort(key=lambda one: one.name.lower())
    return call.page(shown, lambda one: call.show.label(call.repo, one))


@in_repo("POST", "labels", creates=True)
def create_label(call: Call) -> Response:
    require_push(call)
    name, look = checked_name(call, call.required("name")), label_look(call)
    label = add_label(
        call.world, call.repo, call.user, name, look.get("color", PLAIN), look.get("description")
    )
    return label_answer(call, label, 201)


@in_repo("GET", "labels/{label}")
def get_label(call: Call) -> Response:
    return label_answer(call, named_label(call))


@in_repo("PATCH", "labels/{label}")
def change_label(call: Call) -> Response:
    require_push(call)
    label, look = named_label(call), label_look(call)
    new = call.text("new_name") or call.text("name")
    if new is not None:
        look["name"] = checked_name(call, new, label)
    edit_label(call.world, call.repo, label, **look)
    return label_answer(call, label)


@in_repo("DELETE", "labels/{label}")
def remove_label(call: Call) -> Response:
    require_push(call)
    delete_label(call.world, call.repo, named_label(call))
    return NOTHING


# -- milestones


def pacific_date(text: str) -> date:
    """The day it is in California at that instant: T00:00:00Z falls on the day before."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise malformed(f"For 'properties/due_on', {text!r} is not a valid date-time.") from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(PACIFIC).date()


def milestone_fields(call: Call, of: Milestone | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "title" in call.body:
        fields["title"] = checked_milestone_title(call, of)
    if "description" in call.body:
        fields["description"] = call.text("description")
    if "due_on" in call.body:
        due = call.text("due_on")
        fields["due"] = pacific_date(due) if due else None
    if call.body.get("state"):
        fields["state"] = call.text("state")
        if fields["state"] not in ("open", "closed"):
            raise invalid("Milestone", "state", "invalid", value=fields["state"])
    return fields


def checked_milestone_title(call: Call, of: Milestone | None) -> str:
    title = call.required("title").strip()
    if not title:
        raise invalid("Milestone", "title", "missing_field")
    if len(title) > MILESTONE_TITLE:
        raise too_long("Milestone", "title", MILESTONE_TITLE)
    if any(one.title == title and one is not of for one in call.repo.milestones.values()):
        raise invalid("Milestone", "title", "already_exists")
    return title


def milestone_answer(call: Call, milestone: Milestone, status: int = 200) -> Response:
    return answer(call.show.milestone(call.repo, milestone), status)


@in_repo("GET", "milestones")
def list_milestones(call: Call) -> Response:
    state = choice(call.request, "Milestone", "state", ("open", "closed", "all"))
    order = choice(call.request, "Milestone", "sort", ("due_on", "completeness"))
    down = choice(call.request, "Milestone", "direction", ("asc", "desc")) == "desc"
    key = due_key if order == "due_on" else completeness
    every = (one for one in call.repo.milestones.values() if call.world.in_lists(one.born, "milestones"))
    shown = sorted((one for one in every if state in ("all", one.state)), key=key, reverse=down)
    return call.page(shown, lambda one: call.show.milestone(call.repo, one))


def due_key(milestone: Milestone) -> tuple[date, int]:
    return milestone.due or date.max, milestone.number


def completeness(milestone: Milestone) -> tuple[float, int]:
    total = milestone.open_issues + milestone.closed_issues
    return milestone.closed_issues / total if total else 0.0, milestone.number


@in_repo("POST", "milestones", creates=True)
def create_milestone(call: Call) -> Response:
    require_push(call)
    call.required("title")
    milestone = add_milestone(call.world, call.repo, call.user, **milestone_fields(call))
    return milestone_answer(call, milestone, 201)


@in_repo("GET", "milestones/{milestone}")
def get_milestone(call: Call) -> Response:
    return milestone_answer(call, call.milestone())


@in_repo("PATCH", "milestones/{milestone}")
def change_milestone(call: Call) -> Response:
    require_push(call)
    milestone = call.milestone()
    edit_milestone(call.world, call.repo, milestone, **milestone_fields(call, milestone))
    return milestone_answer(call, milestone)


@in_repo("DELETE", "milestones/{milestone}")
def remove_milestone(call: Call) -> Response:
    require_push(call)
    delete_milestone(call.world, call.repo, call.milestone())
    return NOTHING
