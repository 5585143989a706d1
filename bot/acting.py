"""What a person does to an issue of the embedded tracker on a page that they opened a while ago.

A page shows what stood there when it was drawn. Where somebody else has changed the same thing since then,
nothing is written, and both values are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.board import due_day
from bot.deeds import Said
from mappings.body import DamagedBlock, parse_block, patch_block
from mappings.checklist import tasks_value
from mappings.issue import UNSET, Comment, Issue, IssuePatch, Reason, State
from mappings.labels import CANCELLED, ONGOING
from mappings.marks import Marker, find_marker
from mappings.plan import Activity
from mappings.snapshot import Field, Value
from sync.errors import Invalid, Taken
from sync.forges.local import LocalTracker

TRIES: Final = 5
FIELDS: Final = (Field.TITLE, Field.TIMEFRAME, Field.LEAD, Field.FUNDING, Field.DUE)
LONGEST: Final = 20_000
"""Characters of one field: more is no name of an activity, and would not fit beside the others."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an issue says now, for a form. `tasks`: (done, text). `damaged`: why its table can't be edited."""

    issue: Issue
    status: Said
    fields: Mapping[Field, str]
    tasks: tuple[tuple[bool, str], ...]
    comments: tuple[Comment, ...]
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else has changed this since the page was drawn: what they made of it, and what was wanted."""

    field: str
    theirs: str
    yours: str


class Overtaken(Exception):
    """Nothing was written."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("Somebody else was faster.")
        self.clashes = tuple(clashes)


def issue_of(tracker: LocalTracker, activity: Activity) -> Issue:
    """Raises Invalid where it has none yet, or where that is not its own."""
    link = activity.issue or ""
    number = link.removeprefix("local:")
    if not link.startswith("local:") or not number.isdigit():
        raise Invalid("This activity is not on the tracker yet.", "It is put there by the next sync.")
    issue = tracker.issue(int(number))
    mark = find_marker(issue.body)
    if not isinstance(mark, Marker) or mark.item != activity.id:
        raise Invalid(
            f"Issue {number} does not say that it is that of {activity.id}.", "See: workplan doctor"
        )
    return issue


def held(tracker: LocalTracker, activity: Activity) -> Held:
    """Raises Invalid as `issue_of` does."""
    issue = issue_of(tracker, activity)
    try:
        block = parse_block(issue.body)
        damaged = "" if block else "The part between the marks is missing."
    except DamagedBlock as damage:
        block, damaged = None, str(damage)
    cells = block.cells if block else {}
    fields = {name: (cells[name].value or "") if name in cells else "" for name in FIELDS}
    fields[Field.TITLE] = fields[Field.TITLE] or activity.title
    fields[Field.DUE] = issue.due.isoformat() if issue.due else ""
    return Held(
        issue=issue,
        status=status_of(issue),
        fields=fields,
        tasks=tuple(listed_tasks(block.tasks if block else None)),
        comments=tracker.comments(issue.number),
        damaged=damaged,
    )


def status_of(issue: Issue) -> Said:
    if issue.state is State.CLOSED:
        dropped = issue.reason is Reason.NOT_PLANNED or CANCELLED in issue.labels
        return Said.CANCELLED if dropped else Said.COMPLETED
    return Said.ONGOING if ONGOING in issue.labels else Said.OPEN


def listed_tasks(value: str | None) -> list[tuple[bool, str]]:
    return [(line[1] == "x", line[4:]) for line in value.split("\n")] if value else []


def report(tracker: LocalTracker, activity: Activity, was: Said, wanted: Said) -> bool:
    """Close, reopen, or say that it is under way. False when it is so already. Raises Overtaken."""

    def change(now: Held) -> IssuePatch | None:
        if now.status is wanted:
            return None
        if now.status is not was:
            raise Overtaken([Clash(Field.STATUS, now.status, wanted)])
        match wanted:
            case Said.COMPLETED:
                return IssuePatch(state=State.CLOSED, reason=Reason.COMPLETED)
            case Said.CANCELLED:
                return IssuePatch(state=State.CLOSED, reason=Reason.NOT_PLANNED)
            case Said.ONGOING:
                return IssuePatch(state=State.OPEN, add_labels=(ONGOING,))
            case Said.OPEN:
                return IssuePatch(state=State.OPEN, remove_labels=(ONGOING,))

    return edit(tracker, activity, change)


