"""The parts of a posted digest: how each is sent, found again, and edited."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from bot.posts.answers import Sent
from bot.posts.posting import Picture, Post
from bot.slack import Slack, Webhook
from bot.text.sending import NO_READING
from sync.errors import Unavailable
from sync.ledger import PICTURE, Part, Slot, run_key

APART: Final = timedelta(days=1)
"""Two clocks are not further apart: a message may stand so much earlier in the channel than it was sent."""


@dataclass(frozen=True, slots=True)
class Address:
    """Which digest it is, and where it goes. `channel`: its key in the ledger; `target`: as Slack is told."""

    outlet: Slack | Webhook
    plan: str
    slot: Slot
    channel: str
    target: str

    @property
    def slack(self) -> Slack:
        """Raises Unavailable where nothing can be read or changed."""
        if isinstance(self.outlet, Webhook):
            raise Unavailable(*NO_READING)
        return self.outlet

    def part(self, name: str) -> Part:
        """One that nothing is known of."""
        return Part(self.slot.key, self.channel, name)

    def key(self, name: str) -> str:
        return run_key(self.plan, self.part(name))

    def since(self, part: Part) -> datetime:
        """From when on to look: a clock that was ahead when the part was sent may have been set right."""
        return min(part.at or self.slot.due, self.slack.now()) - APART


@dataclass(frozen=True, slots=True)
class Message:
    """`head`: the message that it stands below."""

    to: Address
    part: str
    post: Post
    head: Part | None = None

    @property
    def words(self) -> str:
        return "message" if self.head is None else f"message {self.part}"

    @property
    def content(self) -> str:
        said = json.dumps([self.post.text, list(map(dict, self.post.blocks))], sort_keys=True, default=str)
        return sha256(said.encode()).hexdigest()

    def send(self) -> Sent:
        key = self.to.key(self.part)
        if self.head is None:
            return self.to.outlet.post(self.to.target, self.post, key)
        return self.to.outlet.post(self.head.place, self.post, key, self.head.ts)

    def find(self, part: Part) -> Sent | None:
        slack, key, since = self.to.slack, self.to.key(self.part), self.to.since(part)
        if self.head is None:
            return slack.find(part.place or slack.place(self.to.target), key, since)
        return slack.find(self.head.place, key, since, self.head.ts)

    def edit(self, part: Part) -> None:
        self.to.slack.edit(part.place, part.ts, self.post, self.to.key(self.part))


@dataclass(frozen=True, slots=True)
class Shared:
    """A picture: it is never edited, as Slack exchanges no files."""

    to: Address
    picture: Picture
    head: Part
    part: str = PICTURE
    words: str = PICTURE
    content: str = PICTURE

    @property
    def name(self) -> str:
        """By this it is found again."""
        return f"workplan-{sha256(self.to.key(self.part).encode()).hexdigest()[:16]}.png"

    def send(self) -> Sent:
        self.to.slack.share(self.head.place, self.head.ts, self.picture, self.name)
        return Sent(self.head.place)

    def find(self, part: Part) -> Sent | None:
        since = self.to.since(part)
        return self.to.slack.find_picture(self.head.place, self.name, since, self.head.ts)


Item = Message | Shared
