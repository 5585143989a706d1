"""Who may read and who may act: on this machine, by tokens, behind a proxy; what no other page can do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest

from bot.app import App, usual_app
from bot.syncing import sync_plan
from bot.web.access import EDITOR, FAILURES, SESSION, VIEWER, Access, Role
from bot.web.boarding import boarded
from bot.web.forms import LIMIT
from config.settings import BoardSection
from sync.errors import Invalid
from sync.planemit import emit_plan
from tests.builders.plans import activity, plan

READS, ACTS = "viewer-token-0123456789", "editor-token-0123456789"
ONE = "/gmg/activities/a1"
DAY = date(2017, 5, 15)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """A plan of one activity, on the embedded tracker."""
    (tmp_path / "plan.yaml").write_text(
        emit_plan(plan(activity("a1", "Draft it", lead="IOM"))), encoding="utf-8"
    )
    found = usual_app(tmp_path, DAY)
    sync_plan(found)
    return found


@contextmanager
def board(app: App, **settings: object) -> Iterator[httpx.Client]:
    there = replace(app, pages=BoardSection(**settings))  # type: ignore[arg-type]
    with (
        boarded([there], "127.0.0.1:0") as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VIEWER, READS)
    monkeypatch.setenv(EDITOR, ACTS)


def signed_in(client: httpx.Client, token: str) -> httpx.Response:
    return client.post("/sign-in", data={"token": token, "next": "/gmg/activities"})


def form_token(client: httpx.Client) -> str:
    found = re.search(r'name="form" value="(\w+)"', client.get(ONE).text)
    return found[1] if found else ""


def ready(client: httpx.Client, name: str = "Maria") -> str:
    """The token of the forms of somebody who has given a name."""
    token = form_token(client)
    assert client.post(f"{ONE}/name", data={"form": token, "name": name}).status_code == 303
    return token


def close(client: httpx.Client, token: str, **headers: str) -> httpx.Response:
    data = {"form": token, "was": "open", "status": "completed"}
    return client.post(f"{ONE}/status", data=data, headers=headers)


def status(app: App) -> str | None:
    return next(app.plan_file().read().plan.activities()).status


# This machine


def test_whoever_works_on_this_machine_acts(app: App) -> None:
    """With a name, and nothing else."""
    with board(app) as client:
        assert close(client, ready(client)).headers["location"] == f"{ONE}?did=status&came=in#act"
    assert status(app) == "completed"


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1.evil.org", "", "[::2]:80"])
def test_a_name_that_leads_here_from_elsewhere_is_refused(app: App, host: str) -> None:
    """A page of somebody else's could otherwise read the plan, and act."""
    with board(app) as client:
        answer = client.get("/gmg/", headers={"Host": host})
        assert answer.status_code in (400, 421)
        assert "Draft" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765", "board.example.org"])
def test_names_of_this_machine_are_taken(app: App, host: str) -> None:
    """And those that the settings allow."""
    with board(app, hosts=("board.example.org",)) as client:
        assert client.get("/gmg/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example.org"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_form_of_another_page_is_refused(app: App, headers: dict[str, str]) -> None:
    """Even if it knew the token."""
    with board(app) as client:
        assert close(client, ready(client), **headers).status_code == 403
    assert status(app) is None


def test_a_form_without_its_token_is_refused(app: App) -> None:
    """Or with that of another browser; what was written still stands in the form."""
    with board(app) as client, board(app) as other:
        ready(client)
        foreign = ready(other)
        for token in ("", "0" * 40, foreign):
            data = {"form": token, "text": "A comment of mine"}
            answer = client.post(f"{ONE}/comment", data=data)
            assert answer.status_code == 403
            assert "A comment of mine" in answer.text
    assert status(app) is None


def test_nobody_acts_without_a_name(app: App) -> None:
    """Every change is signed."""
    with board(app) as client:
        answer = close(client, form_token(client))
        assert answer.status_code == 409
        assert "Give your name" in answer.text
    assert status(app) is None


# Broken forms


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"", "application/x-www-form-urlencoded", 403),
        (b"%FF%FE=1", "application/x-www-form-urlencoded", 400),
        (b"form=a&form=b", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"f%d=1" % n for n in range(500)), "application/x-www-form-urlencoded", 400),
        (b'{"form": 1}', "application/json", 400),
        (b"text=" + b"x" * (LIMIT + 10), "application/x-www-form-urlencoded", 413),
        ("text=é".encode(), "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_broken_form_changes_nothing(app: App, body: bytes, kind: str, code: int) -> None:
    """And is told in a sentence."""
    with board(app) as client:
        ready(client)
        answer = client.post(f"{ONE}/edit", content=body, headers={"Content-Type": kind})
        assert answer.status_code == code
        assert "Nothing was written." in answer.text


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("status", {"was": "open"}),
        ("edit", {"was-title": "x"}),
        ("assign", {"names": "x"}),
        ("task", {}),
        ("comment", {}),
        ("name", {}),
    ],
)
def test_a_form_that_lacks_a_field_changes_nothing(app: App, act: str, data: dict[str, str]) -> None:
    """It is none of ours."""
    with board(app) as client:
        answer = client.post(f"{ONE}/{act}", data={"form": ready(client), **data})
        assert answer.status_code == 400


