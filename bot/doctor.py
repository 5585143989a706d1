"""Looks at everything that a sync needs, and changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar

from filelock import FileLock, Timeout

from bot.app import App, open_app
from bot.checking import asked, check_service, impatient, openness
from bot.leading import leading
from bot.overview import Overview, overview
from bot.places import LocalPlace, ServicePlace
from bot.repairing import defects
from bot.syncing import is_first, preview_plan
from bot.text.doctor_digest import addressee_troubles
from bot.text.doctor_people import people_worth
from bot.text.doctor_service import service_stops, service_worth
from bot.trouble import Trouble, trouble
from mappings.items import items
from mappings.people import People
from mappings.plan import Plan
from sync.errors import WorkplanError
from sync.forges.checkup import Checkup
from sync.report import Report
from sync.survey import Defect

STOPPED: Final = 64
"""The exit code when a sync could not run."""

Read = TypeVar("Read")


@dataclass(slots=True)
class Examination:
    """What was found; `report` is what a sync would do now, if it could run."""

    plan: str = "the plan"
    tracker: str = "the tracker"
    stops: list[Trouble] = field(default_factory=list)
    worth: list[Trouble] = field(default_factory=list)
    seen: Overview | None = None
    first: bool = False
    unmirrored: bool = False
    """Nothing of the plan is on the service yet."""
    report: Report | None = None
    defects: tuple[Defect, ...] = ()
    """Of single issues and milestones."""
    checkup: Checkup | None = None
    """Of the service where the plan is mirrored, if it is one that could be looked at."""
    people: int = 0
    """Names in the plan that have an account."""
    slack: str = ""
    """The channel that digests can go to."""
    now: datetime | None = None

    def attempt(self, read: Callable[[], Read]) -> Read | None:
        """What can't be read is one more thing that stops a sync, and is told once."""
        try:
            return read()
        except WorkplanError as error:
            if bare(error.message) not in {bare(one.what) for one in self.stops}:
                self.stops.append(trouble(error))
            return None


def bare(said: str) -> str:
    """Here nothing was to be done."""
    return said.removesuffix(" Nothing was done.")


def examine(config: Path | None) -> Examination:
    found = Examination()
    app = found.attempt(lambda: open_app(config))
    if app is None:
        return found
    found.plan, found.tracker = str(app.plan_path), app.place.words
    found.now = app.clock()
    found.stops += unwritable(app)
    plan = found.attempt(lambda: app.plan_file().read().plan)
    if plan is not None:
        found.seen = overview(plan, app.today)
    people = found.attempt(app.people)
    if isinstance(app.place, ServicePlace):
        examine_service(found, app, app.place, plan, people)
    elif plan is not None and people is not None:
        found.worth += unmapped(plan, people, app.people_path, app.place.kind)
        found.worth += strangers(plan, people, app.people_path)
        found.attempt(lambda: look_ahead(found, app))
    if plan is not None and people is not None:
        found.worth += addressee_troubles(plan, people, app.people_path, app.slack.areas)
        names = lead_names(plan)
        found.people = len(names) - len(people.unmapped(names, app.place.kind))
    if app.slack.channel:
        from bot.posts.check import slack_troubles

        unfit = slack_troubles(app)
        found.worth += unfit
        found.slack = "" if unfit else app.slack.channel
    if is_locked(app.lock_path):
        found.worth.append(Trouble("A run is at work just now.", "What is said here may change with it."))
    return found


def look_ahead(found: Examination, app: App) -> None:
    found.first = is_first(app)
    found.report = preview_plan(app)
    if not found.first:
        found.defects = defects(app)


def examine_service(
    found: Examination, app: App, place: ServicePlace, plan: Plan | None, people: People | None
) -> None:
    """What can't be asked hides nothing of what can."""
    place = impatient(place)
    app = replace(app, place=place)
    mirrored = found.attempt(lambda: is_mirrored(app))
    found.unmirrored = mirrored is False
    leads = leading(plan, people or People({}), place.kind)
    seen = found.checkup = found.attempt(lambda: check_service(app, place, leads.accounts))
    at = asked(place)
    if seen is not None:
        if seen.ground and seen.ground.public and not app.public:
            found.stops.append(openness(app, place, plan if people is not None else None))
            app = replace(app, public=True)  # it is told; what else there is follows
        found.stops += service_stops(seen, at)
        found.worth += service_worth(seen, at, place.now())
    if people is not None:
        found.worth += people_worth(seen.people if seen else (), leads, at.service, app.people_path)
    if plan is not None and people is not None:
        found.worth += strangers(plan, people, app.people_path)
        if seen is not None and seen.ground and seen.reads is not False:
            found.attempt(lambda: look_ahead(found, app))


def is_mirrored(app: App) -> bool:
    with app.state_reader() as reader:
        return bool(reader.load().links)


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


def unmapped(plan: Plan, people: People, path: Path, service: str) -> Iterator[Trouble]:
    """Names without an account, where there are others."""
    leads = lead_names(plan)
    lacking = people.unmapped(leads, service) if people.is_used else ()
    if lacking:
        some = ", ".join(lacking[:5]) + (", …" if len(lacking) > 5 else "")
        yield Trouble(
            f"{len(lacking)} of {len(leads)} lead names have no account: {some}.", f"Add them to {path}."
        )


def strangers(plan: Plan, people: People, path: Path) -> Iterator[Trouble]:
    """Names and areas in people.yaml that the plan doesn't have."""
    areas = {area.id for area in plan.areas}
    leads = (*lead_names(plan), *(lead for area in plan.areas for lead in area.leads))
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
    except Timeout:
        return True
    except OSError:
        return False  # it may only be read, which is told by itself
    lock.release()
    return False
