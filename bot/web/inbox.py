"""Deliveries that arrive while some are being written are written together, and answered after the commit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from bot.failing import told
from sync.asked import Delivery

MOST: Final = 500
"""Deliveries in one transaction."""
log = logging.getLogger(__name__)
Write = Callable[[Sequence[Delivery]], frozenset[str]]
"""Commits them, and says which were new. It may wait for the disk."""


class Inbox:
    """Of one plan. Lives in one event loop, and never holds it up."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._waiting: list[tuple[Delivery, asyncio.Future[bool | None]]] = []
        self._work: asyncio.Task[None] | None = None

    async def put(self, delivery: Delivery) -> bool | None:
        """Whether it was new, once that is committed; None when it could not be written down."""
        done: asyncio.Future[bool | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, done))
        if self._work is None:
            self._work = asyncio.create_task(self._empty())
        return await done

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            new: frozenset[str] | None = None
            try:
                new = await asyncio.to_thread(self._write, [delivery for delivery, _ in batch])
            except Exception as error:  # whatever it is, nobody is left waiting
                log.warning("%d webhooks could not be written down: %s", len(batch), told(error))
            for delivery, done in batch:
                if not done.done():
                    done.set_result(None if new is None else delivery.id in new)
        self._work = None
