"""One plan in a service: when it is synced, when it is left alone, and what is told of it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from filelock import FileLock

from bot.jobs import LONGEST
from bot.syncing import sync_plan
from sync.asked import Delivery, record, what_is_asked
from sync.errors import Busy
from sync.ran import good_runs
from tests.builders.cli import small_plan
from tests.builders.duties import BEGIN, Office
from tests.servers.postgres import Postgres

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = 15 * MINUTE


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Every quarter of an hour."""
    small_plan(tmp_path)
    return Office(tmp_path)


def test_each_slot_is_synced_once(office: Office) -> None:
    """At the start what is due is done; then nothing until the next quarter of an hour."""
    for minute in range(46):
        office.tick(MINUTE * bool(minute))
    assert [one["at"][11:16] for one in office.told("synced")] == ["09:01", "09:15", "09:30", "09:45"]
    assert {one["reason"] for one in office.told("synced")} == {"schedule"}
    assert office.runs == 4


@pytest.mark.parametrize(("after", "again"), [(MINUTE, 0), (QUARTER, 1)])
def test_a_new_process_knows_what_was_done(office: Office, after: timedelta, again: int) -> None:
    """The state tells, not a memory."""
    office.tick()
    office.start()
    office.tick(after)
    office.tick()
    assert office.runs == 1 + again


def test_a_sync_by_hand_counts(office: Office) -> None:
    """It did what the service would do."""
    sync_plan(office.app())
    office.tick(MINUTE)
    assert office.told("synced") == []
    office.tick(QUARTER)
    assert len(office.told("synced")) == 1


def test_a_machine_that_slept_syncs_once(office: Office) -> None:
    """However many slots went by."""
    office.tick()
    office.tick(30 * DAY)
    office.tick()
    assert office.runs == 2


def test_a_clock_that_is_set_back_repeats_nothing(office: Office) -> None:
    """What was synced under the name of a slot is not synced again when its time comes again."""
    for _ in range(4):
        office.tick(QUARTER)
    assert office.runs == 4
    office.now -= HOUR
    office.start()
    for _ in range(4):
        office.tick(QUARTER)
    assert office.runs == 4
    office.tick(QUARTER)
    assert office.runs == 5


def test_a_clock_that_was_years_ahead_holds_nothing_up(office: Office) -> None:
    """What happened in a future that never came does not count for the slots before it."""
    office.tick(3650 * DAY)
    office.now -= 3650 * DAY
    for _ in range(3):
        office.tick(QUARTER)
    assert office.runs == 4


