"""Who changed an issue: its events, and the one question of GraphQL that nothing else answers."""

from __future__ import annotations

import re
from typing import Any

from tests.servers.github_json import encode, stamp
from tests.servers.github_model import Issue, IssueEvent, Role, User
from tests.servers.github_routes import Call, at_root, in_repo
from tests.servers.wire import Response

WORDS = re.compile(r"[A-Za-z_]\w*")
KNOWN = {"repository", "issue", "lastEditedAt", "editor", "__typename", "login", "number", "owner", "name"}
SYNTAX = {"query", "String", "Int"}


@in_repo("GET", "issues/{number}/events")
def list_events(call: Call) -> Response:
    """Oldest first. https://docs.github.com/en/rest/using-the-rest-api/issue-event-types

    That an issue became a discussion is told by nothing else: https://github.com/github/docs/issues/20908
    """
    issue = call.issue()
    told = [event_fields(call, issue, event) for event in issue.events]
    if issue.converted:
        told.append({"event": "converted_to_discussion", "commit_id": None})
    return call.page(told, lambda fields: fields)


def event_fields(call: Call, issue: Issue, event: IssueEvent) -> dict[str, Any]:
    """Of an assignment the actor is who was assigned, as ever; `assigner` tells who did it."""
    assigning = event.user is not None
    actor = event.user if assigning else event.actor
    fields: dict[str, Any] = {
        "id": event.id,
        "node_id": f"E_{event.id}",
        "url": f"{call.show.api}/repos/{issue.repo.full_name}/issues/events/{event.id}",
        "actor": call.show.user(actor),
        "event": event.kind,
        "commit_id": None,
        "commit_url": None,
        "created_at": stamp(event.at),
        "performed_via_github_app": None,
    }
    if event.rename:
        fields["rename"] = {"from": event.rename[0], "to": event.rename[1]}
    if assigning:
        fields |= {"assignee": call.show.user(event.user), "assigner": call.show.user(event.actor)}
    return fields


@at_root("POST", "graphql")
def answer_query(call: Call) -> Response:
    """The last editor of an issue's text; all errors come with 200.

    https://docs.github.com/en/graphql/reference/interfaces#comment
    """
    query, given = call.required("query"), call.body.get("variables") or {}
    unknown = sorted(set(WORDS.findall(query)) - KNOWN - SYNTAX)
    if unknown:
        return failed(f"Field '{unknown[0]}' doesn't exist on type 'Issue'", {})
    repo = call.world.names.get(f"{given.get('owner')}/{given.get('name')}".lower())
    if repo is None or call.token.role_in(repo) < Role.READ:
        return failed("Could not resolve to a Repository with that name.", {"repository": None})
    issue = repo.issues.get(given.get("number"))
    if issue is None or issue.number in repo.gone:
        return failed("Could not resolve to an Issue with that number.", {"repository": {"issue": None}})
    edited = stamp(issue.edited_at) if issue.edited_at else None
    told = {"lastEditedAt": edited, "editor": actor_fields(issue.editor)}
    return Response(200, encode({"data": {"repository": {"issue": told}}}))


def actor_fields(user: User | None) -> dict[str, str] | None:
    """A bot is called without the "[bot]" that its login has everywhere else."""
    if user is None:
        return None
    bot = user.login.endswith("[bot]")
    return {"__typename": "Bot" if bot else "User", "login": user.login.removesuffix("[bot]")}


def failed(message: str, data: dict[str, Any]) -> Response:
    return Response(200, encode({"data": data or None, "errors": [{"message": message}]}))
