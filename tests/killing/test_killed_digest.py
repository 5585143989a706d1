"""Posting a digest is killed at its moments, and at requests to Slack: the next run completes it, once."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders.cli import here, small_plan
from tests.builders.newsroom import TOKEN
from tests.killing.command import Barracks, Ended, Kind, Point
from tests.killing.deaths import chosen, own_points
from tests.servers.slack import SlackServer
from tests.servers.slack_world import Channel

POINTS = int(os.environ.get("WORKPLAN_KILL_POINTS", "6"))
"""Of the command itself, beside those at requests that post; 0: all that there are."""


class Post:
    """A folder that is put back after each death, and a workspace that is emptied."""

    def __init__(self, folder: Path, slack: SlackServer, barracks: Barracks) -> None:
        self.folder = folder / "post"
        self.kept = folder / "kept"
        self.slack = slack
        self.barracks = barracks
        self.folder.mkdir()
        small_plan(self.folder)
        assert here(self.folder, "sync", "--today", "2017-04-18").code == 0
        assert self.run(day="2017-04-25").code == 0
        assert slack.requests(path="chat.postMessage")  # so that nobody looks for an earlier one unasked
        shutil.copytree(self.folder, self.kept)

    @property
    def channel(self) -> Channel:
        return self.slack.channel("gmg")

    def begin_anew(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        self.channel.messages.clear()

    def run(self, dies: Point | None = None, day: str = "2017-05-03") -> Ended:
        environment = {
            "WORKPLAN_SLACK_TOKEN": TOKEN,
            "WORKPLAN_SLACK__CHANNEL": "#gmg",
            "WORKPLAN_SLACK__URL": self.slack.api,
            "WORKPLAN_LIMITS__SLACK_MESSAGES_PER_MINUTE": "60000",
        }
        arguments = ("digest", "--send", "--due", "--today", day)
        return self.barracks.run(
            self.folder, *arguments, environment=environment, server=self.slack, dies=dies
        )

    def let_a_minute_pass(self) -> None:
        """What may be on its way is waited for; here all of it was sent longer ago."""
        with closing(sqlite3.connect(self.folder / ".workplan" / "state.db")) as db, db:
            if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'postings'").fetchone():
                for rowid, at in db.execute("SELECT rowid, at FROM postings").fetchall():
                    earlier = datetime.fromisoformat(at) - timedelta(minutes=2)
                    db.execute("UPDATE postings SET at = ? WHERE rowid = ?", (earlier.isoformat(), rowid))

    def picture(self) -> list[tuple[bool, str, list[str]]]:
        """What readers see."""
        return [
            (one.thread_ts is not None, one.text, [file.title for file in one.files])
            for one in self.channel.messages
        ]


@pytest.fixture
def place(tmp_path: Path, barracks: Barracks, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with SlackServer() as slack:
        slack.paced = False
        slack.add_token(TOKEN)
        slack.add_channel("gmg")
        yield Post(tmp_path, slack, barracks)


def test_killed_at_any_moment(place: Post, count: object) -> None:
    """Never two messages; and after the next run all of it is there."""
    place.begin_anew()
    place.slack.forget()
    whole = place.run()
    assert whole.code == 0, whole.err
    wanted = place.picture()
    assert wanted
    asked = [
        Point(kind, number, one.words)
        for number, one in enumerate(place.slack.log, 1)
        for kind in (Kind.BEFORE, Kind.AFTER)
        if not POINTS or one.words.endswith(("chat.postMessage", "completeUploadExternal"))
    ]
    own = list(own_points(whole))
    points = asked + (chosen(own, POINTS, "digest") if POINTS else own)
    for point in points:
        place.begin_anew()
        ended = place.run(dies=point)
        assert ended.killed, f"{point}: {ended.code} {ended.err}"
        assert len(place.channel.heads) <= 1
        place.let_a_minute_pass()
        after = place.run()
        assert after.code == 0, f"{point}: {after.out}{after.err}"
        assert place.picture() == wanted, point
    count("kill points tried", len(points))  # type: ignore[operator]
