"""Sub-issues: https://docs.github.com/en/rest/issues/sub-issues"""

from __future__ import annotations

from typing import Any

from tests.servers.github_changes import adopt, disown
from tests.servers.github_model import Issue, Role
from tests.servers.github_refusals import Refused, malformed, not_found
from tests.servers.github_routes import Call, in_repo
from tests.servers.wire import Response

MOST, DEEPEST = 100, 8
WORDS = "An error occurred while adding the sub-issue to the parent issue. "


def parent_of(call: Call) -> Issue:
    if not call.world.sub_issues:
        raise not_found()
    return call.issue()


def named_child(call: Call) -> Issue:
    """By its database id, not its number."""
    value: Any = call.body.get("sub_issue_id")
    if not isinstance(value, int) or isinstance(value, bool):
        raise malformed(f"For 'properties/sub_issue_id', {value!r} is not an integer.")
    child = call.world.issues_by_id.get(value)
    if child is None or call.token.role_in(child.repo) < Role.READ:
        raise not_found()
    return child


def ancestors(issue: Issue | None) -> list[Issue]:
    return [issue, *ancestors(issue.parent)] if issue else []


def height(issue: Issue) -> int:
    return 1 + max((height(one) for one in issue.children), default=0)


def check_bond(parent: Issue, child: Issue, replace: bool) -> None:
    """Closed sub-issues count among the hundred."""
    if child in ancestors(parent):
        raise Refused(422, WORDS + "Sub-issue would create a circular relationship")
    if child.parent is parent:
        known = "Issue may not contain duplicate sub-issues and Sub issue may only have one parent"
        raise Refused(422, WORDS + known)
    if child.parent and not replace:
        raise Refused(422, WORDS + "Sub issue may only have one parent")
    if len(parent.children) >= MOST:
        raise Refused(422, WORDS + f"Parent cannot have more than {MOST} sub-issues")
    if len(ancestors(parent)) + height(child) > DEEPEST:
        raise Refused(422, WORDS + f"Sub-issues cannot be nested more than {DEEPEST} levels deep")


@in_repo("GET", "issues/{number}/sub_issues")
def list_sub_issues(call: Call) -> Response:
    return call.page(parent_of(call).children, call.show.issue_fields)


@in_repo("POST", "issues/{number}/sub_issues", needs=("issues",))
def add_sub_issue(call: Call) -> Response:
    """The answer shows the parent."""
    parent = parent_of(call)
    call.require(Role.TRIAGE)
    child = named_child(call)
    check_bond(parent, child, call.body.get("replace_parent") is True)
    adopt(call.world, parent, child)
    return call.issue_answer(parent, 201)


@in_repo("DELETE", "issues/{number}/sub_issue", needs=("issues",))
def remove_sub_issue(call: Call) -> Response:
    parent = parent_of(call)
    call.require(Role.TRIAGE)
    child = named_child(call)
    if child.parent is not parent:
        raise not_found()
    disown(call.world, child)
    return call.issue_answer(parent)


@in_repo("GET", "issues/{number}/parent")
def get_parent(call: Call) -> Response:
    parent = parent_of(call).parent
    if parent is None:
        raise not_found()
    return call.issue_answer(parent)
