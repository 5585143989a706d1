"""What the plan and an issue say of an activity, in one vocabulary (see `mappings.snapshot`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from mappings import body, labels, sentences, titles
from mappings.cells import canonical
from mappings.checklist import tasks_value
from mappings.issue import Issue, Reason, State
from mappings.items import Item
from mappings.labels import Prefix
from mappings.mirror import Mirror
from mappings.plan import Status
from mappings.snapshot import OPEN, UNREPORTED, Field, Kind, Snapshot, Value
from mappings.timeframe import Precision, read_timeframe

TEXTS: Final = (Field.TITLE, Field.TIMEFRAME, Field.LEAD, Field.FUNDING)
DATES: Final = (Field.START, Field.DUE)
NOTHING: Final[Mapping[Field, Value]] = {}
NOBODY: Final[Mapping[int, str]] = {}


def activity_values(mirror: Mirror, item: Item) -> Snapshot:
    activity = item.activity
    assert activity is not None
    values: dict[Field, Value] = {
        Field.TITLE: canonical(activity.title),
        Field.TIMEFRAME: canonical(activity.timeframe),
        Field.LEAD: canonical(activity.lead),
        Field.FUNDING: canonical(activity.funding),
        Field.START: iso(item.start if Field.START in mirror.issue_dates else activity.start),
        Field.DUE: iso(item.due if Field.DUE in mirror.issue_dates else activity.due),
        Field.STATUS: activity.status.value if activity.status else UNREPORTED,
        Field.TASKS: tasks_value((task.done, task.text) for task in activity.tasks),
        Field.ASSIGNEES: "\n".join(sorted(set(activity.assignees))) or None,
        Field.AREA: mirror.area_labels[item.area.id],
        Field.YEAR: labels.year_label(item.year),
        Field.TBC: labels.TBC if item.tbc else None,
        Field.CONTEXT: sentences.context_line(item, Field.DUE not in mirror.left_out),
    }
    if item.id in mirror.milestone_of:
        values[Field.MILESTONE] = mirror.milestone_of[item.id]
    if item.id in mirror.parent_of:
        values[Field.PARENT] = mirror.parent_of[item.id]
    if mirror.lead_labels:
        values[Field.LEADS] = "\n".join(sorted({labels.lead_label(lead) for lead in item.leads})) or None
    for field in mirror.left_out:
        values.pop(field, None)
    if mirror.left_out:
        values[Field.LEFT_OUT] = None
    stated = {Field.START: activity.start, Field.DUE: activity.due}
    derived = frozenset(field for field in mirror.issue_dates if stated.get(field) is None)
    return Snapshot(Kind.ACTIVITY, values, derived=derived)


def issue_snapshot(
    mirror: Mirror,
    item: str,
    issue: Issue,
    milestones: Mapping[int, str],
    last: Mapping[Field, Value] = NOTHING,
    parents: Mapping[int, str] = NOBODY,
) -> Snapshot:
    """The tracker's side of an activity.

    `milestones` gives the item of each of our milestones, `parents` that of each output's issue; `last` is
    what this side said when both last agreed. What a person wrote and nobody can read is in `unread`, as it
    stands there.
    """
    values: dict[Field, Value] = {}
    unread: dict[Field, str] = {}
    _read_body(mirror, item, issue, last, values, unread)
    if Field.DUE in mirror.issue_dates:
        values[Field.DUE] = iso(issue.due)
    status = shown_status(issue)
    if status is None:
        unread[Field.STATUS] = Reason.DUPLICATE.value
    else:
        values[Field.STATUS] = status
    values[Field.ASSIGNEES] = _names(mirror, item, issue.assignees, last.get(Field.ASSIGNEES))
    if item in mirror.milestone_of:
        values[Field.MILESTONE] = named(issue.milestone, milestones)
    if item in mirror.parent_of:
        values[Field.PARENT] = named(issue.parent, parents)
    values[Field.AREA] = "\n".join(labels.ours(issue.labels, Prefix.AREA)) or None
    values[Field.YEAR] = "\n".join(labels.ours(issue.labels, Prefix.YEAR)) or None
    values[Field.TBC] = labels.TBC if labels.holds(issue.labels, labels.TBC) else None
    if mirror.lead_labels:
        values[Field.LEADS] = "\n".join(labels.ours(issue.labels, Prefix.LEAD)) or None
    for field in mirror.left_out:
        values.pop(field, None)
        unread.pop(field, None)
    if mirror.left_out:
        values[Field.LEFT_OUT] = "\n".join(sorted(_left_out(mirror, issue, last))) or None
    return Snapshot(Kind.ACTIVITY, values, unread)


def _left_out(mirror: Mirror, issue: Issue, last: Mapping[Field, Value]) -> Iterator[str]:
    """Fields that were shown before they were left out, as far as something of them stands there yet."""
    try:
        block = body.parse_block(issue.body)
    except body.DamagedBlock:
        block = None
    shown = set(block.cells) if block else set()
    if block and block.tasks:
        shown.add(Field.TASKS)
    if issue.due is not None and iso(issue.due) == last.get(Field.DUE):
        shown.add(Field.DUE)
    yield from (field.value for field in mirror.left_out & shown if last.get(field) is not None)
    if Field.LEAD in mirror.left_out and labels.ours(issue.labels, Prefix.LEAD):
        yield Field.LEADS.value


def named(number: int | None, items: Mapping[int, str]) -> Value:
    """The item with this number; what is not ours by its number."""
    return None if number is None else items.get(number, f"#{number}")


def _read_body(
    mirror: Mirror,
    item: str,
    issue: Issue,
    last: Mapping[Field, Value],
    values: dict[Field, Value],
    unread: dict[Field, str],
) -> None:
    try:
        block = body.parse_block(issue.body)
        trouble = "" if block else "The part between the marks is missing."
    except body.DamagedBlock as damage:
        block, trouble = None, str(damage)
    if block is None:
        unread.update(dict.fromkeys((*TEXTS, Field.TASKS, Field.CONTEXT), trouble))
        return
    for field, cell in block.cells.items():
        if field in mirror.issue_dates:
            continue  # the tracker's own date counts, not a row that a person wrote
        try:
            if field in block.doubled:
                unread[field] = f"{cell.value or ''} (and again in a second row)"
            else:
                values[field] = _read_date(cell.value) if field in DATES else cell.value
        except ValueError:
            unread[field] = cell.value or ""
    for field in DATES:
        # These rows stand there only once the plan has set a date; until then there is nothing to delete.
        if field not in mirror.issue_dates and field not in unread and last.get(field) is None:
            values.setdefault(field, None)
    _read_title(item, issue, last.get(Field.TITLE), values, unread)
    values[Field.TASKS] = block.tasks
    if block.context is not None:
        values[Field.CONTEXT] = block.context.value


def _read_title(
    item: str, issue: Issue, last: Value, values: dict[Field, Value], unread: dict[Field, str]
) -> None:
    if Field.TITLE in unread:
        return
    if Field.TITLE in values and values[Field.TITLE] is None:
        del values[Field.TITLE]
        unread[Field.TITLE] = ""  # a title is never cleared
        return
    shown, full = titles.bare(item, issue.title), values.pop(Field.TITLE, None)
    if titles.lost_edit(shown, full, last):
        unread[Field.TITLE] = shown
    else:
        values[Field.TITLE] = titles.read_title(shown, full, last)


def _read_date(text: Value) -> Value:
    """A date of the table: ISO, or one day in words. Raises ValueError for anything else."""
    if text is None:
        return None
    read = read_timeframe(text)
    if (
        read.due is not None
        and read.precision is Precision.DAY
        and read.start == read.due
        and not read.tentative
    ):
        return read.due.isoformat()
    return date.fromisoformat(text).isoformat()


def titles_agree(item: str, issue: Issue) -> bool:
    """The issue's title and its row "What" say the same, so that the title may count as settled."""
    try:
        block = body.parse_block(issue.body)
    except body.DamagedBlock:
        return True
    cell = block.cells.get(Field.TITLE) if block else None
    return cell is None or titles.agreed(titles.bare(item, issue.title), cell.value)


