"""The wish that a process ends: what is in hand is finished, and nothing more is begun."""

from __future__ import annotations

import threading

from sync.errors import Leaving


class Leave:
    """Any thread may wish it, and it is never taken back."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def wish(self) -> None:
        self._event.set()

    def wished(self) -> bool:
        return self._event.is_set()

    def sleep(self, seconds: float) -> None:
        """Raises Leaving as soon as the end is wished."""
        if self._event.wait(seconds):
            raise Leaving("This process was asked to end.", "What was done is kept; the next sync goes on.")
