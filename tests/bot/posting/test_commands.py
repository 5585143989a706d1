"""What users type: digest --send, status, history, doctor, backup and restore."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.planemit import emit_plan
from tests.builders import plans
from tests.builders.cli import Ran, here, small_plan, workplan
from tests.builders.newsroom import TOKEN
from tests.servers.slack import SlackServer
from tests.servers.wire import FaultKind

DAY = ("--today", "2017-05-03")


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with SlackServer() as server:
        server.paced = False
        server.add_token(TOKEN)
        server.add_channel("gmg")
        monkeypatch.setenv("WORKPLAN_SLACK_TOKEN", TOKEN)
        monkeypatch.setenv("WORKPLAN_SLACK__CHANNEL", "#gmg")
        monkeypatch.setenv("WORKPLAN_SLACK__URL", server.api)
        monkeypatch.setenv("WORKPLAN_LIMITS__SLACK_MESSAGES_PER_MINUTE", "60000")
        yield server


@pytest.fixture
def plan(tmp_path: Path, slack: SlackServer) -> Path:
    """Synced on a Sunday."""
    small_plan(tmp_path)
    assert here(tmp_path, "sync", "--today", "2017-04-30").code == 0
    return tmp_path


def sent(plan: Path, *more: str, day: str = "2017-05-03") -> Ran:
    return here(plan, "digest", "--send", *more, "--today", day)


def test_posted_and_posted_again(plan: Path, slack: SlackServer) -> None:
    """The second time is no time."""
    first = sent(plan, "--due")
    assert first.code == 0
    assert "Posted in #gmg: the digest of 1 May 2017, 09:00." in first.out
    slack.forget()
    again = sent(plan, "--due")
    assert again.out == (
        "The digest of 1 May 2017, 09:00 is posted already. The next one is due on 8 May 2017, 09:00.\n"
    )
    assert (again.code, slack.requests()) == (0, [])
    assert len(slack.channel("gmg").heads) == 1


def test_the_picture_comes_in_the_thread(plan: Path, slack: SlackServer) -> None:
    """Once, with its figures in words."""
    sent(plan)
    (shared,) = [one for one in slack.channel("gmg").messages if one.files]
    assert shared.thread_ts == slack.channel("gmg").heads[0].ts
    (file,) = shared.files
    assert file.data is not None
    assert file.data.startswith(b"\x89PNG")
    assert file.title == "A small plan: progress on 3 May 2017"
    assert "0 of 3 activities completed" in file.alt
    assert "1 past their date" in file.alt
    sent(plan)
    assert len([one for one in slack.channel("gmg").messages if one.files]) == 1


def test_a_quiet_week_has_no_picture(tmp_path: Path, slack: SlackServer) -> None:
    """It is one line, and would show what was shown the week before."""
    done = plans.activity("1.1", "Launch", lead="UNU", timeframe="April 2017", status="completed")
    (tmp_path / "plan.yaml").write_text(emit_plan(plans.plan(done)), "utf-8")
    here(tmp_path, "sync", "--today", "2017-04-30")
    for day in ("2017-05-03", "2017-05-10"):
        assert sent(tmp_path, day=day).code == 0
    assert len(slack.channel("gmg").heads) == 2
    assert len([one for one in slack.channel("gmg").messages if one.files]) == 1


def test_due_goes_with_send(plan: Path) -> None:
    """By itself it would print, which is not what was meant."""
    ran = here(plan, "digest", "--due")
    assert (ran.code, "It goes with --send" in ran.err) == (64, True)


def test_without_a_token(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said which variable holds it."""
    monkeypatch.delenv("WORKPLAN_SLACK_TOKEN")
    ran = sent(plan)
    assert ran.code == 64
    assert "WORKPLAN_SLACK_TOKEN is not set" in ran.err