def shown_status(issue: Issue) -> str | None:
    """The status an issue shows; None when it is closed as a duplicate, which says nothing of the work."""
    if issue.state is State.OPEN:
        return Status.ONGOING.value if labels.holds(issue.labels, labels.ONGOING) else OPEN
    if issue.reason is Reason.DUPLICATE:
        return None
    dropped = issue.reason is Reason.NOT_PLANNED or labels.holds(issue.labels, labels.CANCELLED)
    return (Status.CANCELLED if dropped else Status.COMPLETED).value


def _names(mirror: Mirror, item: str, accounts: tuple[str, ...], last: Value) -> Value:
    """Assignees as people know them. Of several names for one account the one in use stays."""
    activity = mirror.items[item].activity
    known: dict[str, str] = {}
    for name in (*lines(last), *(activity.assignees if activity else ())):
        known.setdefault(account_of(mirror, item, name).casefold(), name)
    names = (
        known.get(account.casefold()) or mirror.people.name_for(account, mirror.service)
        for account in accounts
    )
    return "\n".join(sorted(set(names))) or None


def account_of(mirror: Mirror, item: str, name: str) -> str:
    held = mirror.items[item]
    return mirror.people.account_for(name, mirror.service, held.area.id, held.year) or name


def lines(value: Value) -> tuple[str, ...]:
    return tuple(value.split("\n")) if value else ()


def iso(day: date | None) -> Value:
    return day.isoformat() if day else None
