"""Plans as webhooks and health see them: settings stop here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Final

from bot.app import App, opened
from bot.places import ServicePlace
from bot.web.hooks import Watched
from sync.asked import Delivery, record
from sync.facts import project_number
from sync.state import State

PATIENCE: Final = 2.0
"""Seconds to wait for a state that another program holds: whoever delivers waits for the answer."""


@contextmanager
def watching(apps: Sequence[App]) -> Iterator[tuple[Watched, ...]]:
    """Those that are mirrored on a service; each has its own way to its state. Raises Invalid."""
    with ExitStack() as stack:
        yield tuple(
            watched(app, app.place, stack.enter_context(opened(impatient, app.state_url)))
            for app in apps
            if isinstance(app.place, ServicePlace)
        )


def impatient(url: str) -> State:
    return State(url, PATIENCE)


def watched(app: App, place: ServicePlace, state: State) -> Watched:
    def write(found: Sequence[Delivery]) -> frozenset[str]:
        return record(state, place.kind, found, app.run_clock())

    return Watched(place.kind, place.project, partial(project_number, state), write)
