"""What Slack refuses, and what the app lacks: told with what to do, and never worse than it has to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from bot.posts.sending import send
from bot.text.slack import SCOPES
from sync.errors import Invalid, Refused
from sync.ledger import State as Stands
from tests.builders.docs import document, fences
from tests.builders.newsroom import TOKEN, Newsroom
from tests.servers.slack_world import ALL_SCOPES
from tests.servers.wire import FaultKind


def test_a_message_that_somebody_deleted(room: Newsroom) -> None:
    """It is not posted again."""
    room.send()
    room.channel.messages.clear()
    room.words.head = "Corrected"
    ran = room.send(due=False)
    assert ran.code == 1
    assert "somebody has deleted it. It is not posted again." in ran.text
    assert room.channel.messages == []


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


def test_no_channel_or_token(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are said before anything else."""
    nowhere = replace(room.app, slack=room.app.slack.model_copy(update={"channel": ""}))
    with pytest.raises(Invalid, match="name no channel"):
        send(nowhere, due=True)
    monkeypatch.delenv("WORKPLAN_SLACK_TOKEN")
    with pytest.raises(Invalid, match="WORKPLAN_SLACK_TOKEN is not set"):
        room.send()


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


def test_a_state_of_another_plan(room: Newsroom) -> None:
    """Two plans that share a state by mistake: this one's digest is not taken for the other's."""
    plan = room.folder / "plan.yaml"
    mine = plan.read_text("utf-8")
    plan.write_text(mine.replace("id: gmg", "id: unnm"), "utf-8")
    with pytest.raises(Refused, match="here the plan “gmg” is kept"):
        room.send()
    assert room.channel.messages == []
    plan.write_text(mine, "utf-8")
    assert room.send().code == 0
    room.whole()
