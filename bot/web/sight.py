"""A plan as its pages see it: read again when it changed, and as it stood before while it can't be read."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Final

from bot.app import App
from bot.digests.news import conflicts_of
from bot.places import LocalPlace
from bot.text.board_words import BoardWords
from bot.views.scene import Recorded, Scene
from bot.web.readiness import Stamp, stamp_of
from config.secrets import masked
from mappings.plan import Heading, Plan
from sync.errors import PlanInvalid, WorkplanError
from sync.memory import StandingKind

PATIENCE: Final = 0.25
"""Seconds that a page waits for a plan that has changed, before it shows how it stood before."""
PAUSE: Final = 1.0
"""Seconds between two looks at a database that has no file here."""
EMPTY: Final = Plan(schema_=1, plan=Heading(id="plan", title="–"))

Version = tuple[Stamp | None, Stamp | None, Stamp | None, int, date]


@dataclass(frozen=True, slots=True)
class Seen:
    """`number` is another one for everything that differs. `trouble`: why it is how it stood before."""

    number: int
    scene: Scene
    trouble: WorkplanError | None = None

    def banner(self, words: BoardWords) -> str:
        match self.trouble:
            case None:
                return ""
            case PlanInvalid() as error:
                return words.stale_plan(error.name, len(error.problems))
            case error:
                return words.unreadable(masked(error.message))


class Sight:
    """Of one plan. Any thread may look."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.lock = threading.Lock()
        self.readers = ThreadPoolExecutor(1, "sight")
        self.seen: Seen | None = None
        self.version: Version | None = None
        self.reading: Future[None] | None = None
        self.runs = 0
        self.asked = 0.0

    def close(self) -> None:
        self.readers.shutdown(cancel_futures=True)

    def look(self, patience: float = PATIENCE) -> Seen:
        """Waits for the first reading for as long as it takes; for later ones so many seconds."""
        now = self.current()
        with self.lock:
            if now != self.version and (self.reading is None or self.reading.done()):
                self.reading = self.readers.submit(self.read, now)
            reading, seen = self.reading, self.seen
        if reading is not None and not reading.done():
            wait([reading], None if seen is None else patience)
            if seen is None:
                reading.result()
        assert self.seen is not None
        return self.seen

    @property
    def is_current(self) -> bool:
        """What was seen last stands still: nothing has to be waited for."""
        return self.seen is not None and self.current() == self.version

    def current(self) -> Version:
        app = self.app
        path = state_path(app)
        wal = path.with_name(f"{path.name}-wal") if path else None
        if path is None and monotonic() - self.asked > PAUSE:
            self.asked = monotonic()
            with suppress(WorkplanError), app.state_reader() as state:
                self.runs = state.runs
        return (
            stamp_of(app.plan_path),
            stamp_of(path) if path else None,
            stamp_of(wal) if wal else None,
            self.runs,
            app.today,
        )

    def read(self, version: Version) -> None:
        number = self.seen.number + 1 if self.seen else 1
        try:
            seen = Seen(number, self.scene())
        except WorkplanError as error:
            before = self.seen.scene if self.seen else self.drawn(EMPTY, Recorded())
            seen = Seen(number, replace(before, today=self.app.today), error)
        with self.lock:
            self.seen, self.version = seen, version

    def scene(self) -> Scene:
        made = self.drawn(self.app.plan_file().read().plan, recorded(self.app))
        _ = made.by_id  # what every page needs: not while a reader waits
        return made

    def drawn(self, plan: Plan, told: Recorded) -> Scene:
        app = self.app
        return Scene(
            whole=plan,
            today=app.today,
            zone=app.zone,
            recorded=told,
            hidden=app.left_out,
            tracker=app.place.words,
            acts=isinstance(app.place, LocalPlace),
        )


def recorded(app: App) -> Recorded:
    with app.state_reader() as state:
        memory = state.load()
        failed = state.failures(memory.quiet_since) if memory.run else ()
        events = state.events()
    return Recorded(
        events=tuple(replace(one, at=one.at.astimezone(app.zone)) for one in events),
        conflicts=tuple(conflicts_of(memory)),
        open_points=sum(one.kind is not StandingKind.CONFLICT for one in memory.standing.values()),
        last_sync=memory.quiet_since.astimezone(app.zone) if memory.quiet_since else None,
        failed=" ".join(masked(failed[-1].message).split()) if failed else "",
        last_digest=max((day for day in memory.digests if day < app.today), default=None),
    )


def state_path(app: App) -> Path | None:
    """The file of the state; None for a database elsewhere."""
    return Path(app.state_url.removeprefix("sqlite:///")) if app.state_url.startswith("sqlite:///") else None
