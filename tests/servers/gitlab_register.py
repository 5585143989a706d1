"""Labels, milestones, links, boards: what a project keeps besides its issues, and how it changes."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

from tests.servers.gitlab_issues import changed, edit_issue
from tests.servers.gitlab_refusal import invalid, refused
from tests.servers.gitlab_state import (
    Award,
    Board,
    BoardList,
    Group,
    Issue,
    Label,
    Link,
    Milestone,
    Note,
    Project,
    User,
    World,
)

TAKEN = "already being used for another group or project milestone."


def clean(title: str) -> str:
    """Titles of labels and milestones lose HTML and the space round them."""
    return html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", title)).strip()


def create_label(
    world: World, project: Project, actor: User, name: str, color: str, description: str | None = None
) -> Label:
    """Case counts: beside "tbc" there can be a "TBC"."""
    name = clean(name)
    if any(label.name == name for label in world.labels_of(project)):
        raise refused(409, "Label already exists")
    label = Label(world.next_id("label"), "", "", description, made_at=world.now())
    rename_label(label, name)
    recolor(label, color)
    project.labels[label.id] = label
    world.record("label", actor, project)
    return label


def rename_label(label: Label, name: str) -> None:
    name = clean(name)
    if not name or "," in name:
        raise invalid("title", "is invalid" if name else "can't be blank")
    if len(name) > 255:
        raise invalid("title", "is too long (maximum is 255 characters)")
    label.name = name


def recolor(label: Label, color: str) -> None:
    if not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}){1,2}|[a-z]+", color):
        raise invalid("color", "must be a valid color code")
    label.color = color


def edit_label(world: World, project: Project, label: Label, fields: dict[str, Any]) -> None:
    name = fields.get("new_name")
    if name is not None:
        others = [one for one in world.labels_of(project) if one is not label]
        if clean(name) in (one.name for one in others):
            raise invalid("title", "has already been taken")
        rename_label(label, name)
    if fields.get("color") is not None:
        recolor(label, fields["color"])
    if "description" in fields:
        label.description = fields["description"] or None
    project.naming += 1
    project.changes += 1


def delete_label(project: Project, label: Label) -> None:
    """Its issues lose it, and their times stay: nothing touches them."""
    del project.labels[label.id]
    for issue in project.issues.values():
        if label in issue.labels:
            issue.labels = tuple(one for one in issue.labels if one is not label)
            issue.changes += 1
    for board in project.boards.values():
        board.lists = [one for one in board.lists if one.label is not label]
    project.changes += 1


def create_milestone(
    world: World, project: Project, actor: User, title: str, fields: dict[str, Any]
) -> Milestone:
    now = world.now()
    milestone = Milestone(0, 0, "", now, now, project)
    _fill(world, project, milestone, {**fields, "title": title}, "create")
    project.last_milestone += 1
    milestone.id, milestone.iid = world.next_id("milestone"), project.last_milestone
    project.milestones[milestone.id] = milestone
    world.record("milestone", actor, project)
    return milestone


def edit_milestone(world: World, milestone: Milestone, fields: dict[str, Any]) -> None:
    project = milestone.project
    if project is None:
        raise refused(403, "403 Forbidden")
    _fill(world, project, milestone, fields, "update")
    milestone.changes += 1
    milestone.updated_at = world.now()
    project.changes += 1


def _fill(world: World, project: Project, milestone: Milestone, fields: dict[str, Any], doing: str) -> None:
    title = clean(fields.get("title", milestone.title))
    start: date | None = fields.get("start_date", milestone.start_date)
    due: date | None = fields.get("due_date", milestone.due_date)
    others = [one for one in world.milestones_for(project) if one is not milestone]
    troubles: dict[str, list[str]] = {}
    if not title:
        troubles["title"] = ["can't be blank"]
    elif len(title) > 255:
        troubles["title"] = ["is too long (maximum is 255 characters)"]
    elif title in (one.title for one in others):
        troubles["title"] = [TAKEN]
    if start and due and start > due:
        troubles["due_date"] = ["must be greater than start date"]
    if troubles:
        raise refused(400, f"Failed to {doing} milestone {inspected(troubles)}")
    milestone.title, milestone.start_date, milestone.due_date = title, start, due
    if "description" in fields:
        milestone.description = fields["description"] or ""
    event = fields.get("state_event")
    if event is not None:
        milestone.state = "closed" if event == "close" else "active"


def inspected(troubles: dict[str, list[str]]) -> str:
    """As Ruby prints a hash: the message is a string, not an object."""
    words = (f':{name}=>["{why[0]}"]' for name, why in troubles.items())
    return "{" + ", ".join(words) + "}"


def delete_milestone(world: World, project: Project, milestone: Milestone, actor: User) -> None:
    """Its issues are edited one by one, so their times move."""
    for issue in project.issues.values():
        if issue.milestone is milestone:
            edit_issue(world, issue, actor, {"milestone": None})
    del project.milestones[milestone.id]
    project.changes += 1


def add_group_label(world: World, group: Group, name: str, color: str) -> Label:
    label = Label(world.next_id("label"), clean(name), color, group=True)
    group.labels[label.id] = label
    return label


def add_group_milestone(world: World, group: Group, title: str, due: date | None) -> Milestone:
    now = world.now()
    milestone = Milestone(world.next_id("milestone"), len(group.milestones) + 1, title, now, now, None, group)
    milestone.due_date = due
    group.milestones[milestone.id] = milestone
    return milestone


def add_link(world: World, source: Issue, target: Issue, kind: str) -> Link:
    """https://docs.gitlab.com/api/issue_links/"""
    if kind == "is_blocked_by":
        source, target, kind = target, source, "blocks"
    if any({one.source, one.target} == {source, target} for one in world.links.values()):
        raise refused(409, "Issue(s) already assigned")
    if source is target:
        raise refused(404, "No matching issue found. Make sure that you are adding a valid issue URL.")
    link = Link(world.next_id("link"), source, target, kind)
    world.links[link.id] = link
    return link


def add_board(world: World, project: Project, name: str) -> Board:
    board = Board(world.next_id("board"), name)
    project.boards[board.id] = board
    return board


def add_list(
    world: World, board: Board, label: Label | None, milestone: Milestone | None, assignee: User | None
) -> BoardList:
    if label is not None and any(one.label is label for one in board.lists):
        raise invalid("label_id", "has already been taken")
    made = BoardList(world.next_id("list"), label, milestone, assignee)
    board.lists.append(made)
    return made


def add_award(world: World, issue: Issue, note: Note | None, user: User, name: str) -> Award:
    """A reaction moves the time of the comment, not that of the issue."""
    awards = issue.awards if note is None else note.awards
    if any(award.name == name and award.user is user for award in awards):
        raise refused(404, "404 Award Emoji Name has already been taken Not Found")
    award = Award(world.next_id("award"), name, user, world.now())
    awards.append(award)
    if note is None:
        issue.changes += 1
        issue.project.changes += 1
    else:
        note.updated_at = world.now()
    return award


def touch_for_link(world: World, *issues: Issue) -> None:
    for issue in issues:
        changed(world, issue, touch=True)
