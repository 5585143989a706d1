"""A plan moves: from the embedded tracker to GitHub, and from there to GitLab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.cli import Ran, here, remembered, small_plan
from tests.servers.github import GitHubServer
from tests.servers.github_limits import Limits
from tests.servers.gitlab import GitLabServer

DAY = ("--today", "2017-05-02")


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubServer]:
    monkeypatch.setenv("WORKPLAN_GITHUB_TOKEN", "t")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with GitHubServer() as server:
        server.limits = Limits.off()
        server.add_repo("gmg/plan", public=False)
        server.add_user("bot", token="t", role="write")
        yield server


@pytest.fixture
def gitlab(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitLabServer]:
    monkeypatch.setenv("WORKPLAN_GITLAB_TOKEN", "t")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with GitLabServer() as server:
        server.add_project("gmg/plan")
        server.add_user("bot", token="t", role="developer")
        yield server


def settings(folder: Path, kind: str, url: str) -> None:
    (folder / "workplan.toml").write_text(
        f'[forge]\nkind = "{kind}"\nproject = "gmg/plan"\nurl = "{url}"\n', "utf-8"
    )


def local(folder: Path, *words: str) -> Ran:
    return here(folder, *words, *DAY)


@pytest.fixture
def mirrored(tmp_path: Path) -> Path:
    """A plan on the embedded tracker, with one activity done, one dropped and one under way."""
    small_plan(tmp_path)
    assert local(tmp_path, "sync").code == 0
    here(tmp_path, "tracker", "close", "2017-1-1.1", "--as", "anna", *DAY)
    here(tmp_path, "tracker", "close", "2017-1-1.2", "--not-planned", "--as", "anna", *DAY)
    here(tmp_path, "tracker", "comment", "2017-1-1.3", "Status: ongoing", "--as", "anna", *DAY)
    assert local(tmp_path, "sync").code == 0
    return tmp_path


class TestToGitHub:
    def test_it_is_told_before_it_happens(self, mirrored: Path, github: GitHubServer) -> None:
        """Without --move nothing is done, and the message says what would be."""
        settings(mirrored, "github", github.api)
        before = remembered(mirrored)
        ran = here(mirrored, "sync")
        assert ran.code == 3
        assert "is mirrored on the tracker .workplan/tracker.db" in ran.err
        assert "workplan sync --move" in ran.err
        assert "4 new milestones and issues" in ran.err
        assert remembered(mirrored) == before
        assert github.creations() == []

    def test_every_status_is_kept(self, mirrored: Path, github: GitHubServer) -> None:
        """Done is closed as completed, dropped as not planned, under way has its label."""
        settings(mirrored, "github", github.api)
        ran = here(mirrored, "sync", "--move")
        assert ran.code == 0, ran.err
        issues = {one.title[:12]: one for one in github.repo().issues.values()}
        states = {title: (one.state, one.state_reason) for title, one in issues.items()}
        assert states == {
            "[2017-1-1.1]": ("closed", "completed"),
            "[2017-1-1.2]": ("closed", "not_planned"),
            "[2017-1-1.3]": ("open", None),
        }
        assert here(mirrored, "sync").out == "Nothing to do.\n"

    def test_the_plan_has_the_new_links_alone(self, mirrored: Path, github: GitHubServer) -> None:
        """Nothing else in it has changed."""
        old = (mirrored / "plan.yaml").read_text("utf-8").splitlines()
        settings(mirrored, "github", github.api)
        here(mirrored, "sync", "--move")
        new = (mirrored / "plan.yaml").read_text("utf-8").splitlines()
        changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
        assert len(changed) == 4
        assert all("local:" in a and f"{github.url}/gmg/plan/" in b for a, b in changed)

    def test_the_old_tracker_is_left_alone(self, mirrored: Path, github: GitHubServer) -> None:
        """Byte for byte."""
        before = (mirrored / ".workplan" / "tracker.db").read_bytes()
        settings(mirrored, "github", github.api)
        here(mirrored, "sync", "--move")
        assert (mirrored / ".workplan" / "tracker.db").read_bytes() == before

    def test_a_change_that_waits_is_taken_in_first(self, mirrored: Path, github: GitHubServer) -> None:
        """A move from a tracker on which somebody has just acted is refused."""
        here(mirrored, "tracker", "close", "2017-1-1.3", "--as", "ben", *DAY)
        settings(mirrored, "github", github.api)
        ran = here(mirrored, "sync", "--move")
        assert (ran.code, github.creations()) == (3, [])
        assert "Point the settings back, sync" in ran.err

    def test_it_goes_on_where_it_was_cut_off(self, mirrored: Path, github: GitHubServer) -> None:
        """An ordinary sync ends what a move has begun, and makes nothing twice."""
        settings(mirrored, "github", github.api)
        from tests.servers.wire import FaultKind

        fault = github.fail(FaultKind.STATUS_BEFORE, "POST", r"/issues$", skip=1, times=100, status=503)
        assert here(mirrored, "sync", "--move").code in (1, 69)
        github.faults.remove(fault)
        assert here(mirrored, "sync").code == 0
        assert len(github.repo().issues) == 3
        assert here(mirrored, "sync").out == "Nothing to do.\n"

    def test_there_has_to_be_something_to_move(self, tmp_path: Path, github: GitHubServer) -> None:
        """A first sync needs no --move, and says so."""
        small_plan(tmp_path)
        settings(tmp_path, "github", github.api)
        ran = here(tmp_path, "sync", "--move")
        assert (ran.code, ran.err.splitlines()[0]) == (
            64,
            "Nothing is mirrored yet, so there is nothing to move.",
        )

    def test_it_has_to_lead_elsewhere(self, mirrored: Path) -> None:
        """To move to where the plan is already is a mistake in the settings."""
        ran = here(mirrored, "sync", "--move", *DAY)
        assert ran.code == 64
        assert "already" in ran.err


class TestFromGitHubToGitLab:
    def test_everything_comes_along(self, mirrored: Path, github: GitHubServer, gitlab: GitLabServer) -> None:
        """And what a person changes on GitHub meanwhile is told, not lost."""
        settings(mirrored, "github", github.api)
        assert here(mirrored, "sync", "--move").code == 0
        settings(mirrored, "gitlab", gitlab.base_url)
        asked = github.requests()
        ran = here(mirrored, "sync", "--move")
        assert ran.code == 0, ran.out + ran.err
        wrote = [one for one in github.requests()[len(asked) :] if one.request.verb != "GET"]
        assert wrote == []
        states = {issue.title[:12]: issue.state for issue in gitlab.person("bot").project.issues.values()}
        assert states == {"[2017-1-1.1]": "closed", "[2017-1-1.2]": "closed", "[2017-1-1.3]": "opened"}
        assert f"{gitlab.url}/gmg/plan/-/issues/1" in (mirrored / "plan.yaml").read_text("utf-8")
        assert here(mirrored, "sync").out == "Nothing to do.\n"


class TestMadeAnew:
    """A project that was deleted and made anew under its name is another one, and empty."""

    @pytest.fixture
    def remade(self, mirrored: Path, github: GitHubServer) -> Path:
        settings(mirrored, "github", github.api)
        assert here(mirrored, "sync", "--move").code == 0
        with github.lock:
            github.repos.clear()
            github.names.clear()
        github.add_repo("gmg/plan", public=False)
        return mirrored

    def test_it_is_said(self, remade: Path) -> None:
        for _ in range(2):
            ran = here(remade, "sync")
            assert ran.code == 3
            assert "workplan sync --move" in ran.err

    @pytest.mark.parametrize("first", [(), ("sync",), ("preview",)])
    def test_the_plan_moves_there(self, remade: Path, github: GitHubServer, first: tuple[str, ...]) -> None:
        if first:
            here(remade, *first)
        ran = here(remade, "sync", "--move")
        assert ran.code == 2, ran.err
        assert "could not be looked at a last time" in ran.out
        assert len(github.repo().issues) == 3
        assert here(remade, "sync").out == "Nothing to do.\n"
