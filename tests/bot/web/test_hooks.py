"""Deliveries over real HTTP: the genuine is written down before it is answered, anything else is refused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from bot.web.hooks import LIMIT
from sync.asked import Asked, answer, what_is_asked
from sync.errors import Busy
from sync.state import State
from tests.builders.reception import (
    NOW,
    NUMBER,
    SECRET,
    Reception,
    github_call,
    gitlab_issue,
    issue,
    reception,
    send,
    until,
)
from tests.builders.rigs import PLAN


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Reception]:
    """A plan on GitHub and one on GitLab."""
    with reception(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reception]:
    """For calls that nothing comes of; after each of them, nothing was asked."""
    with reception(tmp_path_factory.mktemp("reception"), ("github", PLAN)) as opened:
        yield opened


def test_an_issue_closed_on_github_asks_for_a_look(desk: Reception) -> None:
    """It is on the disk when the answer is there, and the service is woken."""
    told = desk.github()
    assert (told.status_code, told.text) == (202, "Taken. A sync follows in a moment.\n")
    assert desk.asked == Asked(1, NOW, NOW)
    assert len(desk.wakes) == 1
    assert desk.outcomes == {"github taken": 1}


@pytest.mark.parametrize("scheme", ["signature", "token"])
def test_an_issue_closed_on_gitlab_asks_for_a_look(tmp_path: Path, scheme: str) -> None:
    """By the signature of new servers, and by the secret in clear of old ones."""
    with reception(tmp_path, ("gitlab", PLAN)) as desk:
        assert desk.gitlab(scheme=scheme).status_code == 202
        assert desk.looks == 1


def test_a_ping_is_answered(desk: Reception) -> None:
    """GitHub sends one when the webhook is made: all is well, and nothing follows."""
    told = desk.github({"zen": "Speak like a human."}, event="ping")
    assert (told.status_code, told.text) == (200, "Ready.\n")
    assert desk.looks == 0


def test_the_same_delivery_asks_once(desk: Reception, tmp_path: Path) -> None:
    """Sent again at once, after the look, and after the service was started again."""
    for _ in range(2):
        assert desk.github(id="a").status_code == 202
    assert (desk.looks, len(desk.wakes)) == (1, 1)
    answer(desk.state, 1)
    with reception(tmp_path) as again:
        assert again.github(id="a").text == "Known already.\n"
        assert (again.asked, again.wakes) == (None, [])


def test_gitlabs_repeats_are_known_by_their_key(desk: Reception, tmp_path: Path) -> None:
    """It stays the same when a delivery is tried again."""
    body = json.dumps(gitlab_issue()).encode()
    call = {"Content-Type": "application/json", "X-Gitlab-Token": SECRET, "Idempotency-Key": "k"}
    texts = [desk.post("gitlab", call, body).text for _ in range(2)]
    assert texts == ["Taken. A sync follows in a moment.\n", "Known already.\n"]


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ("watch", {}),
        ("workflow_run", {}),
        ("", {}),
        ("issue_comment", {"issue": {"number": 3, "pull_request": {"url": "https://api.github.com/x"}}}),
    ],
)
def test_other_events_of_github_ask_nothing(refusing: Reception, event: str, more: dict[str, object]) -> None:
    """A busy repository tells of much else, comments on pull requests among it."""
    told = refusing.github(issue(**more), event=event)
    assert (told.status_code, told.text.partition(":")[0]) == (202, "Nothing to do")
    assert refusing.asked is None


@pytest.mark.parametrize("event", ["issues", "issue_comment", "label", "milestone", "sub_issues", "push"])
def test_events_that_may_change_the_plan_ask(desk: Reception, event: str) -> None:
    """As GitHub calls them."""
    assert desk.github(event=event).status_code == 202
    assert desk.looks == 1


@pytest.mark.parametrize(
    ("kind", "on", "looks"),
    [
        ("issue", None, 1),
        ("work_item", None, 1),
        ("milestone", None, 1),
        ("note", "Issue", 1),
        ("note", "WorkItem", 1),
        ("note", "MergeRequest", 0),
        ("note", "Commit", 0),
        ("pipeline", None, 0),
        ("emoji", None, 0),
    ],
)
def test_kinds_of_gitlab(tmp_path: Path, kind: str, on: str | None, looks: int) -> None:
    """Confidential issues and comments are of the same kinds as others."""
    with reception(tmp_path, ("gitlab", PLAN)) as desk:
        told = desk.gitlab(gitlab_issue(object_kind=kind, object_attributes={"noteable_type": on}))
        assert told.status_code == 202
        assert desk.looks == looks


# -- whose plan


def test_another_project_asks_nothing(refusing: Reception) -> None:
    """A hook of an organization tells of all its repositories."""
    assert refusing.github(issue(project="gmg/website", number=9)).status_code == 202
    assert refusing.github({"action": "closed"}).status_code == 202
    assert refusing.asked is None
    assert refusing.wakes == []


def test_each_plan_is_asked_by_its_own_project(tmp_path: Path) -> None:
    """Several plans in one service; two of them share a project."""
    with reception(tmp_path, ("github", "gmg/data"), ("github", PLAN), ("github", "GMG/Work-Plan")) as desk:
        desk.github()
        states = [State(f"sqlite:///{tmp_path / f'{number}.db'}") for number in range(3)]
        assert [what_is_asked(state) is not None for state in states] == [False, True, True]


def test_a_renamed_project_is_known_by_its_number(desk: Reception) -> None:
    """The settings still have its old name, and the last sync has seen its number."""
    moved = issue(project="gmg/plan-2018")
    desk.github(moved)
    assert desk.looks == 0
    desk.state.shelve({("fact", "project"): str(NUMBER)})
    desk.github(moved)
    assert desk.looks == 1


def test_the_number_may_stand_in_the_settings(tmp_path: Path) -> None:
    """As GitLab shows it."""
    with reception(tmp_path, ("gitlab", str(NUMBER))) as desk:
        desk.gitlab()
        assert desk.looks == 1


def test_our_own_doing_as_an_app_asks_for_nothing(desk: Reception) -> None:
    """After a first mirror of a thousand issues there is nothing to look for."""
    desk.state.shelve({("fact", "account"): "workplan[bot]"})
    assert desk.github(issue(sender="workplan[bot]")).status_code == 202
    assert (desk.asked, desk.wakes) == (None, [])


# -- what is refused


def test_without_a_secret_webhooks_are_off(tmp_path: Path) -> None:
    """Nobody could tell a genuine call from another; the answer says what to set."""
    with reception(tmp_path, secret=None) as desk:
        for told in (desk.github(), desk.gitlab()):
            assert told.status_code == 404
            assert "set WORKPLAN_WEBHOOK_SECRET" in told.text
        assert desk.asked is None


def test_who_does_not_know_the_secret_is_refused(refusing: Reception) -> None:
    """With another one, with none, and for a text that was changed on its way."""
    body = json.dumps(issue()).encode()
    call = github_call(body)
    assert refusing.github(secret="another secret, as long").status_code == 401
    assert refusing.post("github", {"Content-Type": "application/json"}, body).status_code == 401
    assert refusing.post("github", call, body + b" ").status_code == 401
    assert refusing.post("gitlab", call, body).status_code == 401
    assert refusing.gitlab(secret="whsec_" + "A" * 32).status_code == 401
    assert refusing.gitlab(scheme="token", secret="wrong").status_code == 401
    assert refusing.asked is None
    assert refusing.outcomes["github refused"] >= 3


HOSTILE = {
    "nothing": b"",
    "a form": b"payload=%7B%22action%22%3A%22closed%22%7D",
    "no JSON": b"{'action': 'closed'}",
    "cut": b'{"action": "clo',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"repository":' * 50_000 + b"1" + b"}" * 50_000,
    "a list": b"[]",
    "a key twice": b'{"repository": {"id": 1, "id": 4711}}',
    "no UTF-8": b'{"action": "\xff"}',
    "another encoding": json.dumps(issue()).encode("utf-16"),
    "no number": b'{"id": NaN}',
    "a number without end": b'{"id": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_event_is_refused(refusing: Reception, body: bytes) -> None:
    """Even by who knows the secret. Nothing falls over."""
    told = refusing.github(body=body)
    assert (told.status_code, "application/json" in told.text) == (400, True)
    assert refusing.asked is None


STRANGE: dict[str, object] = {
    "other types": {"repository": ["gmg/work-plan"], "sender": 5, "issue": "x"},
    "nothing in it": {"repository": None},
    "truth for a number": {"repository": {"id": True}},
    "signs": {"repository": {"full_name": "gmg/work-plan\x00\ud800"}},
}


@pytest.mark.parametrize("data", STRANGE.values(), ids=STRANGE)
def test_an_event_of_a_strange_shape_is_not_ours(refusing: Reception, data: object) -> None:
    """It may be of a later version of the service."""
    assert refusing.github(data).status_code == 202
    assert refusing.asked is None


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
def test_another_content_type_is_refused(refusing: Reception, kind: str) -> None:
    """With the one to choose: GitHub offers two."""
    told = refusing.github(Content_Type=kind)
    assert (told.status_code, "Choose the content type application/json" in told.text) == (400, True)


def test_ids_may_be_anything(desk: Reception) -> None:
    """However long; and a server that numbers nothing sends different texts."""
    body = json.dumps(issue()).encode()
    for id in ("x" * 5000, "é'; DROP TABLE deliveries", "{}"):
        call = {name.encode(): value.encode("latin-1") for name, value in github_call(body, id=id).items()}
        assert desk.client.post("/webhooks/github", content=body, headers=call).status_code == 202
    call = {**github_call(body), "X-GitHub-Delivery": ""}
    assert [desk.post("github", call, body).text[:5] for _ in range(2)] == ["Taken", "Known"]
    assert desk.looks == 4


def test_another_path_or_verb_is_not_there(refusing: Reception) -> None:
    """Nothing else is offered, and nothing says what answers."""
    client = refusing.client
    assert client.get("/webhooks/github").status_code == 405
    for path in ("/", "/webhooks", "/webhooks/github/", "/webhooks/../etc/passwd", "/docs", "/%00"):
        told = client.post(path)
        assert (told.status_code, "server" in told.headers) == (404, False)


# -- bursts and troubles


def test_a_burst_is_taken_whole(desk: Reception) -> None:
    """Many at once: each is on the disk when it is answered, and few transactions do it."""

    def call(number: int) -> int:
        return desk.github(id=f"{number}").status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(call, range(300))) == {202}
    with closing(sqlite3.connect(str(desk.state.path))) as db:
        assert db.execute("SELECT count(*) FROM deliveries").fetchone() == (300,)
    assert desk.looks < 300  # one is asked for with each transaction
    assert 0 < len(desk.wakes) < 150


def test_what_can_not_be_written_down_is_sent_again(desk: Reception) -> None:
    """The state is held for long: the answer says so, nothing is remembered, and the repeat counts."""
    desk.github(id="a")
    with closing(sqlite3.connect(str(desk.state.path), isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        told = desk.github(id="b")
    assert (told.status_code, told.text) == (503, "It could not be written down. Send it again later.\n")
    assert desk.looks == 1
    assert desk.github(id="b").status_code == 202
    assert desk.looks == 2


def test_one_batch_that_fails_holds_up_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Everyone who waits for it is told to send again, whatever went wrong; the log says what, no secrets."""
    troubles = [Busy(f"The state is in use: {SECRET}"), PermissionError(13, "Permission denied", "/a"), None]

    def write(found: object) -> frozenset[str]:
        trouble = troubles.pop(0)
        if trouble is not None:
            raise trouble
        return frozenset()

    with reception(tmp_path, ("github", PLAN), write=write) as desk:
        told = [desk.github() for _ in range(3)]
    assert [one.status_code for one in told] == [503, 503, 202]
    assert {one.text for one in told[:2]} == {"It could not be written down. Send it again later.\n"}
    assert [record.message for record in caplog.records] == [
        "1 webhooks could not be written down: The state is in use: ‹secret›",
        "1 webhooks could not be written down: The system refused: Permission denied (/a).",
    ]


