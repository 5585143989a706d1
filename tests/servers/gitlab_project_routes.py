"""Users, tokens, projects, members, links between issues, boards.

https://docs.gitlab.com/api/members/, https://docs.gitlab.com/api/issue_links/,
https://docs.gitlab.com/api/boards/
"""

from __future__ import annotations

from typing import Any

from tests.servers import gitlab_access as access
from tests.servers.gitlab_access import Call
from tests.servers.gitlab_desk import Desk, Route, find_issue, need_planner, needed, one_of, words
from tests.servers.gitlab_refusal import Refusal, forbidden, not_found, refused
from tests.servers.gitlab_register import add_board, add_link, add_list, touch_for_link
from tests.servers.gitlab_state import Board, Issue, Link, Project
from tests.servers.wire import Response

VERSION = "18.6.0"


def show_me(desk: Desk, call: Call) -> Response:
    return Response(200, desk.render.me(call.user))


def list_users(desk: Desk, call: Call) -> Response:
    username = call.params.get("username")
    users = list(desk.world.users.values())
    if username:
        found = desk.world.user_named(str(username))
        users = [found] if found else []
    return desk.pager.page(call, users, desk.render.user)


def show_version(desk: Desk, call: Call) -> Response:
    edition = desk.world.tier == "premium"
    body: dict[str, Any] = {"version": VERSION, "revision": "0123456789a", "enterprise": edition}
    return Response(200, body)


def show_token(desk: Desk, call: Call) -> Response:
    return Response(200, desk.render.token(call.token, access.expired(desk.world, call.token)))


def show_project(desk: Desk, call: Call, project: Project) -> Response:
    return Response(200, desk.render.project(project, access.level(desk.world, call.user, project)))


def list_members(desk: Desk, call: Call, project: Project) -> Response:
    rows = access.members(desk.world, project)
    query = str(call.params.get("query") or "").casefold()
    wanted = words(call.params.get("user_ids"))
    rows = [
        (user, rank)
        for user, rank in rows
        if query in f"{user.username}\n{user.name}".casefold() and (not wanted or str(user.id) in wanted)
    ]
    return desk.pager.page(call, rows, lambda row: desk.render.member(*row))


def show_member(desk: Desk, call: Call, project: Project, number: str) -> Response:
    for user, rank in access.members(desk.world, project):
        if str(user.id) == number:
            return Response(200, desk.render.member(user, rank))
    raise not_found()


def list_links(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    links = [one for one in desk.world.links.values() if issue in (one.source, one.target)]
    return Response(200, [desk.render.related(link, issue) for link in links])


def post_link(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    """Blocking is not for the free tier."""
    source = find_issue(desk, call, project, iid)
    given = needed(call, "target_project_id")
    other = access.find_project(desk.world, call, given, desk.render.api)
    target = find_issue(desk, call, other, needed(call, "target_issue_iid"))
    kind = one_of(call, "link_type", ("relates_to", "blocks", "is_blocked_by"), "relates_to")
    if kind != "relates_to" and desk.world.tier == "free":
        raise refused(403, "Blocked issues not available for current license")
    _check_links(desk, call, source, target)
    link = add_link(desk.world, source, target, kind)
    touch_for_link(desk.world, source, target)
    return Response(201, desk.render.link(link))


def _check_links(desk: Desk, call: Call, *issues: Issue) -> None:
    for issue in issues:
        access.check_writable(issue.project)
        if access.level(desk.world, call.user, issue.project) == 0:
            raise refused(403, "Couldn't link issue. You must have at least the Guest role in both projects.")


def _find_link(desk: Desk, issue: Issue, number: str) -> Link:
    link = desk.world.links.get(int(number)) if number.isdigit() else None
    if link is None or issue not in (link.source, link.target):
        raise not_found()
    return link


def show_link(desk: Desk, call: Call, project: Project, iid: str, number: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    return Response(200, desk.render.link(_find_link(desk, issue, number)))


def remove_link(desk: Desk, call: Call, project: Project, iid: str, number: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    link = _find_link(desk, issue, number)
    _check_links(desk, call, link.source, link.target)
    del desk.world.links[link.id]
    touch_for_link(desk.world, link.source, link.target)
    return Response(200, desk.render.link(link))


def list_boards(desk: Desk, call: Call, project: Project) -> Response:
    boards = list(project.boards.values()) if project.issues_enabled else []
    return desk.pager.page(call, boards, lambda board: desk.render.board(board, project))


def post_board(desk: Desk, call: Call, project: Project) -> Response:
    """A project may have several on every tier."""
    name = needed(call, "name")
    need_planner(desk, call, project)
    board = add_board(desk.world, project, name)
    return Response(201, desk.render.board(board, project))


def _find_board(project: Project, number: str) -> Board:
    board = project.boards.get(int(number)) if number.isdigit() else None
    if board is None:
        raise not_found()
    return board


def show_board(desk: Desk, call: Call, project: Project, number: str) -> Response:
    return Response(200, desk.render.board(_find_board(project, number), project))


def list_lists(desk: Desk, call: Call, project: Project, number: str) -> Response:
    rows = list(enumerate(_find_board(project, number).lists))
    return desk.pager.page(call, rows, lambda row: desk.render.board_list(row[1], row[0]))


def post_list(desk: Desk, call: Call, project: Project, number: str) -> Response:
    """On the free tier a list is of a label."""
    need_planner(desk, call, project)
    board = _find_board(project, number)
    names = [name for name in ("label_id", "milestone_id", "assignee_id") if call.params.get(name)]
    if len(names) != 1:
        names_known = "label_id, milestone_id, assignee_id"
        raise Refusal(400, {"error": f"{names_known} are missing, exactly one parameter must be provided"})
    kind = names[0].removesuffix("_id")
    if desk.world.tier == "free" and kind != "label":
        why = f"{kind.capitalize()} lists not available with your current license"
        raise refused(400, {"error": why})
    found = _listed(desk, project, kind, int(call.params[names[0]]))
    made = add_list(desk.world, board, **found)
    return Response(201, desk.render.board_list(made, len(board.lists) - 1))


def _listed(desk: Desk, project: Project, kind: str, number: int) -> dict[str, Any]:
    choices: dict[str, list[Any]] = {
        "label": desk.world.labels_of(project),
        "milestone": desk.world.milestones_for(project),
        "assignee": [user for user, _ in access.members(desk.world, project)],
    }
    found = next((one for one in choices[kind] if one.id == number), None)
    if found is None:
        raise refused(400, {"error": f"{kind.capitalize()} not found!"})
    return {one: found if one == kind else None for one in choices}


def put_project(desk: Desk, call: Call, project: Project) -> Response:
    raise forbidden()


TOP_ROUTES = (
    Route("GET", "user", show_me),
    Route("GET", "users", list_users),
    Route("GET", "version", show_version),
    Route("GET", "metadata", show_version),
    Route("GET", "personal_access_tokens/self", show_token),
)
ROUTES = (
    Route("GET", "", show_project),
    Route("PUT", "", put_project),
    Route("GET", "members/all", list_members),
    Route("GET", "members/all/:user", show_member),
    Route("GET", "issues/:iid/links", list_links),
    Route("POST", "issues/:iid/links", post_link),
    Route("GET", "issues/:iid/links/:link", show_link),
    Route("DELETE", "issues/:iid/links/:link", remove_link),
    Route("GET", "boards", list_boards),
    Route("POST", "boards", post_board),
    Route("GET", "boards/:board", show_board),
    Route("GET", "boards/:board/lists", list_lists),
    Route("POST", "boards/:board/lists", post_list),
)
