"""When a digest is due, late, or missed; what its readers know; and what is said where there can be none."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from bot.app import App
from bot.digests.data import Digest
from bot.posts.posting import Posting
from sync.errors import Invalid
from tests.builders.newsroom import MONDAY, TOKEN, Newsroom
from tests.servers.wire import FaultKind


def test_a_lost_state(room: Newsroom) -> None:
    """Who knows of no digest looks in the channel first, and takes over what is there, thread and all."""
    room.send()
    for path in (room.folder / ".workplan").glob("state.db*"):
        path.unlink()
    assert room.send(due=False).code == 0
    assert len(room.channel.messages) == 4
    assert room.channel.heads[0].edits == 1


def test_late(room: Newsroom) -> None:
    """An hour after its time, as the service was down: once, and it says so; what was on time does not."""
    late = list[object]()

    def content(app: App, digest: Digest) -> Sequence[Posting]:
        late.append(digest.late)
        return room.words(app, digest)

    room.slack.fail(FaultKind.STATUS_BEFORE, path="files", times=3, status=503)
    room.time.advance(minutes=59)
    assert room.send(content=content).code == 69
    room.time.advance(minutes=59)
    assert room.send(content=content).code == 0
    room.whole()
    room.a_week_later()
    room.time.advance(hours=1)
    room.send(content=content)
    room.whole(heads=2)
    assert late == [None, None, date(2017, 5, 8)]


def test_missed(room: Newsroom) -> None:
    """After half a week it is left out; so are all that were due meanwhile, and that is told."""
    room.send()
    room.time.at = MONDAY + timedelta(days=7 * 4 + 4)
    room.slack.forget()
    ran = room.send()
    assert (
        "The digest of 29 May 2017, 09:00 was missed by too long, and is left out. The next one is due"
        in (ran.text)
    )
    assert (ran.code, room.slack.requests()) == (0, [])
    assert [one.due.day for one in room.account.missed] == [8, 15, 22, 29]
    room.time.at = MONDAY + timedelta(days=7 * 5)
    room.send()
    assert room.account.missed == ()
    room.whole(heads=2)


def test_half_posted_and_too_late(room: Newsroom) -> None:
    """It is left as it is, and Slack is asked for nothing."""
    room.slack.fail(
        FaultKind.STATUS_BEFORE, asks=lambda one: bool((one.data or {}).get("thread_ts")), times=99
    )
    assert room.send().code == 69
    room.time.advance(days=4)
    room.slack.forget()
    assert room.send().code == 0
    assert room.slack.requests() == []
    assert room.account.troubled


def test_before_the_first_sync(room: Newsroom) -> None:
    """What was due then is no business of this plan's; on purpose it is posted all the same."""
    room.time.at = MONDAY - timedelta(days=3)
    assert "was due before the plan was synced first" in room.send().text
    assert room.send(due=False).code == 0
    assert len(room.channel.heads) == 1


def test_nothing_to_tell(room: Newsroom) -> None:
    """Silence is kept for the whole week, also when there is news on Tuesday."""
    room.words.channels = ()
    assert room.send().text == "There is nothing to tell. Nothing was posted.\n"
    room.words.channels = ("#gmg",)
    room.time.advance(days=1)
    room.send()
    assert room.channel.messages == []


def test_an_unreadable_plan(room: Newsroom) -> None:
    """The channel reads so once; when it is mended, the digest follows."""
    plan = room.folder / "plan.yaml"
    good = plan.read_text()
    plan.write_text(good.replace("schema: 1", "schema: one"))
    for _ in range(2):
        with pytest.raises(Invalid):
            room.send()
        room.time.advance(minutes=10)
    assert len(room.channel.messages) == 1
    plan.write_text(good)
    assert room.send().code == 0
    assert [one.text for one in room.channel.heads][1:] == ["The digest"]


def test_what_readers_know_is_remembered_with_the_message(room: Newsroom) -> None:
    """The next digest follows on the one that was posted, late or not; one that failed hides nothing."""
    room.slack.revoked.add(TOKEN)
    room.send()
    with room.state() as state:
        assert state.load().digests == {}
    room.slack.revoked.clear()
    room.time.advance(days=2)
    room.send()
    with room.state() as state:
        assert [day.day for day in state.load().digests] == [3]
    seen = list[datetime]()
    room.a_week_later()
    room.send(content=lambda app, digest: seen.append(digest.since) or room.words(app, digest))  # type: ignore
    assert [one.day for one in seen] == [3]
    room.time.advance(days=1)
    room.words.head = "Corrected"
    room.send(due=False, content=lambda app, digest: seen.append(digest.since) or room.words(app, digest))  # type: ignore
    assert [one.day for one in seen] == [3, 3]
    with room.state() as state:
        assert [day.day for day in state.load().digests] == [3, 8]


def test_an_old_copy_of_the_state(room: Newsroom) -> None:
    """Of a machine that was set back to yesterday nobody tells it: what comes late is looked for first."""
    room.send()
    state, copy = room.folder / ".workplan", room.folder / "copy"
    shutil.copytree(state, copy)
    room.a_week_later()
    room.send()
    shutil.rmtree(state)
    copy.rename(state)
    room.time.advance(hours=1)
    assert room.send().code == 0
    room.whole(heads=2)
