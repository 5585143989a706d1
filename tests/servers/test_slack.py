"""The imitated Slack as the real client library meets it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.servers.simtime import SimulatedTime
from tests.servers.slack import SlackServer
from tests.servers.slack_blocks import complaints
from tests.servers.slack_world import BOT
from tests.servers.wire import FaultKind

KEY = {"event_type": "workplan_digest", "event_payload": {"run_key": "gmg 1"}}


@pytest.fixture
def time() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
def slack(time: SimulatedTime, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with SlackServer(now=time) as server:
        server.add_token("xoxb-all")
        server.add_channel("gmg")
        yield server


@pytest.fixture
def client(slack: SlackServer) -> WebClient:
    return WebClient("xoxb-all", base_url=slack.api, retry_handlers=[])


def refused(call: Callable[[], object]) -> Any:
    with pytest.raises(SlackApiError) as caught:
        call()
    return caught.value.response


def test_a_message_and_its_thread(slack: SlackServer, client: WebClient, time: SimulatedTime) -> None:
    """By name or id, with its key; the history has the head alone, and keys only where they are asked for."""
    head = client.chat_postMessage(channel="#gmg", text="a", metadata=KEY)
    id = slack.channel("gmg").id
    assert head["channel"] == id
    time.advance(seconds=1)
    client.chat_postMessage(channel=id, text="b", thread_ts=head["ts"])
    plain = client.conversations_history(channel=id)["messages"]
    assert [one["text"] for one in plain] == ["a"]
    assert "metadata" not in plain[0]
    (told,) = client.conversations_history(channel=id, include_all_metadata=True)["messages"]
    assert told["metadata"] == KEY
    assert [
        one["text"] for one in client.conversations_replies(channel=id, ts=head["ts"]).data["messages"]
    ] == [
        "a",
        "b",
    ]


def test_the_history_page_by_page(slack: SlackServer, client: WebClient, time: SimulatedTime) -> None:
    """Newest first; from a time on, with the message of that time only if it is included."""
    ben, channel = slack.add_user("ben"), slack.channel("gmg")
    said = []
    for text in "abc":
        said.append(slack.person_says(channel, ben, text))
        time.advance(seconds=5)
    first = client.conversations_history(channel=channel.id, limit=2)
    assert [one["text"] for one in first["messages"]] == ["c", "b"]
    cursor = first["response_metadata"]["next_cursor"]
    rest = client.conversations_history(channel=channel.id, limit=2, cursor=cursor)
    assert ([one["text"] for one in rest["messages"]], rest["has_more"]) == (["a"], False)

    def after(**more: Any) -> list[str]:
        found = client.conversations_history(channel=channel.id, oldest=said[1].ts, **more)
        return [one["text"] for one in found["messages"]]

    assert after() == ["c"]
    assert after(inclusive=True) == ["c", "b"]


def test_an_edit(slack: SlackServer, client: WebClient) -> None:
    """Ours alone, by the id of the channel, and no text of more than 4,000 characters."""
    head = client.chat_postMessage(channel="gmg", text="a", metadata=KEY)
    id, ts = head["channel"], head["ts"]
    client.chat_update(channel=id, ts=ts, text="b")
    (message,) = slack.channel("gmg").messages
    assert (message.text, message.edits, message.metadata) == ("b", 1, KEY)
    other = slack.person_says(slack.channel("gmg"), slack.add_user("ben"), "c")
    for given, error in (
        ({"channel": id, "ts": other.ts, "text": "x"}, "cant_update_message"),
        ({"channel": id, "ts": "1.1", "text": "x"}, "message_not_found"),
        ({"channel": "gmg", "ts": ts, "text": "x"}, "channel_not_found"),
        ({"channel": id, "ts": ts, "text": "x" * 4001}, "msg_too_long"),
    ):
        assert refused(lambda given=given: client.chat_update(**given))["error"] == error


def test_what_is_refused(slack: SlackServer, client: WebClient) -> None:
    """With HTTP 200, and what is wrong in words."""
    slack.add_channel("old").archived = True
    slack.add_channel("closed", private=True, member=False)
    for name, error in (
        ("none", "channel_not_found"),
        ("old", "is_archived"),
        ("closed", "channel_not_found"),
    ):
        answer = refused(lambda name=name: client.chat_postMessage(channel=name, text="a"))
        assert (answer.status_code, answer["error"]) == (200, error)
    slack.add_channel("public", member=False)
    slack.add_token("xoxb-few", ["chat:write"])
    few = WebClient("xoxb-few", base_url=slack.api, retry_handlers=[])
    assert refused(lambda: few.chat_postMessage(channel="public", text="a"))["error"] == "not_in_channel"
    answer = refused(lambda: few.conversations_history(channel=slack.channel("gmg").id))
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "channels:history",
        "chat:write",
    )
    assert few.auth_test().headers["x-oauth-scopes"] == "chat:write"
    unknown = WebClient("xoxb-none", base_url=slack.api, retry_handlers=[])
    assert refused(unknown.auth_test)["error"] == "invalid_auth"
    slack.revoked.add("xoxb-all")
    assert refused(client.auth_test)["error"] == "token_revoked"


def test_one_message_a_second(slack: SlackServer, client: WebClient, time: SimulatedTime) -> None:
    """Into one channel; the answer says how long to wait, and another channel is open meanwhile."""
    slack.add_channel("data")
    client.chat_postMessage(channel="gmg", text="a")
    answer = refused(lambda: client.chat_postMessage(channel="gmg", text="b"))
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    client.chat_postMessage(channel="data", text="b")
    time.advance(seconds=1)
    client.chat_postMessage(channel="gmg", text="b")


def test_a_picture_in_three_steps(slack: SlackServer, client: WebClient) -> None:
    """In the thread, with its words for those who don't see it."""
    head = client.chat_postMessage(channel="gmg", text="a")
    client.files_upload_v2(
        filename="p.png",
        content=b"\x89PNG",
        title="Progress",
        alt_txt="Half",
        channel=head["channel"],
        thread_ts=head["ts"],
    )
    (reply,) = slack.channel("gmg").thread(head["ts"])
    (file,) = reply.files
    assert (file.data, file.title, file.alt) == (b"\x89PNG", "Progress", "Half")
    answer = refused(
        lambda: client.files_completeUploadExternal(files=[{"id": file.id}], channel_id=head["channel"])
    )
    assert answer["error"] == "file_not_found"


