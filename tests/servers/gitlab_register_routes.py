"""https://docs.gitlab.com/api/labels/ and https://docs.gitlab.com/api/milestones/"""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.servers.gitlab_access import Call
from tests.servers.gitlab_desk import Desk, Route, day, moment, need_planner, needed, one_of, words, yes
from tests.servers.gitlab_refusal import Refusal, forbidden, not_found
from tests.servers.gitlab_register import (
    create_label,
    create_milestone,
    delete_label,
    delete_milestone,
    edit_label,
    edit_milestone,
)
from tests.servers.gitlab_state import Label, Milestone, Project
from tests.servers.wire import Response

MILESTONE_EDITS = ("title", "description", "start_date", "due_date", "state_event")
LABEL_EDITS = ("new_name", "color", "description", "priority", "archived")


def list_labels(desk: Desk, call: Call, project: Project) -> Response:
    labels = desk.world.labels_of(project)
    if "include_ancestor_groups" in call.params and not yes(call.params["include_ancestor_groups"]):
        labels = [label for label in labels if not label.group]
    search = str(call.params.get("search") or "").casefold()
    labels = [label for label in labels if search in label.name.casefold()]
    if lag := desk.world.lag_of("labels"):
        until = desk.world.now() - lag
        labels = [label for label in labels if label.made_at is None or label.made_at <= until]
    counts = _counts(project) if yes(call.params.get("with_counts")) else None

    def show(label: Label) -> dict[str, Any]:
        numbers = (counts[label, "opened"], counts[label, "closed"]) if counts is not None else None
        return desk.render.label(label, numbers)

    return desk.pager.page(call, labels, show)


def _counts(project: Project) -> Counter[tuple[Label, str]]:
    return Counter((label, issue.state) for issue in project.issues.values() for label in issue.labels)


def find_label(desk: Desk, project: Project, given: str, *, own: bool) -> Label:
    """By number or by name as it is written; group labels are read here, not changed."""
    labels = [label for label in desk.world.labels_of(project) if not (own and label.group)]
    found = [label for label in labels if str(label.id) == given]
    found += [label for label in labels if label.name == given]
    if not found:
        raise not_found("Label")
    return found[0]


def show_label(desk: Desk, call: Call, project: Project, given: str) -> Response:
    return Response(200, desk.render.label(find_label(desk, project, given, own=False)))


def post_label(desk: Desk, call: Call, project: Project) -> Response:
    name, color = needed(call, "name"), needed(call, "color")
    need_planner(desk, call, project)
    label = create_label(desk.world, project, call.user, name, color, call.params.get("description"))
    label.priority = call.params.get("priority")
    return Response(201, desk.render.label(label))


def put_label(desk: Desk, call: Call, project: Project, given: str = "") -> Response:
    """Clients name the label in the path or, as python-gitlab does, in the body."""
    need_planner(desk, call, project)
    if not any(name in call.params for name in LABEL_EDITS):
        raise Refusal(
            400, {"error": f"{', '.join(LABEL_EDITS)} are missing, at least one parameter must be provided"}
        )
    label = find_label(desk, project, given or str(call.params.get("name", "")), own=True)
    edit_label(desk.world, project, label, dict(call.params))
    if "priority" in call.params:
        label.priority = call.params["priority"]
    return Response(200, desk.render.label(label))


def remove_label(desk: Desk, call: Call, project: Project, given: str = "") -> Response:
    need_planner(desk, call, project)
    named = given or str(call.params.get("name", ""))
    delete_label(project, find_label(desk, project, named, own=True))
    return Response(204)


def list_milestones(desk: Desk, call: Call, project: Project) -> Response:
    """Those of groups stand in it only if asked for."""
    with_parents = yes(call.params.get("include_parent_milestones")) or yes(
        call.params.get("include_ancestors")
    )
    known = desk.world.milestones_for(project) if with_parents else list(project.milestones.values())
    rows = [one for one in known if _selected(desk, call, one)]
    rows.sort(key=lambda one: (one.due_date is None, str(one.due_date), -one.id))
    return desk.pager.page(call, rows, desk.render.milestone)


def _selected(desk: Desk, call: Call, milestone: Milestone) -> bool:
    state = one_of(call, "state", ("active", "closed", "all"), "all")
    iids, title = words(call.params.get("iids")), call.params.get("title")
    search = str(call.params.get("search") or "").casefold()
    after, before = moment(call, "updated_after"), moment(call, "updated_before")
    return (
        state in ("all", milestone.state)
        and (not iids or str(milestone.iid) in iids)
        and title in (None, "", milestone.title)
        and search in f"{milestone.title}\n{milestone.description}".casefold()
        and (after is None or milestone.updated_at >= after)
        and (before is None or milestone.updated_at <= before)
        and milestone.created_at <= desk.world.now() - desk.world.lag_of("milestones")
    )


def find_milestone(project: Project, number: str) -> Milestone:
    """By the number that is unique in the installation, not by the one people see."""
    found = project.milestones.get(int(number)) if number.isdigit() else None
    if found is None:
        raise not_found()
    return found


def show_milestone(desk: Desk, call: Call, project: Project, number: str) -> Response:
    return Response(200, desk.render.milestone(find_milestone(project, number)))


def post_milestone(desk: Desk, call: Call, project: Project) -> Response:
    title = needed(call, "title")
    need_planner(desk, call, project)
    made = create_milestone(desk.world, project, call.user, title, _fields(call))
    return Response(201, desk.render.milestone(made))


def put_milestone(desk: Desk, call: Call, project: Project, number: str) -> Response:
    need_planner(desk, call, project)
    if not any(name in call.params for name in MILESTONE_EDITS):
        names = ", ".join(MILESTONE_EDITS)
        raise Refusal(400, {"error": f"{names} are missing, at least one parameter must be provided"})
    if "state_event" in call.params:
        one_of(call, "state_event", ("close", "activate"), "")
    milestone = find_milestone(project, number)
    edit_milestone(desk.world, milestone, _fields(call))
    return Response(200, desk.render.milestone(milestone))


def _fields(call: Call) -> dict[str, Any]:
    fields = {name: call.params[name] for name in MILESTONE_EDITS if name in call.params}
    return fields | {name: day(fields[name]) for name in ("start_date", "due_date") if name in fields}


def remove_milestone(desk: Desk, call: Call, project: Project, number: str) -> Response:
    need_planner(desk, call, project)
    delete_milestone(desk.world, project, find_milestone(project, number), call.user)
    return Response(204)


def milestone_issues(desk: Desk, call: Call, project: Project, number: str) -> Response:
    milestone = find_milestone(project, number)
    if not project.issues_enabled:
        raise forbidden()
    rows = [issue for issue in project.issues.values() if issue.milestone is milestone]
    return desk.pager.page(call, rows, desk.render.issue_bytes)


ROUTES = (
    Route("GET", "labels", list_labels),
    Route("POST", "labels", post_label),
    Route("PUT", "labels", put_label),
    Route("DELETE", "labels", remove_label),
    Route("GET", "labels/:name", show_label),
    Route("PUT", "labels/:name", put_label),
    Route("DELETE", "labels/:name", remove_label),
    Route("GET", "milestones", list_milestones),
    Route("POST", "milestones", post_milestone),
    Route("GET", "milestones/:id", show_milestone),
    Route("PUT", "milestones/:id", put_milestone),
    Route("DELETE", "milestones/:id", remove_milestone),
    Route("GET", "milestones/:id/issues", milestone_issues),
)
