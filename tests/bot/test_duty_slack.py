"""What a service posts to Slack: each digest once, after its sync; and once that nothing could be synced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from sync.ledger import Account
from sync.postings import read_account
from tests.builders.cli import here, small_plan
from tests.builders.duties import BEGIN, Office
from tests.servers.slack import SlackServer
from tests.servers.slack_world import Channel

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = 15 * MINUTE
MONDAY = BEGIN.replace(day=8, minute=0)
TOKEN = "xoxb-1234567890-secret"


class Newsroom(Office):
    """An office whose plan has a channel. Its first sync was on the Tuesday before."""

    def __init__(self, folder: Path, slack: SlackServer, schedule: str = "") -> None:
        self.slack = slack
        slack.now = self.clock
        slack.add_token(TOKEN)
        slack.add_channel("gmg")
        small_plan(folder)
        super().__init__(
            folder,
            f'[slack]\nchannel = "#gmg"\nurl = "{slack.api}"\n[schedule]\ntimezone = "UTC"\n{schedule}',
        )
        self.tick()

    @property
    def channel(self) -> Channel:
        return self.slack.channel("gmg")

    @property
    def heads(self) -> list[str]:
        return [one.text for one in self.channel.heads]

    def spoil(self) -> str:
        """The plan file can't be read; what it said before."""
        path = self.folder / "plan.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("timeframe:", "timefame:", 1), "utf-8")
        return text

    def mend(self, text: str) -> None:
        (self.folder / "plan.yaml").write_text(text, "utf-8")


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("WORKPLAN_SLACK_TOKEN", TOKEN)
    with SlackServer() as server:
        yield server


@pytest.fixture
def room(tmp_path: Path, slack: SlackServer) -> Newsroom:
    return Newsroom(tmp_path, slack)


def test_a_digest_is_posted_once_after_the_sync_of_its_moment(room: Newsroom) -> None:
    """Not before its time, and not again: by a later tick, a new process, or when the clock is set back."""
    room.now = MONDAY - MINUTE
    room.tick()
    assert room.heads == []
    room.tick(MINUTE)
    assert len(room.heads) == 1
    assert [line["event"] for line in room.lines[-2:]] == ["synced", "digest"]
    assert "Posted in #gmg: the digest of 8 May 2017, 09:00." in room.told("digest")[0]["said"]
    assert room.metrics.text().count(b'workplan_digests_total{outcome="posted",plan="gmg"} 1.0') == 1
    room.slack.forget()
    room.tick(QUARTER)
    room.start()
    room.tick(QUARTER)
    room.now -= HOUR
    room.start()
    for _ in range(6):
        room.tick(QUARTER)
    assert (len(room.heads), room.slack.requests()) == (1, [])
    room.now = MONDAY + 7 * DAY
    room.tick()
    assert len(room.heads) == 2


def test_a_digest_that_was_due_while_nobody_was_there_comes_late(room: Newsroom) -> None:
    """Once, and it says so."""
    room.now = MONDAY + 5 * HOUR
    room.start()
    room.tick()
    room.tick(MINUTE)
    (head,) = room.channel.heads
    assert "was due on" in str(head.blocks)
    assert "comes late" in str(head.blocks)


def test_two_processes_post_one_digest(room: Newsroom) -> None:
    """Of replicas, whichever comes first."""
    others = [room.another() for _ in range(3)]
    room.now = MONDAY
    for duty in (*others, room.duty):
        duty.tick()
    room.now += MINUTE
    for duty in (*others, room.duty):
        duty.tick()
    assert len(room.heads) == 1


def test_a_digest_waits_for_the_sync_of_another_process(room: Newsroom) -> None:
    """For some minutes: then it is told without it."""
    room.now = MONDAY
    with FileLock(room.app().lock_path):
        for _ in range(10):
            room.tick()
            assert room.heads == []
            room.now += MINUTE
        room.tick()
    assert len(room.heads) == 1


def test_a_plan_that_can_not_be_synced_has_a_digest_all_the_same(room: Newsroom) -> None:
    """Silence would look like nothing to do."""
    room.now = MONDAY - HOUR
    room.tick()
    text = room.spoil()
    room.tick(HOUR)
    assert ["can't be read" in head for head in room.heads] == [True]
    assert [one["work"] for one in room.told("failed")] == ["sync", "digest"]
    room.mend(text)
    room.tick(QUARTER)
    assert len(room.heads) == 2
    assert "can't be read" not in room.heads[1]


