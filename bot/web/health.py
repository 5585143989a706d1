"""Is the service alive, is it ready, how much has it done: for whoever restarts it, or looks after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.serving.pulse import Pulse
from bot.web.metrics import Metrics

STILL: Final = timedelta(minutes=5)
"""A schedule that nobody looked at for so long is not looked at any more: restart it."""
STUCK: Final = timedelta(hours=3)
"""A run that does nothing for longer hangs: no service is waited for so long, unless somebody set it so."""
PATIENCE: Final = 5.0
"""Seconds for a look at the states and the plans."""


class Health:
    """`troubles` say for each plan what keeps it from being ready; they may wait for the disk."""

    def __init__(
        self,
        pulse: Pulse,
        metrics: Metrics,
        troubles: Mapping[str, Callable[[], str]],
        now: Callable[[], datetime],
        patience: float = PATIENCE,
    ) -> None:
        self.pulse = pulse
        self.metrics = metrics
        self.troubles = troubles
        self.now = now
        self.patience = patience
        self.look: asyncio.Task[Mapping[str, str]] | None = None

    @property
    def routes(self) -> list[Route]:
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.figures),
        ]

    async def alive(self, request: Request) -> Response:  # noqa: ARG002
        now = self.now()
        found = {}
        for plan, beat in self.pulse.beats.items():
            if now - beat.ticked > STILL:
                found[plan] = "The schedule stands still."
            elif beat.running and now - beat.running > STUCK:
                found[plan] = "A sync is at work, and has done nothing for three hours."
        return answer(found)

    async def ready(self, request: Request) -> Response:  # noqa: ARG002
        """Whoever asks while a look goes on waits for that one: a database that hangs is asked once."""
        if self.look is None or self.look.done():
            self.look = asyncio.create_task(self.looked())
        try:
            async with asyncio.timeout(self.patience):
                return answer(await asyncio.shield(self.look))
        except TimeoutError:
            return answer(dict.fromkeys(self.troubles, "Its state or its plan file can't be read in time."))

    async def looked(self) -> Mapping[str, str]:
        told = await asyncio.gather(*(asyncio.to_thread(look) for look in self.troubles.values()))
        return {plan: said for plan, said in zip(self.troubles, told, strict=True) if said}

    async def figures(self, request: Request) -> Response:  # noqa: ARG002
        return Response(self.metrics.text(), media_type=CONTENT_TYPE_LATEST)


def answer(trouble: Mapping[str, str]) -> JSONResponse:
    if trouble:
        return JSONResponse({"status": "trouble", "plans": trouble}, 503)
    return JSONResponse({"status": "ok"})
