"""Every fault at every kind of request to Slack: never two messages, and none missing after the next run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.posts.sending import send
from sync.ledger import SETTLED, State
from tests.builders.newsroom import Newsroom
from tests.servers.simtime import MachineClock
from tests.servers.slack_world import ALL_SCOPES
from tests.servers.wire import FaultKind, Request, Response

BEFORE = (FaultKind.DROP_BEFORE, FaultKind.STATUS_BEFORE, FaultKind.HTML)
AFTER = (FaultKind.DROP_AFTER, FaultKind.STATUS_AFTER, FaultKind.CUT)


def is_reply(request: Request) -> bool:
    return bool(request.data and request.data.get("thread_ts"))


def is_head(request: Request) -> bool:
    return not is_reply(request)


KINDS = {
    "head": ("chat.postMessage", is_head),
    "reply": ("chat.postMessage", is_reply),
    "address": ("files.getUploadURLExternal", lambda _: True),
    "bytes": ("upload/v1", lambda _: True),
    "share": ("files.completeUploadExternal", lambda _: True),
}


FAULTS = [(kind, status) for kind in BEFORE + AFTER for status in ((500, 503) if "status" in kind else (0,))]
each_request = pytest.mark.parametrize("name", KINDS)


@each_request
def test_one_fault(room: Newsroom, name: str) -> None:
    """Each fault in a week of its own: the run itself finds out what is there, and sends what is not."""
    path, asks = KINDS[name]
    for week, (kind, status) in enumerate(FAULTS, 1):
        fault = room.slack.fail(kind, path=path, asks=asks, status=status)
        assert room.send().code == 0
        assert fault.hits == 1
        room.whole(heads=week)
        room.a_week_later()


@each_request
def test_the_same_fault_again_and_again(room: Newsroom, name: str) -> None:
    """For a whole run: then it says so, and the next run completes what is there."""
    path, asks = KINDS[name]
    for week, kind in enumerate(BEFORE + AFTER, 1):
        fault = room.slack.fail(kind, path=path, asks=asks, times=99)
        assert room.send().code in (0, 69)
        room.slack.faults.remove(fault)
        room.time.advance(minutes=10)
        assert room.send().code == 0
        room.whole(heads=week)
        room.a_week_later()


@pytest.mark.parametrize("name", ["head", "reply", "share"])
def test_unclear_and_nobody_can_look(room: Newsroom, name: str) -> None:
    """Then none rather than two; it is told, and found as soon as somebody can."""
    path, asks = KINDS[name]
    for week, kind in enumerate(AFTER, 1):
        room.slack.fail(kind, path=path, asks=asks)
        blind = room.slack.fail(FaultKind.DROP_BEFORE, path=r"conversations\.", times=99)
        ran = room.send()
        assert ran.code == 69
        assert "is not posted again" in ran.text
        (part,) = room.account.troubled
        assert part.state is State.UNKNOWN
        room.slack.faults.remove(blind)
        room.time.advance(minutes=30)
        assert room.send().code == 0
        room.whole(heads=week)
        room.a_week_later()


def test_a_missing_scope_for_looking(room: Newsroom) -> None:
    """The scope is named; with it the message is adopted, and the thread follows."""
    room.slack.add_token("xoxb-1234567890-secret", set(ALL_SCOPES) - {"channels:history"})
    room.slack.fail(FaultKind.DROP_AFTER, path="chat.postMessage")
    ran = room.send()
    assert (ran.code, "lacks the scope channels:history" in ran.text) == (64, True)
    room.time.advance(hours=1)
    assert room.send().code == 64
    assert len(room.channel.messages) == 1
    room.slack.add_token("xoxb-1234567890-secret")
    assert room.send().code == 0
    room.whole()


def test_what_is_still_on_its_way_is_waited_for(room: Newsroom) -> None:
    """Slack takes a message half a minute after the connection has ended: it is found, not sent again."""
    real, held = room.slack.answer, list[Request]()

    def slow(request: Request) -> Response:
        if held and room.time() - began >= timedelta(seconds=30):
            real(held.pop())
        if "chat.postMessage" in request.path and is_head(request):
            held.append(request)
            return Response(504, b"")
        return real(request)

    began = room.time()
    room.slack.answer = slow  # type: ignore[method-assign]
    assert room.send().code == 0
    room.slack.answer = real  # type: ignore[method-assign]
    room.whole()


def test_a_limit_for_an_hour(room: Newsroom) -> None:
    """The run does not wait for so long: it says how long Slack asks for, and the next one posts."""
    room.slack.silent_until = room.time() + timedelta(hours=1)
    ran = room.send()
    assert ran.code == 69
    assert "asks to wait 60 minutes. Nothing was posted." in ran.text
    assert room.time() - (room.slack.silent_until - timedelta(hours=1)) < timedelta(minutes=3)
    assert len(room.slack.requests()) == 2  # looked for an earlier one, as nothing was known; and tried
    room.time.advance(hours=1)
    assert room.send().code == 0
    room.whole()


def test_a_limit_of_seconds(room: Newsroom) -> None:
    """It is waited for."""
    busy = Response(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "30"})
    room.slack.fail(FaultKind.REPLY, path="chat.postMessage", response=busy, times=3)
    assert room.send().code == 0
    room.whole()


def test_slack_is_down_for_a_day(room: Newsroom) -> None:
    """Each run says so, and the first after it posts."""
    fault = room.slack.fail(FaultKind.STATUS_BEFORE, times=9999, status=503)
    for _ in range(6):
        assert room.send().code == 69
        room.time.advance(hours=4)
    room.slack.faults.remove(fault)
    assert room.send().code == 0
    room.whole()


@pytest.mark.parametrize("word", ["internal_error", "fatal_error"])
def test_slack_does_not_know_itself(room: Newsroom, word: str) -> None:
    """These words say that it may be there."""
    said = Response(200, {"ok": False, "error": word})
    room.slack.fail(FaultKind.REPLY, path="chat.postMessage", response=said)
    assert room.send().code == 0
    room.whole()


@pytest.mark.parametrize("ahead", [timedelta(hours=20), timedelta(days=3)])
@pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER])
def test_a_clock_that_is_set_right_while_an_answer_is_missing(
    room: Newsroom, kind: FaultKind, ahead: timedelta
) -> None:
    """What it was sent at by the wrong clock neither hides it nor keeps anybody waiting for hours."""
    room.send()
    room.a_week_later()
    clock, waited = MachineClock(room.time), list[float]()
    clock.ahead = ahead

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        assert sum(waited) < 2 * SETTLED.total_seconds()
        room.time.sleep(seconds)

    def drop(request: Request) -> bool:
        clock.ahead = timedelta()
        return is_head(request)

    room.slack.fail(kind, path="chat.postMessage", asks=drop)
    assert send(room.app, due=False, now=clock, sleep=sleep, content=room.words).code == 0
    room.whole(heads=2)