def test_slack_that_is_away_for_a_while(room: Newsroom) -> None:
    """That is said once in the log, it is not asked all the time, and the digest comes when it is back."""
    room.slack.silent_until = MONDAY + HOUR
    room.now = MONDAY
    for _ in range(60):
        room.tick()
        room.now += MINUTE
    assert [one["work"] for one in room.told("failed")] == ["digest"]
    (failed,) = re.findall(rb'digests_total{outcome="failed",plan="gmg"} (\d+)', room.metrics.text())
    assert 4 < int(failed) < 9
    room.tick()
    assert len(room.heads) == 1


def test_without_a_token_the_plan_is_synced_all_the_same(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whoever reads the log knows from the first minute on."""
    monkeypatch.delenv("WORKPLAN_SLACK_TOKEN")
    room.start()
    for _ in range(8):
        room.tick(QUARTER)
    (failed,) = room.told("failed")
    assert "WORKPLAN_SLACK_TOKEN" in failed["trouble"] or "token" in failed["trouble"]
    assert room.runs == 9


def no_digest(folder: Path, slack: SlackServer) -> Newsroom:
    return Newsroom(folder, slack, 'digest = "never"\n')


def test_a_day_without_a_sync_is_said_once(tmp_path: Path, slack: SlackServer) -> None:
    """Since when, and why; a new process knows that it was said, and another outage is another message."""
    room = no_digest(tmp_path, slack)
    text = room.spoil()
    for _ in range(11):
        room.tick(2 * HOUR)
    assert room.heads == []
    for _ in range(24):
        room.tick(2 * HOUR)
    assert room.heads == ["GMG plan: Nothing is synced since 2 May 2017, 09:01."]
    assert "timefame" in str(room.channel.heads[0].blocks)
    room.start()
    slack.forget()
    room.tick(DAY)
    assert (len(room.heads), slack.requests()) == (1, [])
    room.mend(text)
    room.tick(QUARTER)
    room.spoil()
    for _ in range(3):
        room.tick(DAY)
    assert len(room.heads) == 2


def test_another_run_that_never_ends_is_told(tmp_path: Path, slack: SlackServer) -> None:
    """In the log after an hour, in the channel after a day: once each."""
    room = no_digest(tmp_path, slack)
    with FileLock(room.app().lock_path):
        for _ in range(50):
            room.tick(HOUR)
            assert len(room.heads) == (room.now > BEGIN + DAY + QUARTER)
    assert "Another run" in str(room.channel.heads[0].blocks)
    assert [one["trouble"][:11] for one in room.told("failed")] == ["Another run"]
    room.tick(QUARTER)
    assert room.beat.trouble == ""


def test_that_nothing_is_synced_is_said_when_slack_is_back(tmp_path: Path, slack: SlackServer) -> None:
    """Also by a process that was started meanwhile."""
    room = no_digest(tmp_path, slack)
    room.spoil()
    room.slack.silent_until = BEGIN + 2 * DAY
    for _ in range(6):
        room.tick(6 * HOUR)
    room.start()
    for _ in range(6):
        room.tick(6 * HOUR)
    assert len(room.heads) == 1


def test_what_is_said_of_an_outage_is_no_digest(
    tmp_path: Path, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`status` knows of none, and the next digest is the first."""
    room = Newsroom(tmp_path, slack)
    text = room.spoil()
    for _ in range(3):
        room.tick(DAY)
    assert len(room.heads) == 1
    with room.app().state_reader() as state:
        assert read_account(state) == Account()
        assert len(read_account(state, notices=True).slots) == 1
    room.mend(text)
    room.tick(DAY)
    monkeypatch.chdir(tmp_path)
    assert "Last digest" not in here(tmp_path, "status").out
    room.now = MONDAY
    room.tick()
    assert len(room.heads) == 2
    assert "Last digest" in here(tmp_path, "status").out


def test_a_machine_that_was_off_has_no_outage(tmp_path: Path, slack: SlackServer) -> None:
    """The first sync after it goes well."""
    room = no_digest(tmp_path, slack)
    room.tick(3 * DAY)
    assert room.heads == []
