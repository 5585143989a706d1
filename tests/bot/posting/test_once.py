"""A digest is posted once, corrected in place, and completed where it was left half done."""

from __future__ import annotations

from tests.builders.newsroom import Newsroom
from tests.servers.wire import FaultKind


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


def test_several_channels(room: Newsroom) -> None:
    """One that fails holds up no other, and is tried again alone: what is there is not edited by each try."""
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
    room.words.head = "The digest, some minutes later"
    assert room.send().code == 64
    assert [one.edits for one in room.channel.heads] == [0, 0]
    old.archived = False
    assert room.send().code == 0
    assert len(old.heads) == 1
    room.slack.forget()
    room.send()
    assert room.slack.requests() == []


def test_the_history_says_what_was_posted(room: Newsroom) -> None:
    """Each write with its channel and who wrote it."""
    room.send()
    room.words.head = "Corrected"
    room.send(due=False)
    with room.state() as state:
        told = [(one.field, one.new, one.why.value, one.actor) for one in state.events()]
    assert told[0] == ("digest", "message posted in #gmg, of 2017-05-01T09:00", "posted to Slack", "workplan")
    assert [one[0] for one in told] == ["digest", *["digest thread"] * 3, "digest"]
