"""Secrets: from a variable or from a file that one names, and never told."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.secrets import masked, secret
from sync.errors import Invalid

NAME = "WORKPLAN_GITHUB_TOKEN"


@pytest.fixture(autouse=True)
def none_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has set."""
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)


def test_none() -> None:
    """Nothing is set: whoever needs it says so."""
    assert secret(NAME) is None


def test_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes before a file, and blanks at its ends say nothing."""
    monkeypatch.setenv(NAME, " one \n")
    monkeypatch.setenv(f"{NAME}_FILE", "nowhere")
    found = secret(NAME)
    assert found is not None
    assert found.get_secret_value() == "one"


def test_it_shows_itself_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a message, not in a representation."""
    monkeypatch.setenv(NAME, "one")
    assert "one" not in f"{secret(NAME)} {secret(NAME)!r}"


def test_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also in the home folder."""
    (tmp_path / "token").write_text("two\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(f"{NAME}_FILE", "~/token")
    found = secret(NAME)
    assert found is not None
    assert found.get_secret_value() == "two"


def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable and the file are named."""
    monkeypatch.setenv(f"{NAME}_FILE", "no/such/file")
    with pytest.raises(Invalid, match=f"no/such/file, which {NAME}_FILE names, can't be read"):
        secret(NAME)


def test_a_token_instead_of_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not told: the message is read by others."""
    monkeypatch.setenv(f"{NAME}_FILE", "ghp_secret")
    with pytest.raises(Invalid, match="It takes the path of a file") as told:
        secret(NAME)
    assert "ghp_secret" not in str(told.value)


def test_a_file_as_windows_writes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With a mark at its beginning."""
    (tmp_path / "token").write_text("\ufeffone\r\n", "utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "token"))
    found = secret(NAME)
    assert found is not None
    assert found.get_secret_value() == "one"


def test_an_empty_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is said what to do."""
    (tmp_path / "token").write_text("\n", "utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "token"))
    with pytest.raises(Invalid, match="Put the secret into it"):
        secret(NAME)


def test_a_file_that_is_no_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A key in a form of its own, say."""
    (tmp_path / "token").write_bytes(b"\xff\xfe\x00")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "token"))
    with pytest.raises(Invalid, match="it is no text"):
        secret(NAME)


@pytest.mark.parametrize("text", ["one\ntwo", "one two", "glpat-…", "t\x00"])
def test_what_no_token_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    """Two lines, a blank, a dot of a text program: it is refused, and not shown."""
    (tmp_path / "token").write_text(text, "utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "token"))
    with pytest.raises(Invalid, match="holds no token") as told:
        secret(NAME)
    assert text not in str(told.value).replace(str(tmp_path), "")


def test_a_key_is_a_block_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """As GitHub gives it."""
    key = "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"
    monkeypatch.setenv(NAME, key)
    found = secret(NAME)
    assert found is not None
    assert found.get_secret_value() == key


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither one of the environment, nor one of a file, nor one in an address."""
    monkeypatch.setenv("WORKPLAN_GITHUB_TOKEN", "ghp_secret0")
    (tmp_path / "token").write_text("glpat-secret1\n")
    monkeypatch.setenv("WORKPLAN_GITLAB_TOKEN_FILE", str(tmp_path / "token"))
    said = "ghp_secret0 and glpat-secret1 at https://anna:hunter2@git.example.org/x, mail to a@b.org"
    assert masked(said) == "‹secret› and ‹secret› at https://‹secret›@git.example.org/x, mail to a@b.org"
