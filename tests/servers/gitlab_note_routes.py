"""https://docs.gitlab.com/api/notes/ and https://docs.gitlab.com/api/emoji_reactions/"""

from __future__ import annotations

from datetime import datetime

from tests.servers import gitlab_access as access
from tests.servers.gitlab_access import Call
from tests.servers.gitlab_desk import Desk, Route, find_issue, find_note, needed, one_of, yes
from tests.servers.gitlab_issues import add_note, delete_note, edit_note
from tests.servers.gitlab_refusal import Refusal, bad_request, forbidden, not_found
from tests.servers.gitlab_register import add_award
from tests.servers.gitlab_state import LEVELS, Issue, Note, Project
from tests.servers.wire import Response


def list_notes(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    order = one_of(call, "order_by", ("created_at", "updated_at"), "created_at")
    newest_first = one_of(call, "sort", ("asc", "desc"), "desc") == "desc"
    filters = ("all_notes", "only_comments", "only_activity")
    kind = one_of(call, "activity_filter", filters, "all_notes")
    until = desk.world.now() - desk.world.lag_of("comments")
    notes = [
        note
        for note in issue.notes
        if note.created_at <= until
        and (kind == "all_notes" or note.system == (kind == "only_activity"))
        and (not note.internal or access.plans(desk.world, call.user, project))
    ]

    def place(note: Note) -> tuple[datetime, int]:
        return (note.created_at if order == "created_at" else note.updated_at, note.id)

    notes.sort(key=place, reverse=newest_first)
    return desk.pager.page(call, notes, lambda note: desk.render.note(issue, note))


def show_note(desk: Desk, call: Call, project: Project, iid: str, number: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    return Response(200, desk.render.note(issue, find_note(issue, number)))


def post_note(desk: Desk, call: Call, project: Project, iid: str) -> Response:
    """A note of quick actions only is carried out and not kept."""
    body = needed(call, "body")
    desk.meter.check_note(call.user)
    issue = find_issue(desk, call, project, iid)
    access.check_writable(project)
    _check_open(desk, call, issue)
    _check_body(desk, body)
    said = add_note(
        desk.world,
        issue,
        call.user,
        body,
        internal=yes(call.params.get("internal")),
        metadata=access.plans(desk.world, call.user, project),
    )
    changes = {name: str(value) for name, value in said.outcome.fields.items()}
    if said.note is not None:
        return Response(201, {**desk.render.note(issue, said.note), "commands_changes": changes})
    if said.failed:
        raise bad_request("Failed to apply commands.")
    return Response(202, {"commands_changes": changes, "summary": [" ".join(said.outcome.said)]})


def _check_open(desk: Desk, call: Call, issue: Issue) -> None:
    """On a locked issue only members of the project speak."""
    if issue.locked and access.level(desk.world, call.user, issue.project) < LEVELS["guest"]:
        raise forbidden()


def _check_body(desk: Desk, body: str) -> None:
    why = "can't be blank" if not body.strip() else ""
    if len(body) > desk.limits.note:
        why = f"is too long (maximum is {desk.limits.note} characters)"
    if why:
        raise bad_request(f'Note {{:note=>["{why}"]}}')


def put_note(desk: Desk, call: Call, project: Project, iid: str, number: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    note = find_note(issue, number)
    _check_own(desk, call, project, note)
    body = needed(call, "body")
    _check_body(desk, body)
    edit_note(desk.world, issue, note, body)
    return Response(200, desk.render.note(issue, note))


def remove_note(desk: Desk, call: Call, project: Project, iid: str, number: str) -> Response:
    issue = find_issue(desk, call, project, iid)
    note = find_note(issue, number)
    _check_own(desk, call, project, note)
    delete_note(issue, note)
    return Response(204)


def _check_own(desk: Desk, call: Call, project: Project, note: Note) -> None:
    access.check_writable(project)
    maintains = access.level(desk.world, call.user, project) >= LEVELS["maintainer"]
    if note.system or not (note.author is call.user or maintains):
        raise forbidden()


def list_awards(desk: Desk, call: Call, project: Project, iid: str, number: str = "") -> Response:
    issue = find_issue(desk, call, project, iid)
    on: Issue | Note = find_note(issue, number) if number else issue
    return desk.pager.page(call, on.awards, lambda award: desk.render.award(award, on))


def post_award(desk: Desk, call: Call, project: Project, iid: str, number: str = "") -> Response:
    issue = find_issue(desk, call, project, iid)
    note = find_note(issue, number) if number else None
    if project.archived:
        raise not_found("Award Emoji")
    award = add_award(desk.world, issue, note, call.user, needed(call, "name"))
    return Response(201, desk.render.award(award, note or issue))


def remove_award(desk: Desk, call: Call, project: Project, iid: str, number: str, award: str) -> Response:
    note = find_note(find_issue(desk, call, project, iid), number)
    found = next((one for one in note.awards if str(one.id) == award), None)
    if found is None:
        raise not_found()
    if found.user is not call.user:
        raise Refusal(401, access.UNAUTHORIZED)
    note.awards.remove(found)
    note.updated_at = desk.world.now()
    return Response(204)


ROUTES = (
    Route("GET", "issues/:iid/notes", list_notes),
    Route("POST", "issues/:iid/notes", post_note),
    Route("GET", "issues/:iid/notes/:note", show_note),
    Route("PUT", "issues/:iid/notes/:note", put_note),
    Route("DELETE", "issues/:iid/notes/:note", remove_note),
    Route("GET", "issues/:iid/award_emoji", list_awards),
    Route("POST", "issues/:iid/award_emoji", post_award),
    Route("GET", "issues/:iid/notes/:note/award_emoji", list_awards),
    Route("POST", "issues/:iid/notes/:note/award_emoji", post_award),
    Route("DELETE", "issues/:iid/notes/:note/award_emoji/:award", remove_award),
)
