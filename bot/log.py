"""What a service writes down while it runs: a line for each event, for people or for programs."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, TextIO

from bot.export.form import LogForm
from config.secrets import masked
from mappings.visible import visible

Fact = str | int | float
PLAIN: Final = ("said", "work")
"""Facts that people understand without their names."""


class Log:
    """Any thread may write. No secret comes through, and an event is one line, whatever it tells."""

    def __init__(self, stream: TextIO, form: LogForm, now: Callable[[], datetime]) -> None:
        """`now`: in the zone whose clock people read on a terminal; programs get UTC."""
        self.stream = stream
        self.form = form
        self.now = now
        self._lock = threading.Lock()

    def say(self, event: str, plan: str = "", *, trouble: str = "", **facts: Fact) -> None:
        """`trouble`: what is wrong, in a sentence. Whoever watches the log looks for it."""
        told: dict[str, Fact] = {"plan": plan} if plan else {}
        told |= {"event": event} | facts | ({"trouble": trouble} if trouble else {})
        shown = {name: one_line(fact) if isinstance(fact, str) else fact for name, fact in told.items()}
        line = as_text(self.now(), shown) if self.form is LogForm.TEXT else as_json(self.now(), shown)
        with self._lock, suppress(OSError, ValueError):  # nobody reads it any more: that ends no service
            self.stream.write(f"{line}\n")
            self.stream.flush()

    def hear_libraries(self) -> None:
        """What is an error to a library is told as its own; all else that it says is for its makers."""
        logging.basicConfig(handlers=[Ear(self)], level=logging.ERROR, force=True)


class Ear(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self.log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        why = f" {type(error).__name__}: {error}" if error else ""
        self.log.say("library", library=record.name, trouble=f"{record.getMessage()}{why}")


def one_line(text: str) -> str:
    return visible(" ".join(masked(text).split()))


def as_json(at: datetime, told: dict[str, Fact]) -> str:
    level = "error" if "trouble" in told else "info"
    return json.dumps({"at": at.astimezone(UTC).isoformat(), "level": level, **told}, ensure_ascii=False)


def as_text(at: datetime, told: dict[str, Fact]) -> str:
    """2017-05-02 09:00:03  plan.yaml  synced: done 3, seconds 0.4"""
    rest = dict(told)
    plan, event, trouble = (str(rest.pop(name, "")) for name in ("plan", "event", "trouble"))
    facts = ", ".join(
        str(fact) if name in PLAIN else f"{name.replace('_', ' ')} {fact}"
        for name, fact in rest.items()
        if fact != ""
    )
    words = "  ".join(part for part in (plan, ": ".join(part for part in (event, facts) if part)) if part)
    return f"{at:%Y-%m-%d %H:%M:%S}  {words}{f'. {trouble}' if trouble else ''}"
