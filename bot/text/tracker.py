"""What `workplan tracker` prints: the board as a list, one issue, what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.text.dates import moment
from bot.text.phrases import TITLE, counted, cut, joined
from bot.text.words import LONGEST
from mappings.issue import Comment, Issue, Reason, State
from mappings.spans import day
from mappings.tbc import says_tbc
from mappings.timeframe import read_timeframe
from sync.forges.local_board import Entry
from sync.forges.local_rows import Event

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
    number = max(len(str(entry.issue.number)) for entry in found) + 1
    state = max(len(state_words(entry.issue)) for entry in found)
    lines = []
    for issue in (entry.issue for entry in found):
        due = f"  ({day(issue.due)})" if issue.due else ""
        line = f"{f'#{issue.number}':>{number}}  {state_words(issue):<{state}}  "
        room = max(width - len(line) - len(due), 20) if width else len(issue.title)
        lines.append(f"{line}{cut(issue.title, room)}{due}")
    return "\n".join([*lines, counted(len(found), "issue") + "."]) + "\n"


def state_words(issue: Issue) -> str:
    if issue.state is State.OPEN:
        return "open"
    return REASONS[issue.reason] if issue.reason else "closed"


def issue_text(issue: Issue, milestone: str, comments: Iterable[Comment], events: Iterable[Event]) -> str:
    """An issue as a person sees it on a board, with its comments and its history."""
    closed = f" on {day(issue.closed.date())} by {issue.closed_by}" if issue.closed else ""
    lines = [
        f"#{issue.number} {issue.title}",
        f"{state_words(issue)}{closed}",
        *([f"Due: {day(issue.due)}"] if issue.due else []),
        *([f"Milestone: {milestone}"] if milestone else []),
        *([f"Labels: {', '.join(issue.labels)}"] if issue.labels else []),
        *([f"Assigned: {', '.join(issue.assignees)}"] if issue.assignees else []),
        "",
        HIDDEN.sub("", issue.body).strip(),
    ]
    for comment in comments:
        lines += [
            "",
            f"{comment.author}, {moment(comment.created)}:{'  👍 the plan has it' if comment.heard else ''}",
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
            said = f"{event.what}: {cut(event.new or '', LONGEST)}"
        else:
            said = f"{event.what}: {cut(event.old, LONGEST)} → {cut(event.new or 'nothing', LONGEST)}"
        yield f"  {moment(event.at)}  {event.who}  {said}"


def done_text(issue: Issue, what: str, who: str) -> str:
    """One line on what a person did, and how the plan learns of it."""
    return f"{who} {what} #{issue.number} {cut(issue.title, TITLE)}\nworkplan sync takes it into the plan.\n"


def already_text(issue: Issue) -> str:
    """Nothing was done, as it is so already."""
    since = f", {day(issue.closed.date())}" if issue.closed else ""
    by = f", {issue.closed_by}" if issue.closed_by else ""
    state = "open" if issue.state is State.OPEN else f"closed ({state_words(issue)}{since}{by})"
    return f"#{issue.number} {cut(issue.title, TITLE)} is {state} already. Nothing was changed.\n"


def undated_text(when: str | None) -> str:
    """A remark on a timeframe that says no date; nothing for an empty one, and for one not decided yet."""
    read = read_timeframe(when)
    if not (when or "").strip() or read.start or read.due or read.open_ended or says_tbc(when):
        return ""
    return f'No date could be read from "{cut(when or "", LONGEST)}": it stands as written.\n'


def edited_words(names: list[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"changed {joined(quoted)} of"
