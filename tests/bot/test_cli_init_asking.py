"""`workplan init` at a terminal: what it asks, tries, and writes."""

from __future__ import annotations

import signal
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.setup import zone_here
from config.people import read_people
from sync.planemit import emit_plan
from tests.builders.cli import begun, everything, here, small_plan
from tests.builders.plans import activity, area, plan
from tests.builders.terminal import answered, terminal
from tests.servers.github import GitHubServer
from tests.servers.slack import SlackServer

DAY = ("--today", "2017-05-02")


def section(folder: Path, name: str) -> object:
    return tomllib.loads((folder / "workplan.toml").read_text("utf-8"))[name]


def tokens(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(f"WORKPLAN_{name}", value)


class TestAtATerminal:
    def test_where_the_issues_live_is_asked_first(self, tmp_path: Path) -> None:
        """Then only what such a place needs."""
        said = answered(tmp_path, "github", "", "gmg/work-plan", "", "Europe/Zurich")
        questions = (
            *("Where the issues live", "The plan file", "The repository, as owner/repository"),
            *("The Slack channel", "The time zone"),
        )
        assert [said.index(one) for one in questions] == sorted(said.index(one) for one in questions)
        assert "The file of the tracker" not in said
        assert "When the digest is posted" not in said
        assert section(tmp_path, "forge") == {"kind": "github", "project": "gmg/work-plan"}
        assert section(tmp_path, "schedule") == {"timezone": "Europe/Zurich"}
        assert section(tmp_path, "slack") == {}

    def test_whoever_only_presses_enter_gets_the_embedded_tracker(self, tmp_path: Path) -> None:
        """Which needs no account."""
        said = answered(tmp_path, "", "", "", "", "")
        assert "owner/repository" not in said
        assert section(tmp_path, "forge") == {"kind": "local", "url": ".workplan/tracker.db"}

    def test_a_wrong_place_is_asked_for_again(self, tmp_path: Path) -> None:
        """The answers after it depend on it."""
        said = answered(tmp_path, "hub", "gitlab", "", "gmg/work-plan", "", "")
        assert '"hub" is not possible. Write local or github or gitlab.' in said
        assert section(tmp_path, "forge") == {"kind": "gitlab", "project": "gmg/work-plan"}

    def test_what_an_option_says_is_not_asked(self, tmp_path: Path) -> None:
        """A tracker's file is one of the embedded tracker."""
        options = (
            "--tracker",
            "t.db",
            "--channel",
            "#gmg",
            "--digest",
            "fri 08:00",
            "--timezone",
            "Europe/Zurich",
        )
        said = answered(tmp_path, "", options=options)
        assert said.partition("  Not tried")[0] == "The plan file [plan.yaml]: "
        assert section(tmp_path, "forge") == {"kind": "local", "url": "t.db"}
        assert section(tmp_path, "slack") == {"channel": "#gmg"}
        assert section(tmp_path, "schedule") == {"digest": "fri 08:00", "timezone": "Europe/Zurich"}

    @pytest.mark.parametrize(
        ("wrong", "right", "said"),
        [
            (("local", "", "", "#gmg", "mon 25:00"), ("mon 08:00", ""), "has no 25:00"),
            (("local", "", "", "", "Europe/Zürich"), ("Europe/Zurich",), 'Did you mean "Europe/Zurich"?'),
            (("github", "", "work-plan"), ("gmg/work-plan", "", ""), 'Write "owner/repository".'),
            (("local", "", "https://a.b"), ("t.db", "", ""), "Write the file of the tracker"),
            (("local", "plan.md"), ("", "", "", ""), "plan.md is a document, not a plan file."),
        ],
    )
    def test_a_wrong_answer_is_told_at_once_and_asked_for_again(
        self, tmp_path: Path, wrong: tuple[str, ...], right: tuple[str, ...], said: str
    ) -> None:
        """With what to write instead, and by the name of what was asked."""
        (tmp_path / "plan.md").write_text("A document", "utf-8")
        told = answered(tmp_path, *wrong, *right)
        assert said in told
        assert "--" not in told.partition("Wrote")[0]
        assert "Wrote workplan.toml." in told

    def test_the_time_zone_of_the_machine_is_proposed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever presses Enter has it."""
        monkeypatch.setenv("TZ", "Asia/Kathmandu")
        assert "[Asia/Kathmandu]" in answered(tmp_path, "", "", "", "", "")
        assert section(tmp_path, "schedule") == {"timezone": "Asia/Kathmandu"}

    @pytest.mark.parametrize("typed", [(), ("",), ("github", "", "gmg/work-plan")])
    def test_whoever_stops_leaves_nothing(self, tmp_path: Path, typed: tuple[str, ...]) -> None:
        """At the first question or at a later one."""
        small_plan(tmp_path)
        before = everything(tmp_path)
        assert answered(tmp_path, *typed, code=130).endswith("\nStopped. Nothing was written.\n")
        assert everything(tmp_path) == before

    def test_control_c_leaves_nothing(self, tmp_path: Path) -> None:
        """In a process of its own, which is interrupted at a question."""
        with terminal("") as stdin:
            process = begun(tmp_path, "init", stdin=stdin, stderr=subprocess.STDOUT)
            assert process.stdout is not None
            process.stdout.read(len("Where the issues live"))
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=60)
        assert process.returncode == 130
        assert said.endswith(b"Stopped. Nothing was written.\n")
        assert not list(tmp_path.iterdir())


class TestTheListOfPeople:
    def test_it_has_every_name_of_the_plan(self, tmp_path: Path) -> None:
        """Leads of activities and of areas, each once, with nobody behind them yet."""
        whole = plan(
            area("1", "Data", activity("1.1", lead="UN Women and IOM"), leads=("ILO",)),
            area("2", "Work", activity("2.1", lead='The "core" group'), activity("2.2", lead="IOM")),
        )
        (tmp_path / "plan.yaml").write_text(emit_plan(whole), "utf-8")
        said = answered(tmp_path, "", "", "", "", "")
        people = read_people(tmp_path / "people.yaml", required=True)
        assert list(people.root) == ["ILO", "UN Women", "IOM", 'The "core" group']
        assert people.unmapped(people.root, "local") == tuple(people.root)
        assert "Wrote people.yaml, with 4 names of the plan: fill in who stands behind them." in said
        assert here(tmp_path, "sync", *DAY).code == 0
        assert "no account" not in here(tmp_path, "doctor").out
        assert "account" not in here(tmp_path, "digest", *DAY).out

    def test_accounts_can_be_filled_in_as_it_stands(self, tmp_path: Path) -> None:
        """Between the quotes."""
        small_plan(tmp_path)
        answered(tmp_path, "", "", "", "", "")
        file = tmp_path / "people.yaml"
        text = file.read_text("utf-8")
        assert '"UNU": {local: "", slack: ""}\n' in text
        file.write_text(text.replace('"UNU": {local: ""', '"UNU": {local: "chiara"'), "utf-8")
        people = read_people(file, required=True)
        assert people.account_for("UNU", "local", None, None) == "chiara"

    def test_one_that_is_there_stays(self, tmp_path: Path) -> None:
        """And is said to."""
        small_plan(tmp_path)
        (tmp_path / "people.yaml").write_text("# mine\n", "utf-8")
        assert "people.yaml is there already, and stays as it is." in answered(tmp_path, "", "", "", "", "")
        assert (tmp_path / "people.yaml").read_text("utf-8") == "# mine\n"

    def test_without_a_plan_there_is_none(self, tmp_path: Path) -> None:
        """Nor for one that can't be read, which is no reason to write no settings."""
        answered(tmp_path, "", "", "", "", "")
        (tmp_path / "workplan.toml").unlink()
        (tmp_path / "plan.yaml").write_text("plan: [", "utf-8")
        answered(tmp_path, "", "", "", "", "")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.yaml", "workplan.toml"]

    def test_a_program_gets_none(self, tmp_path: Path) -> None:
        """Nobody is there to fill it in."""
        small_plan(tmp_path)
        here(tmp_path, "init")
        assert not (tmp_path / "people.yaml").exists()


class TestWhatIsTried:
    @pytest.fixture
    def github(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubServer]:
        with GitHubServer() as server:
            server.add_repo("gmg/work-plan", public=False)
            server.add_repo("gmg/open", public=True)
            server.add_user("gmg-bot", token="t", role="write")
            tokens(monkeypatch, GITHUB_TOKEN="t", FORGE__URL=server.api)
            yield server
            assert server.requests("POST|PATCH|PUT|DELETE") == []

    @pytest.fixture
    def slack(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackServer]:
        with SlackServer() as server:
            server.add_channel("gmg-plan")
            server.add_token("xoxb-1")
            tokens(monkeypatch, SLACK_TOKEN="xoxb-1", SLACK__URL=server.api)
            yield server

    def test_a_project_that_is_there(self, tmp_path: Path, github: GitHubServer) -> None:
        """With who will write there."""
        said = answered(tmp_path, "github", "", "gmg/work-plan", "", "")
        assert f"✓ The repository {github.url.partition('://')[2]}/gmg/work-plan, as gmg-bot\n" in said
        assert "a token" not in said
        assert said.endswith("Next: workplan import YOUR-DOCUMENT, then: workplan doctor\n")

    def test_a_project_that_is_not_there_is_asked_for_again(
        self, tmp_path: Path, github: GitHubServer
    ) -> None:
        """And so is one that everybody could read."""
        said = answered(tmp_path, "github", "", "gmg/workplan", "gmg/open", "gmg/work-plan", "", "")
        assert said.count("✗") == 2
        assert "The repository is public" in said
        assert "Another one, or Enter to keep gmg/workplan: " in said
        assert section(tmp_path, "forge") == {"kind": "github", "project": "gmg/work-plan"}

    def test_it_may_be_kept_all_the_same(self, tmp_path: Path, github: GitHubServer) -> None:
        """Somebody may be about to make it."""
        answered(tmp_path, "github", "", "gmg/later", "", "", "")
        assert section(tmp_path, "forge") == {"kind": "github", "project": "gmg/later"}

    def test_an_option_is_tried_and_kept(self, tmp_path: Path, github: GitHubServer) -> None:
        """It was said on purpose."""
        said = answered(tmp_path, "", "", "", options=("--kind", "github", "--project", "gmg/later"))
        assert "✗" in said
        assert "Another one" not in said

    def test_without_a_token_nothing_is_tried(self, tmp_path: Path) -> None:
        """Which is said, and how to get one in the end."""
        said = answered(tmp_path, "gitlab", "", "gmg/work-plan", "#gmg-plan", "", "")
        assert "Not tried: There is no token for GitLab." in said
        assert "Not tried: There is no token for Slack" in said
        assert said.index("docs/gitlab.md") < said.index("docs/slack.md")

    def test_a_channel_is_tried(self, tmp_path: Path, slack: SlackServer) -> None:
        """One that the app can't see is asked for again; nothing is posted."""
        said = answered(tmp_path, "", "", "", "#gmg", "#gmg-plan", "", "")
        assert "✗ There is no channel #gmg in Slack that the app can see." in said
        assert "✓ The channel #gmg-plan (C" in said
        assert section(tmp_path, "slack") == {"channel": "#gmg-plan"}
        assert not slack.requests("chat")

    def test_an_archived_channel_is_told(self, tmp_path: Path, slack: SlackServer) -> None:
        """The app sees it, and could never post there."""
        slack.channel("gmg-plan").archived = True
        said = answered(tmp_path, "", "", "", "#gmg-plan", "", "", "")
        assert "✗ The channel #gmg-plan is archived." in said
        assert "Another one, or Enter to keep #gmg-plan" in said


def test_a_machine_that_does_not_tell_its_zone_has_utc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link into the zones of the system tells it; a copy, or nothing, does not."""
    monkeypatch.delenv("TZ", raising=False)
    link = tmp_path / "localtime"
    assert zone_here(link) == "UTC"
    link.symlink_to("/usr/share/zoneinfo/Africa/Nairobi")
    assert zone_here(link) == "Africa/Nairobi"
    link.unlink()
    link.symlink_to("/usr/share/zoneinfo/Etc/UTC")
    assert zone_here(link) == "UTC"