def assign(tracker: LocalTracker, activity: Activity, was: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whom this page adds and takes off; whom others added meanwhile stays."""
    add = tuple(name for name in wanted if name not in was)
    remove = tuple(name for name in was if name not in wanted)

    def change(now: Held) -> IssuePatch | None:
        new = tuple(name for name in add if name not in now.issue.assignees)
        gone = tuple(name for name in remove if name in now.issue.assignees)
        return IssuePatch(add_assignees=new, remove_assignees=gone) if new or gone else None

    return edit(tracker, activity, change)


def tick(tracker: LocalTracker, activity: Activity, text: str, *, done: bool) -> bool:
    """One task, by its text. Raises Invalid when there is no such task any more."""

    def change(now: Held) -> IssuePatch | None:
        whole(now)
        tasks = list(now.tasks)
        if (done, text) in tasks and (not done, text) not in tasks:
            return None
        if (not done, text) not in tasks:
            raise Invalid("There is no such task any more.", "Somebody has changed the list.")
        tasks[tasks.index((not done, text))] = (done, text)
        return IssuePatch(body=patch_block(now.issue.body, {Field.TASKS: tasks_value(tasks)}))

    return edit(tracker, activity, change)


def rewrite(
    tracker: LocalTracker, activity: Activity, was: Mapping[Field, str], wanted: Mapping[Field, str]
) -> bool:
    """The fields that differ from what the page showed, and no others. Raises Overtaken, Invalid."""
    changed = {name: wanted[name].strip() for name in wanted if wanted[name].strip() != was[name].strip()}
    for text in changed.values():
        if len(text) > LONGEST:
            raise Invalid(
                f"{len(text):,} characters are too many for one field; at most {LONGEST:,} are taken.",
                "Write the rest into a comment.",
            )
    if Field.TITLE in changed and not changed[Field.TITLE]:
        raise Invalid("A title can't be empty.", "Give the name of the activity.")
    due = due_day(changed[Field.DUE]) if Field.DUE in changed else None

    def change(now: Held) -> IssuePatch | None:
        whole(now)
        said = dict(changed)
        if Field.DUE in said:
            said[Field.DUE] = due.isoformat() if due else ""
        left = {name: text for name, text in said.items() if text != now.fields[name].strip()}
        clashes = [
            Clash(name, now.fields[name], text)
            for name, text in left.items()
            if now.fields[name].strip() != was[name].strip()
        ]
        if clashes:
            raise Overtaken(clashes)
        return patch_of(now, left, due) if left else None

    return edit(tracker, activity, change)


def patch_of(now: Held, left: Mapping[Field, str], due: date | None) -> IssuePatch:
    cells: dict[Field, Value] = {name: text or None for name, text in left.items() if name is not Field.DUE}
    body = patch_block(now.issue.body, cells) if cells else UNSET
    return IssuePatch(body=body, due=due if Field.DUE in left else UNSET)


def comment(tracker: LocalTracker, activity: Activity, text: str) -> bool:
    """Raises Invalid for an empty one."""
    if not text.strip():
        raise Invalid("A comment without a text says nothing.", "Write something, or leave it.")
    tracker.add_comment(issue_of(tracker, activity).number, text.strip())
    return True


def whole(now: Held) -> None:
    if now.damaged:
        raise Invalid(
            f"The table of issue {now.issue.number} can't be edited. {now.damaged}",
            "Mend the marks in its text, or write a comment instead.",
        )


def edit(tracker: LocalTracker, activity: Activity, change: Callable[[Held], IssuePatch | None]) -> bool:
    """What is decided from what stands there is written while that still does. False: nothing to do."""
    for _ in range(TRIES):
        now = held(tracker, activity)
        patch = change(now)
        if patch is None:
            return False
        try:
            tracker.edit_issue(now.issue.number, patch, now.issue.version)
        except Taken:
            continue
        return True
    raise Invalid("The issue is changed again and again by others. Nothing was written.", "Try it again.")
