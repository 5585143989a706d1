"""A digest is posted once, corrected in place, and completed where it was left half done."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import yaml

from bot.app import App
from bot.digest_data import Digest
from bot.posting import Posting
from bot.sending import send
from bot.text.slack import SCOPES
from sync.errors import Busy, Invalid
from sync.ledger import Slot, Stage
from sync.ledger import State as Stands
from sync.memory import StartRun
from sync.postings import TERM, Claim
from sync.state import State
from tests.builders.docs import document, fences
from tests.builders.newsroom import MONDAY, TOKEN, Newsroom
from tests.servers.postgres import Postgres
from tests.servers.slack_world import ALL_SCOPES
from tests.servers.wire import FaultKind, Request, Response


def test_a_digest(room: Newsroom) -> None:
    """The message with its key, the thread below it, the picture with its words; nothing unfurls."""
    ran = room.send()
    assert (ran.code, ran.text) == (0, "Posted in #gmg: the digest of 1 May 2017, 09:00.\n")
    head = room.whole()
    assert head.metadata == {
        "event_type": "workplan_digest",
        "event_payload": {"run_key": "gmg 2017-05-01T09:00 gmg head"},
    }
    assert not any(one.unfurls for one in room.channel.messages if not one.files)
    (file,) = room.channel.messages[-1].files
    assert (file.alt, file.title) == ("Half is done", "Progress")


def test_at_most_four_calls_and_the_picture(room: Newsroom) -> None:
    """Once something is known, nothing is looked up; and Slack is not asked faster than it likes."""
    room.send()
    room.a_week_later()
    room.slack.forget()
    room.send()
    assert [(one.request.path.rpartition("/")[2], one.status) for one in room.slack.requests()][:3] == [
        ("chat.postMessage", 200)
    ] * 3
    assert len(room.slack.requests()) == 6


def test_again_on_purpose(room: Newsroom) -> None:
    """Without a change nothing is done; what has changed is edited in place."""
    room.send(due=False)
    room.slack.forget()
    assert room.send(due=False).text == (
        "Nothing to do in #gmg: the digest of 1 May 2017, 09:00 is there already.\n"
    )
    assert room.slack.requests() == []
    room.words.head, room.words.thread = "Corrected", ("List 1", "Other list")
    assert room.send(due=False).text == "Corrected in #gmg: the digest of 1 May 2017, 09:00.\n"
    assert len(room.slack.requests()) == 2
    head = room.whole()
    assert head.edits == 1
    assert head.metadata is not None


def test_a_correction_with_a_longer_or_shorter_thread(room: Newsroom) -> None:
    """What is more is added; what is less says that nothing stands there, once."""
    room.send()
    room.words.thread = ("List 1", "List 2", "List 3")
    room.send(due=False)
    room.whole()
    room.words.thread = ("List 1",)
    for _ in range(2):
        room.send(due=False)
        texts = [one.text for one in room.channel.thread(room.channel.heads[0].ts) if not one.files]
        assert texts == ["List 1", *["Nothing stands here any more."] * 2]


def test_an_edit_without_an_answer_is_repeated(room: Newsroom) -> None:
    """It says the same however often it is sent."""
    room.send()
    room.words.head = "Corrected"
    fault = room.slack.fail(FaultKind.DROP_AFTER, path="chat.update", times=2)
    assert room.send(due=False).code == 0
    assert fault.hits == 2
    room.whole()


def test_a_message_that_somebody_deleted(room: Newsroom) -> None:
    """It is not posted again."""
    room.send()
    room.channel.messages.clear()
    room.words.head = "Corrected"
    ran = room.send(due=False)
    assert ran.code == 1
    assert "somebody has deleted it. It is not posted again." in ran.text
    assert room.channel.messages == []


def test_several_channels(room: Newsroom) -> None:
    """One that fails holds up no other, and is tried again alone."""
    room.slack.add_channel("data")
    old = room.slack.add_channel("old")
    old.archived = True
    anna = room.slack.add_user("anna")
    room.words.channels = ("#gmg", "old", "data", anna.id, "#gmg")
    ran = room.send()
    assert ran.code == 64
    assert "Not posted in old: The channel old is archived." in ran.text
    assert [len(room.slack.channel(name).heads) for name in ("gmg", "data")] == [2, 1]
    assert len(room.slack.direct(anna.id).heads) == 1
    room.slack.forget()
    assert room.send().code == 64
    assert len(room.slack.requests()) == 1
    old.archived = False
    assert room.send().code == 0
    assert len(old.heads) == 1
    room.slack.forget()
    room.send()
    assert room.slack.requests() == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda room: room.slack.revoked.add(TOKEN), "Slack refuses the token: it was revoked."),
        (lambda room: room.slack.tokens.clear(), "Slack refuses the token: it is not known there."),
        (
            lambda room: room.slack.add_token(TOKEN, ["files:write"]),
            "The Slack app lacks the scope chat:write.",
        ),
        (lambda room: setattr(room.channel, "archived", True), "The channel #gmg is archived."),
        (
            lambda room: setattr(room.channel, "name", "x"),
            "There is no channel #gmg in Slack that the app can",
        ),
        (
            lambda room: (room.channel.members.clear(), room.slack.add_token(TOKEN, ["chat:write"])),
            "The app is not in the channel #gmg.",
        ),
    ],
    ids=["revoked", "unknown token", "scope", "archived", "no channel", "not in it"],
)
def test_what_a_person_has_to_mend(room: Newsroom, spoil: object, words: str) -> None:
    """It is said with what to do, and told as long as it lasts; no token is in what is said or kept."""
    spoil(room)  # type: ignore[operator]
    ran = room.send()
    assert ran.code == 64
    assert ran.text.startswith(f"Not posted in #gmg: {words}")
    (part,) = room.account.troubled
    assert part.state is Stands.PENDING
    assert part.trouble.startswith(words)
    assert TOKEN not in ran.text + part.trouble
    assert not any(one.messages for one in room.slack.channels.values())


def test_no_scope_for_pictures(room: Newsroom) -> None:
    """The digest is there without one; what it lacks is told, and nothing is tried again."""
    room.slack.add_token(TOKEN, set(ALL_SCOPES) - {"files:write"})
    assert room.send().code == 0
    (part,) = room.account.troubled
    assert (part.state, part.trouble) == (Stands.SKIPPED, "The Slack app lacks the scope files:write.")
    room.words.picture = False
    room.whole()


def test_the_least_scope(room: Newsroom) -> None:
    """A first digest is posted with chat:write alone: nobody can look for an earlier one."""
    room.slack.add_token(TOKEN, ["chat:write"])
    room.words.picture = False
    assert room.send().code == 0
    room.whole()


def test_a_lost_state(room: Newsroom) -> None:
    """Who knows of no digest looks in the channel first, and takes over what is there, thread and all."""
    room.send()
    for path in (room.folder / ".workplan").glob("state.db*"):
        path.unlink()
    assert room.send(due=False).code == 0
    assert len(room.channel.messages) == 4
    assert room.channel.heads[0].edits == 1


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


def test_no_channel_or_token(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are said before anything else."""
    nowhere = replace(room.app, slack=room.app.slack.model_copy(update={"channel": ""}))
    with pytest.raises(Invalid, match="name no channel"):
        send(nowhere, due=True)
    monkeypatch.delenv("WORKPLAN_SLACK_TOKEN")
    with pytest.raises(Invalid, match="WORKPLAN_SLACK_TOKEN is not set"):
        room.send()


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


