"""How labels and milestones come to be, change and go, and how issues leave their repository."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.servers.github_changes import disown, keep, place, tally
from tests.servers.github_model import Issue, Label, Milestone, Repo, User
from tests.servers.github_world import World

PLAIN = "ededed"
"""The colour of a label that is made by naming it."""


def add_label(
    world: World, repo: Repo, by: User, name: str, color: str = PLAIN, description: str | None = None
) -> Label:
    label = Label(world.next_id(), name, color, description, world.now())
    repo.labels[name.lower()] = label
    repo.version += 1
    world.note_creation("label", by)
    return label


def edit_label(world: World, repo: Repo, label: Label, **fields: Any) -> None:
    """Issues show the new look; their updated_at stays."""
    del repo.labels[label.name.lower()]
    for name, value in fields.items():
        setattr(label, name, value)
    repo.labels[label.name.lower()] = label
    world.redraw(repo)


def delete_label(world: World, repo: Repo, label: Label) -> None:
    """Issues lose it; their updated_at stays."""
    del repo.labels[label.name.lower()]
    repo.version += 1
    for issue in repo.issues.values():
        if label in issue.labels:
            world.touch(issue, moves=False)
            issue.labels = tuple(one for one in issue.labels if one is not label)


def add_milestone(
    world: World,
    repo: Repo,
    by: User,
    title: str,
    description: str | None = None,
    due: date | None = None,
    state: str = "open",
) -> Milestone:
    at = world.time()
    repo.last_milestone += 1
    milestone = Milestone(
        world.next_id(),
        repo.last_milestone,
        title,
        description,
        state,
        due,
        by,
        at,
        at,
        world.now(),
        closed_at=at if state == "closed" else None,
    )
    repo.milestones[milestone.number] = milestone
    repo.version += 1
    world.note_creation("milestone", by)
    return milestone


def edit_milestone(world: World, repo: Repo, milestone: Milestone, **fields: Any) -> None:
    new = {name: value for name, value in fields.items() if getattr(milestone, name) != value}
    if not new:
        return
    world.touch_milestone(milestone, repo)
    for name, value in new.items():
        setattr(milestone, name, value)
    if "state" in new:
        milestone.closed_at = world.time() if milestone.state == "closed" else None


def delete_milestone(world: World, repo: Repo, milestone: Milestone) -> None:
    """Its issues stay, without it; their updated_at stays too."""
    for issue in repo.issues.values():
        if issue.milestone is milestone:
            place(world, issue, None, moves=False)
    del repo.milestones[milestone.number]
    repo.version += 1


def leave(world: World, issue: Issue) -> None:
    disown(world, issue)
    for child in issue.children:
        disown(world, child)
    tally(issue, -1)
    world.touch_milestone(issue.milestone, issue.repo)
    for comment in issue.comments:
        del issue.repo.comments[comment.id]
    del issue.repo.issues[issue.number]
    issue.repo.version += 1


def delete_issue(world: World, issue: Issue) -> None:
    leave(world, issue)
    issue.repo.gone[issue.number] = None
    del world.issues_by_id[issue.id]


def transfer(world: World, issue: Issue, other: Repo) -> Issue:
    """Comments and assignees move along; a label or milestone only where the other has one of that name.

    https://docs.github.com/en/issues/tracking-your-work-with-issues/administering-issues/transferring-an-issue-to-another-repository
    """
    leave(world, issue)
    old, number = issue.repo, issue.number
    twins = (one for one in other.milestones.values() if issue.milestone and same_goal(one, issue.milestone))
    other.last_number += 1
    moved = Issue(
        world.next_id(),
        other.last_number,
        other,
        issue.author,
        issue.title,
        issue.body,
        issue.created_at,
        world.time(),
        world.now(),
        state=issue.state,
        state_reason=issue.state_reason,
        closed_at=issue.closed_at,
        closed_by=issue.closed_by,
        labels=tuple(
            other.labels[one.name.lower()] for one in issue.labels if one.name.lower() in other.labels
        ),
        assignees=tuple(one for one in issue.assignees if other.assignable(one)),
        milestone=next(twins, None),
        comments=issue.comments,
        reactions=issue.reactions,
    )
    for comment in moved.comments:
        comment.issue = moved
        other.comments[comment.id] = comment
    keep(world, moved)
    old.gone[number] = moved
    return moved


def same_goal(one: Milestone, other: Milestone) -> bool:
    return (one.title, one.due) == (other.title, other.due)
