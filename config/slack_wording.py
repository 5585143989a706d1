"""What is wrong with the settings of Slack, and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from config.settings import SlackSection

CHANNEL: Final = re.compile(r"#?[^\s#@,:/]{1,80}")
EXAMPLE: Final = 'Write its name, "#work-plan", or its id.'


def slack_mistakes(slack: SlackSection) -> Iterator[tuple[tuple[str, str], str]]:
    """The place, and what to write."""
    if slack.channel and not CHANNEL.fullmatch(slack.channel):
        yield ("slack", "channel"), f'[slack] channel = "{slack.channel}" is no channel. {EXAMPLE}'
    for area, channel in slack.areas.items():
        if not CHANNEL.fullmatch(channel):
            yield ("slack", "areas"), f'[slack] areas: "{channel}" for area "{area}" is no channel. {EXAMPLE}'
    if slack.areas and not slack.channel:
        said = "[slack] areas says nothing without a channel for the whole plan."
        yield ("slack", "areas"), f"{said} Write channel beside it, or take it out."
    if slack.url and (remedy := url_remedy(slack.url)):
        yield ("slack", "url"), f"[slack] url is not where Slack answers. {remedy}"


def url_remedy(url: str) -> str:
    """ "" where it may be possible. The address itself is not told: that of a webhook is a secret."""
    try:
        parts = urlsplit(url)
        possible = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        possible = False
    if not possible:
        return "Leave it out, or write for example https://slack.example.org/api/."
    if (parts.hostname or "").endswith("slack.com"):
        hook = "The address of a webhook goes into WORKPLAN_SLACK_WEBHOOK. " if "hooks" in url else ""
        return f"{hook}For Slack itself leave it out."
    if parts.username or parts.query:
        return "Others read this file: no name, password or token stands in an address."
    return ""
