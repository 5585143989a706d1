"""Issues, their labels, assignees and reactions.

https://docs.github.com/en/rest/issues/issues, https://docs.github.com/en/rest/issues/assignees
"""

from __future__ import annotations

from typing import Any

from tests.servers.github_changes import change, open_issue, place, set_state
from tests.servers.github_lists import Cursors, issue_key, issues_listed
from tests.servers.github_model import Issue, Label, Milestone, Role, User
from tests.servers.github_refusals import Refused, forbidden, invalid, too_long
from tests.servers.github_registers import add_label
from tests.servers.github_routes import ISSUES, NOTHING, Call, in_repo
from tests.servers.wire import Response

TITLE, BODY, LABELS, ASSIGNEES = 256, 65_536, 100, 10
REASONS = ("completed", "not_planned", "duplicate", "reopened")


def checked_title(title: str) -> str:
    if not title.strip():
        raise invalid("Issue", "title", "missing_field")
    if len(title.strip()) > TITLE:
        raise too_long("Issue", "title", TITLE)
    return title.strip()


def checked_body(body: str | None, resource: str = "Issue") -> str | None:
    if body is not None and len(body) > BODY:
        raise too_long(resource, "body", BODY)
    return body


def named_labels(call: Call, names: list[str], present: tuple[Label, ...] = ()) -> tuple[Label, ...]:
    """What an issue wears after these are added; unknown ones are made by who may make labels."""
    wanted = dict.fromkeys(one.strip() for one in names)
    unknown = [one for one in wanted if one.lower() not in call.repo.labels]
    if unknown and call.role < Role.WRITE:
        error = {"resource": "Repository", "field": "label", "code": "unauthorized"}
        raise Refused(403, "You do not have permission to create labels on this repository.", errors=[error])
    if any(len(one) > 50 for one in unknown):
        raise too_long("Label", "name", 50)
    if len({one.lower() for one in wanted} | {one.name.lower() for one in present}) > LABELS:
        raise invalid("Issue", "labels", "custom", message=f"cannot have more than {LABELS} labels")
    for name in unknown:
        if name.lower() not in call.repo.labels:
            add_label(call.world, call.repo, call.user, name)
    found = [call.repo.labels[one.lower()] for one in wanted]
    return tuple(dict.fromkeys((*present, *found)))


def named_assignees(call: Call, logins: list[str]) -> tuple[User, ...]:
    users = [call.world.users.get(one.lower()) for one in logins]
    for login, user in zip(logins, users, strict=True):
        if user is None or not call.repo.assignable(user):
            raise invalid("Issue", "assignees", "invalid", value=login)
    if len(set(users)) > ASSIGNEES:
        raise invalid("Issue", "assignees", "custom", message=f"cannot have more than {ASSIGNEES} assignees")
    return tuple(dict.fromkeys(user for user in users if user))


def named_milestone(call: Call, number: Any) -> Milestone | None:
    """PyGithub says "" where it means none."""
    if number in (None, ""):
        return None
    milestone = call.repo.milestones.get(int(number)) if str(number).isdigit() else None
    if milestone is None:
        raise invalid("Issue", "milestone", "invalid", value=number)
    return milestone


def placement(call: Call) -> dict[str, Any]:
    """What only people with triage may set; it is silently dropped for others."""
    if call.role < Role.TRIAGE:
        return {}
    given: dict[str, Any] = {}
    if "milestone" in call.body:
        given["milestone"] = named_milestone(call, call.body["milestone"])
    if "assignees" in call.body:
        given["assignees"] = named_assignees(call, call.texts("assignees"))
    elif call.body.get("assignee"):
        given["assignees"] = named_assignees(call, [call.body["assignee"]])
    if "labels" in call.body:
        given["labels"] = named_labels(call, call.texts("labels"))
    return given


@in_repo("GET", "issues")
def list_issues(call: Call) -> Response:
    require_issues(call)
    found = issues_listed(call.world, call.repo, call.request)
    page = Cursors().page(call.request, found, issue_key(call.request))
    return call.paged(page, lambda one: call.show.issue(one, version=call.version, in_list=True))


def require_issues(call: Call) -> None:
    if not call.repo.has_issues:
        raise Refused(410, "Issues are disabled for this repo")


@in_repo("POST", "issues", needs=("issues",), creates=True)
def create_issue(call: Call) -> Response:
    require_issues(call)
    title = checked_title(call.required("title"))
    body = checked_body(call.text("body"))
    issue = open_issue(call.world, call.repo, call.user, title, body, **placement(call))
    return call.issue_answer(issue, 201)


