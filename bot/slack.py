"""Slack for the digest, and the only module that knows its library.

Nothing that posts is sent again by itself: what was cut off may have arrived. https://docs.slack.dev/apis/web-api
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.posts.answers import Answer, Sent, key_of, marked, next_cursor, plain, retry_after, sent
from bot.posts.posting import Picture, Post
from bot.text.slack import TOO_MUCH, UNCLEAR, limit_words, refused_words, settings_words, silence_words
from sync.errors import Invalid, Limited, Rejected, Unavailable, Unclear, WorkplanError

TIMEOUT: Final = 15
"""Seconds without an answer."""
PATIENCE: Final = 120
"""Seconds that one request waits at most, over all, where Slack asks to."""
TRIES: Final = 3
PAGE: Final = 200
PAGES: Final = 20
ID: Final = re.compile(r"[CDGUW][A-Z0-9]{8,}")
LIMITS: Final = ("ratelimited", "rate_limited")
HALF_DONE: Final = ("internal_error", "fatal_error", "service_unavailable", "file_not_found")
"""Slack may have done it, or lacks the bytes: https://docs.slack.dev/reference/methods/chat.postMessage#errors"""
KINDS: Final = ("public_channel", "private_channel")

SILENT: Final = logging.Logger("slack", logging.CRITICAL + 1)
"""The library would tell addresses and tokens of what fails on the terminal."""


