"""What people did on the pages comes into the plan at once: a sync of the plan, as the command does it."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from bot.app import App
from bot.deeds import Came
from bot.syncing import sync_plan
from config.secrets import masked
from sync.errors import Busy, WorkplanError
from sync.report import Report

PATIENCE: Final = 3.0
"""Seconds that a page waits for it."""
AGAIN: Final = 1.0
TRIES: Final = 60
"""Another sync that is at work is waited for, so many times so many seconds."""


class Bringing:
    """Of one plan: one sync after the other, and never two for what one of them finds."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.workers = ThreadPoolExecutor(1, "bringing")
        self.trouble = ""

    def close(self) -> None:
        """Waits for what is under way; whoever ends the process has told it to leave."""
        self.workers.shutdown(cancel_futures=True)

    def bring(self, item: str, patience: float = PATIENCE) -> Came:
        """Waits so many seconds; the sync goes on when they are over."""
        run: Future[Report] = self.workers.submit(self.run)
        try:
            report = run.result(patience)
        except TimeoutError:
            return Came.LATER
        except Busy:
            return Came.LATER
        except WorkplanError as error:
            self.trouble = masked(error.message)
            return Came.FAILED
        if any(one.item == item for one in report.conflicts):
            return Came.CONFLICT
        if report.guarded or not report.whole:
            self.trouble = masked(report.trouble)
            return Came.FAILED
        return Came.IN

    def run(self) -> Report:
        for _ in range(TRIES):
            try:
                return sync_plan(self.app)
            except Busy:
                if self.app.leave.wished():
                    raise
                time.sleep(AGAIN)
        return sync_plan(self.app)
