"""Thousands of issues put there at once, as if they had long been there: no creation, no lag.

Issues: `title`; optional `body`, `state`, `state_reason`, `labels` and `assignees` by name, `milestone` by
title or number, `author`, `created_at`, `updated_at`, `closed_at`, `closed_by`, `locked`, `comments` (texts).
Milestones: `title`; optional `description`, `due` (a date), `state`, `author`, `created_at`, `updated_at`.
Labels and people are made as they are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.servers.github_changes import keep
from tests.servers.github_model import LONG_AGO, Comment, Issue, Label, Milestone, Repo
from tests.servers.github_registers import PLAIN
from tests.servers.github_world import World

AUTHOR = "planner"


def sow(
    world: World,
    repo: Repo,
    issues: Iterable[Mapping[str, Any]],
    milestones: Iterable[Mapping[str, Any]],
    labels: Iterable[str],
) -> None:
    for name in labels:
        sown_label(world, repo, name)
    for one in milestones:
        sow_milestone(world, repo, one)
    titles: dict[Any, Milestone] = {one.title: one for one in repo.milestones.values()} | repo.milestones
    for one in issues:
        sow_issue(world, repo, one, titles)
    repo.version += 1


def sown_label(world: World, repo: Repo, name: str) -> Label:
    known = repo.labels.get(name.lower())
    return known or repo.labels.setdefault(name.lower(), Label(world.next_id(), name, PLAIN, None, LONG_AGO))


def sow_milestone(world: World, repo: Repo, fields: Mapping[str, Any]) -> None:
    at, state = world.time(), fields.get("state", "open")
    repo.last_milestone += 1
    repo.milestones[repo.last_milestone] = Milestone(
        world.next_id(),
        repo.last_milestone,
        fields["title"],
        fields.get("description"),
        state,
        fields.get("due"),
        world.add_account(fields.get("author", AUTHOR)),
        fields.get("created_at", at),
        fields.get("updated_at", at),
        LONG_AGO,
        closed_at=at if state == "closed" else None,
    )


def sow_issue(
    world: World, repo: Repo, fields: Mapping[str, Any], milestones: Mapping[Any, Milestone]
) -> None:
    at, state = world.time(), fields.get("state", "open")
    closed = state == "closed"
    author = world.add_account(fields.get("author", AUTHOR))
    created = fields.get("created_at", at)
    repo.last_number += 1
    issue = Issue(
        world.next_id(),
        repo.last_number,
        repo,
        author,
        fields["title"],
        fields.get("body"),
        created,
        fields.get("updated_at", created),
        LONG_AGO,
        state=state,
        state_reason=fields.get("state_reason", "completed") if closed else None,
        closed_at=fields.get("closed_at", at) if closed else None,
        closed_by=world.add_account(fields.get("closed_by", author.login)) if closed else None,
        labels=tuple(sown_label(world, repo, one) for one in fields.get("labels", ())),
        assignees=tuple(world.add_account(one) for one in fields.get("assignees", ())),
        milestone=milestones[fields["milestone"]] if fields.get("milestone") else None,
        locked=fields.get("locked", False),
    )
    for text in fields.get("comments", ()):
        comment = Comment(world.next_id(), issue, author, text, created, created, LONG_AGO)
        repo.comments[comment.id] = comment
        issue.comments = (*issue.comments, comment)
    keep(world, issue)