def test_printing_keeps_the_news_for_the_channel(plan: Path, slack: SlackServer) -> None:
    """Where digests are posted, one that was printed in between hides nothing from their readers."""
    sent(plan)
    here(plan, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(plan, "sync", *DAY)
    for day in ("2017-05-04", "2017-05-08"):
        assert "anna" in here(plan, "digest", "--today", day).out
    sent(plan, day="2017-05-09")
    assert "anna" in json.dumps([one.blocks for one in slack.channel("gmg").messages])
    sent(plan, day="2017-05-16")
    assert "anna" not in here(plan, "digest", "--today", "2017-05-23").out


def test_status_and_history_tell_it(plan: Path, slack: SlackServer) -> None:
    """The last digest; then what is not there, in words and for other programs."""
    sent(plan)
    told = json.loads(here(plan, "status", "--json", *DAY).out)["digest"]
    assert told["last"] is not None
    assert (told["not_there"], told["missed"]) == ([], [])
    assert "Last digest on Slack: " in here(plan, "status", *DAY).out
    assert "digest: message posted in #gmg, of 2017-05-01T09:00 (by workplan)" in here(plan, "history").out
    slack.channel("gmg").archived = True
    assert sent(plan, day="2017-05-10").code == 64
    assert "Not there of the latest digest in gmg: the message. The channel #gmg is archived." in (
        here(plan, "status", *DAY).out
    )
    told = json.loads(here(plan, "status", "--json", *DAY).out)["digest"]
    assert told["not_there"] == [
        {
            "channel": "gmg",
            "part": "head",
            "state": "pending",
            "message": "The channel #gmg is archived.",
        }
    ]


def test_a_correction_that_fails_is_told_as_such(plan: Path, slack: SlackServer) -> None:
    """The digest stands there: neither the command nor the status says that it does not."""
    sent(plan)
    here(plan, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(plan, "sync", *DAY)
    slack.channel("gmg").archived = True
    ran = sent(plan)
    assert (ran.code, "Not brought up to date in #gmg" in ran.out) == (64, True)
    assert "There, but not up to date, of the latest digest in gmg: the message. " in (
        here(plan, "status", *DAY).out
    )


def test_doctor_looks_at_the_channels_of_areas(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that the app can't see would be found out on Monday otherwise."""
    monkeypatch.setenv("WORKPLAN_SLACK__AREAS", '{"1": "#none"}')
    said = here(plan, "doctor").out
    assert "There is no channel #none in Slack that the app can see." in said


def test_missed_digests_stand_in_the_status(plan: Path) -> None:
    """How many, and since when."""
    sent(plan)
    ran = sent(plan, "--due", day="2017-05-26")
    assert "was missed by too long" in ran.out
    assert "Left out, as it was too late: 3 digests since the one of 8 May 2017." in (
        here(plan, "status", *DAY).out
    )


def test_a_backup_put_back_posts_nothing_again(plan: Path, slack: SlackServer) -> None:
    """Neither what it knows of, nor what was posted after it was made."""
    sent(plan, day="2017-05-03")
    here(plan, "backup", "kept.db")
    sent(plan, day="2017-05-10")
    assert here(plan, "restore", "kept.db").code == 0
    assert sent(plan, day="2017-05-10").code == 0
    assert len(slack.channel("gmg").heads) == 2
    slack.forget()
    sent(plan, "--due", day="2017-05-10")
    assert slack.requests() == []


def test_doctor_looks_at_slack(plan: Path, slack: SlackServer) -> None:
    """What is fine, what the digest would lack, and what keeps it away; and posts nothing."""
    assert "Slack channel #gmg" in here(plan, "doctor").out
    slack.add_token(TOKEN, ["chat:write", "groups:read", "channels:read"])
    told = here(plan, "doctor").out
    assert "The Slack app lacks the scope files:write: the digest has no picture." in told
    assert "The Slack app lacks the scope channels:history: after an unclear answer" in told
    slack.add_token(TOKEN)
    slack.channel("gmg").archived = True
    slack.channel("gmg").members.clear()
    told = here(plan, "doctor").out
    assert "The channel #gmg is archived." in told
    assert "The app is not in the channel #gmg." in told
    slack.revoked.add(TOKEN)
    assert "Slack refuses the token: it was revoked." in here(plan, "doctor").out
    assert slack.channel("gmg").messages == []


@pytest.fixture
def webhook(slack: SlackServer, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("WORKPLAN_SLACK_TOKEN")
    path = slack.add_webhook(slack.channel("gmg"), "5ecretPartOfTheAddress")
    monkeypatch.setenv("WORKPLAN_SLACK_WEBHOOK", slack.url + path)
    return path


def test_a_webhook(plan: Path, slack: SlackServer, webhook: str) -> None:
    """The message alone, once; a correction is not possible."""
    assert sent(plan).code == 0
    assert sent(plan, "--due").code == 0
    ran = sent(plan, day="2017-05-04")
    assert ran.code == 0
    assert [one.thread_ts for one in slack.channel("gmg").messages] == [None]
    assert here(plan, "doctor").code == 0


@pytest.mark.parametrize(("kind", "there"), [(FaultKind.DROP_BEFORE, 0), (FaultKind.DROP_AFTER, 1)])
def test_a_webhook_without_an_answer(
    plan: Path, slack: SlackServer, webhook: str, kind: FaultKind, there: int
) -> None:
    """Nobody can look: rather none than two, and the status asks a person to."""
    slack.fail(kind, path="/services/")
    first = sent(plan)
    assert first.code == 69
    assert "Look in the channel yourself." in first.out
    assert sent(plan, "--due").code == 69
    assert len(slack.channel("gmg").messages) == there
    told = here(plan, "status", *DAY).out
    assert "whether it was done is not known" in told
    assert "5ecret" not in told + first.out


def test_a_webhook_that_is_gone(plan: Path, slack: SlackServer, webhook: str) -> None:
    """It is said to be, and nothing of its address."""
    slack.webhooks.clear()
    ran = sent(plan)
    assert (ran.code, "Slack refuses the webhook: it is not known there any more." in ran.out) == (64, True)
    assert "5ecret" not in ran.out + ran.err


def test_two_processes_at_once(plan: Path, slack: SlackServer) -> None:
    """One of them posts; the other leaves, or finds it there."""
    settings = {
        "NO_PROXY": "127.0.0.1",
        "WORKPLAN_SLACK_TOKEN": TOKEN,
        "WORKPLAN_SLACK__CHANNEL": "#gmg",
        "WORKPLAN_SLACK__URL": slack.api,
        "WORKPLAN_LIMITS__SLACK_MESSAGES_PER_MINUTE": "60000",
    }
    with ThreadPoolExecutor() as pool:
        both = [pool.submit(workplan, plan, "digest", "--send", *DAY, **settings) for _ in range(2)]
        codes = {one.result().code for one in both}
    assert 0 in codes
    assert codes <= {0, 75}
    assert len(slack.channel("gmg").heads) == 1