def test_an_unknown_status_task_and_act(app: App) -> None:
    """Sentences, and no errors of the server."""
    with board(app) as client:
        token = ready(client)
        for path, data, code, said in (
            ("status", {"was": "open", "status": "nearly"}, 409, "There is no such status."),
            ("task", {"task": "None", "done": "1"}, 409, "There is no such task any more."),
            ("comment", {"text": "  "}, 409, "A comment without a text says nothing."),
            ("delete", {}, 404, "This is not possible."),
        ):
            answer = client.post(f"{ONE}/{path}", data={"form": token, **data})
            assert (answer.status_code, said in answer.text) == (code, True), path
        assert client.post("/gmg/activities/none/status", data={"form": token}).status_code == 404


def test_a_name_is_one_short_line(app: App) -> None:
    """Whatever was typed."""
    with board(app) as client:
        ready(client, "Maria\r\nSet-Cookie: x=1\u202e" + "x" * 300)
        shown = re.search(r"You act as ([^<]*)\.</p>", client.get(ONE).text)
        assert shown is not None
        assert len(shown[1]) <= 60
        assert "\n" not in shown[1]


# Tokens


@pytest.mark.usefixtures("tokens")
def test_without_a_token_nothing_is_shown(app: App) -> None:
    """One is led to the sign-in, and from there to where one wanted to go."""
    with board(app) as client:
        answer = client.get("/gmg/activities?late=1")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/sign-in?next=/gmg/activities%3Flate%3D1"
        assert "Draft" not in client.get("/sign-in").text
        assert client.post(f"{ONE}/status", data={}).status_code == 401
        assert client.get("/style.css").status_code == 200


@pytest.mark.usefixtures("tokens")
def test_a_viewer_reads_and_an_editor_acts(app: App) -> None:
    """A viewer's pages hold no form to act with."""
    with board(app) as client:
        assert signed_in(client, READS).headers["location"] == "/gmg/activities"
        assert "Draft it" in client.get(ONE).text
        assert form_token(client) == ""
        assert client.post(f"{ONE}/status", data={}).status_code == 403
        client.cookies.clear()
        signed_in(client, ACTS)
        assert close(client, ready(client)).status_code == 303
    assert status(app) == "completed"


@pytest.mark.usefixtures("tokens")
def test_wrong_tokens_are_counted(app: App) -> None:
    """After ten of them even the right one waits; no token stands in any page."""
    with board(app) as client:
        for _ in range(FAILURES):
            answer = signed_in(client, "no-token-of-ours-at-all")
            assert answer.status_code == 401
        assert signed_in(client, ACTS).status_code == 429
        assert ACTS not in answer.text


@pytest.mark.usefixtures("tokens")
@pytest.mark.parametrize(
    "address",
    ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "\\\\evil", "x", "/a\r\nb"],
)
def test_a_sign_in_leads_nowhere_else(app: App, address: str) -> None:
    """Whatever the address says."""
    with board(app) as client:
        answer = client.post("/sign-in", data={"token": READS, "next": address})
        assert answer.headers["location"] == "/"


