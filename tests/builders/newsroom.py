"""A plan whose digests go to an imitated Slack, in simulated time: Mondays at nine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App, build_app
from bot.digests.data import Digest
from bot.posts.posting import Picture, Post, Posting
from bot.posts.sending import Content, Sending, send
from config.load import Loaded
from config.settings import Settings, SlackSection
from sync.ledger import Account
from sync.memory import StartRun
from sync.postings import read_account
from sync.state import State
from tests.builders.cli import small_plan
from tests.servers.simtime import SimulatedTime
from tests.servers.slack import SlackServer
from tests.servers.slack_world import Channel, Message

MONDAY = datetime(2017, 5, 1, 9, 0, tzinfo=UTC)
TOKEN = "xoxb-1234567890-secret"
PNG = b"\x89PNG and more"


def post(text: str) -> Post:
    return Post(text, ({"type": "section", "text": {"type": "plain_text", "text": text}},))


@dataclass
class Words:
    """What the digest says; a test changes it for a correction."""

    head: str = "The digest"
    thread: Sequence[str] = ("List 1", "List 2")
    picture: bool = True
    channels: Sequence[str] = ("#gmg",)

    def __call__(self, app: App, digest: Digest) -> Sequence[Posting]:
        picture = Picture(PNG, "Progress", "Half is done") if self.picture else None
        thread = tuple(map(post, self.thread))
        return [Posting(channel, post(self.head), thread, picture) for channel in self.channels]


class Newsroom:
    """A folder with a plan that was synced on the Sunday before, a workspace, and the clock of both."""

    def __init__(self, folder: Path, slack: SlackServer, time: SimulatedTime) -> None:
        self.folder = folder
        self.slack = slack
        self.time = time
        self.words = Words()
        small_plan(folder)
        with self.state() as state:
            state.commit([StartRun(1, datetime(2017, 4, 30, tzinfo=UTC), "w", "p", "gmg")])

    @property
    def channel(self) -> Channel:
        return self.slack.channel("gmg")

    @property
    def app(self) -> App:
        slack = SlackSection(channel="#gmg", url=self.slack.api)
        with chdir(self.folder):
            app = build_app(Loaded(Settings.model_construct(slack=slack), None, self.folder), None)
        return replace(app, clock=self.time)

    @contextmanager
    def state(self) -> Iterator[State]:
        state = State(f"sqlite:///{self.folder}/.workplan/state.db")
        try:
            yield state
        finally:
            state.engine.dispose()

    def send(self, *, due: bool = True, content: Content | None = None) -> Sending:
        """What the command does."""
        given = content or self.words
        return send(self.app, due=due, now=self.time, sleep=self.time.sleep, content=given)

    @property
    def account(self) -> Account:
        with self.state() as state:
            return read_account(state)

    def a_week_later(self) -> None:
        """On Monday at nine."""
        weeks = (self.time() - MONDAY) // timedelta(days=7)
        self.time.at = MONDAY + timedelta(days=7) * (weeks + 1)

    def whole(self, *, heads: int = 1) -> Message:
        """All is there, each once; and another run asks Slack for nothing."""
        said = [one.text for one in self.channel.heads]
        assert said == [self.words.head] * heads
        head = self.channel.heads[-1]
        told = [one.text or one.files[0].name for one in self.channel.thread(head.ts)]
        pictures = [one for one in told if one.endswith(".png")]
        assert sorted(set(told) - set(pictures)) == sorted(self.words.thread)
        assert len(told) == len(self.words.thread) + len(pictures)
        assert len(pictures) == self.words.picture
        self.slack.forget()
        assert self.send().code == 0
        assert self.slack.requests() == []
        return head


@contextmanager
def newsroom(folder: Path, at: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    at.setenv("NO_PROXY", "127.0.0.1")
    at.setenv("WORKPLAN_SLACK_TOKEN", TOKEN)
    time = SimulatedTime(MONDAY)
    with SlackServer(now=time) as slack:
        slack.add_token(TOKEN)
        slack.add_channel("gmg")
        yield Newsroom(folder, slack, time)
