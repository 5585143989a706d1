"""What a service says of itself: alive, ready, how much it has done. Nothing of a plan, and no secret."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.app import open_app
from bot.serving.pulse import Pulse
from bot.web.health import PATIENCE, STILL, STUCK, Health
from bot.web.metrics import Metrics
from bot.web.readiness import Readiness
from bot.web.serving import serve
from bot.web.site import site
from mappings.snapshot import Side
from sync.changes import Step, StepKind
from sync.forges.line import Answer
from sync.report import Outcome, Report, Result
from tests.builders.cli import here, small_plan

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    at = NOW

    def __call__(self) -> datetime:
        return self.at


class Service:
    """One that runs two plans; `get` asks it over HTTP."""

    def __init__(self, troubles: Mapping[str, Callable[[], str]], patience: float) -> None:
        self.clock = Clock()
        self.pulse = Pulse(["gmg", "unnm"], NOW)
        self.metrics = Metrics(self.pulse, self.clock)
        self.health = Health(self.pulse, self.metrics, troubles, self.clock, patience)
        self.client = httpx.Client(trust_env=False)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)


@contextmanager
def running(
    troubles: Mapping[str, Callable[[], str]] | None = None, patience: float = PATIENCE
) -> Iterator[Service]:
    service = Service(troubles or {}, patience)
    with serve(site(service.health.routes), "127.0.0.1:0") as address, service.client:
        service.client.base_url = httpx.URL(address)
        yield service


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as opened:
        yield opened


# -- alive


def test_it_is_alive_while_the_schedule_is_looked_at(service: Service) -> None:
    """Whatever the runs came to: a service is not restarted because GitHub is down."""
    service.pulse.failed("gmg", "GitHub gave no answer.")
    service.clock.at += STILL
    told = service.get("/healthz")
    assert (told.status_code, told.json()) == (200, {"status": "ok"})


def test_it_is_not_when_one_schedule_stands_still(service: Service) -> None:
    """Of several plans one is enough: whoever looks after the service restarts it."""
    service.clock.at += STILL + MINUTE
    service.pulse.ticked("gmg", service.clock.at)
    told = service.get("/healthz")
    assert told.status_code == 503
    assert told.json() == {"status": "trouble", "plans": {"unnm": "The schedule stands still."}}


def test_it_is_not_when_a_sync_hangs(service: Service) -> None:
    """Its plan's schedule is looked at all the same; what gets on, however long it takes, does not hang."""
    service.pulse.began("gmg", service.clock.at)
    service.clock.at += STUCK
    service.pulse.got_on("gmg", service.clock.at)
    for late, code in ((STUCK, 200), (STUCK + MINUTE, 503)):
        moment = service.clock.at
        service.clock.at += late
        for plan in ("gmg", "unnm"):
            service.pulse.ticked(plan, service.clock.at)
        told = service.get("/healthz")
        assert told.status_code == code
        service.clock.at = moment
    assert told.json() == {
        "status": "trouble",
        "plans": {"gmg": "A sync is at work, and has done nothing for three hours."},
    }


# -- ready


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_plan(tmp_path)
    assert here(tmp_path, "sync").code == 0
    return tmp_path


