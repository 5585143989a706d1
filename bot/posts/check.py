"""The digest's channels on Slack, looked at for `doctor`. Posts nothing."""

from __future__ import annotations

import time
from collections.abc import Collection

from bot.app import App
from bot.posts.sending import outlet_of, utc_now
from bot.slack import Slack, refusal
from bot.text.slack import SCOPES, lacking_words
from bot.trouble import Trouble, trouble
from sync.errors import WorkplanError


def slack_troubles(app: App) -> tuple[Trouble, ...]:
    """What keeps a digest from being posted, and what it would lack."""
    found: list[Trouble] = []
    try:
        outlet = outlet_of(app, utc_now, time.sleep)
        if isinstance(outlet, Slack):  # of a webhook only a message would show whether it works
            scopes = outlet.scopes()
            found += [Trouble(*lacking_words(one)) for one in SCOPES if scopes and not may(scopes, one)]
            if scopes is None or may(scopes, "channels:read"):
                for channel in dict.fromkeys((app.slack.channel, *app.slack.areas.values())):
                    found += channel_troubles(outlet, channel)
    except WorkplanError as error:
        found.append(trouble(error))
    return tuple(found)


def may(scopes: Collection[str], scope: str) -> bool:
    """Private channels have scopes of their own."""
    return scope in scopes or scope.replace("channels:", "groups:") in scopes


def channel_troubles(slack: Slack, channel: str) -> tuple[Trouble, ...]:
    try:
        found = slack.channel(channel)
    except WorkplanError as error:
        return (trouble(error),)
    wrong = {"is_archived": found["is_archived"], "not_in_channel": not found["is_member"]}
    return tuple(trouble(refusal(word, channel)) for word, stands in wrong.items() if stands)
