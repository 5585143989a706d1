"""From an issue closed on the tracker, over the webhook, to the plan file; with all that a service offers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from signal import SIGTERM
from threading import Event

import httpx
import pytest

from bot.app import App, open_app
from bot.places import ServicePlace
from bot.serving.pulse import Pulse
from bot.syncing import sync_plan
from bot.web.metrics import Metrics
from bot.web.offering import offered
from mappings.issue import IssuePatch, State
from sync.asked import answer, what_is_asked
from sync.errors import Invalid
from tests.builders.cli import here
from tests.builders.reception import SECRET, github_call
from tests.builders.rigs import GitHubRig, GitLabRig, Rig
from tests.builders.running import Running
from tests.builders.services import PROJECT, aim, two_areas

Patch = pytest.MonkeyPatch


@pytest.fixture(params=[GitHubRig, GitLabRig], ids=["github", "gitlab"])
def rig(request: pytest.FixtureRequest, monkeypatch: Patch) -> Iterator[Rig]:
    with request.param(now=lambda: datetime.now(UTC)) as opened:
        at = opened.server.api if opened.kind == "github" else opened.server.base_url
        aim(monkeypatch, opened.kind, at, token="workplan")
        monkeypatch.setenv("WORKPLAN_WEBHOOK_SECRET", SECRET)
        yield opened


@dataclass
class Offer:
    address: str
    app: App
    metrics: Metrics
    woken: Event = field(default_factory=Event)

    def post(self, service: str, call: tuple[Mapping[str, str], bytes]) -> httpx.Response:
        headers, body = call
        with httpx.Client(trust_env=False) as client:
            return client.post(f"{self.address}/webhooks/{service}", content=body, headers=headers)

    def look(self) -> None:
        """What the service does when it was woken."""
        with self.app.state() as state:
            asked = what_is_asked(state)
            assert asked is not None
            report = sync_plan(self.app)
            self.metrics.ran("plan.yaml", report.code, report)
            answer(state, asked.number)
            assert what_is_asked(state) is None

    @property
    def figures(self) -> str:
        return httpx.get(f"{self.address}/metrics", trust_env=False).text


@contextmanager
def service(folder: Path, patch: Patch) -> Iterator[Offer]:
    """All that is offered, for the plan in this folder."""
    patch.chdir(folder)
    app = open_app()
    pulse = Pulse(["plan.yaml"], datetime.now(UTC))
    metrics = Metrics(pulse, lambda: datetime.now(UTC))
    assert isinstance(app.place, ServicePlace)
    app = replace(app, place=replace(app.place, heard=partial(metrics.answered, "plan.yaml")))
    woken = Event()
    with offered(
        {"plan.yaml": app}, "127.0.0.1:0", pulse, metrics, lambda: datetime.now(UTC), woken.set
    ) as address:
        yield Offer(address, app, metrics, woken)


def delivered(rig: Rig, number: int) -> tuple[Mapping[str, str], bytes]:
    """What the service tells of this issue."""
    if isinstance(rig, GitHubRig):
        payload = {"action": "closed", "issue": {"number": number}, "sender": {"login": "anna"}}
        return rig.server.webhook(
            "issues", {**payload, "repository": {"id": 1, "full_name": PROJECT}}, SECRET
        )
    assert isinstance(rig, GitLabRig)
    told = {"object_kind": "issue", "user": {"username": "anna"}, "object_attributes": {"iid": number}}
    project = {"id": 1, "path_with_namespace": PROJECT}
    return rig.server.webhook("issue", {**told, "project": project}, SECRET, "signature")


def test_an_issue_closed_is_in_the_plan_file(tmp_path: Path, rig: Rig, monkeypatch: Patch) -> None:
    """One call, one look; nothing else asked for it."""
    plan = two_areas(tmp_path)
    assert here(tmp_path, "sync").code == 0
    anna = rig.person("anna")
    number = next(one.number for one in anna.listing().issues if one.title.startswith("[1-1]"))
    with service(tmp_path, monkeypatch) as offer:
        anna.edit_issue(number, IssuePatch(state=State.CLOSED))
        assert offer.post(rig.kind, delivered(rig, number)).status_code == 202
        assert offer.woken.is_set()
        assert "status: completed" not in plan.read_text("utf-8")
        offer.look()
        assert "status: completed" in plan.read_text("utf-8")
        figures = offer.figures
    assert 'workplan_runs_total{plan="plan.yaml",result="done"} 1.0' in figures
    assert 'workplan_changes_total{plan="plan.yaml",side="plan"}' in figures
    assert f'workplan_webhook_deliveries_total{{outcome="taken",service="{rig.kind}"}} 1.0' in figures
    assert 'workplan_requests_total{plan="plan.yaml",status="200"}' in figures
    assert "Activity" not in figures


def test_a_service_does_it_by_itself(tmp_path: Path, monkeypatch: Patch) -> None:
    """A process of its own, woken by the call; its next look by the clock is weeks away."""
    plan = two_areas(tmp_path)
    with GitHubRig(now=lambda: datetime.now(UTC)) as rig:
        aim(monkeypatch, "github", rig.server.api, token="workplan")
        told = {name: value for name, value in os.environ.items() if name.startswith("WORKPLAN_")}
        told |= {"WORKPLAN_WEBHOOK_SECRET": SECRET, "WORKPLAN_SERVICE__LISTEN": "127.0.0.1:0"}
        with Running(tmp_path, **told, WORKPLAN_SCHEDULE__SYNC="1st of the month 00:00") as running:
            address = running.until("listening")["address"]
            running.until("synced")
            anna = rig.person("anna")
            number = next(one.number for one in anna.listing().issues if one.title.startswith("[1-1]"))
            anna.edit_issue(number, IssuePatch(state=State.CLOSED))
            headers, body = delivered(rig, number)
            call = httpx.post(
                f"{address}/webhooks/github", content=body, headers=dict(headers), trust_env=False
            )
            assert call.status_code == 202
            assert running.until("synced")["reason"] == "webhook"
            assert "status: completed" in plan.read_text("utf-8")
            assert httpx.get(f"{address}/healthz", trust_env=False).status_code == 200
            running.signal(SIGTERM)
            assert running.ended() == 0


def test_health_is_answered_beside(tmp_path: Path, rig: Rig, monkeypatch: Patch) -> None:
    """By the same server."""
    two_areas(tmp_path)
    with service(tmp_path, monkeypatch) as offer:
        for path in ("/healthz", "/readyz"):
            assert httpx.get(f"{offer.address}{path}", trust_env=False).json() == {"status": "ok"}


def test_a_secret_that_is_none_is_told_at_the_start(tmp_path: Path, monkeypatch: Patch) -> None:
    """Not when the first call is refused."""
    two_areas(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKPLAN_WEBHOOK_SECRET", "tiger")
    now = datetime.now(UTC)
    pulse = Pulse([], now)
    metrics = Metrics(pulse, lambda: now)
    with (
        pytest.raises(Invalid, match="WORKPLAN_WEBHOOK_SECRET is too short"),
        offered({"a": open_app()}, "127.0.0.1:0", pulse, metrics, lambda: now, lambda: None),
    ):
        pass


def test_a_plan_on_its_own_tracker_has_no_webhooks(tmp_path: Path, monkeypatch: Patch) -> None:
    """A genuine call is for no plan here."""
    two_areas(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKPLAN_WEBHOOK_SECRET", SECRET)
    now = datetime.now(UTC)
    pulse = Pulse([], now)
    metrics = Metrics(pulse, lambda: now)
    with offered({"a": open_app()}, "127.0.0.1:0", pulse, metrics, lambda: now, lambda: None) as address:
        told = httpx.post(
            f"{address}/webhooks/github", content=b"{}", headers=github_call(b"{}"), trust_env=False
        )
    assert (told.status_code, told.text.partition(":")[0]) == (202, "Nothing to do")
    assert not (tmp_path / ".workplan").exists()
