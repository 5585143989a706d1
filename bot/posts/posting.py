"""A digest as Slack takes it: one message, its thread, and a picture. Data; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Block: TypeAlias = Mapping[str, object]
"""One block of Block Kit, as plain JSON: https://docs.slack.dev/reference/block-kit/blocks"""


@dataclass(frozen=True, slots=True)
class Post:
    """`text` is what a lock screen shows and a screen reader reads; `blocks` are at most fifty."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`alt` says in words what it shows."""

    png: bytes
    title: str
    alt: str


@dataclass(frozen=True, slots=True)
class Posting:
    """What one channel, or one person, gets."""

    channel: str
    """ "#name", "name" or an id of a channel; or the id of a person."""
    head: Post
    thread: tuple[Post, ...] = ()
    picture: Picture | None = None
