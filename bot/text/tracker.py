"""What `workplan tracker` prints: the board as a list, one issue, what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.text.words import day_words, listed, many, moment_words, short
from mappings.issue import Comment, Issue, Reason, State
from sync.forges.local import Event
from sync.forges.local_board import Entry

HIDDEN: Final = re.compile(r"^<!--.*?-->\n?", re.MULTILINE)
REASONS: Final = {
    Reason.COMPLETED: "completed",
    Reason.NOT_PLANNED: "not planned",
    Reason.DUPLICATE: "duplicate",
}


def list_text(found: Sequence[Entry], width: int) -> str:
    """One line an issue, cut to `width`; 0 for the whole titles."""
    if not found:
        return "No issues.\n"
    rows = [(f"#{entry.issue.number}", state_words(entry.issue), entry.issue) for entry in found]
    number, state = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = []
    for name, said, issue in rows:
        due = f"  ({day_words(issue.due)})" if issue.due else ""
        line = f"{name:>{number}}  {said:<{state}}  "
        room = max(width - len(line) - len(due), 20) if width else len(issue.title)
        lines.append(f"{line}{short(issue.title, room)}{due}")
    return "\n".join([*lines, many(len(found), "issue") + "."]) + "\n"


def state_words(issue: Issue) -> str:
    if issue.state is State.OPEN:
        return "open"
    return REASONS[issue.reason] if issue.reason else "closed"


def issue_text(issue: Issue, milestone: str, comments: Iterable[Comment], events: Iterable[Event]) -> str:
    """An issue as a person sees it on a board, with its comments and its history."""
    closed = f" on {day_words(issue.closed.date())} by {issue.closed_by}" if issue.closed else ""
    lines = [
        f"#{issue.number} {issue.title}",
        f"{state_words(issue)}{closed}",
        *([f"Due: {day_words(issue.due)}"] if issue.due else []),
        *([f"Milestone: {milestone}"] if milestone else []),
        *([f"Labels: {', '.join(issue.labels)}"] if issue.labels else []),
        *([f"Assigned: {', '.join(issue.assignees)}"] if issue.assignees else []),
        "",
        HIDDEN.sub("", issue.body).strip(),
    ]
    for comment in comments:
        lines += [
            "",
            f"{comment.author}, {moment_words(comment.created)}:",
            HIDDEN.sub("", comment.body).strip(),
        ]
    history = list(history_lines(events))
    if history:
        lines += ["", "History", *history]
    return "\n".join(lines) + "\n"


def history_lines(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        if event.what in ("body", "comment"):
            said = "changed the text" if event.what == "body" else "commented"
        elif event.what == "created":
            said = "made the issue"
        elif event.old is None:
            said = f"{event.what}: {short(event.new or '')}"
        else:
            said = f"{event.what}: {short(event.old)} → {short(event.new or 'nothing')}"
        yield f"  {moment_words(event.at)}  {event.who}  {said}"


def done_text(issue: Issue, what: str, who: str) -> str:
    """One line on what a person did, and how the plan learns of it."""
    return f"{who} {what} #{issue.number} {short(issue.title)}\nworkplan sync takes it into the plan.\n"


def edited_words(names: list[str]) -> str:
    return f"changed {listed(names)} of"