@pytest.mark.usefixtures("tokens")
def test_a_sign_in_ends(app: App) -> None:
    """By signing out; with its time; and when a token is changed."""
    with board(app) as client:
        signed_in(client, READS)
        cookie = client.cookies[SESSION]
        client.post("/sign-out")
        assert client.get("/gmg/").status_code == 303
    now = [1000.0]
    access = Access(BoardSection(), lambda: now[0])
    told = access.new_session(Role.EDITOR)
    assert access.read_session(told)[1] is Role.EDITOR
    now[0] += 12 * 3600
    assert access.read_session(told)[1] is Role.NOBODY
    assert access.read_session(cookie.replace("1.", "2.", 1))[1] is Role.NOBODY


@pytest.mark.parametrize("cookie", ["", ".", "2.9999999999.x.y", "é.é.é.é", "x" * 5000, "2..a.b"])
def test_a_made_up_session_is_none(cookie: str) -> None:
    """It is signed, or it is nothing."""
    assert Access(BoardSection()).read_session(cookie) == ("", Role.NOBODY)


@pytest.mark.usefixtures("tokens")
def test_cookies_are_for_this_board_alone(app: App) -> None:
    """No script and no other site gets them."""
    with board(app) as client:
        said = signed_in(client, READS).headers["set-cookie"].lower()
        assert "httponly" in said
        assert "samesite=strict" in said


# A proxy


PROXY = {"proxies": ("127.0.0.1",), "proxy_header": "X-Forwarded-User", "editors": ("maria@example.org",)}


def test_a_proxy_says_who_asks(app: App) -> None:
    """Editors act under that name; the others read; nobody is nobody."""
    with board(app, **PROXY) as client:
        assert client.get("/gmg/").status_code == 403
        client.headers["X-Forwarded-User"] = "ben@example.org"
        assert form_token(client) == ""
        client.headers["X-Forwarded-User"] = "maria@example.org"
        assert "You act as maria@example.org." in client.get(ONE).text
        assert close(client, form_token(client)).status_code == 303
    with app.board("x") as tracker:
        assert tracker.issue(1).closed_by == "maria@example.org"


def test_a_header_from_anywhere_else_says_nothing(app: App) -> None:
    """Anybody can send one."""
    with board(app, **{**PROXY, "proxies": ("10.0.0.1",)}) as client:
        assert client.get("/gmg/", headers={"X-Forwarded-User": "maria@example.org"}).status_code == 303


# What is refused at the start


@pytest.mark.parametrize("listen", ["0.0.0.0:0", "[::]:0", "192.0.2.1:8765", "board.example.org:8765"])
def test_others_are_let_in_only_when_it_is_known_who_they_are(listen: str) -> None:
    """It refuses to start, and says what to do."""
    with pytest.raises(Invalid, match="everybody could act") as told:
        Access(BoardSection(listen=listen))
    assert VIEWER in told.value.remedy


@pytest.mark.usefixtures("tokens")
def test_with_tokens_it_listens_anywhere() -> None:
    """Then it asks."""
    assert not Access(BoardSection(listen="0.0.0.0:0")).is_open


@pytest.mark.parametrize(
    ("viewer", "editor", "said"), [("short", ACTS, "is too short"), (READS, READS, "are the same")]
)
def test_tokens_that_are_none(monkeypatch: pytest.MonkeyPatch, viewer: str, editor: str, said: str) -> None:
    """Told without them."""
    monkeypatch.setenv(VIEWER, viewer)
    monkeypatch.setenv(EDITOR, editor)
    with pytest.raises(Invalid, match=said) as told:
        Access(BoardSection())
    assert editor not in str(told.value)


def test_half_a_proxy_is_refused() -> None:
    """A header that is believed from anywhere, or an address that says nothing."""
    for half in ({"proxies": ("127.0.0.1",)}, {"proxy_header": "X-User"}):
        with pytest.raises(Invalid, match="go together"):
            Access(BoardSection(**half))  # type: ignore[arg-type]
