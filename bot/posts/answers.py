"""What is told to Slack, and read from its answers: keys, places, pauses. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from bot.posts.posting import Post

Answer: TypeAlias = Mapping[str, Any]
EVENT: Final = "workplan_digest"


@dataclass(frozen=True, slots=True)
class Sent:
    """`place`: the id of the channel; both are empty after a webhook, which tells neither."""

    place: str = ""
    ts: str = ""
    by: str = "workplan"


def plain(post: Post) -> list[dict[str, object]]:
    return [dict(block) for block in post.blocks]


def marked(key: str) -> dict[str, object]:
    """By this it is known again: https://docs.slack.dev/messaging/message-metadata"""
    return {"event_type": EVENT, "event_payload": {"run_key": key}}


def key_of(message: Mapping[str, Any]) -> object:
    match message.get("metadata"):
        case {"event_type": str(kind), "event_payload": {"run_key": key}} if kind == EVENT:
            return key
        case _:
            return None


def sent(place: str, message: Mapping[str, Any]) -> Sent:
    by = message.get("bot_profile", {}).get("name")
    return Sent(place, str(message["ts"]), str(by or "workplan"))


def next_cursor(said: Answer) -> str:
    return str((said.get("response_metadata") or {}).get("next_cursor") or "")


def retry_after(headers: Mapping[str, Any]) -> int:
    """Seconds; half a minute where nothing is said."""
    said = next((str(value) for name, value in headers.items() if name.lower() == "retry-after"), "")
    return max(int(said), 1) if said.isdigit() else 30
