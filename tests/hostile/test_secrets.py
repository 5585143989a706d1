"""A token of a known value, put wherever one could stand: it is in nothing that the program says or keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config.settings import Settings
from sync.errors import Unavailable, WorkplanError
from sync.forges.github import App, Token
from sync.masked import masked
from tests.builders.cli import Ran, here, small_plan
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import BOT, GitHubRig, GitLabRig
from tests.builders.services import aim
from tests.builders.small import TWO, unmirrored
from tests.servers.wire import FaultKind, Response

SECRETS = (
    "ghp_5up3rS3cretT0kenValue1234567890abcdE",
    "github_pat_11ABCDEFG0hidden_s3cretS3cret",
    "glpat-5up3rS3cretT0ken12",
    "xoxb-123456789012-s3cretS3cret",
    "5up3rS3cretT0kenValue1234567890abcdefghi",
    "-----BEGIN RSA PRIVATE KEY-----MIIEs3cret/S3cret+s3cret",
    "eyJhbGciOiJIUzI1NiJ9.eyJzM2NyZXQiOjF9.s3cretS3cret",
    "https://hooks.slack.com/services/T0/B0/s3cretS3cret",
)
ADDRESSES = (
    "https://robot:{}@git.example.org",
    "https://{}@git.example.org",
    "https://git.example.org/?private_token={}",
    "postgresql+psycopg://robot:{}@127.0.0.1:9/state",
    "postgresql+psycopg://127.0.0.1:9/state?password={}",
    "nosuchbase://robot:{}@127.0.0.1:9/state",
    "postgresql+psycopg://robot:{}@127.0.0.1:9:port/state",
    "postgresql+psycopg://robot:x@{}@127.0.0.1:9/state",
)
PASSWORD = "hunter-two"
"""No token by its looks: known as one by where it stands."""


def texts(ran: Ran, folder: Path, *, but: str) -> Iterator[str]:
    """What a command said, and all that it left behind."""
    yield from (ran.out, ran.err)
    for path in folder.rglob("*"):
        if path.is_file() and path.name != but:
            yield path.read_bytes().decode("latin-1")


def assert_untold(ran: Ran, folder: Path, secret: str) -> None:
    assert not any(secret in text for text in texts(ran, folder, but="workplan.toml"))
    assert "Traceback" not in ran.err


def toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


KEYS = [
    (section, key)
    for section, field in Settings.model_fields.items()
    for key in field.annotation.model_fields
]  # type: ignore[union-attr]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_token_in_the_settings(tmp_path: Path, secret: str) -> None:
    """Under any key, known or not: refused or of no effect, and never told."""
    small_plan(tmp_path)
    unknown = [("forge", name) for name in ("token", "password", "github_token", "secret", "x")]
    said = (
        [*KEYS, *unknown, ("slack", "token")] if secret == SECRETS[0] else [("forge", "kind"), *unknown[:2]]
    )
    for section, key in said:
        (tmp_path / "workplan.toml").write_text(f"[{section}]\n{key} = {toml(secret)}\n", "utf-8")
        ran = here(tmp_path, "check")
        if (section, key) != ("plan", "file"):  # which is a name like any other
            assert_untold(ran, tmp_path, secret)
    for text in (
        secret,
        f"{secret} = 1",
        f"[{secret}]",
        f"[forge]\nkind = {secret}",
        f"[forge]\nurl = '{secret}",
    ):
        (tmp_path / "workplan.toml").write_text(text, "utf-8")
        ran = here(tmp_path, "check")
        assert ran.code == 64
        assert_untold(ran, tmp_path, secret)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("section", "key"), [("forge", "url"), ("forge", "project"), ("state", "url")])
@pytest.mark.parametrize("kind", ["local", "github", "gitlab"])
def test_a_password_in_an_address(tmp_path: Path, kind: str, section: str, key: str, address: str) -> None:
    """Nobody is told of it, whatever else is wrong, and nothing is written."""
    small_plan(tmp_path)
    said = f"[{section}]\n{key} = {toml(address.format(PASSWORD))}\n"
    if section != "forge":
        said += "[forge]\n"
    lines = (
        [f'kind = "{kind}"']
        if kind == "local"
        else [f'kind = "{kind}"', *([] if key == "project" else ['project = "a/b"'])]
    )
    (tmp_path / "workplan.toml").write_text(said + "\n".join(lines) + "\n", "utf-8")
    for arguments in (["status"], ["doctor"]):
        ran = here(tmp_path, *arguments)
        assert ran.code in (64, 69), ran  # a database that does not answer is told by its address as well
        assert_untold(ran, tmp_path, PASSWORD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml", "workplan.toml"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_token_in_a_variable(tmp_path: Path, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another setting, of a file's name, of an app's number: it is refused without a word of it."""
    small_plan(tmp_path)
    aim(monkeypatch, "github", "http://127.0.0.1:9", token="")
    for name in (
        "WORKPLAN_FORGE__KIND",
        "WORKPLAN_GUARD__SHARE",
        "WORKPLAN_FORGE__TOKEN",
        "WORKPLAN_SLACK__TOKEN",
        "WORKPLAN_MIRROR__LEAVE_OUT",
        "WORKPLAN_FORGE__PROJECT",
        "WORKPLAN_SCHEDULE__TIMEZONE",
        "WORKPLAN_GITHUB_TOKEN_FILE",
        "WORKPLAN_GITHUB_APP_ID",
    ):
        with monkeypatch.context() as at:
            at.setenv(name, secret)
            ran = here(tmp_path, "sync")
            assert ran.code == 64, (name, ran)
            assert_untold(ran, tmp_path, secret)


