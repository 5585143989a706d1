"""What `workplan digest --format blocks` hands over: who gets what, from the settings to the blocks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.digesting import told_digest
from bot.posts.limits import faults, texts
from bot.posts.posting import Post
from bot.posts.postings import postings, unreadable
from mappings.spans import day
from sync.errors import Invalid, WorkplanError
from sync.planemit import emit_plan
from tests.builders.cli import here
from tests.builders.digests import TODAY
from tests.builders.plans import activity, area, plan
from tests.builders.services import PROJECT, aim
from tests.builders.slackpage import page
from tests.servers.github import GitHubServer

DAY = ("--today", "2017-05-02")
PLAN = plan(
    area("1", "Data", activity("1.1", "Launch", timeframe="April 2017", lead="IOM")),
    area("2", "Work", activity("2.1", "Report", timeframe="2018", lead="ILO", status="ongoing")),
    title="A small plan",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(emit_plan(PLAN), "utf-8")
    return tmp_path


def set_up(folder: Path, slack: str, people: str = "") -> App:
    (folder / "workplan.toml").write_text(f"[slack]\n{slack}\n", "utf-8")
    (folder / "people.yaml").write_text(people, "utf-8")
    return open_app(folder / "workplan.toml", TODAY)


def shown(folder: Path, *more: str) -> Any:
    return json.loads(here(folder, "digest", "--format", "blocks", *DAY, *more).out)["postings"]


def said(post: Post) -> str:
    return "\n".join(texts(post.blocks))


def test_the_plans_channel_gets_the_digest(folder: Path) -> None:
    """With its list in the thread; and Slack takes all of it."""
    app = set_up(folder, 'channel = "#plan"')
    (one,) = postings(app, told_digest(app))
    assert (one.channel, len(one.thread), one.picture) == ("#plan", 1, None)
    assert [faults(post) for post in (one.head, *one.thread)] == [[], []]
    assert "[1.1] Launch (April 2017) – IOM" in said(one.thread[0])


def test_areas_and_persons_get_theirs(folder: Path) -> None:
    """The plan's first, then each area in its channel, then each person who asked for it."""
    app = set_up(
        folder,
        'channel = "#plan"\nareas = {"1" = "#data"}',
        "IOM: {slack: U1, digest: true}\nILO: {slack: U2, digest: true}\n",
    )
    found = postings(app, told_digest(app))
    assert [one.channel for one in found] == ["#plan", "#data", "U1"]
    plans, areas, own = (json.dumps(one.head.blocks) for one in found)
    assert ("U1" in plans, "U1" in areas, "U1" in own) == (False, True, False)


@pytest.mark.parametrize(("quiet", "channels"), [("line", ["#plan", "#work"]), ("silence", ["#plan"])])
def test_silence_where_it_is_wanted(folder: Path, quiet: str, channels: list[str]) -> None:
    """An area with nothing to tell says so in one line, or nothing at all."""
    app = set_up(folder, f'channel = "#plan"\nareas = {{"2" = "#work"}}\nquiet = "{quiet}"')
    assert [one.channel for one in postings(app, told_digest(app))] == channels


def test_no_channel_no_posting(folder: Path) -> None:
    """Without a channel the digest is only shown, as that of no channel."""
    app = set_up(folder, "")
    assert postings(app, told_digest(app)) == ()
    (one,) = shown(folder)
    assert one["channel"] == ""
    assert one["text"].startswith("A small plan: 1 newly past its date (Launch)")


def test_what_is_shown_is_what_is_posted(folder: Path) -> None:
    """The same messages, as JSON; and they can be drawn."""
    app = set_up(folder, 'channel = "#plan"', "IOM: {slack: U1, digest: true}\n")
    found = postings(app, told_digest(app))
    told = shown(folder)
    assert [one["channel"] for one in told] == [one.channel for one in found]
    for one, other in zip(told, found, strict=True):
        assert one["blocks"] == json.loads(json.dumps(other.head.blocks))
        assert len(one["thread"]) == len(other.thread)
    assert "<h3>A small plan, 2 May 2017</h3>" in page(told)


def test_the_plan_file_goes_by_its_name(folder: Path) -> None:
    """Where it lies on a machine is no news to a channel."""
    app = set_up(folder, 'channel = "#plan"')
    (one,) = postings(app, told_digest(app))
    assert "plan plan.yaml" in said(one.head)
    assert str(folder) not in said(one.head)