def test_trouble_is_told_once_and_tried_again_in_time(office: Office) -> None:
    """Soon at first, then every quarter of an hour; and that it goes well again."""
    plan = office.folder / "plan.yaml"
    text = plan.read_text("utf-8")
    office.tick()
    plan.write_text(text.replace("timeframe:", "timefame:", 1), "utf-8")
    office.now += 14 * MINUTE
    for _ in range(80):
        office.tick(MINUTE)
    (failed,) = office.told("failed")
    assert (failed["plan"], failed["work"], failed["level"]) == ("gmg", "sync", "error")
    assert "timefame" in failed["trouble"]
    assert "timefame" in office.beat.trouble
    with office.app().state_reader() as state:
        moments = [one.at for one in state.failures(None)]
    waits = [(after - before) // MINUTE for before, after in pairwise(moments)]
    assert waits[:5] == [1, 2, 4, 8, 15]
    assert set(waits[4:]) == {LONGEST // MINUTE}
    plan.write_text(text, "utf-8")
    office.tick(LONGEST)
    assert (len(office.told("synced")), office.beat.trouble, office.beat.synced) == (2, "", office.now)
    plan.write_text(text.replace("timeframe:", "timefame:", 1), "utf-8")
    office.tick(QUARTER)
    assert len(office.told("failed")) == 2


def test_another_trouble_is_told_again(office: Office) -> None:
    """A new reason is news."""
    plan = office.folder / "plan.yaml"
    plan.write_text("schema: 1\nplam: 2\n", "utf-8")
    office.tick()
    plan.unlink()
    office.tick(MINUTE)
    first, second = office.told("failed")
    assert "plam" in first["trouble"]
    assert second["trouble"].startswith("There is no plan")


def test_a_plan_at_work_elsewhere_is_no_trouble(office: Office) -> None:
    """It is looked at again at the next tick."""
    with FileLock(office.app().lock_path):
        for _ in range(3):
            office.tick()
    assert (office.lines, office.beat.trouble, office.beat.running) == ([], "", None)
    office.tick()
    assert len(office.told("synced")) == 1


def ask(office: Office, id: str = "1") -> None:
    with office.app().state() as state:
        record(state, "github", [Delivery(id)], office.now)


def test_a_webhook_is_followed_by_one_sync(office: Office) -> None:
    """After a quiet moment, of which the alarm clock is told; and then nothing is asked any more."""
    office.tick()
    for number in range(5):
        office.now += timedelta(seconds=1)
        ask(office, str(number))
    assert office.tick() == office.now + timedelta(seconds=2)
    assert office.runs == 1
    assert office.tick(timedelta(seconds=2)) is None
    assert [one["reason"] for one in office.told("synced")] == ["schedule", "webhook"]
    with office.app().state_reader() as state:
        assert what_is_asked(state) is None
    office.tick(MINUTE)
    assert office.runs == 2


def test_what_is_asked_for_while_a_sync_is_at_work_waits_for_the_next(office: Office) -> None:
    """It may have come too late to be seen by that one."""
    office.tick()
    ask(office, "1")
    office.tick(5 * timedelta(seconds=1))
    ask(office, "2")
    office.tick(5 * timedelta(seconds=1))
    assert office.runs == 3


def test_a_sync_by_the_schedule_answers_what_is_asked(office: Office) -> None:
    """One look is enough for both."""
    office.tick()
    office.now += QUARTER
    ask(office)
    office.tick()
    office.tick(MINUTE)
    assert [one["reason"] for one in office.told("synced")] == ["schedule", "schedule"]


def test_a_failed_sync_leaves_what_is_asked(office: Office) -> None:
    """Until one goes well."""
    office.tick()
    plan = office.folder / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text("no plan", "utf-8")
    ask(office)
    office.tick(MINUTE)
    plan.write_text(text, "utf-8")
    office.tick(MINUTE)
    assert [one["reason"] for one in office.told("synced")] == ["schedule", "webhook"]


def test_of_two_processes_one_syncs(office: Office) -> None:
    """The other one finds it done when it has its turn, also when it had looked before."""
    other = office.another()
    office.tick()
    other.tick()
    assert office.runs == 1
    assert other.synced == office.duty.synced == "2017-05-02T09:00Z", "it does not even try"
    with pytest.raises(Busy, match="has just been at work"):
        sync_plan(office.app(), overtaken=lambda _: True)
    assert office.runs == 1


def test_three_machines_sync_each_slot_once(
    tmp_path: Path, postgres: Postgres, count: Callable[..., None]
) -> None:
    """They share the state alone, look at the same moment, and no lock of a machine keeps them apart."""
    small_plan(tmp_path)
    office = Office(tmp_path, f'[state]\nurl = "{postgres.database()}"\n')
    machines = [office.another() for _ in range(3)]
    for number, duty in enumerate(machines):
        duty.app = replace(duty.app, lock_path=tmp_path / f"machine{number}.lock")
    slots = 12
    with ThreadPoolExecutor(len(machines)) as pool:
        for _ in range(slots):
            for _ in range(2):
                list(pool.map(lambda duty: duty.tick(), machines))
            office.now += QUARTER
    with office.app().state_reader() as state:
        begun = Counter(one.begun for one in good_runs(state))
    count("slots of syncs on three machines", slots)
    count("slots synced twice or not at all", slots - sum(number == 1 for number in begun.values()))
    assert (len(begun), set(begun.values())) == (slots, {1})
    assert office.told("failed") == []


def test_who_is_asked_to_end_begins_nothing(office: Office) -> None:
    """Not even what is due."""
    office.duty.app.leave.wish()
    assert office.tick() is None
    assert office.lines == []
    assert not (office.folder / ".workplan").exists()


def test_a_process_recalls_what_went_well(office: Office) -> None:
    """The age of the last good sync is known before the first one of a process."""
    office.duty.recall()
    assert office.beat.synced is None
    office.tick()
    office.start()
    office.duty.recall()
    assert office.beat.synced == BEGIN


def test_never_means_never(tmp_path: Path) -> None:
    """Only a webhook leads to a sync then."""
    small_plan(tmp_path)
    office = Office(tmp_path, '[schedule]\nsync = "never"\n')
    office.tick(DAY)
    assert office.lines == []
    ask(office)
    office.tick(MINUTE)
    assert [one["reason"] for one in office.told("synced")] == ["webhook"]


class Monitor:
    """Somebody who waits for signs of life."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = 200
        self.url = ""


@pytest.fixture
def monitor() -> Iterator[Monitor]:
    seen = Monitor()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(self.path)
            self.send_response(seen.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        seen.url = f"http://127.0.0.1:{server.server_port}/ping/s3cret-0123456789"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield seen
        server.shutdown()
        thread.join()


def test_a_sign_of_life_after_each_good_sync(
    tmp_path: Path, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none after a bad one: its absence is what is noticed."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    small_plan(tmp_path)
    office = Office(tmp_path, f'[service]\nheartbeat = "{monitor.url}"\n')
    office.tick()
    office.tick(QUARTER)
    assert monitor.asked == ["/ping/s3cret-0123456789"] * 2
    (tmp_path / "plan.yaml").unlink()
    office.tick(QUARTER)
    assert len(monitor.asked) == 2


def test_a_sign_of_life_that_nobody_takes_is_told_once(
    tmp_path: Path, monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its address, which is a secret; and the syncs go on."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    small_plan(tmp_path)
    office = Office(tmp_path, f'[service]\nheartbeat = "{monitor.url}"\n')
    monitor.status = 500
    for _ in range(3):
        office.tick(QUARTER)
    (failed,) = office.told("failed")
    assert failed["work"] == "heartbeat"
    assert failed["trouble"] == "The address of [service] heartbeat answered 500."
    assert "s3cret" not in office.written.getvalue()
    assert (office.runs, office.beat.trouble) == (3, "")