class Slack:
    """`url`: what the names of methods are added to; empty: Slack itself.

    `pace`: seconds between two messages in a channel: https://docs.slack.dev/apis/web-api/rate-limits
    """

    def __init__(
        self,
        token: SecretStr,
        url: str,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        pace: float = 1.0,
    ) -> None:
        self.url = url or WebClient.BASE_URL
        self.now = now
        self.sleep = sleep
        self.pace = timedelta(seconds=pace)
        self.last: dict[str, datetime] = {}
        self.client = WebClient(
            token.get_secret_value(), self.url, timeout=TIMEOUT, logger=SILENT, retry_handlers=[]
        )

    def post(self, channel: str, post: Post, key: str, thread: str = "") -> Sent:
        """Raises Unclear when it may be there; any other error when it is not."""
        self.keep_pace(channel)
        try:
            said = self.ask(
                channel,
                lambda: self.client.chat_postMessage(
                    channel=channel,
                    text=post.text,
                    blocks=plain(post),
                    metadata=marked(key),
                    thread_ts=thread or None,
                    unfurl_links=False,
                    unfurl_media=False,
                ),
            )
        finally:
            self.last[channel] = self.now()
        self.last[said["channel"]] = self.last[channel]
        return sent(said["channel"], said["message"])

    def edit(self, place: str, ts: str, post: Post, key: str) -> None:
        self.ask(
            place,
            lambda: self.client.chat_update(
                channel=place, ts=ts, text=post.text, blocks=plain(post), metadata=marked(key)
            ),
            again=True,
        )

    def share(self, place: str, thread: str, picture: Picture, name: str) -> None:
        """A picture into a thread, under a file name by which it is found again."""
        self.ask(
            place,
            lambda: self.client.files_upload_v2(
                filename=name,
                content=picture.png,
                title=picture.title,
                alt_txt=picture.alt,
                channel=place,
                thread_ts=thread,
            ),
        )

    def find(self, place: str, key: str, since: datetime, thread: str = "") -> Sent | None:
        """What was posted with this key. None proves that nothing is there."""
        found = (one for one in self.messages(place, since, thread) if key_of(one) == key)
        return next((sent(place, one) for one in found), None)

    def find_picture(self, place: str, name: str, since: datetime, thread: str) -> Sent | None:
        found = (
            one
            for one in self.messages(place, since, thread)
            if any(file.get("name") == name for file in one.get("files", ()))
        )
        return next((sent(place, one) for one in found), None)

    def messages(self, place: str, since: datetime, thread: str) -> Iterator[Mapping[str, Any]]:
        """Raises Unavailable where there are too many to look at all of them."""
        asked: dict[str, Any] = {"channel": place, "limit": PAGE, "include_all_metadata": True}
        if thread:
            call = self.client.conversations_replies
            asked |= {"ts": thread}
        else:
            call = self.client.conversations_history
            asked |= {"oldest": f"{since.timestamp():.6f}", "inclusive": True}
        for _ in range(PAGES):
            said = self.ask(place, lambda: call(**asked), again=True)
            yield from said["messages"]
            asked["cursor"] = next_cursor(said)
            if not asked["cursor"]:
                return
        raise Unavailable(TOO_MUCH)

    def place(self, channel: str) -> str:
        """The id behind a name, or of the conversation with a person. Raises Invalid for none."""
        if ID.fullmatch(channel) and channel[0] in "UW":
            opened = self.ask(channel, lambda: self.client.conversations_open(users=channel), again=True)
            return str(opened["channel"]["id"])
        return channel if ID.fullmatch(channel) else str(self.named(channel)["id"])

    def scopes(self) -> frozenset[str] | None:
        """What the token may; None where Slack doesn't say. Raises Invalid for a token that it refuses."""
        headers = self.answered("", self.client.auth_test, again=True).headers
        told = next((str(value) for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
        return None if told is None else frozenset(one.strip() for one in told.split(","))

    def channel(self, channel: str) -> Answer:
        """What Slack says of it. Raises Invalid for one that it does not show."""
        if not ID.fullmatch(channel):
            return self.named(channel)
        said = self.ask(channel, lambda: self.client.conversations_info(channel=channel), again=True)
        found: Answer = said["channel"]
        return found

    def named(self, channel: str) -> Mapping[str, Any]:
        name = channel.removeprefix("#")
        lacking: list[Invalid] = []
        for kind in KINDS:  # one by one: without a scope only its own kind can't be seen
            try:
                for one in self.listed(kind):
                    if one["name"] == name:
                        return one
            except Invalid as error:
                lacking.append(error)
        raise lacking[0] if len(lacking) == len(KINDS) else refusal("channel_not_found", channel)

    def listed(self, kind: str) -> Iterator[Mapping[str, Any]]:
        cursor = ""
        while True:
            said = self.ask(
                kind,
                partial(self.client.conversations_list, types=kind, limit=999, cursor=cursor),
                again=True,
            )
            yield from said["channels"]
            if not (cursor := next_cursor(said)):
                return

    def ask(self, channel: str, call: Callable[[], SlackResponse], *, again: bool = False) -> Answer:
        """`again`: it does no harm to do it twice."""
        data = self.answered(channel, call, again=again).data
        assert isinstance(data, dict)
        return data

    def answered(self, channel: str, call: Callable[[], SlackResponse], *, again: bool) -> SlackResponse:
        waited, tries = 0, 0
        failed: Unavailable
        while True:
            try:
                return call()
            except SlackApiError as error:
                answer = error.response
                if is_limit(answer):
                    pause = retry_after(answer.headers)
                    waited = self.rest(pause, waited)
                    continue
                if not is_half_done(answer):
                    raise refusal(str(answer["error"]), channel, str(answer.get("needed", ""))) from None
                failed = Unclear(UNCLEAR)
            except SlackRequestError:  # of an upload's bytes: nothing is shared yet
                failed = Unavailable(*silence_words(self.url))
            except (URLError, OSError, HTTPException, ValueError) as error:
                failed = silence(error, self.url)
            tries += 1
            if tries == TRIES or not (again or not isinstance(failed, Unclear)):
                raise failed
            self.sleep(2.0**tries)

    def rest(self, pause: int, waited: int) -> int:
        """Seconds that were waited now. Raises Limited for too many."""
        if waited + pause > PATIENCE:
            raise Limited(*limit_words(pause))
        self.sleep(pause)
        return waited + pause

    def keep_pace(self, channel: str) -> None:
        if channel in self.last:
            left = self.pace - (self.now() - self.last[channel])
            if timedelta() < left <= self.pace:
                self.sleep(left.total_seconds())


class Webhook:
    """Posts into one channel, and never hears which message that was.

    https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    """

    def __init__(self, address: SecretStr) -> None:
        self.client = WebhookClient(
            address.get_secret_value(), timeout=TIMEOUT, logger=SILENT, retry_handlers=[]
        )

    def post(self, channel: str, post: Post, key: str, thread: str = "") -> Sent:  # noqa: ARG002
        body = {"text": post.text, "blocks": plain(post), "unfurl_links": False, "unfurl_media": False}
        try:
            said = self.client.send_dict(body)
        except (URLError, OSError, HTTPException, ValueError) as error:
            raise silence(error, "the address of the webhook") from None
        if said.status_code == 429:
            raise Limited(*limit_words(retry_after(said.headers)))
        if said.status_code >= 500:
            raise Unclear(UNCLEAR)
        if said.status_code != 200:
            raise refusal(said.body.strip()[:60], channel)
        return Sent()


def is_limit(answer: SlackResponse) -> bool:
    return answer.status_code == 429 or answer.get("error") in LIMITS


def is_half_done(answer: SlackResponse) -> bool:
    """An answer of Slack's own says plainly what it refuses; a page of a proxy, or a 500, says nothing."""
    known = re.fullmatch(r"\w+", str(answer.get("error")))
    return not known or answer.status_code >= 500 or answer.get("error") in HALF_DONE


def silence(error: Exception, address: str) -> Unavailable:
    """Unclear, unless it never got there."""
    reason = error.reason if isinstance(error, URLError) else error
    kept = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
    return Unavailable(*silence_words(address)) if isinstance(reason, kept) else Unclear(UNCLEAR)


def refusal(error: str, channel: str, needed: str = "") -> WorkplanError:
    words = settings_words(error, channel, needed.split(",")[0])
    return Invalid(*words) if words else Rejected(*refused_words(error))
