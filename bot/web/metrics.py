"""The figures of a service, in the form that Prometheus reads. No text of a plan is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.serving.pulse import Pulse
from mappings.snapshot import Side
from sync.forges.line import Answer
from sync.report import Report

RESULTS: Final = {
    0: "done",
    1: "failed",
    2: "waits for a person",
    3: "refused",
    64: "invalid",
    69: "no answer",
    75: "busy",
}
"""By exit code."""


class Ages(Collector):
    """Computed when they are asked for, so that they grow while nothing happens."""

    def __init__(self, pulse: Pulse, now: Callable[[], datetime]) -> None:
        self.pulse = pulse
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily(
            "workplan_last_good_sync_age_seconds", "Since the last sync that went well.", labels=["plan"]
        )
        for plan, beat in self.pulse.beats.items():
            if beat.synced is not None:
                family.add_metric([plan], (self.now() - beat.synced).total_seconds())
        yield family


class Metrics:
    """Any thread may count. `plan` is what the service calls a plan."""

    def __init__(self, pulse: Pulse, now: Callable[[], datetime]) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(Ages(pulse, now))
        self._runs = self._counter("runs", "Syncs, by what came of them.", "plan", "result")
        self._changes = self._counter("changes", "Values that syncs wrote, by where.", "plan", "side")
        self._requests = self._counter("requests", "Answers of the service, by status.", "plan", "status")
        self._digests = self._counter("digests", "Digests, by outcome.", "plan", "outcome")
        self._deliveries = self._counter("webhook_deliveries", "Webhooks, by outcome.", "service", "outcome")
        self._items = self._gauge("items", "Items that are on the tracker.", "plan")
        self._left = self._gauge("limit_left", "Requests that the service takes for now.", "plan")
        self._gauge("build_info", "The version at work.", "version").labels(version("workplan-bot")).set(1)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"workplan_{name}", what, labels, registry=self._registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"workplan_{name}", what, labels, registry=self._registry)

    def ran(self, plan: str, code: int, report: Report | None = None) -> None:
        """`code`: the exit code that a sync would have had; without `report` it came to a bad end."""
        self._runs.labels(plan, RESULTS.get(code, "failed")).inc()
        if report is not None:
            self._items.labels(plan).set(report.mirrored)
            for side in Side:
                self._changes.labels(plan, side.value).inc(len(report.done(side)))

    def answered(self, plan: str, answer: Answer) -> None:
        """An answer of the plan's service."""
        self._requests.labels(plan, str(answer.status)).inc()
        if answer.left is not None:
            self._left.labels(plan).set(answer.left)

    def digest(self, plan: str, outcome: str) -> None:
        self._digests.labels(plan, outcome).inc()

    def delivered(self, service: str, outcome: str) -> None:
        self._deliveries.labels(service, outcome).inc()

    def text(self) -> bytes:
        return generate_latest(self._registry)