@pytest.fixture
def plan(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Readiness:
    monkeypatch.chdir(folder)
    return Readiness(open_app())


def test_a_plan_is_ready_when_it_and_its_state_can_be_read(plan: Readiness) -> None:
    """Also before there is any state."""
    assert plan.trouble() == ""


def test_mistakes_in_a_plan_are_counted_not_shown(plan: Readiness, folder: Path) -> None:
    """Whoever can ask for health may not be one who reads the plan."""
    good = (folder / "plan.yaml").read_text("utf-8")
    (folder / "plan.yaml").write_text(good.replace("title:", "titel:"), "utf-8")
    said = plan.trouble()
    assert said.startswith("plan.yaml has ")
    assert said.endswith(" mistakes: workplan check tells them.")
    assert "titel" not in said
    (folder / "plan.yaml").write_text(good, "utf-8")
    assert plan.trouble() == ""


def test_a_plan_that_is_gone_is_told(plan: Readiness, folder: Path) -> None:
    """And looked for again each time."""
    good = (folder / "plan.yaml").read_bytes()
    (folder / "plan.yaml").unlink()
    assert "plan.yaml" in plan.trouble()
    (folder / "plan.yaml").write_bytes(good)
    assert plan.trouble() == ""


def test_a_plan_that_nobody_changed_is_not_read_again(plan: Readiness, folder: Path) -> None:
    """Large ones take a second, and health is asked for every few seconds."""
    path = folder / "plan.yaml"
    assert plan.trouble() == ""
    told = path.stat()
    other = folder / "other.yaml"
    path.rename(other)
    text = other.read_bytes()
    other.write_bytes(b"?" * len(text))  # the same file, as far as its stamp tells
    os.utime(other, ns=(told.st_atime_ns, told.st_mtime_ns))
    other.rename(path)
    assert plan.trouble() == ""


def test_a_state_that_can_not_be_read_is_told(plan: Readiness, folder: Path) -> None:
    """In the words that a sync would use."""
    (folder / ".workplan" / "state.db").write_bytes(b"my own notes" * 400)
    assert "is not a state of workplan" in plan.trouble()


def test_readiness_names_each_plan_in_trouble(plan: Readiness) -> None:
    """With a status that takes it out of service."""
    with running({"gmg": plan.trouble, "unnm": lambda: "Its plan is gone."}) as service:
        told = service.get("/readyz")
    assert told.status_code == 503
    assert told.json() == {"status": "trouble", "plans": {"unnm": "Its plan is gone."}}


def test_it_is_ready_when_nothing_is_wrong(plan: Readiness) -> None:
    """Health and webhooks are asked of the same server."""
    with running({"gmg": plan.trouble}) as service:
        told = service.get("/readyz")
    assert (told.status_code, told.json()) == (200, {"status": "ok"})


def test_a_state_that_hangs_is_asked_once(plan: Readiness) -> None:
    """Probes come every few seconds, and each would leave a thread behind."""
    asked, go_on = [], threading.Event()

    def hangs() -> str:
        asked.append(None)
        go_on.wait(20)
        return ""

    with running({"gmg": hangs}, patience=0.05) as service:
        told = [service.get("/readyz") for _ in range(3)]
        assert {one.status_code for one in told} == {503}
        assert told[0].json()["plans"] == {"gmg": "Its state or its plan file can't be read in time."}
        assert len(asked) == 1
        assert service.get("/healthz").status_code == 200
        go_on.set()


# -- figures


def figures(service: Service) -> dict[str, float]:
    told = service.get("/metrics")
    assert told.status_code == 200
    assert told.headers["content-type"].startswith("text/plain; version=")
    lines = [line.rpartition(" ") for line in told.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines if not name.endswith("_created")}


def test_before_the_first_run_there_is_only_the_version(service: Service) -> None:
    """Nothing is made up; of Python and its process nothing is told."""
    assert [name.partition("{")[0] for name in figures(service)] == ["workplan_build_info"]


def test_runs_are_counted_by_their_result(service: Service) -> None:
    """With what they wrote and how much there is; a bad end has no report."""
    step = Step(StepKind.EDIT, Side.PLAN, "a", "title", "x", "y")
    report = Report(mirrored=12, outcomes=[Outcome(step, Result.DONE), Outcome(step, Result.FAILED)])
    service.metrics.ran("gmg", 1, report)
    service.metrics.ran("gmg", 69)
    service.metrics.ran("gmg", 69)
    found = figures(service)
    assert found['workplan_runs_total{plan="gmg",result="failed"}'] == 1
    assert found['workplan_runs_total{plan="gmg",result="no answer"}'] == 2
    assert found['workplan_items{plan="gmg"}'] == 12
    assert found['workplan_changes_total{plan="gmg",side="plan"}'] == 1


def test_requests_and_what_is_left_of_them_are_told(service: Service) -> None:
    """As the service counts them; GitHub and GitLab call it differently."""
    for left in ("4999", "4998"):
        service.metrics.answered("gmg", Answer(200, {"x-ratelimit-remaining": left}, None))
    service.metrics.answered("gmg", Answer(403, {"x-ratelimit-remaining": "0"}, None))
    service.metrics.answered("unnm", Answer(304, {"ratelimit-remaining": "1999"}, None))
    service.metrics.answered("unnm", Answer(304, {}, None))
    found = figures(service)
    assert found['workplan_requests_total{plan="gmg",status="200"}'] == 2
    assert found['workplan_limit_left{plan="gmg"}'] == 0
    assert found['workplan_requests_total{plan="unnm",status="304"}'] == 2
    assert found['workplan_limit_left{plan="unnm"}'] == 1999


def test_the_age_of_the_last_good_sync_grows_by_itself(service: Service) -> None:
    """An alarm goes by it; while there was no sync, there is no age."""
    service.pulse.went_well("gmg", NOW)
    service.clock.at += 90 * MINUTE
    service.pulse.failed("gmg", "GitHub gave no answer.")
    found = figures(service)
    assert found['workplan_last_good_sync_age_seconds{plan="gmg"}'] == 5400
    assert 'workplan_last_good_sync_age_seconds{plan="unnm"}' not in found


def test_digests_and_webhooks_are_counted(service: Service) -> None:
    """By what became of them."""
    service.metrics.digest("gmg", "sent")
    service.metrics.delivered("github", "taken")
    found = figures(service)
    assert found['workplan_digests_total{outcome="sent",plan="gmg"}'] == 1
    assert found['workplan_webhook_deliveries_total{outcome="taken",service="github"}'] == 1


def test_two_services_in_a_process_don_t_share_figures(service: Service) -> None:
    """As in tests, and as nothing is left of an earlier one."""
    Metrics(service.pulse, service.clock).ran("gmg", 0)
    assert not [name for name in figures(service) if name.startswith("workplan_runs")]
