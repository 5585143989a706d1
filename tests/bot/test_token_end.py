"""A sync remembers when its token ends, so that a digest can name it without asking for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sync.facts import fact, token_expires
from sync.state import StateReader
from tests.builders.cli import here
from tests.builders.oldstate import first_version
from tests.builders.services import PROJECT, aim, two_areas
from tests.servers.github import GitHubServer
from tests.servers.gitlab import GitLabServer
from tests.servers.wire import FaultKind

Patch = pytest.MonkeyPatch
DAY = (datetime.now(UTC) + timedelta(days=12)).date()


def state(folder: Path) -> StateReader:
    return StateReader(f"sqlite:///{folder / '.workplan' / 'state.db'}")


def synced(folder: Path) -> date | None:
    ran = here(folder, "sync")
    assert (ran.code, ran.err) == (0, "")
    return token_expires(state(folder))


def test_github_tells_it_with_an_answer(tmp_path: Path, monkeypatch: Patch) -> None:
    """And a new token is asked anew, at once."""
    two_areas(tmp_path)
    with GitHubServer() as server:
        server.add_repo(PROJECT, public=False)
        server.add_user("gmg-bot", token="t", role="write")
        server.add_token("gmg-bot", "t", expires=datetime.combine(DAY, datetime.min.time(), UTC))
        server.add_token("gmg-bot", "new")
        aim(monkeypatch, "github", server.api)
        assert synced(tmp_path) == DAY
        assert synced(tmp_path) == DAY
        monkeypatch.setenv("WORKPLAN_GITHUB_TOKEN", "new")
        assert synced(tmp_path) is None


def test_gitlab_is_asked_once_a_day(tmp_path: Path, monkeypatch: Patch) -> None:
    """Together with who asks, not with each sync; the first one, which makes the mirror, leaves it out."""
    two_areas(tmp_path)
    with GitLabServer() as server:
        server.add_user("gmg-bot", token="t")
        server.add_token("gmg-bot", "new", expires=DAY)
        server.add_project(PROJECT, members={"gmg-bot": "developer"})
        aim(monkeypatch, "gitlab", server.base_url)
        assert synced(tmp_path) is None
        monkeypatch.setenv("WORKPLAN_GITLAB_TOKEN", "new")
        assert synced(tmp_path) == DAY
        server.forget()
        assert synced(tmp_path) == DAY
        assert server.requests(path="personal_access_tokens") == []


def test_a_server_that_does_not_tell_is_no_trouble(tmp_path: Path, monkeypatch: Patch) -> None:
    """Old ones know no such page, and other kinds of tokens are refused it."""
    two_areas(tmp_path)
    with GitLabServer() as server:
        server.add_user("gmg-bot", token="t")
        server.add_project(PROJECT, members={"gmg-bot": "developer"})
        server.fail(FaultKind.STATUS_BEFORE, path="personal_access_tokens", status=404, times=9)
        aim(monkeypatch, "gitlab", server.base_url)
        assert synced(tmp_path) is None
        server.add_token("gmg-bot", "new")
        monkeypatch.setenv("WORKPLAN_GITLAB_TOKEN", "new")
        assert synced(tmp_path) is None
        assert len(server.requests(path="personal_access_tokens")) == 1


def test_where_nothing_is_known_there_is_none(tmp_path: Path) -> None:
    """Before the first sync, and in a state of the first version."""
    assert token_expires(state(tmp_path)) is None
    (tmp_path / ".workplan").mkdir()
    first_version(tmp_path / ".workplan" / "state.db")
    assert fact(state(tmp_path), "project") == ""
