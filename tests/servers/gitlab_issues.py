"""What becomes of an issue when it is made or edited: by the API and by people alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.servers.gitlab_quick import Outcome, carry_out, interpret
from tests.servers.gitlab_refusal import invalid
from tests.servers.gitlab_state import Issue, Label, Note, Project, User, World

# app/models/concerns/throttled_touch.rb of GitLab: what only touches an issue within a minute of its last
# update leaves `updated_at` as it is. Comments touch; so do labels and assignees that one person changes
# again and again. Every other edit is written with its own time.
TOUCH_INTERVAL = timedelta(minutes=1)
METADATA = ("labels", "add_labels", "remove_labels", "assignees", "due_date", "milestone", "locked")
DEFAULT_COLOR = "#6699cc"


def changed(world: World, issue: Issue, *, touch: bool = False) -> None:
    """Call before a change: keeps the old version for stale lists, moves times and counters."""
    now = world.now()
    if world.stale_reads:
        issue.keep_version(now)
    issue.changes += 1
    issue.project.changes += 1
    throttled = touch and world.throttled_touch and now - issue.updated_at <= TOUCH_INTERVAL
    if not throttled:
        issue.updated_at = now


def tell(world: World, issue: Issue, actor: User, text: str, *, event: bool = False) -> None:
    """A system note. Newer servers keep states, labels and milestones as events instead."""
    if event and not world.events_as_notes:
        return
    now = world.now()
    issue.notes.append(Note(world.next_id("note"), actor, text, now, now, system=True))


def check_lengths(title: str | None, description: str | None, limits: tuple[int, int]) -> None:
    if title is not None and not title.strip():
        raise invalid("title", "can't be blank")
    if title is not None and len(title.strip()) > limits[0]:
        raise invalid("title", f"is too long (maximum is {limits[0]} characters)")
    if description is not None and len(description) > limits[1]:
        raise invalid("description", f"is too long (maximum is {limits[1]} characters)")


def create_issue(
    world: World, project: Project, author: User, fields: dict[str, Any], *, metadata: bool = True
) -> Issue:
    """`metadata`: whether the author may label, assign and date; what he may not is dropped in silence."""
    now = world.now()
    text = interpret(fields.get("description") or "")
    asked = {**fields, **carry_out(world, project, author, None, text.commands).fields}
    asked.pop("state_event", None)
    iid = asked.pop("iid", None) or project.last_issue + 1
    project.last_issue = max(project.last_issue, iid)
    issue = Issue(
        id=world.next_id("issue"),
        iid=iid,
        project=project,
        author=author,
        title="",
        created_at=asked.pop("created_at", None) or now,
        updated_at=now,
        made_at=now,
        kind=asked.pop("kind", "issue"),
    )
    if fields.get("description") is not None:
        asked["description"] = text.text
    _assign(world, issue, asked if metadata else _without_metadata(asked))
    project.issues[iid] = issue
    project.changes += 1
    world.record("issue", author, project)
    return issue


def edit_issue(
    world: World, issue: Issue, actor: User, fields: dict[str, Any], *, metadata: bool = True
) -> None:
    """Commands of the old description are not carried out again."""
    asked = dict(fields)
    if asked.get("description") is not None:
        text = interpret(asked["description"])
        old = interpret(issue.description or "").commands
        new = [command for command in text.commands if command not in old]
        asked |= carry_out(world, issue.project, actor, issue, new).fields
        asked["description"] = text.text
    if not metadata:
        asked = _without_metadata(asked)
        asked.pop("confidential", None)
    _change(world, issue, actor, asked)


def _without_metadata(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in METADATA}


def _change(world: World, issue: Issue, actor: User, asked: dict[str, Any]) -> None:
    asked["labels"] = _labels_after(world, issue, asked)
    state = asked.pop("state_event", None)
    if state == "reopen" and issue.locked:
        state = None
    before = _facts(issue)
    plain = any(name in before and before[name] != value for name, value in _columns(asked).items())
    moves = state == {"opened": "close", "closed": "reopen"}[issue.state]
    asked["assignees"] = _assignees_after(world, issue, asked)
    lists = asked["labels"] != issue.labels or asked["assignees"] != issue.assignees
    if not (plain or moves or lists):
        return
    alone = lists and not plain and not moves
    changed(world, issue, touch=alone and issue.updated_by is actor)
    _assign(world, issue, asked)
    if plain or lists:
        issue.updated_by = actor
    if moves:
        set_state(world, issue, actor, "closed" if state == "close" else "opened")
    _tell_changes(world, issue, actor, before)


def _columns(asked: dict[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in asked.items() if name not in ("labels", "assignees")}
    if "title" in columns:
        columns["title"] = columns["title"].strip()
    return columns


def _facts(issue: Issue) -> dict[str, Any]:
    names = ("title", "description", "milestone", "due_date", "confidential", "locked", "labels", "assignees")
    return {name: getattr(issue, name) for name in names}


def _labels_after(world: World, issue: Issue, asked: dict[str, Any]) -> tuple[Label, ...]:
    wanted: list[Label] = list(asked.pop("labels", issue.labels))
    added: list[Label] = list(asked.pop("add_labels", ()))
    removed: list[Label] = list(asked.pop("remove_labels", ()))
    wanted += [label for label in added if label not in wanted]
    wanted = [label for label in wanted if label not in removed]
    if world.tier == "premium":
        wanted = exclusive(wanted)
    return tuple(dict.fromkeys(wanted))


def exclusive(labels: Sequence[Label]) -> list[Label]:
    """Of labels with the same scope the last stays.

    https://docs.gitlab.com/user/project/labels/#scoped-labels
    """
    last = {scope(label.name): label for label in labels if scope(label.name)}
    return [label for label in labels if not scope(label.name) or last[scope(label.name)] is label]


def scope(name: str) -> str:
    return name.rpartition("::")[0]


def _assignees_after(world: World, issue: Issue, asked: dict[str, Any]) -> tuple[User, ...]:
    wanted = tuple(asked.get("assignees", issue.assignees))
    return wanted if world.tier == "premium" else wanted[:1]


def _assign(world: World, issue: Issue, asked: dict[str, Any]) -> None:
    asked = {**asked, "labels": _labels_after(world, issue, asked)}
    asked["assignees"] = _assignees_after(world, issue, asked)
    for name in _facts(issue):
        if name in asked:
            setattr(issue, name, asked[name])
    issue.title = issue.title.strip()


def set_state(world: World, issue: Issue, actor: User, state: str) -> None:
    issue.state = state
    closed = state == "closed"
    issue.closed_at = world.now() if closed else None
    issue.closed_by = actor if closed else None
    tell(world, issue, actor, "closed" if closed else "reopened", event=True)


def _tell_changes(world: World, issue: Issue, actor: User, before: dict[str, Any]) -> None:
    if before["title"] != issue.title:
        text = f"changed title from **{before['title']}** to **{issue.title}**"
        tell(world, issue, actor, text)
    if before["description"] != issue.description:
        tell(world, issue, actor, "changed the description")
    if before["due_date"] != issue.due_date:
        day = f"{issue.due_date:%B} {issue.due_date.day}, {issue.due_date.year}" if issue.due_date else ""
        tell(world, issue, actor, f"changed due date to {day}" if day else "removed due date")
    if before["assignees"] != issue.assignees:
        named = [f"assigned to @{one.username}" for one in issue.assignees if one not in before["assignees"]]
        gone = [f"unassigned @{one.username}" for one in before["assignees"] if one not in issue.assignees]
        tell(world, issue, actor, " and ".join([*named, *gone]))
    if before["milestone"] is not issue.milestone:
        milestone = issue.milestone
        text = f"changed milestone to %{milestone.iid}" if milestone else "removed milestone"
        tell(world, issue, actor, text, event=True)
    if before["labels"] != issue.labels:
        tell(world, issue, actor, _label_words(before["labels"], issue.labels), event=True)


def _label_words(before: Iterable[Label], after: Iterable[Label]) -> str:
    added = " ".join(f"~{label.id}" for label in after if label not in before)
    removed = " ".join(f"~{label.id}" for label in before if label not in after)
    said = [f"added {added}" if added else "", f"removed {removed}" if removed else ""]
    return " and ".join(filter(None, said)) + " labels"


def find_or_create_label(world: World, project: Project, actor: User, name: str, may: bool) -> Label | None:
    """Names are compared as they are written: "tbc" and "TBC" are two labels."""
    name = name.strip()
    known = next((label for label in world.labels_of(project) if label.name == name), None)
    if known is not None or not may or not re.fullmatch(r"[^,]{1,255}", name):
        return known
    label = Label(world.next_id("label"), name, DEFAULT_COLOR, made_at=world.now())
    project.labels[label.id] = label
    world.record("label", actor, project)
    return label


class Said:
    """What became of a note: kept, or only carried out."""

    def __init__(self, note: Note | None, outcome: Outcome, commands: int) -> None:
        self.note = note
        self.outcome = outcome
        self.failed = note is None and len(outcome.said) < commands


def add_note(
    world: World, issue: Issue, author: User, body: str, *, internal: bool = False, metadata: bool = True
) -> Said:
    text = interpret(body)
    outcome = carry_out(world, issue.project, author, issue, text.commands)
    note = None
    if text.text or not text.commands:
        changed(world, issue, touch=True)
        now = world.now()
        note = Note(world.next_id("note"), author, text.text, now, now, internal=internal)
        issue.notes.append(note)
        world.record("comment", author, issue.project)
    if outcome.fields:
        allowed = dict(outcome.fields) if metadata else _without_metadata(outcome.fields)
        _change(world, issue, author, allowed)
    return Said(note, outcome, len(text.commands))


def edit_note(world: World, issue: Issue, note: Note, body: str) -> None:
    changed(world, issue, touch=True)
    note.body = interpret(body).text
    note.updated_at = world.now()


def delete_note(issue: Issue, note: Note) -> None:
    issue.notes.remove(note)
    issue.changes += 1
    issue.project.changes += 1


def delete_issue(world: World, issue: Issue) -> None:
    project = issue.project
    del project.issues[issue.iid]
    project.changes += 1
    for link in [one for one in world.links.values() if issue in (one.source, one.target)]:
        del world.links[link.id]


def move_issue(world: World, issue: Issue, actor: User, target: Project) -> Issue:
    """The old one stays, closed, and says where it went.

    https://docs.gitlab.com/user/project/issues/managing_issues/#move-an-issue
    """
    labels = {label.name: label for label in world.labels_of(target)}
    milestones = {one.title: one for one in world.milestones_for(target)}
    fields = {
        "title": issue.title,
        "description": issue.description,
        "labels": [labels[label.name] for label in issue.labels if label.name in labels],
        "milestone": milestones.get(issue.milestone.title) if issue.milestone else None,
        "assignees": issue.assignees,
        "due_date": issue.due_date,
    }
    new = create_issue(world, target, issue.author, fields)
    new.notes = [note for note in issue.notes if not note.system]
    tell(world, new, actor, f"moved from {issue.project.path}#{issue.iid}")
    changed(world, issue)
    issue.moved_to = new
    tell(world, issue, actor, f"moved to {target.path}#{new.iid}")
    if issue.state == "opened":
        set_state(world, issue, actor, "closed")
    return new


def seed_issue(world: World, project: Project, author: User, at: datetime, fields: dict[str, Any]) -> Issue:
    """Straight into the store: no commands, no notes, no record of a creation."""
    project.last_issue += 1
    issue = Issue(
        world.next_id("issue"), project.last_issue, project, author, fields.get("title", ""), at, at, at
    )
    issue.description = fields.get("description")
    issue.labels = tuple(fields.get("labels", ()))
    issue.milestone = fields.get("milestone")
    issue.assignees = tuple(fields.get("assignees", ()))
    issue.due_date = fields.get("due_date")
    if fields.get("state") == "closed":
        issue.state, issue.closed_at, issue.closed_by = "closed", at, author
    project.issues[issue.iid] = issue
    return issue
