"""https://docs.gitlab.com/api/issues/"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from tests.servers import gitlab_access as access
from tests.servers.gitlab_access import Call
from tests.servers.gitlab_desk import Desk, Route, day, find_issue, moment, one_of, words, yes
from tests.servers.gitlab_issues import (
    check_lengths,
    create_issue,
    delete_issue,
    edit_issue,
    find_or_create_label,
    move_issue,
)
from tests.servers.gitlab_refusal import Refusal, forbidden, missing, not_found
from tests.servers.gitlab_state import LEVELS, Issue, Project, User
from tests.servers.wire import Response

WITHOUT_CURSOR = ("priority", "label_priority", "popularity", "milestone_due")
"""Lists in these orders are paged by number, whatever was asked for."""
ORDERS = ("created_at", "updated_at", "due_date", "title", "relative_position", "weight", *WITHOUT_CURSOR)
EDITS = (
    "title",
    "description",
    "state_event",
    "labels",
    "add_labels",
    "remove_labels",
    "milestone_id",
    "due_date",
    "assignee_ids",
    "assignee_id",
    "confidential",
    "discussion_locked",
)
KEPT_VIEWS = 16


def list_issues(desk: Desk, call: Call, project: Project) -> Response:
    """With issues switched off there are none, and nothing says why."""
    issues = view(desk, call, project) if project.issues_enabled else []
    by_cursor = str(call.params.get("order_by") or "created_at") not in WITHOUT_CURSOR
    return desk.pager.page(call, issues, desk.render.issue_bytes, cursor=_mark if by_cursor else None)


def _mark(issue: Issue) -> str:
    return str(issue.id)


def view(desk: Desk, call: Call, project: Project) -> list[Issue]:
    """The rows of a list; kept until the project changes, since all its pages are asked for in turn."""
    order = one_of(call, "order_by", ORDERS, "created_at")
    sort = one_of(call, "sort", ("asc", "desc"), "desc")
    paging = ("page", "per_page", "cursor", "pagination", "private_token")
    asked = tuple(sorted((key, str(value)) for key, value in call.params.items() if key not in paging))
    key = (asked, call.user.id)
    kept = project.views.get(key)
    if kept is not None and kept[0] == project.changes and not desk.world.lag:
        return kept[1]
    rows = _present(desk, project)
    for test in _tests(desk, call):
        rows = [issue for issue in rows if test(issue)]
    rows.sort(key=_placed(order), reverse=sort == "desc")
    while len(project.views) >= KEPT_VIEWS:
        project.views.pop(next(iter(project.views)))
    project.views[key] = (project.changes, rows)
    return rows


def _present(desk: Desk, project: Project) -> list[Issue]:
    world = desk.world
    issues = list(project.issues.values())
    lag = world.lag_of("issues")
    if not lag:
        return issues
    until = world.now() - lag
    shown = [issue for issue in issues if issue.made_at <= until]
    return [issue.as_of(until) for issue in shown] if world.stale_reads else shown


def _placed(order: str) -> Callable[[Issue], Any]:
    """Equals are in order of their ids."""
    if order in ("created_at", "updated_at", "title"):
        return attrgetter(order, "id")
    if order == "due_date":
        return lambda issue: (str(issue.due_date or "9999"), issue.id)
    return attrgetter("id")


def _tests(desk: Desk, call: Call) -> list[Callable[[Issue], bool]]:
    """What an issue must pass to stand in the list. Bounds of time include the instant itself."""
    params = call.params
    tests: list[Callable[[Issue], bool]] = []
    state = str(params.get("state") or "all")
    if state != "all":
        tests.append(lambda issue: issue.state == state)
    tests.append(lambda issue: not issue.confidential or access.may_see(desk.world, call.user, issue))
    tests += _bounds(call)
    iids, labels = words(params.get("iids")), words(params.get("labels"))
    if iids:
        tests.append(lambda issue: str(issue.iid) in iids)
    search = str(params.get("search") or "").casefold()
    if search:
        tests.append(lambda issue: search in f"{issue.title}\n{issue.description or ''}".casefold())
    if labels:
        tests.append(lambda issue: _labelled(labels, issue))
    if params.get("milestone"):
        tests.append(lambda issue: _due_by(str(params["milestone"]), issue))
    return tests


def _bounds(call: Call) -> Iterator[Callable[[Issue], bool]]:
    after, before = moment(call, "updated_after"), moment(call, "updated_before")
    if after is not None:
        yield lambda issue: issue.updated_at >= after
    if before is not None:
        yield lambda issue: issue.updated_at <= before
    after_creation, before_creation = moment(call, "created_after"), moment(call, "created_before")
    if after_creation is not None:
        yield lambda issue: issue.created_at >= after_creation
    if before_creation is not None:
        yield lambda issue: issue.created_at <= before_creation


def _labelled(wanted: list[str], issue: Issue) -> bool:
    names = {label.name for label in issue.labels}
    match wanted:
        case ["None" | "none"]:
            return not names
        case ["Any" | "any"]:
            return bool(names)
        case _:
            return names.issuperset(wanted)


def _due_by(milestone: str, issue: Issue) -> bool:
    match milestone:
        case "None" | "none":
            return issue.milestone is None
        case "Any" | "any":
            return issue.milestone is not None
        case _:
            return issue.milestone is not None and issue.milestone.title == milestone


def show_issue(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    return _shown(desk, call, find_issue(desk, call, project, iid))


def _shown(desk: Desk, call: Call, issue: Issue, status: int = 200) -> Response:
    taking_part = call.user is issue.author or call.user in issue.assignees
    return Response(status, {**desk.render.issue(issue), "subscribed": taking_part})


def post_issue(desk: Desk, call: Call, project: Project) -> Response:
    world = desk.world
    access.check_writable(project)
    if not project.issues_enabled:
        raise forbidden()
    if call.params.get("title") is None:
        raise missing("title")
    desk.meter.check_issue(call.user, project)
    _check_lengths(desk, call)
    metadata = access.may_describe_new(world, call.user, project)
    fields = _fields(desk, call, project, metadata)
    if access.owns(world, call.user, project):
        fields |= _owners_fields(call, project)
    kind = one_of(call, "issue_type", ("issue", "incident", "test_case", "task"), "issue")
    issue = create_issue(world, project, call.user, {**fields, "kind": kind}, metadata=metadata)
    return _shown(desk, call, issue, 201)


def _owners_fields(call: Call, project: Project) -> dict[str, Any]:
    """From others these two are dropped without a word."""
    fields: dict[str, Any] = {"created_at": moment(call, "created_at")}
    iid = call.params.get("iid")
    if iid is not None and int(iid) not in project.issues:
        fields["iid"] = int(iid)
    return fields


def _check_lengths(desk: Desk, call: Call) -> None:
    title, description = call.params.get("title"), call.params.get("description")
    check_lengths(title, description, (desk.limits.title, desk.limits.description))


def put_issue(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    world = desk.world
    issue = find_issue(desk, call, project, iid)
    access.check_writable(project)
    if not access.may_edit(world, call.user, issue):
        raise forbidden()
    if not any(name in call.params for name in EDITS):
        raise Refusal(
            400, {"error": f"{', '.join(EDITS)} are missing, at least one parameter must be provided"}
        )
    if "state_event" in call.params:
        one_of(call, "state_event", ("close", "reopen"), "")
    _check_lengths(desk, call)
    metadata = access.plans(world, call.user, project)
    fields = _fields(desk, call, project, metadata)
    edit_issue(world, issue, call.user, fields, metadata=metadata)
    return _shown(desk, call, issue)


def _fields(desk: Desk, call: Call, project: Project, metadata: bool) -> dict[str, Any]:
    params = call.params
    fields = {name: params[name] for name in ("title", "description", "state_event") if name in params}
    for name in ("labels", "add_labels", "remove_labels"):
        if params.get(name) is not None and metadata:
            fields[name] = _labels(desk, call, project, words(params[name]), make=name != "remove_labels")
    if "milestone_id" in params:
        number = str(params["milestone_id"] or 0)
        known = {str(one.id): one for one in desk.world.milestones_for(project)}
        fields["milestone"] = known.get(number)
    if "due_date" in params:
        fields["due_date"] = day(params["due_date"])
    if "assignee_ids" in params or "assignee_id" in params:
        asked = params.get("assignee_ids", params.get("assignee_id"))
        fields |= _assignees(desk, project, words(asked))
    if "confidential" in params:
        fields["confidential"] = yes(params["confidential"])
    if "discussion_locked" in params:
        fields["locked"] = yes(params["discussion_locked"])
    return fields


def _labels(desk: Desk, call: Call, project: Project, names: list[str], *, make: bool) -> list[Any]:
    make = make and access.plans(desk.world, call.user, project)
    found = [find_or_create_label(desk.world, project, call.user, name, make) for name in names]
    return [label for label in found if label is not None]


def _assignees(desk: Desk, project: Project, numbers: list[str]) -> dict[str, Any]:
    """[0] and [] clear; if nobody named can see the project, nothing changes."""
    if numbers in ([], ["0"]):
        return {"assignees": ()}
    known = [desk.world.users.get(int(number)) for number in numbers if number.isdigit()]
    if desk.world.tier == "free":
        known = known[:1]
    users: list[User] = [user for user in known if user and access.sees(desk.world, user, project)]
    return {"assignees": tuple(users)} if users else {}


def remove_issue(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    """For owners and planners only."""
    if not (iid.isdigit() and int(iid) in project.issues):
        raise not_found("Issue")
    access.check_writable(project)
    rank = access.level(desk.world, call.user, project)
    if rank != LEVELS["planner"] and rank < LEVELS["owner"]:
        raise forbidden()
    delete_issue(desk.world, project.issues[int(iid)])
    return Response(204)


def post_move(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    target = desk.world.projects.get(int(call.params.get("to_project_id") or 0))
    if target is None or not access.sees(desk.world, call.user, target):
        raise not_found("Project")
    may = access.plans(desk.world, call.user, project) and access.plans(desk.world, call.user, target)
    if not may or issue.moved_to or target is project:
        why = "Cannot move issue due to insufficient permissions!"
        raise Refusal(
            400,
            {"message": why if target is not project else "Cannot move issue to project it originates from!"},
        )
    return _shown(desk, call, move_issue(desk.world, issue, call.user, target), 201)


ROUTES = (
    Route("GET", "issues", list_issues),
    Route("POST", "issues", post_issue),
    Route("GET", "issues/:iid", show_issue),
    Route("PUT", "issues/:iid", put_issue),
    Route("DELETE", "issues/:iid", remove_issue),
    Route("POST", "issues/:iid/move", post_move),
)
