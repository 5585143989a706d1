"""The methods of the imitated Slack: what each one needs, does and refuses.

https://docs.slack.dev/reference/methods
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.servers.slack_blocks import complaints
from tests.servers.slack_world import BOT, Channel, Message, Refusal, World

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: what it was given, and by a token with which scopes."""

    world: World
    given: Mapping[str, Any]
    scopes: tuple[str, ...]
    root: str
    """Where uploads go to."""

    def one(self, name: str, default: str = "") -> str:
        value = self.given.get(name, default)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        return self.one(name).lower() in ("1", "true")

    def need(self, *scopes: str) -> None:
        """One of them is enough."""
        if not set(scopes) & set(self.scopes):
            raise Refusal("missing_scope", needed=scopes[0], provided=",".join(self.scopes))

    def data(self, name: str) -> Any:
        """JSON, also where it is a string of a form."""
        value = self.given.get(name)
        return json.loads(value) if isinstance(value, str) else value


METHODS: dict[str, Callable[[Call], Answer]] = {}


def method(name: str) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
    def enter(act: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        METHODS[name] = act
        return act

    return enter


def by_id(call: Call) -> Channel:
    """Only ids are known here. One that is private and not ours is not there at all."""
    channel = call.world.channels.get(call.one("channel") or call.one("channel_id"))
    if channel is None or (channel.private and BOT not in channel.members):
        raise Refusal("channel_not_found")
    return channel


def writable(call: Call) -> Channel:
    """Names do too, and people."""
    said, world = call.one("channel"), call.world
    user = world.users.get(said)
    if user is not None:
        if user.deleted or user.id == BOT:
            raise Refusal("channel_not_found")
        return world.direct(user.id)
    named = [one for one in world.channels.values() if one.name and one.name == said.removeprefix("#")]
    channel = world.channels.get(said) or (named[0] if named else None)
    if channel is None or (channel.private and BOT not in channel.members):
        raise Refusal("channel_not_found")
    if channel.archived:
        raise Refusal("is_archived")
    if BOT not in channel.members and "chat:write.public" not in call.scopes:
        raise Refusal("not_in_channel")
    return channel


def content(call: Call) -> tuple[str, list[Any]]:
    blocks = call.data("blocks") or []
    if said := complaints(blocks):
        raise Refusal("invalid_blocks", response_metadata={"messages": said}, errors=said)
    if not call.one("text") and not blocks:
        raise Refusal("no_text")
    return call.one("text"), blocks


def metadata(call: Call) -> Mapping[str, Any] | None:
    given = call.data("metadata")
    match given:
        case None | {"event_type": str(), "event_payload": dict()}:
            return given
        case _:
            raise Refusal("invalid_metadata_format")


@method("chat.postMessage")
def post_message(call: Call) -> Answer:
    call.need("chat:write")
    channel = writable(call)
    text, blocks = content(call)
    if len(text) > 40_000:
        raise Refusal("msg_too_long")
    thread = call.one("thread_ts") or None
    if thread and channel.message(thread) is None:
        raise Refusal("thread_not_found")
    unfurls = call.given.get("unfurl_links") is not False or call.given.get("unfurl_media") is not False
    message = Message(call.world.new_ts(), BOT, text, blocks, metadata(call), thread, unfurls=unfurls)
    call.world.put(channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.record(metadata=True)}


@method("chat.update")
def update(call: Call) -> Answer:
    call.need("chat:write")
    channel = by_id(call)
    if channel.archived:
        raise Refusal("is_archived")
    message = channel.message(call.one("ts"))
    if message is None:
        raise Refusal("message_not_found")
    if message.user != BOT or message.files:
        raise Refusal("cant_update_message")
    text, blocks = content(call)
    if len(text) > 4000:
        raise Refusal("msg_too_long")
    if call.data("metadata") is not None:
        message.metadata = metadata(call)
    message.text, message.blocks, message.edits = text, blocks, message.edits + 1
    return {"channel": channel.id, "ts": message.ts, "text": text}


def readable(call: Call) -> Channel:
    channel = by_id(call)
    call.need(f"{channel.kind}:history")
    if BOT not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def page(call: Call, found: list[Message], usual: int) -> Answer:
    """From `cursor` on, at most `limit`."""
    oldest, latest = call.one("oldest", "0"), call.one("latest") or "9" * 12
    inclusive = call.flag("inclusive")

    def inside(ts: str) -> bool:
        low, here, high = (float(one) for one in (oldest, ts, latest))
        return low < here < high or (inclusive and here in (low, high))

    kept = [one for one in found if inside(one.ts)]
    start, limit = int(call.one("cursor") or 0), min(int(call.one("limit") or usual), 999)
    rest = kept[start + limit :]
    with_metadata = call.flag("include_all_metadata")
    return {
        "messages": [one.record(metadata=with_metadata) for one in kept[start : start + limit]],
        "has_more": bool(rest),
        "response_metadata": {"next_cursor": str(start + limit) if rest else ""},
    }


@method("conversations.history")
def history(call: Call) -> Answer:
    """Newest first, without what stands in threads."""
    return page(call, readable(call).heads[::-1], 100)


@method("conversations.replies")
def replies(call: Call) -> Answer:
    """The message itself first, then the oldest reply."""
    channel = readable(call)
    head = channel.message(call.one("ts"))
    if head is None:
        raise Refusal("thread_not_found")
    return page(call, [head, *channel.thread(head.ts)], 999)


def channel_record(channel: Channel) -> Answer:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.private,
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_member": BOT in channel.members,
    }


@method("conversations.list")
def list_channels(call: Call) -> Answer:
    kinds = (call.one("types") or "public_channel").split(",")
    if "public_channel" in kinds:
        call.need("channels:read")
    if "private_channel" in kinds:
        call.need("groups:read")
    found = [
        channel
        for channel in call.world.channels.values()
        if not channel.person
        and ("private_channel" if channel.private else "public_channel") in kinds
        and not (channel.private and BOT not in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    start, limit = int(call.one("cursor") or 0), min(int(call.one("limit") or 100), 999)
    rest = found[start + limit :]
    return {
        "channels": [channel_record(one) for one in found[start : start + limit]],
        "response_metadata": {"next_cursor": str(start + limit) if rest else ""},
    }


@method("conversations.info")
def channel_info(call: Call) -> Answer:
    channel = by_id(call)
    call.need("im:read" if channel.person else f"{channel.kind}:read")
    return {"channel": channel_record(channel)}


@method("conversations.open")
def open_direct(call: Call) -> Answer:
    call.need("im:write")
    user = call.world.users.get(call.one("users"))
    if user is None:
        raise Refusal("user_not_found")
    return {"channel": {"id": call.world.direct(user.id).id}}
