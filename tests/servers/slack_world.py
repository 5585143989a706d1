"""What there is in an imitated Slack workspace: channels with messages, people, tokens, uploads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

BOT = "U0BOT00001"
"""The account of the app, whose tokens all are."""
BOT_ID = "B0BOT00001"
ALL_SCOPES = (
    *("chat:write", "chat:write.public", "channels:read", "groups:read", "channels:history"),
    *("groups:history", "im:write", "im:history", "files:write"),
    *("users:read", "users:read.email", "usergroups:read"),
)


class Refusal(Exception):
    """An answer with HTTP 200 that says {"ok": false}."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.record = {"ok": False, "error": error, **more}


@dataclass(slots=True)
class User:
    id: str
    name: str
    email: str = ""
    deleted: bool = False


@dataclass(slots=True)
class Upload:
    """A file on its way: an address was given, then its bytes came, then it was shared."""

    id: str
    name: str
    length: int
    alt: str = ""
    title: str = ""
    data: bytes | None = None
    shared: bool = False

    def record(self) -> dict[str, Any]:
        kind = self.name.rpartition(".")[2]
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": f"image/{kind}",
            "filetype": kind,
            "size": self.length,
            "alt_txt": self.alt,
        }


@dataclass(slots=True)
class Message:
    ts: str
    user: str
    text: str
    blocks: list[Any] = field(default_factory=list)
    metadata: Mapping[str, Any] | None = None
    thread_ts: str | None = None
    files: tuple[Upload, ...] = ()
    edits: int = 0
    unfurls: bool = True

    def record(self, *, metadata: bool) -> dict[str, Any]:
        said: dict[str, Any] = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        if self.user == BOT:
            said |= {"bot_id": BOT_ID, "bot_profile": {"id": BOT_ID, "name": "workplan"}}
        if self.blocks:
            said["blocks"] = self.blocks
        if metadata and self.metadata is not None:
            said["metadata"] = self.metadata
        if self.thread_ts is not None:
            said["thread_ts"] = self.thread_ts
        if self.files:
            said["files"] = [one.record() for one in self.files]
        if self.edits:
            said["edited"] = {"user": self.user, "ts": self.ts}
        return said


@dataclass(slots=True)
class Channel:
    id: str
    name: str
    private: bool = False
    archived: bool = False
    person: str = ""
    """A direct message with this user, then it has no name."""
    members: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    """Oldest first, those of threads among them."""

    @property
    def kind(self) -> str:
        """As scopes call it."""
        return "im" if self.person else "groups" if self.private else "channels"

    @property
    def heads(self) -> list[Message]:
        return [one for one in self.messages if one.thread_ts in (None, one.ts)]

    def thread(self, ts: str) -> list[Message]:
        """The replies to a message."""
        return [one for one in self.messages if one.thread_ts == ts and one.ts != ts]

    def message(self, ts: str) -> Message | None:
        return next((one for one in self.messages if one.ts == ts), None)


class World:
    """All of it. Whoever changes it between requests holds the server's lock, as `person_says` does."""

    lock: threading.RLock

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.channels: dict[str, Channel] = {}
        self.users: dict[str, User] = {BOT: User(BOT, "workplan")}
        self.groups: dict[str, str] = {}
        self.tokens: dict[str, tuple[str, ...]] = {}
        self.revoked: set[str] = set()
        self.webhooks: dict[str, Channel] = {}
        self.uploads: dict[str, Upload] = {}
        self.last_post: dict[str, datetime] = {}
        self.count = 0

    def number(self) -> int:
        self.count += 1
        return self.count

    def add_channel(self, name: str, *, private: bool = False, member: bool = True) -> Channel:
        channel = Channel(f"{'G' if private else 'C'}{self.number():09d}", name, private)
        if member:
            channel.members.add(BOT)
        self.channels[channel.id] = channel
        return channel

    def add_user(self, name: str, email: str = "") -> User:
        user = User(f"U{self.number():09d}", name, email)
        self.users[user.id] = user
        return user

    def add_group(self, handle: str) -> str:
        id = f"S{self.number():09d}"
        self.groups[id] = handle
        return id

    def add_token(self, value: str, scopes: Iterable[str] = ALL_SCOPES) -> None:
        self.tokens[value] = tuple(scopes)

    def add_webhook(self, channel: Channel, secret: str = "5ecret") -> str:
        """The path of its address."""
        path = f"/services/T0/{self.number()}/{secret}"
        self.webhooks[path] = channel
        return path

    def channel(self, name: str) -> Channel:
        """By name, for tests."""
        return next(one for one in self.channels.values() if one.name == name)

    def direct(self, user: str) -> Channel:
        """The direct messages between the app and a person; made where there are none yet."""
        for one in self.channels.values():
            if one.person == user:
                return one
        channel = Channel(f"D{self.number():09d}", "", person=user, members={BOT, user})
        self.channels[channel.id] = channel
        return channel

    def new_ts(self) -> str:
        """Unique, and the time in seconds."""
        return f"{int(self.now().timestamp())}.{self.number():06d}"

    def put(self, channel: Channel, message: Message) -> Message:
        channel.messages.append(message)
        return message

    def person_says(self, channel: Channel, user: User, text: str) -> Message:
        with self.lock:
            return self.put(channel, Message(self.new_ts(), user.id, text))
