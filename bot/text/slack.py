"""What Slack refuses, in a user's words: what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.text.phrases import counted

TOKEN: Final = "WORKPLAN_SLACK_TOKEN"
WEBHOOK: Final = "WORKPLAN_SLACK_WEBHOOK"
REINSTALL: Final = "on the app's page at Slack, below OAuth & Permissions, and install the app again."
TOKENS: Final[Mapping[str, str]] = {
    "invalid_auth": "is not known there",
    "not_authed": "is not known there",
    "token_revoked": "was revoked",
    "token_expired": "has expired",
    "account_inactive": "belongs to an account or a workspace that was closed",
    "not_allowed_token_type": "is of another kind: the one that is wanted begins with xoxb-",
}
"""Slack's word -> what became of the token: https://docs.slack.dev/reference/methods/auth.test"""
CLOSED: Final[Mapping[str, str]] = {
    "no_service": "is not known there any more",
    "no_active_hooks": "was switched off",
    "invalid_token": "is not known there",
    "no_team": "belongs to a workspace that was closed",
    "team_disabled": "belongs to a workspace that was closed",
}
"""The same of a webhook's address."""
CHANNELS: Final[Mapping[str, tuple[str, str]]] = {
    "channel_not_found": (
        "There is no channel {channel} in Slack that the app can see.",
        "Correct its name in the settings, or invite the app there: /invite, followed by its name.",
    ),
    "not_in_channel": (
        "The app is not in the channel {channel}.",
        "Invite it there: /invite, followed by its name.",
    ),
    "is_archived": (
        "The channel {channel} is archived.",
        "Take it out of the archive, or name another one in the settings.",
    ),
    "channel_is_archived": (
        "The channel of the webhook is archived.",
        "Take it out of the archive, or make a webhook for another one.",
    ),
    "restricted_action": (
        "The app may not write in the channel {channel}.",
        "Ask whoever runs the workspace to allow it there.",
    ),
    "user_not_found": (
        "There is nobody in Slack with the id {channel}.",
        "Correct it in people.yaml.",
    ),
}
SAME: Final[Mapping[str, str]] = {
    "restricted_action_read_only_channel": "restricted_action",
    "restricted_action_thread_only_channel": "restricted_action",
    "user_disabled": "user_not_found",
}
Words = tuple[str, str]
"""What went wrong, and the remedy."""


def settings_words(error: str, channel: str, needed: str = "") -> Words | None:
    """None for what the settings and the token can't be blamed for. `needed`: the scope that is missing."""
    error = SAME.get(error, error)
    if error in TOKENS:
        return (
            f"Slack refuses the token: it {TOKENS[error]}.",
            f"Install the app again, and put its new token into {TOKEN}.",
        )
    if error in CLOSED:
        return (
            f"Slack refuses the webhook: it {CLOSED[error]}.",
            f"Make a new one, and put its address into {WEBHOOK}.",
        )
    if error == "missing_scope":
        return f"The Slack app lacks the scope {needed}.", f"Add {needed} {REINSTALL}"
    if error in CHANNELS:
        said, remedy = CHANNELS[error]
        return said.format(channel=channel), remedy
    return None


def refused_words(error: str) -> Words:
    """What is neither the token's nor the channel's fault."""
    match error:
        case "message_not_found" | "thread_not_found":
            return "The message is gone in Slack: somebody has deleted it. It is not posted again.", ""
        case "cant_update_message" | "edit_window_closed":
            return "Slack does not let the message be edited any more.", ""
        case _:
            return f"Slack did not take it: {error}.", "This is a fault in workplan. Please report it."


def limit_words(seconds: int) -> Words:
    wait = counted(seconds, "second") if seconds < 120 else counted(seconds // 60, "minute")
    return f"Slack takes nothing for now, and asks to wait {wait}. Nothing was posted.", "Try again then."


def silence_words(address: str) -> Words:
    return (
        f"Slack does not answer at {address}.",
        "Check the network, the proxy (HTTPS_PROXY, NO_PROXY), and status.slack.com.",
    )


SCOPES: Final[Mapping[str, str]] = {
    "chat:write": "nothing can be posted",
    "files:write": "the digest has no picture",
    "channels:history": "after an unclear answer nobody can look whether it was posted",
    "channels:read": "the channel can't be looked up by its name",
}
"""Scope -> what it is like without it."""


def lacking_words(scope: str) -> Words:
    return f"The Slack app lacks the scope {scope}: {SCOPES[scope]}.", f"Add {scope} {REINSTALL}"


UNCLEAR: Final = "Slack gave no clear answer: whether it was done is not known."
TOO_MUCH: Final = "There are too many messages in the channel to find out whether it was posted."
NO_TOKEN: Final = (
    f"There is no token for Slack: {TOKEN} is not set.",
    f"Set it, or name a file with it in {TOKEN}_FILE. How to get one: docs/slack.md.",
)
NO_CHANNEL: Final = (
    "The settings name no channel: the digest is only printed.",
    'Write for example [slack] channel = "#work-plan".',
)
