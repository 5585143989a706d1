"""Quick actions: lines of a text that GitLab carries out and takes away.

https://docs.gitlab.com/user/project/quick_actions/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.servers.gitlab_state import Issue, Label, Milestone, Project, User, World


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUBSTITUTIONS = {"shrug": r"¯\_(ツ)_/¯", "tableflip": "(╯°□°)╯︵ ┻━┻"}
# Taken away like the others; what they do leaves no trace in what this server shows.
WITHOUT_EFFECT = _names("""
    todo done mark_as_done subscribe unsubscribe estimate estimate_time remove_estimate spend spent spend_time
    remove_time_spent react award copy_metadata clone move relate blocks blocked_by unlink type promote_to
    promote_to_incident create_merge_request board_move zoom remove_zoom invite_email add_contacts
    remove_contacts severity timeline page health_status clear_health_status weight clear_weight epic
    remove_epic iteration remove_iteration set_parent remove_parent add_child remove_child duplicate
    checkin_reminder
""")
SYNONYMS = {
    "labels": "label",
    "remove_label": "unlabel",
    "reassign": "assign",
    "remove_assignee": "unassign",
    "set_due": "due",
    "due_date": "due",
}
EFFECTIVE = _names("""
    close reopen title label unlabel relabel assign unassign milestone remove_milestone due remove_due_date
    confidential lock unlock
""")
KNOWN = WITHOUT_EFFECT | EFFECTIVE | frozenset(SYNONYMS)

_COMMAND = re.compile(r"/(\w+)(?: (.*)|\s*)")
_REFERENCE = re.compile(r'[~%]"([^"]+)"|[~%]([^\s"]+)|"([^"]+)"|([^\s"]+)')


@dataclass(slots=True)
class Interpreted:
    text: str
    commands: list[tuple[str, str]] = field(default_factory=list)


def interpret(text: str) -> Interpreted:
    """The text without its commands, carriage returns and blank end: GitLab drops those too.

    Lines in fenced code, in >>> quotes and between HTML tags on lines of their own are left alone.
    """
    kept: list[str] = []
    found = Interpreted("")
    closing = ""
    lines = text.replace("\r", "").split("\n")
    for number, line in enumerate(lines):
        if closing:
            closing = "" if line.rstrip() == closing else closing
        else:
            closing = _opened(line, lines[number + 1 :])
            match = None if closing else _COMMAND.fullmatch(line)
            name = match[1].lower() if match else ""
            if match and name in SUBSTITUTIONS:
                line = f"{(match[2] or '').strip()} {SUBSTITUTIONS[name]}".strip()
            elif match and name in KNOWN:
                found.commands.append((SYNONYMS.get(name, name), (match[2] or "").strip()))
                continue
        kept.append(line)
    found.text = "\n".join(kept).rstrip()
    return found


def _opened(line: str, rest: list[str]) -> str:
    """What ends the block that this line begins, if it begins one."""
    if line.startswith("```"):
        return "```"
    if line.rstrip() == ">>>":
        return ">>>"
    tag = re.fullmatch(r"<([a-z][a-z0-9]*)[^>]*>\s*", line, re.IGNORECASE)
    end = f"</{tag[1]}>" if tag else ""
    return end if end in (one.rstrip() for one in rest) else ""


@dataclass(slots=True)
class Outcome:
    """What commands ask for, in the terms of an edit; `said` holds a sentence for each that could be done."""

    fields: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def carry_out(
    world: World, project: Project, actor: User, issue: Issue | None, commands: list[tuple[str, str]]
) -> Outcome:
    outcome = Outcome()
    for name, argument in commands:
        sentence = _apply(world, project, actor, issue, name, argument, outcome.fields)
        if sentence:
            outcome.said.append(sentence)
    return outcome


def _apply(
    world: World,
    project: Project,
    actor: User,
    issue: Issue | None,
    name: str,
    argument: str,
    fields: dict[str, Any],
) -> str:
    match name:
        case "close" | "reopen":
            fields["state_event"] = name
            return "Closed this issue." if name == "close" else "Reopened this issue."
        case "title":
            fields["title"] = argument
            return f'Changed the title to "{argument}".' if argument else ""
        case "label" | "unlabel" | "relabel":
            return _labelled(world, project, issue, name, argument, fields)
        case "assign" | "unassign":
            return _assigned(world, actor, issue, name, argument, fields)
        case "milestone" | "remove_milestone":
            found = milestone_named(world, project, argument) if name == "milestone" else None
            if name == "milestone" and found is None:
                return ""
            fields["milestone"] = found
            return f"Set the milestone to %{found.title}." if found else "Removed the milestone."
        case "due" | "remove_due_date":
            day = _day(argument) if name == "due" else None
            if name == "due" and day is None:
                return ""
            fields["due_date"] = day
            return f"Set the due date to {day}." if day else "Removed the due date."
        case "confidential":
            fields["confidential"] = True
            return "Made this issue confidential."
        case "lock" | "unlock":
            fields["locked"] = name == "lock"
            return f"{name.capitalize()}ed the discussion."
        case "todo":
            return "Added a to-do item."
        case _:
            return "Done."


def _labelled(
    world: World, project: Project, issue: Issue | None, name: str, argument: str, fields: dict[str, Any]
) -> str:
    """Unknown labels are not made by quick actions, other than by the API."""
    known: dict[str, Label] = {label.name: label for label in world.labels_of(project)}
    labels = [known[word] for word in _words(argument) if word in known]
    if name == "unlabel" and not argument:
        fields["labels"] = []
        return "Removed all labels."
    if not labels:
        return ""
    if name == "relabel":
        fields["labels"] = labels
        return "Replaced all labels."
    key = "add_labels" if name == "label" else "remove_labels"
    fields[key] = [*fields.get(key, []), *labels]
    return f"{'Added' if name == 'label' else 'Removed'} {', '.join('~' + one.name for one in labels)}."


def _assigned(
    world: World, actor: User, issue: Issue | None, name: str, argument: str, fields: dict[str, Any]
) -> str:
    words = [word.lstrip("@") for word in argument.replace(",", " ").split()]
    users = [actor if word == "me" else world.user_named(word) for word in words]
    found = [user for user in users if user is not None]
    present = list(fields.get("assignees", issue.assignees if issue else ()))
    if name == "unassign":
        fields["assignees"] = [one for one in present if found and one not in found]
        return "Removed assignees."
    if not found:
        return ""
    fields["assignees"] = [*present, *found] if world.tier == "premium" else found
    return f"Assigned {', '.join('@' + one.username for one in found)}."


def milestone_named(world: World, project: Project, argument: str) -> Milestone | None:
    word = next(iter(_words(argument)), "")
    return next((one for one in world.milestones_for(project) if word in (one.title, str(one.iid))), None)


def _words(argument: str) -> list[str]:
    return [next(filter(None, groups)) for groups in _REFERENCE.findall(argument)]


def _day(argument: str) -> date | None:
    try:
        return date.fromisoformat(argument)
    except ValueError:
        return None
