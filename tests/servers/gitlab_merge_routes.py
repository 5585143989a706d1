"""Merge requests. https://docs.gitlab.com/api/merge_requests/"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.servers import gitlab_access as access
from tests.servers.branches import Branches, Pull
from tests.servers.gitlab_access import LEVELS, Call
from tests.servers.gitlab_desk import Desk, Route, needed
from tests.servers.gitlab_refusal import forbidden, not_found, refused
from tests.servers.gitlab_state import Project
from tests.servers.wire import Response


@dataclass(slots=True)
class MergeRequest:
    pull: Pull
    title: str
    description: str
    state: str = "opened"


def branches(project: Project) -> Branches:
    if project.git is None:
        raise not_found()
    return Branches(project.git)


def fresh(project: Project, one: MergeRequest) -> MergeRequest:
    if one.pull.refresh(branches(project), is_open=one.state == "opened"):
        one.state = "merged"
    return one


def shown(desk: Desk, project: Project, one: MergeRequest) -> dict[str, Any]:
    return {
        "iid": one.pull.number,
        "title": one.title,
        "description": one.description or None,
        "state": one.state,
        "source_branch": one.pull.head,
        "target_branch": one.pull.base,
        "sha": one.pull.sha,
        "web_url": f"{desk.render.url}/{project.path}/-/merge_requests/{one.pull.number}",
    }


def check(desk: Desk, call: Call, project: Project) -> None:
    if access.level(desk.world, call.user, project) < LEVELS["developer"]:
        raise forbidden()


def list_requests(desk: Desk, call: Call, project: Project) -> Response:
    """All states, unless one is asked for; the last one first."""
    state, branch = call.params.get("state"), call.params.get("source_branch")
    found = [fresh(project, one) for one in project.merge_requests.values()]
    found = [one for one in found if state in (None, "all", one.state) and branch in (None, one.pull.head)]
    return desk.pager.page(call, found[::-1], lambda one: shown(desk, project, one))


def post_request(desk: Desk, call: Call, project: Project) -> Response:
    check(desk, call, project)
    head, base, title = (needed(call, name) for name in ("source_branch", "target_branch", "title"))
    there = branches(project)
    if there.tip(head) is None or there.tip(base) is None:
        raise refused(400, {"base": ["Source or target branch does not exist"]})
    for one in project.merge_requests.values():
        if fresh(project, one).state == "opened" and (one.pull.head, one.pull.base) == (head, base):
            said = f"Another open merge request already exists for this source branch: !{one.pull.number}"
            raise refused(409, [said])
    number = len(project.merge_requests) + 1
    made = MergeRequest(
        Pull(number, head, base, there.tip(head) or ""), title, str(call.params.get("description") or "")
    )
    project.merge_requests[number] = made
    return Response(201, shown(desk, project, made))


def put_request(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    check(desk, call, project)
    found = project.merge_requests.get(int(iid)) if iid.isdigit() else None
    if found is None:
        raise not_found()
    fresh(project, found)
    found.title = str(call.params.get("title") or found.title)
    found.description = str(call.params.get("description") or found.description)
    return Response(200, shown(desk, project, found))


ROUTES = (
    Route("GET", "merge_requests", list_requests),
    Route("POST", "merge_requests", post_request),
    Route("PUT", "merge_requests/:iid", put_request),
)
