"""Several that would post the same digest: one of them does, and where it dies another goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.app import App
from bot.posts.sending import send
from sync.errors import Busy
from sync.ledger import Slot, Stage
from sync.memory import StartRun
from sync.postings import TERM, Claim
from sync.state import State
from tests.builders.newsroom import MONDAY, Newsroom
from tests.servers.postgres import Postgres
from tests.servers.wire import Request, Response


def test_two_at_once_on_one_machine(room: Newsroom) -> None:
    """While the first posts, the second leaves with 75 and asks Slack nothing."""
    real, seen = room.slack.answer, list[int]()

    def answer(request: Request) -> Response:
        room.slack.answer = real  # type: ignore[method-assign]
        asked = len(room.slack.log)
        with pytest.raises(Busy, match="at work on this plan"):
            room.send()
        seen.append(len(room.slack.log) - asked)
        return real(request)

    room.slack.answer = answer  # type: ignore[method-assign]
    assert room.send().code == 0
    assert seen == [0]
    room.whole()


def claimed(room: Newsroom, stage: Stage = Stage.OPEN) -> None:
    """Another machine has the turn."""
    with room.state() as state:
        claim = Claim(state, Slot("2017-05-01T09:00", MONDAY), "other machine", room.time)
        claim.take()
        if stage is Stage.DONE:
            claim.done()
            claim.release()


def test_another_machine_is_at_work(room: Newsroom) -> None:
    """Until its turn has ended without a word: then it died, and this one goes on."""
    claimed(room)
    with pytest.raises(Busy, match="Another run is posting this digest"):
        room.send()
    room.time.advance(seconds=TERM.total_seconds() - 1)
    with pytest.raises(Busy, match="Another run is posting this digest"):
        room.send()
    room.time.advance(seconds=1)
    assert room.send().code == 0
    room.whole()


def test_another_machine_was_quicker(room: Newsroom) -> None:
    """What is done between the look and the claim is not done again."""
    calls = count(1)

    def clock() -> datetime:
        if next(calls) == 2:  # the slot was found to be due
            claimed(room, Stage.DONE)
        return room.time()

    app = replace(room.app, clock=clock)
    ran = send(app, due=True, now=room.time, sleep=room.time.sleep, content=room.words)
    assert ran.text.startswith("The digest of 1 May 2017, 09:00 is posted already.")
    assert room.channel.messages == []


def test_a_turn_that_was_lost(room: Newsroom) -> None:
    """Whoever was held up for too long, and was overtaken, sends nothing more."""
    real = room.slack.answer

    def answer(request: Request) -> Response:
        room.slack.answer = real  # type: ignore[method-assign]
        room.time.advance(minutes=6)
        claimed(room)
        return real(request)

    room.slack.answer = answer  # type: ignore[method-assign]
    assert room.send(due=False).code == 75
    room.time.advance(minutes=6)
    assert len(room.channel.messages) <= 1
    assert room.send().code == 0
    room.whole()


def test_three_machines_with_one_database(room: Newsroom, tmp_path: Path, postgres: Postgres) -> None:
    """All try at the same time, week after week: one posts, and the others leave or find it there."""
    url = postgres.database()
    room.slack.paced = False
    state = State(url)
    state.commit([StartRun(1, datetime(2017, 4, 30, tzinfo=UTC), "w", "p", "gmg")])
    apps = [replace(room.app, state_url=url, lock_path=tmp_path / name / "lock") for name in "abc"]

    def attempt(app: App) -> int:
        try:
            return send(app, due=True, now=room.time, sleep=room.time.sleep, content=room.words).code
        except Busy as busy:
            return busy.code

    with ThreadPoolExecutor(3) as pool:
        for week in range(1, 4):
            codes = set(pool.map(attempt, apps))
            assert 0 in codes
            assert codes <= {0, 75}
            assert len(room.channel.heads) == week
            assert len(room.channel.messages) == week * 4
            room.a_week_later()
