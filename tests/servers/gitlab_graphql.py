"""The one thing of GraphQL that has no REST: the parent of a work item.

https://docs.gitlab.com/api/graphql/reference/#mutationworkitemupdate
"""

from __future__ import annotations

from typing import Any

from tests.servers import gitlab_access as access
from tests.servers.gitlab_access import Call
from tests.servers.gitlab_desk import Desk
from tests.servers.gitlab_issues import changed, tell
from tests.servers.gitlab_state import Issue
from tests.servers.wire import Response

NOT_THERE = (
    "The resource that you are attempting to access does not exist or you don't have permission to "
    "perform this action"
)


def answer_query(desk: Desk, call: Call) -> Response:
    """Knows `workItemUpdate` with its input in the variable of that name; all errors come with 200."""
    query = str(call.params.get("query") or "")
    variables = call.params.get("variables") or {}
    given = variables.get("input") if isinstance(variables, dict) else None
    if "workItemUpdate" not in query or not isinstance(given, dict):
        return failed("this server knows workItemUpdate with the variable $input only")
    hierarchy = given.get("hierarchyWidget")
    item = _item(desk, call, given.get("id"))
    if item is None or "api" not in call.token.scopes:
        return failed(NOT_THERE)
    if not isinstance(hierarchy, dict) or "parentId" not in hierarchy:
        return failed("this server knows hierarchyWidget with parentId only")
    errors = _set_parent(desk, call, item, hierarchy["parentId"])
    shown = {"id": gid(item), "iid": str(item.iid), "title": item.title}
    return Response(200, {"data": {"workItemUpdate": {"workItem": shown, "errors": errors}}})


def failed(message: str) -> Response:
    return Response(200, {"errors": [{"message": message}]})


def gid(item: Issue) -> str:
    return f"gid://gitlab/WorkItem/{item.id}"


def _item(desk: Desk, call: Call, given: Any) -> Issue | None:
    number = str(given or "").rpartition("/")[2]
    for project in desk.world.projects.values():
        for issue in project.issues.values():
            if str(issue.id) == number and access.sees(desk.world, call.user, project):
                return issue
    return None


def _set_parent(desk: Desk, call: Call, item: Issue, given: Any) -> list[str]:
    """Tasks can be children of issues; issues only of epics, which are not for the free tier."""
    world = desk.world
    parent = _item(desk, call, given) if given else None
    if given and parent is None:
        return ["No matching work item found. Make sure that you are adding a valid work item ID."]
    if parent is not None and (parent.kind, item.kind) not in (("issue", "task"), ("incident", "task")):
        return [f"#{item.iid} cannot be added: it's not allowed to add this type of parent item"]
    if parent is not None and item.parent is parent:
        return [f"#{item.iid} cannot be added: Task(s) already assigned"]
    for one in (item, parent or item.parent):
        if one is not None:
            changed(world, one, touch=True)
    item.parent = parent
    text = f"added #{parent.iid} as parent issue" if parent else "removed parent issue"
    tell(world, item, call.user, text)
    return []
