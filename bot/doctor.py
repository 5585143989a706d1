"""Looks at everything that a sync needs, and changes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from bot.app import App, open_app
from bot.overview import Overview, overview
from bot.places import LocalPlace
from bot.syncing import is_first, preview_plan
from mappings.items import items
from mappings.people import People
from mappings.plan import Plan
from sync.errors import WorkplanError
from sync.report import Report

STOPPED: Final = 64
"""The exit code when a sync could not run."""


@dataclass(frozen=True, slots=True)
class Trouble:
    what: str
    remedy: str = ""


@dataclass(slots=True)
class Examination:
    """What was found; `report` is what a sync would do now, if it could run."""

    plan: str = "the plan"
    tracker: str = "the tracker"
    stops: list[Trouble] = field(default_factory=list)
    worth: list[Trouble] = field(default_factory=list)
    seen: Overview | None = None
    first: bool = False
    report: Report | None = None
    people: int = 0
    """Names in the plan that have an account."""
    now: datetime | None = None


def examine(config: Path | None) -> Examination:
    found = Examination()
    try:
        app = open_app(config)
    except WorkplanError as error:
        found.stops.append(trouble(error))
        return found
    found.plan, found.tracker = str(app.plan_path), app.place.words
    found.now = app.clock()
    found.stops += unwritable(app)
    try:
        plan = app.plan_file().read().plan
        found.seen = overview(plan, app.today)
    except WorkplanError as error:
        found.stops.append(trouble(error))
        return found
    try:
        people = app.people()
        found.people = len(lead_names(plan)) - len(people.unmapped(lead_names(plan), app.place.kind))
        found.worth += names_trouble(plan, people, app.people_path, app.place.kind)
        found.first = is_first(app)
        found.report = preview_plan(app)
    except WorkplanError as error:
        found.stops.append(trouble(error))
    if is_locked(app.lock_path):
        found.worth.append(Trouble("A run is at work just now.", "What is said here may change with it."))
    return found


def trouble(error: WorkplanError) -> Trouble:
    return Trouble(error.message, error.remedy)


def unwritable(app: App) -> Iterator[Trouble]:
    """Files and folders that a sync has to write and can't; each once."""
    tracker = [app.place.path] if isinstance(app.place, LocalPlace) else []
    written = (app.plan_path, *tracker, app.lock_path)
    for path in dict.fromkeys(written):
        there = path if path.exists() else next(one for one in path.absolute().parents if one.exists())
        if not os.access(there, os.W_OK):
            yield Trouble(f"{there} may only be read.", "Let the account that runs workplan write it.")


def lead_names(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lead for item in items(plan) for lead in item.leads))


def names_trouble(plan: Plan, people: People, path: Path, service: str) -> Iterator[Trouble]:
    """Names without an account, and names in people.yaml that the plan doesn't have."""
    if not people.root:
        return
    leads = lead_names(plan)
    unmapped = people.unmapped(leads, service)
    if unmapped:
        some = ", ".join(unmapped[:5]) + (", …" if len(unmapped) > 5 else "")
        yield Trouble(
            f"{len(unmapped)} of {len(leads)} lead names have no account: {some}.", f"Add them to {path}."
        )
    areas = {area.id for area in plan.areas}
    for name, entries in people.root.items():
        if name.casefold() not in {lead.casefold() for lead in leads}:
            near = get_close_matches(name, leads, n=1)
            yield Trouble(
                f'{path} has "{name}", which leads nothing in the plan.',
                f'Did you mean "{near[0]}"?' if near else "",
            )
        for entry in entries:
            if entry.area is not None and entry.area not in areas:
                known = ", ".join(sorted(areas))
                yield Trouble(f'{path}, "{name}": the plan has no area "{entry.area}".', f"It has: {known}.")


def is_locked(path: Path) -> bool:
    if not path.exists():
        return False
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    lock.release()
    return False