def test_the_history_says_what_was_posted(room: Newsroom) -> None:
    """Each write with its channel and who wrote it."""
    room.send()
    room.words.head = "Corrected"
    room.send(due=False)
    with room.state() as state:
        told = [(one.field, one.new, one.why.value, one.actor) for one in state.events()]
    assert told[0] == ("digest", "message posted in #gmg, of 2017-05-01T09:00", "posted to Slack", "workplan")
    assert [one[0] for one in told] == ["digest", *["digest thread"] * 3, "digest"]


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


def test_nobody_answers(room: Newsroom) -> None:
    """It never got there: nothing is unclear, and the next run posts."""
    elsewhere = room.app.slack.model_copy(update={"url": "http://127.0.0.1:9/api/"})
    app = replace(room.app, slack=elsewhere)
    ran = send(app, due=True, now=room.time, sleep=room.time.sleep, content=room.words)
    assert ran.code == 69
    assert "Slack does not answer at http://127.0.0.1:9/api/." in ran.text
    assert room.account.troubled[0].state is Stands.PENDING
    assert room.send().code == 0
    room.whole()


def test_the_scopes_of_the_manifest_are_enough(room: Newsroom) -> None:
    """An app that is made as the document says posts all of a digest, and looks where an answer fails."""
    (manifest, *_) = fences(document("docs/slack.md"), "yaml")
    scopes = yaml.safe_load(manifest)["oauth_config"]["scopes"]["bot"]
    assert scopes == list(SCOPES)
    room.slack.add_token(TOKEN, scopes)
    room.slack.fail(FaultKind.DROP_AFTER, path="chat.postMessage", times=2)
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


def test_a_webhook_gets_the_plan_s_own_digest_alone(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """That of an area is not for its readers; it is told where it is missing."""
    monkeypatch.delenv("WORKPLAN_SLACK_TOKEN")
    monkeypatch.setenv("WORKPLAN_SLACK_WEBHOOK", room.slack.url + room.slack.add_webhook(room.channel))
    for channels, there in ((("data",), 0), (("#gmg", "data", "#gmg"), 1)):
        room.words.channels = channels
        assert room.send().code == 0
        assert len(room.channel.messages) == there
        assert "A webhook posts into its own channel alone." in [one.trouble for one in room.account.troubled]
        room.a_week_later()