@in_repo("GET", "issues/{number}")
def get_issue(call: Call) -> Response:
    return call.issue_answer(call.issue())


@in_repo("PATCH", "issues/{number}")
def edit_issue(call: Call) -> Response:
    issue = call.issue()
    require_edit(call, issue)
    texts: dict[str, Any] = {}
    if "title" in call.body:
        texts["title"] = checked_title(call.required("title"))
    if "body" in call.body:
        texts["body"] = checked_body(call.text("body"))
    state, reason = asked_state(call, issue)
    placed = placement(call)
    milestone = placed.pop("milestone", issue.milestone)
    change(call.world, issue, call.user, **texts, **placed)
    place(call.world, issue, milestone)
    if state != issue.state:
        set_state(call.world, issue, state, reason, call.user)
    elif reason and not call.world.reason_needs_change:
        change(call.world, issue, call.user, state_reason=reason)
    return call.issue_answer(issue)


def require_edit(call: Call, issue: Issue) -> None:
    """The author may edit; others close and place with triage, reword with write.

    https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization
    """
    if issue.author is call.user:
        return
    call.require(Role.TRIAGE)
    if "title" in call.body or "body" in call.body:
        call.require(Role.WRITE)


def asked_state(call: Call, issue: Issue) -> tuple[str, str | None]:
    state, reason = call.text("state") or issue.state, call.text("state_reason")
    if state not in ("open", "closed"):
        raise invalid("Issue", "state", "invalid", value=state)
    if reason is not None and reason not in REASONS:
        raise invalid("Issue", "state_reason", "invalid", value=reason)
    if state == "open" != issue.state and call.role < Role.TRIAGE and issue.closed_by is not call.user:
        raise forbidden()
    return state, reason


# -- labels of an issue: https://docs.github.com/en/rest/issues/labels


def labels_answer(call: Call, issue: Issue) -> Response:
    return call.page(issue.labels, lambda one: call.show.label(call.repo, one))


@in_repo("GET", "issues/{number}/labels")
def list_issue_labels(call: Call) -> Response:
    return labels_answer(call, call.issue())


@in_repo("POST", "issues/{number}/labels")
def add_issue_labels(call: Call) -> Response:
    issue = call.issue()
    call.require(Role.TRIAGE)
    change(call.world, issue, call.user, labels=named_labels(call, label_names(call), issue.labels))
    return labels_answer(call, issue)


@in_repo("PUT", "issues/{number}/labels")
def set_issue_labels(call: Call) -> Response:
    issue = call.issue()
    call.require(Role.TRIAGE)
    change(call.world, issue, call.user, labels=named_labels(call, label_names(call)))
    return labels_answer(call, issue)


def label_names(call: Call) -> list[str]:
    """An object with `labels`, or a bare array."""
    if isinstance(call.request.data, list):
        return [one["name"] if isinstance(one, dict) else one for one in call.request.data]
    return call.texts("labels")


@in_repo("DELETE", "issues/{number}/labels")
def clear_issue_labels(call: Call) -> Response:
    issue = call.issue()
    call.require(Role.TRIAGE)
    change(call.world, issue, call.user, labels=())
    return NOTHING


@in_repo("DELETE", "issues/{number}/labels/{label}")
def remove_issue_label(call: Call) -> Response:
    issue = call.issue()
    call.require(Role.TRIAGE)
    left = tuple(one for one in issue.labels if one.name.lower() != call.parts["label"].lower())
    if len(left) == len(issue.labels):
        raise Refused(404, "Label does not exist")
    change(call.world, issue, call.user, labels=left)
    return labels_answer(call, issue)


# -- assignees


@in_repo("POST", "issues/{number}/assignees", needs=ISSUES)
def add_assignees(call: Call) -> Response:
    """People who can't be assigned are left out without a word; so are all without triage."""
    issue = call.issue()
    if call.role >= Role.TRIAGE:
        named = [call.world.users.get(one.lower()) for one in call.texts("assignees")]
        able = [one for one in named if one and call.repo.assignable(one)]
        change(
            call.world,
            issue,
            call.user,
            assignees=tuple(dict.fromkeys((*issue.assignees, *able)))[:ASSIGNEES],
        )
    return call.issue_answer(issue, 201)


@in_repo("DELETE", "issues/{number}/assignees", needs=ISSUES)
def remove_assignees(call: Call) -> Response:
    issue = call.issue()
    if call.role >= Role.TRIAGE:
        named = {one.lower() for one in call.texts("assignees")}
        left = tuple(one for one in issue.assignees if one.login.lower() not in named)
        change(call.world, issue, call.user, assignees=left)
    return call.issue_answer(issue)