def test_of_a_plan_on_github(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Issues and the page of the milestones can be followed, and a token that ends is named."""
    ends = datetime.now(UTC) + timedelta(days=9)
    with GitHubServer() as server:
        server.add_repo(PROJECT, public=False)
        server.add_user("gmg-bot", token="t", role="write")
        server.add_token("gmg-bot", "t", expires=ends)
        aim(monkeypatch, "github", server.api)
        assert here(folder, "sync").code == 0
        (one,) = json.loads(here(folder, "digest", "--format", "blocks").out)["postings"]
    said = json.dumps([one["blocks"], one["thread"]])
    assert f'{PROJECT}/issues/1", "text": "#1"' in said
    assert f"{PROJECT}/milestones|board>" in said
    assert f"The token of the tracker ends on {day(ends.date())}" in said


def unread(app: App) -> Post:
    try:
        told_digest(app)
    except WorkplanError as error:
        return unreadable(app, error).head
    raise AssertionError("the plan can be read")


def test_a_plan_that_can_t_be_read(folder: Path) -> None:
    """The channel is told so, with the lines and what is wrong there, and since when nothing is synced."""
    here(folder, "sync", *DAY)
    text = (folder / "plan.yaml").read_text("utf-8")
    (folder / "plan.yaml").write_text(text.replace("status: ongoing", "status: perhaps"), "utf-8")
    line = text[: text.index("status: ongoing")].count("\n") + 1
    post = unread(set_up(folder, 'channel = "#plan"'))
    assert post.text == f"GMG plan: the file plan.yaml can't be read (line {line})."
    assert "Nothing is synced since " in said(post)
    assert f"Line {line}, " in said(post)
    assert faults(post) == []


def test_the_file_with_the_mistake_is_named(folder: Path) -> None:
    """The channel is not told that the plan file is broken where people.yaml is."""
    here(folder, "sync", *DAY)
    app = set_up(folder, 'channel = "#plan"')
    (folder / "people.yaml").write_text('"IOM": {locl: anna}\n', "utf-8")
    with pytest.raises(WorkplanError) as error:
        app.people()
    told = said(unreadable(app, error.value).head)
    assert "people.yaml can't be read (line 1)" in told
    assert "plan.yaml" not in told


@pytest.mark.parametrize("text", ["nonsense", "", "a: [", "\x00", "x: 1\n" * 3_000, "- \n" * 50])
def test_any_plan_that_can_t_be_read(folder: Path, text: str) -> None:
    """Whatever stands there: a message that Slack takes, also before the first sync."""
    (folder / "plan.yaml").write_text(text, "utf-8")
    post = unread(set_up(folder, 'channel = "#plan"'))
    assert "plan.yaml can't be read" in post.text
    assert "Nothing was synced yet." in said(post)
    assert faults(post) == []


def test_no_plan_file_at_all(folder: Path) -> None:
    """What to do is said, too."""
    (folder / "plan.yaml").unlink()
    post = unread(set_up(folder, 'channel = "#plan"'))
    assert "plan.yaml can't be read." in post.text
    assert "There is no plan file" in said(post)


def test_people_that_can_t_be_read(folder: Path) -> None:
    """A mistake in people.yaml is no reason to post half of it."""
    app = set_up(folder, 'channel = "#plan"')
    digest = told_digest(app)
    (folder / "people.yaml").write_text("IOM: {digest: perhaps}\n", "utf-8")
    with pytest.raises(Invalid, match=r"IOM\.digest: true or false is expected\."):
        postings(app, digest)
    post = unread(app)
    assert post.text.endswith(": the file people.yaml can't be read (line 1).")
    assert "1 mistake to mend in people.yaml. More: workplan doctor" in said(post)


def test_the_doctor_names_those_whom_no_message_reaches(folder: Path) -> None:
    """Areas that are none, accounts that are no ids, and messages to a group."""
    set_up(
        folder,
        'channel = "#gmg"\nareas = {"1" = "#data", "7" = "#x"}',
        "IOM: {slack: anna, digest: true}\nILO: {slack: S1, digest: true}\n",
    )
    out = here(folder, "doctor").out
    assert '[slack] areas has a channel for "7", and the plan has no such area.\n    It has: 1, 2.' in out
    assert 'No ids of accounts on Slack, so nobody is mentioned: "IOM" (anna).' in out
    assert 'digest: true needs the id of a person\'s account on Slack: "ILO" and "IOM".' in out
