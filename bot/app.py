"""The composition root: settings are taken apart here, and everything below is handed the values it needs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from bot import places
from bot.places import LocalPlace, Place, ServicePlace
from config.load import Loaded, load_settings
from config.recurrence import Monthly, Never, Recurrence, Weekly, read_days, read_recurrence
from config.settings import BoardSection, LimitsSection, ServiceSection, Settings, SlackSection
from mappings.mirror import Outputs
from mappings.snapshot import Field, Side
from sync.errors import Invalid
from sync.guard import Limits
from sync.leave import Leave
from sync.masked import masked
from sync.planfile import PlanFile

if TYPE_CHECKING:
    from bot.text.digest_words import Words
    from mappings.mirror import Mirror
    from mappings.people import People
    from mappings.plan import Plan
    from sync.decide import Key
    from sync.engine import Options
    from sync.forges.local import LocalTracker
    from sync.memory import Memory
    from sync.ports import Capabilities, Forge, Shelf, ShelfReader
    from sync.state import State, StateReader

TRACKER: Final = ".workplan/tracker.db"
SQLITE: Final = "sqlite:///"

Reader = TypeVar("Reader", bound="StateReader")


@dataclass(frozen=True)
class App:
    """One plan with its places. Paths are as users would write them from the current folder."""

    settings_path: Path | None
    plan_path: Path
    folder: Path
    """Where relative paths start."""
    place: Place
    service_limits: LimitsSection
    public: bool
    state_url: str
    lock_path: Path
    people_path: Path
    people_required: bool
    zone: ZoneInfo
    limits: Limits
    left_out: frozenset[Field]
    lead_labels: bool
    trusted: frozenset[str]
    outputs: Outputs
    git: Literal["off", "commit", "push", "request"]
    language: Literal["en", "fr", "es"]
    clock: Callable[[], datetime]
    syncs: Recurrence
    """When a service syncs."""
    digest: Never | Weekly | Monthly
    """When it is due."""
    holidays: frozenset[date]
    slack: SlackSection
    service: ServiceSection
    pages: BoardSection
    leave: Leave = field(default_factory=Leave)

    @property
    def today(self) -> date:
        return self.clock().date()

    @property
    def words(self) -> Words:
        """Of the digest."""
        from bot.text.digest_words import LANGUAGES

        return LANGUAGES[self.language]

    @property
    def own_files(self) -> tuple[Path, ...]:
        """What no export may replace."""
        state = Path(self.state_url.removeprefix(SQLITE))
        tracker = self.place.path if isinstance(self.place, LocalPlace) else None
        return tuple(
            path
            for path in (self.settings_path, self.plan_path, tracker, state, self.people_path)
            if path is not None
        )

    def plan_file(self) -> PlanFile:
        return PlanFile(self.plan_path)

    def people(self) -> People:
        from config.people import read_people

        return read_people(self.people_path, required=self.people_required)

    @contextmanager
    def board(self, account: str) -> Iterator[LocalTracker]:
        """The embedded tracker, used as `account`. Raises Invalid when there is none."""
        if not isinstance(self.place, LocalPlace):
            raise Invalid(
                f"The plan is mirrored on {self.place.words}, and there is no embedded tracker.",
                "Act on the issues there: close, label, assign or comment.",
            )
        with self.place.tracker(account) as tracker:
            yield tracker

    @contextmanager
    def forge(self, shelf: Shelf | ShelfReader, *, create: bool = False) -> Iterator[Forge]:
        """Where the plan is mirrored, written as the bot. Only the embedded tracker can be made."""
        with places.opened(self.place, shelf, create=create) as forge:
            yield forge

    def place_before(self, memory: Memory) -> Place:
        """Where the plan was mirrored by other settings than these."""
        said = json.loads(memory.left.origin if memory.left else memory.origin or "{}")
        if said.get("kind", "local") == "local":
            shown = said.get("shown", memory.where.removeprefix("the tracker "))
            return LocalPlace(self.folder / shown, shown, self.clock)
        where = said["kind"], said["project"], said["url"]
        real = self.run_clock if isinstance(self.place, ServicePlace) else utc_now
        return ServicePlace(*where, self.service_limits, real, self.leave.sleep)

    @property
    def run_clock(self) -> Callable[[], datetime]:
        """What a sync goes by: on a service the real time, whatever day is taken for today."""
        return self.place.now

    @contextmanager
    def state_reader(self) -> Iterator[StateReader]:
        from sync.state import StateReader

        with opened(StateReader, self.state_url) as reader:
            yield reader

    @contextmanager
    def state(self) -> Iterator[State]:
        from sync.state import State

        with opened(State, self.state_url) as state:
            yield state

    def options(
        self,
        able: Capabilities,
        accepted: frozenset[str] = frozenset(),
        choices: Mapping[Key, Side] | None = None,
        *,
        place: Place | None = None,
        reassign: bool = False,
    ) -> Options:
        """`able`: what the tracker can hold; `place`: where it is, if not where the settings point to."""
        from mappings.issues import build_mirror
        from sync.engine import Options

        people, at = self.people(), place or self.place

        def mirror(plan: Plan) -> Mirror:
            return build_mirror(
                plan,
                title_limit=able.title_limit,
                body_limit=able.body_limit,
                issue_dates=able.issue_dates,
                milestone_dates=able.milestone_dates,
                people=people,
                service=at.kind,
                leave_out=self.left_out,
                lead_labels=self.lead_labels,
                outputs=self.outputs,
            )

        return Options(
            mirror=mirror,
            writer=secrets.token_hex(6),
            zone=self.zone,
            accepted=accepted,
            choices=choices or {},
            limits=self.limits,
            public=self.public,
            origin=at.origin,
            trusted=self.trusted,
            reassign=reassign,
            leaving=self.leave.wished,
        )


@contextmanager
def opened(kind: Callable[[str], Reader], url: str) -> Iterator[Reader]:
    from sqlalchemy.exc import ArgumentError

    try:
        reader = kind(url)
    except (ArgumentError, ValueError):
        # The library's own words hold the address, with its password.
        raise Invalid(
            f"[state] url names no database that is known: {masked(url)}",
            "Write for example sqlite:///state.db.",
        ) from None
    except ModuleNotFoundError as error:
        raise Invalid(
            f"The database of [state] url needs the Python package {error.name}, which is not installed.",
            "Install it beside workplan, or use the usual one: sqlite:///.workplan/state.db.",
        ) from error
    try:
        yield reader
    finally:
        reader.engine.dispose()


def open_app(config: Path | None = None, today: date | None = None) -> App:
    """Everything that the settings amount to. Raises Invalid with every mistake in them."""
    return build_app(load_settings(config), today)


def usual_app(folder: Path, today: date) -> App:
    """What holds in a folder without settings, whatever the environment says."""
    return build_app(Loaded(Settings.model_construct(), None, folder), today)


def build_app(loaded: Loaded, today: date | None) -> App:
    settings, folder = loaded.settings, loaded.folder
    zone = ZoneInfo(settings.schedule.timezone)
    clock = clock_on(today, zone)
    leave = Leave()
    state_url = placed(settings.state.url, folder)
    return App(
        settings_path=loaded.path,
        plan_path=folder / settings.plan.file,
        folder=folder,
        place=place_of(settings, folder, clock, leave),
        service_limits=settings.limits,
        public=settings.forge.public,
        state_url=state_url,
        lock_path=lock_beside(state_url, folder),
        people_path=folder / settings.people.file,
        people_required=names_people(loaded),
        zone=zone,
        limits=Limits(settings.guard.share, settings.guard.count),
        left_out=frozenset(Field(name) for name in settings.mirror.leave_out),
        lead_labels=settings.mirror.lead_labels,
        trusted=frozenset(map(str.casefold, settings.merge.trusted_bots)),
        outputs=Outputs(settings.mirror.outputs),
        git=settings.plan.git,
        language=settings.plan.language,
        clock=clock,
        syncs=read_recurrence(settings.schedule.sync),
        digest=read_days(settings.schedule.digest),
        holidays=frozenset(settings.schedule.holidays),
        slack=settings.slack,
        service=settings.service,
        pages=settings.board,
        leave=leave,
    )


def place_of(settings: Settings, folder: Path, clock: Callable[[], datetime], leave: Leave) -> Place:
    forge = settings.forge
    if forge.kind == "local":
        name = forge.url or TRACKER
        return LocalPlace(folder / name, name, clock)
    return ServicePlace(forge.kind, forge.project, forge.url, settings.limits, utc_now, leave.sleep)


def placed(url: str, folder: Path) -> str:
    """A relative SQLite file starts from the folder of the settings."""
    return f"{SQLITE}{folder / url.removeprefix(SQLITE)}" if url.startswith(SQLITE) else url


def lock_beside(url: str, folder: Path) -> Path:
    if url.startswith(SQLITE):
        return Path(f"{url.removeprefix(SQLITE)}.lock")
    return folder / ".workplan" / "sync.lock"


def names_people(loaded: Loaded) -> bool:
    """The settings themselves name a people file: then it has to be there."""
    return "file" in loaded.settings.people.model_fields_set


def utc_now() -> datetime:
    return datetime.now(UTC)


def clock_on(today: date | None, zone: ZoneInfo) -> Callable[[], datetime]:
    """The time in the plan's zone; with `today` the present time of that day."""

    def now() -> datetime:
        moment = datetime.now(zone)
        return moment if today is None else datetime.combine(today, moment.timetz())

    return now
