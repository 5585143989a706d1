"""What a delivery tells: of which project, by whom, and whether a sync may find something new. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sync.asked import Delivery

GITHUB_EVENTS: Final = frozenset({"issues", "issue_comment", "label", "milestone", "sub_issues", "push"})
"""https://docs.github.com/en/webhooks/webhook-events-and-payloads"""
GITLAB_KINDS: Final = frozenset({"issue", "work_item", "note", "milestone", "push"})
"""Confidential ones are of the same kinds. https://docs.gitlab.com/user/project/integrations/webhook_events/"""
ON_ISSUES: Final = ("Issue", "WorkItem")
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Told:
    """`project` is "owner/repository" or "group/project"; `number` stays whatever it is called."""

    delivery: Delivery
    project: str
    number: str
    counts: bool
    """A sync may find something new."""


def parsed(body: bytes) -> Mapping[str, object]:
    """Raises ValueError for anything but one JSON object, and for what two readers may read in two ways."""
    try:
        data = json.loads(body.decode(), object_pairs_hook=unique, parse_constant=refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(data, dict):
        raise ValueError("no object")  # noqa: TRY004  as of anything else that is no event
    return data


def unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def refuse(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def read_github(headers: Mapping[str, str], body: bytes) -> Told:
    """`headers` by lower-case name. Raises ValueError."""
    data = parsed(body)
    on_request = bool(at(data, "issue", "pull_request", "url"))  # its comments are told like an issue's
    return Told(
        Delivery(numbered("github", headers.get("x-github-delivery", ""), body), at(data, "sender", "login")),
        at(data, "repository", "full_name"),
        at(data, "repository", "id"),
        headers.get("x-github-event") in GITHUB_EVENTS and not on_request,
    )


def read_gitlab(headers: Mapping[str, str], body: bytes) -> Told:
    """`headers` by lower-case name. Raises ValueError."""
    data = parsed(body)
    id = headers.get("webhook-id") or headers.get("idempotency-key", "")
    elsewhere = at(data, "object_attributes", "noteable_type") not in ("", *ON_ISSUES)
    return Told(
        Delivery(numbered("gitlab", id, body), at(data, "user", "username") or at(data, "user_username")),
        at(data, "project", "path_with_namespace"),
        at(data, "project", "id"),
        at(data, "object_kind") in GITLAB_KINDS and not elsewhere,
    )


def numbered(service: str, id: str, body: bytes) -> str:
    """A server that numbers nothing sends the moment of the change along: equal texts are one delivery."""
    return f"{service} {id or hashlib.sha256(body).hexdigest()}"[:LONGEST]


def at(data: object, *path: str) -> str:
    """The word or number that stands there; "" where there is none."""
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return str(data) if isinstance(data, str | int) else ""