def head(length: int | None, **more: str) -> bytes:
    """The head of a signed call; without a length the body comes in chunks."""
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    lines = ["POST /webhooks/github HTTP/1.1", "Host: x", size, "X-Hub-Signature-256: sha256=0"]
    return "\r\n".join([*lines, "", ""]).encode()


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """Refused by what is announced, before anything of it is read."""
    body = json.dumps(issue()).encode().ljust(LIMIT)
    with reception(tmp_path, ("github", PLAN)) as desk:
        assert desk.github(body=body).status_code == 202
        with send(desk.address, head(LIMIT + 1)) as caller:
            assert caller.makefile("rb").read().startswith(b"HTTP/1.1 413 ")  # and it hangs up
        assert (desk.looks, desk.outcomes) == (1, {"github taken": 1, "github large": 1})


def test_a_body_without_an_announced_end_is_cut_off(tmp_path: Path) -> None:
    """It is counted while it comes in; whoever goes on sending may not even hear why the line was cut."""
    chunk = b"%x\r\n" % 1_000_000 + b"x" * 1_000_000 + b"\r\n"
    with reception(tmp_path, ("github", PLAN)) as desk:
        with send(desk.address, head(None)) as caller, suppress(ConnectionError):
            for _ in range(100):
                caller.sendall(chunk)
        assert desk.outcomes == {"github large": 1}


def test_a_body_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    """Nor for one whose sender has gone."""
    with reception(tmp_path, ("github", PLAN), patience=0.05) as desk:
        send(desk.address, head(100), b"{").close()
        with send(desk.address, head(100), b"{") as caller:
            assert caller.recv(1000).startswith(b"HTTP/1.1 408 ")
        desk.hooks.patience = 60
        assert desk.github().status_code == 202


def test_bodies_in_memory_are_limited_all_together(tmp_path: Path) -> None:
    """Whoever can reach the service, and knows no secret, can't fill the machine."""
    with reception(tmp_path, ("github", PLAN), in_all=1000) as desk, ExitStack() as callers:
        callers.enter_context(send(desk.address, head(900), b"x" * 800))
        until(lambda: desk.hooks.held == 800)
        full = callers.enter_context(send(desk.address, head(300), b"x" * 300))
        assert full.recv(1000).startswith(b"HTTP/1.1 503 ")
        callers.close()
        until(lambda: desk.hooks.held == 0)
        assert desk.github().status_code == 202