FAULTS: dict[str, Callable[[str], dict[str, Any]]] = {
    **{
        f"answer {status}": lambda secret, status=status: {
            "kind": FaultKind.REPLY,
            "response": Response(status, {"message": f"bad {secret}", "errors": [{"message": secret}]}),
        }
        for status in (400, 401, 403, 404, 409, 410, 422, 429, 500)
    },
    "a redirect": lambda secret: {
        "kind": FaultKind.REPLY,
        "response": Response(
            301, {"message": secret}, {"Location": f"http://127.0.0.1:9/?private_token={secret}"}
        ),
    },
    "a page": lambda _: {"kind": FaultKind.HTML},
    "half an answer": lambda _: {"kind": FaultKind.CUT},
    "no answer": lambda _: {"kind": FaultKind.DROP_BEFORE},
    "an answer lost": lambda _: {"kind": FaultKind.DROP_AFTER},
}


def known_by(rig: GitHubRig | GitLabRig, secret: str) -> RemoteWorld:
    """A world in which the bot's token is this one."""
    made = unmirrored(rig)
    rig.server.add_token(BOT, secret)
    own = {"auth": Token(secret)} if isinstance(rig, GitHubRig) else {"token": secret}
    opened = rig.open_as
    rig.open_as = lambda account, **more: opened(account, **{**own, **more})  # type: ignore[method-assign]
    return made


@pytest.mark.parametrize("kind", [GitHubRig, GitLabRig])
@pytest.mark.parametrize("verb", ["GET", "POST", "PATCH|PUT"])
def test_a_service_that_fails(kind: type[GitHubRig], verb: str) -> None:
    """What it sends back, and what the libraries raise, holds no token in words, state, shelf or requests."""
    secret = SECRETS[0]
    with kind() as rig:
        made = known_by(rig, secret)
        if verb != "POST":
            assert made.sync().code == 0
        said: list[object] = []
        met = 0
        for fault in FAULTS:
            made.edit_plan(TWO, "title", f"Name after {fault}")
            rig.server.fail(verb=verb, times=5, **FAULTS[fault](secret))
            for look in (made.sync, made.preview):
                try:
                    said.append(look())
                except WorkplanError as error:
                    said += chain_of(error)
            met += any(one.hits for one in rig.server.faults)
            rig.server.faults.clear()
        asked = [(one.request.path, one.request.query, one.request.body) for one in rig.server.log]
        kept = (said, made.state.memory, rig.shelf.rows, made.plan.plan, asked)
        assert secret not in repr(kept)
        assert met > len(FAULTS) / 2


def chain_of(error: BaseException | None) -> Iterator[object]:
    """The words of an error and of those behind it, as a traceback would print them."""
    while error:
        yield from (str(error), repr(error), error.args)
        error = error.__cause__ or error.__context__


def test_nobody_answers() -> None:
    """A dead port, and a server that speaks no TLS: what the libraries say of it holds no token."""
    secret, dead = SECRETS[0], "http://127.0.0.1:9"
    with GitHubRig() as one, GitLabRig() as other:
        deaf = one.server.api.replace("http://", "https://")
        for tracker in (
            one.bot(root=dead, auth=Token(secret)),
            one.bot(root=deaf, auth=Token(secret)),
            other.bot(url=dead, token=secret),
            other.bot(url=deaf, token=secret),
        ):
            with pytest.raises(Unavailable) as told:
                tracker.project()
            assert secret not in repr(list(chain_of(told.value)))


def test_what_holds_a_secret_does_not_show_it() -> None:
    """In a representation, as a debugger or a log would print it."""
    assert "s3cret" not in repr((Token("s3cret"), App("1", "s3cret")))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "https://git.example.org/api/v4",
            "sqlite:///.workplan/state.db",
            "anna@example.org",
            "group/sub/project",
        ),
        *(
            "2017-1-1.3",
            "Europe/Zurich",
            "a-long-name-of-a-plan-2016-2018.yaml",
            "/tmp/pytest-12345678901234567890/x",
        ),
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    """What is no secret is told, or nobody could mend anything."""
    assert masked(f'"{text}"') == f'"{text}"'
