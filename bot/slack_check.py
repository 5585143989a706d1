"""The digest's channel on Slack, looked at for `doctor`. Posts nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.app import App
from bot.sending import outlet_of, utc_now
from bot.slack import Slack, Webhook, refusal
from bot.text.slack import SCOPES, lacking_words
from bot.trouble import Trouble, trouble
from sync.errors import WorkplanError


def slack_troubles(app: App) -> tuple[Trouble, ...]:
    """What keeps a digest from being posted, and what it would lack."""
    try:
        outlet = outlet_of(app, utc_now, time.sleep)
        if isinstance(outlet, Webhook):
            return ()  # only a message would show whether it works
        return tuple(Trouble(*words) for words in lacking(outlet, app.slack.channel))
    except WorkplanError as error:
        return (trouble(error),)


def lacking(slack: Slack, channel: str) -> Iterator[tuple[str, str]]:
    scopes = slack.scopes()
    for scope in SCOPES:
        if scopes is not None and scope not in scopes:
            yield lacking_words(scope)
    if scopes is None or "channels:read" in scopes:
        found = slack.channel(channel)
        wrong = {"is_archived": found["is_archived"], "not_in_channel": not found["is_member"]}
        for word in (word for word, stands in wrong.items() if stands):
            error = refusal(word, channel)
            yield error.message, error.remedy
