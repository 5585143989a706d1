"""What a service knows of itself: the last word of each plan's runs counts."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from bot.serving.pulse import Beat, Pulse

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)


def test_a_plan_begins_without_a_sync() -> None:
    """Nothing is claimed that nobody has seen."""
    assert Pulse(["gmg"], NOW).beats == {"gmg": Beat(NOW)}


def test_a_run_is_at_work_until_it_ends() -> None:
    """Well or badly."""
    pulse = Pulse(["gmg"], NOW)
    pulse.began("gmg", NOW)
    assert pulse.beats["gmg"].running == NOW
    pulse.went_well("gmg", LATER)
    assert pulse.beats["gmg"] == Beat(NOW, synced=LATER)


def test_trouble_stays_until_a_run_goes_well() -> None:
    """And takes nothing away from what was known of the last good one."""
    pulse = Pulse(["gmg"], NOW)
    pulse.recalled("gmg", NOW)
    pulse.began("gmg", LATER)
    pulse.failed("gmg", "GitHub gave no answer.")
    assert pulse.beats["gmg"] == Beat(NOW, synced=NOW, trouble="GitHub gave no answer.")
    pulse.went_well("gmg", LATER)
    assert pulse.beats["gmg"].trouble == ""


def test_threads_overwrite_nothing_of_each_other() -> None:
    """The scheduler ticks while a run ends."""
    pulse = Pulse(["gmg", "unnm"], NOW)

    def beat(plan: str) -> None:
        for minute in range(300):
            pulse.ticked(plan, NOW + timedelta(minutes=minute))
            pulse.went_well(plan, NOW + timedelta(minutes=minute))

    threads = [threading.Thread(target=beat, args=(plan,)) for plan in ("gmg", "unnm")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    end = NOW + timedelta(minutes=299)
    assert pulse.beats == {plan: Beat(end, synced=end) for plan in ("gmg", "unnm")}
