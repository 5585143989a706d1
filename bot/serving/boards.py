"""The process of `workplan board`: pages, until somebody asks it to end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Final

from bot.app import App
from bot.serving.service import Ended, end_by_signal
from bot.text.boards import nowhere_text, serving_text
from bot.web.boarding import boarded
from sync.errors import Invalid

TURN: Final = 3600.0


def serve_boards(apps: Sequence[App], say: Callable[[str], None]) -> None:
    """Raises Invalid where the settings name no address, or one where nobody can listen."""
    listens = dict.fromkeys(app.pages.listen for app in apps if app.pages.listen)
    if not listens:
        raise Invalid(*nowhere_text())
    with ExitStack() as stack:
        for listen in listens:
            there = [app for app in apps if app.pages.listen == listen]
            say(serving_text(stack.enter_context(boarded(there, listen))))
        try:
            end_by_signal()
            while True:
                time.sleep(TURN)
        except Ended:
            for app in apps:
                app.leave.wish()
