"""How issues and comments come to be and change, with everything that moves along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.servers.github_model import Comment, Issue, IssueEvent, Label, Milestone, Reaction, Repo, User
from tests.servers.github_world import World


def tally(issue: Issue, by: int) -> None:
    """Count the issue in its milestone (1), or no longer (-1)."""
    milestone = issue.milestone
    if milestone is None:
        return
    milestone.version += 1
    if issue.state == "open":
        milestone.open_issues += by
    else:
        milestone.closed_issues += by


def open_issue(
    world: World,
    repo: Repo,
    author: User,
    title: str,
    body: str | None = None,
    *,
    labels: Iterable[Label] = (),
    assignees: Iterable[User] = (),
    milestone: Milestone | None = None,
    pull_request: bool = False,
) -> Issue:
    at = world.time()
    repo.last_number += 1
    issue = Issue(
        world.next_id(),
        repo.last_number,
        repo,
        author,
        title,
        body,
        at,
        at,
        world.now(),
        labels=tuple(labels),
        assignees=tuple(assignees),
        milestone=milestone,
        pull_request=pull_request,
    )
    keep(world, issue)
    world.touch_milestone(milestone, repo)
    world.note_creation("issue", author)
    return issue


def keep(world: World, issue: Issue) -> None:
    issue.repo.issues[issue.number] = world.issues_by_id[issue.id] = issue
    issue.repo.version += 1
    tally(issue, 1)


def change(world: World, issue: Issue, by: User, **fields: Any) -> bool:
    """Set what differs; updated_at moves only if something does."""
    new = {name: value for name, value in fields.items() if getattr(issue, name) != value}
    if new:
        world.touch(issue)
        note(world, issue, by, new)
        for name, value in new.items():
            setattr(issue, name, value)
    return bool(new)


def note(world: World, issue: Issue, by: User, new: dict[str, Any]) -> None:
    """What the issue's history tells of it; of its text only who edited it last."""
    if "title" in new:
        add_event(world, issue, "renamed", by, rename=(issue.title, new["title"]))
    if "body" in new:
        issue.editor, issue.edited_at = by, world.time()
    if "assignees" in new:
        for user in set(new["assignees"]) - set(issue.assignees):
            add_event(world, issue, "assigned", by, user=user)
        for user in set(issue.assignees) - set(new["assignees"]):
            add_event(world, issue, "unassigned", by, user=user)


def add_event(world: World, issue: Issue, kind: str, by: User, **more: Any) -> None:
    issue.events = (*issue.events, IssueEvent(world.next_id(), kind, by, world.time(), **more))


def set_state(world: World, issue: Issue, state: str, reason: str | None, by: User) -> None:
    world.touch(issue)
    tally(issue, -1)
    add_event(world, issue, "closed" if state == "closed" else "reopened", by)
    issue.state = state
    issue.state_reason = (reason or "completed") if state == "closed" else "reopened"
    issue.closed_at = world.time() if state == "closed" else None
    issue.closed_by = by if state == "closed" else None
    tally(issue, 1)
    world.touch_milestone(issue.milestone, issue.repo)
    if issue.parent:
        world.touch(issue.parent, moves=False)


def place(world: World, issue: Issue, milestone: Milestone | None, *, moves: bool = True) -> None:
    """Move the issue to another milestone, or out of any."""
    if issue.milestone is milestone:
        return
    world.touch(issue, moves=moves)
    tally(issue, -1)
    world.touch_milestone(issue.milestone, issue.repo)
    issue.milestone = milestone
    tally(issue, 1)
    world.touch_milestone(milestone, issue.repo)


def add_comment(world: World, issue: Issue, author: User, body: str) -> Comment:
    at = world.time()
    comment = Comment(world.next_id(), issue, author, body, at, at, world.now())
    world.touch(issue)
    issue.comments = (*issue.comments, comment)
    issue.repo.comments[comment.id] = comment
    world.note_creation("comment", author)
    return comment


def edit_comment(world: World, comment: Comment, body: str) -> None:
    if comment.body != body:
        comment.body, comment.updated_at = body, world.time()
        world.touch(comment.issue)


def drop_comment(world: World, comment: Comment) -> None:
    world.touch(comment.issue)
    comment.issue.comments = tuple(one for one in comment.issue.comments if one is not comment)
    del comment.issue.repo.comments[comment.id]


def react(world: World, on: Comment | Issue, user: User, content: str) -> tuple[Reaction, bool]:
    """The reaction and whether it is new. Nothing's updated_at moves."""
    for one in on.reactions:
        if one.user is user and one.content == content:
            return one, False
    reaction = Reaction(world.next_id(), user, content, world.time())
    issue = on.issue if isinstance(on, Comment) else on
    world.touch(issue, moves=False)
    on.reactions = (*on.reactions, reaction)
    return reaction, True


def adopt(world: World, parent: Issue, child: Issue) -> None:
    disown(world, child)
    world.touch(parent)
    world.touch(child)
    parent.children = (*parent.children, child)
    child.parent = parent


def disown(world: World, child: Issue) -> None:
    parent = child.parent
    if parent is None:
        return
    world.touch(parent)
    world.touch(child)
    parent.children = tuple(one for one in parent.children if one is not child)
    child.parent = None
