"""What waits for a person's decision, with all that is known of it: who, when, and where to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.app import App
from bot.syncing import preview_plan
from mappings.issue import Edit
from mappings.plan import Plan
from sync.changes import Conflict
from sync.gitrepo import Repository
from sync.planplaces import lines_of
from sync.records import link_key, records, value


@dataclass(frozen=True, slots=True)
class Dispute:
    """`seen`: when a sync met it first, in the plan's time zone, if one has; `edit`: of the tracker's value.

    `author` of the plan's value, where git tells it; `address` of the issue or milestone; the line of the
    plan file.
    """

    conflict: Conflict
    title: str
    seen: datetime | None
    author: Edit | None
    edit: Edit | None
    address: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Disputes:
    plan: str
    """The plan file."""
    found: tuple[Dispute, ...]


def open_disputes(app: App) -> Disputes:
    """Of both sides as they stand now: also what no sync has met yet."""
    report = preview_plan(app)
    if not report.conflicts:
        return Disputes(str(app.plan_path), ())
    with app.state_reader() as reader:
        met = reader.load().standing
    document = app.plan_file().read()
    lines = lines_of(document, [(one.item, one.field.value) for one in report.conflicts])
    addresses, titles = known(document.plan)
    repository = Repository(app.plan_path) if app.git != "off" else None
    found = []
    for one in report.conflicts:
        key = (one.item, one.field)
        standing = report.standing.get(key)
        found.append(
            Dispute(
                conflict=one,
                title=titles.get(one.item, ""),
                seen=met[key].since.astimezone(app.zone) if key in met else None,
                author=in_zone(app, repository.author_of(lines[key]))
                if repository and key in lines
                else None,
                edit=in_zone(app, standing.edit) if standing else None,
                address=addresses.get(one.item),
                line=lines.get(key),
            )
        )
    return Disputes(str(app.plan_path), tuple(found))


def in_zone(app: App, edit: Edit | None) -> Edit | None:
    return Edit(edit.who, edit.at.astimezone(app.zone)) if edit else None


def known(plan: Plan) -> tuple[Mapping[str, str | None], Mapping[str, str]]:
    """Of each item its address on the tracker, and its title."""
    held = records(plan)
    return (
        {item: value(record, link_key(record)) for item, record in held.items()},
        {item: record.title for item, record in held.items()},
    )