def test_people_and_groups(slack: SlackServer, client: WebClient) -> None:
    """By list or e-mail; a message to a person goes into a conversation with them."""
    anna = slack.add_user("anna", "anna@gmg.example")
    group = slack.add_group("wg-chairs")
    assert [one["id"] for one in client.users_list()["members"]] == [BOT, anna.id]
    assert client.users_lookupByEmail(email="Anna@gmg.example")["user"]["id"] == anna.id
    assert refused(lambda: client.users_lookupByEmail(email="x@y"))["error"] == "users_not_found"
    assert client.usergroups_list()["usergroups"] == [{"id": group, "handle": "wg-chairs"}]
    opened = client.conversations_open(users=anna.id)["channel"]["id"]
    assert client.chat_postMessage(channel=anna.id, text="a")["channel"] == opened


def test_channels_are_looked_up(slack: SlackServer, client: WebClient) -> None:
    """Private ones only where the app is in."""
    slack.add_channel("in", private=True)
    slack.add_channel("out", private=True, member=False)
    found = client.conversations_list(types="public_channel,private_channel")["channels"]
    assert [one["name"] for one in found] == ["gmg", "in"]
    assert client.conversations_info(channel=slack.channel("gmg").id)["channel"]["is_member"]


@pytest.mark.parametrize(
    ("kind", "there"), [(FaultKind.DROP_BEFORE, 0), (FaultKind.DROP_AFTER, 1), (FaultKind.STATUS_AFTER, 1)]
)
def test_faults(slack: SlackServer, client: WebClient, kind: FaultKind, there: int) -> None:
    """The client can't tell from the answer whether the message is there."""
    slack.fail(kind, path="chat.postMessage", status=503)
    with pytest.raises(Exception, match=r".+"):
        client.chat_postMessage(channel="gmg", text="a")
    assert len(slack.channel("gmg").messages) == there


def post(address: str, data: object) -> tuple[int, bytes]:
    sent = Request(address, json.dumps(data).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(sent) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_webhook(slack: SlackServer) -> None:
    """It says "ok", and not which message that was."""
    address = slack.url + slack.add_webhook(slack.channel("gmg"))
    assert post(address, {"text": "a"}) == (200, b"ok")
    assert slack.channel("gmg").messages[0].text == "a"
    assert post(address, {"text": ""}) == (400, b"no_text")
    assert post(slack.url + "/services/T0/9/x", {"text": "a"}) == (404, b"no_service")
    slack.channel("gmg").archived = True
    assert post(address, {"text": "a"}) == (410, b"channel_is_archived")


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def table(rows: int, columns: int, text: str = "x") -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def rich(text: str) -> dict[str, Any]:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [part]}


GOOD = (
    [section("x" * 3000)] * 50,
    [{"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}],
    [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 10}],
    [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 10}],
    [{"type": "divider"}],
    [table(100, 20, "xxxxx")],
    [{"type": "markdown", "text": "x" * 12_000}],
    [rich("x")],
)
BAD = (
    [section("x")] * 51,
    [section("x" * 3001)],
    [section("")],
    [{"type": "section"}],
    [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
    [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
    [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
    [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
    [{"type": "divider", "text": "x"}],
    [table(101, 1)],
    [table(1, 21)],
    [table(100, 20, "xxxxxx")],
    [table(1, 1), table(1, 1)],
    [{"type": "markdown", "text": "x" * 6001}] * 2,
    [{"type": "image", "image_url": "https://x"}],
    [rich("")],
    [{"type": "text", "text": "x"}],
    [{**section("x"), "block_id": "a"}] * 2,
)


@pytest.mark.parametrize("blocks", GOOD, ids=range(len(GOOD)))
def test_blocks_at_the_limits(blocks: object) -> None:
    """What just fits is taken."""
    assert complaints(blocks) == []


@pytest.mark.parametrize("blocks", BAD, ids=range(len(BAD)))
def test_blocks_past_the_limits(slack: SlackServer, client: WebClient, blocks: object) -> None:
    """Nothing is posted, and the answer says where the fault is."""
    answer = refused(lambda: client.chat_postMessage(channel="gmg", text="a", blocks=blocks))
    assert answer["error"] == "invalid_blocks"
    assert "json-pointer:/blocks" in answer["response_metadata"]["messages"][0]
    assert slack.channel("gmg").messages == []
