"""`[plan] git = "request"`: changes of the plan file are asked for, in one request kept up to date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mappings.issue import IssuePatch, Reason, State
from sync.ports import Forge
from tests.builders.cli import here
from tests.builders.gitplaces import Shared, commit_all, edit, git
from tests.builders.rigs import PLAN, GitHubRig, GitLabRig
from tests.builders.services import aim

BRANCH = "workplan/gmg"


class Hosted(Shared):
    """The plan and the issues live in one project on a service; people decide on the requests there."""

    def __init__(self, folder: Path, rig: GitHubRig | GitLabRig) -> None:
        super().__init__(folder, "request")
        self.rig = rig
        self.project = rig.server.repo(PLAN) if isinstance(rig, GitHubRig) else rig.project
        self.project.git = self.origin

    @property
    def anna(self) -> Forge:
        self.rig.advance(minutes=1)
        return self.rig.person("anna")

    def number(self, item: str) -> int:
        listing = self.anna.listing()
        return next(one.number for one in listing.issues if one.title.startswith(f"[{item}]"))

    def retime(self, item: str, old: str, new: str) -> None:
        number = self.number(item)
        body = self.anna.issue(number).body
        assert f"| When | {old} |" in body
        patch = IssuePatch(body=body.replace(f"| When | {old} |", f"| When | {new} |"))
        self.anna.edit_issue(number, patch)

    def close(self, item: str) -> None:
        self.anna.edit_issue(self.number(item), IssuePatch(state=State.CLOSED, reason=Reason.COMPLETED))

    def answer(self, item: str, text: str) -> int:
        self.anna.add_comment(self.number(item), text)
        return self.number(item)

    def run(self) -> int:
        self.ran = here(self.bot, "sync")
        return self.ran.code

    @property
    def asked_plan(self) -> str:
        return git(self.origin, "show", f"{BRANCH}:plan.yaml")

    def requests(self) -> list[tuple[str, str]]:
        """State and title, oldest first."""
        if isinstance(self.rig, GitHubRig):
            found = self.project.pulls.values()
            return [
                (self.project.issues[one.number].state, self.project.issues[one.number].title)
                for one in found
            ]
        return [
            ("open" if one.state == "opened" else "closed", one.title)
            for one in self.project.merge_requests.values()
        ]

    def text_of_request(self) -> str:
        if isinstance(self.rig, GitHubRig):
            return self.project.issues[max(self.project.pulls)].body or ""
        return self.project.merge_requests[max(self.project.merge_requests)].description

    def merge(self) -> None:
        """As the button does: the target gets all of the branch."""
        git(self.office, "fetch", "--quiet")
        git(self.office, "pull", "--quiet")
        git(self.office, "merge", "--quiet", "--no-edit", f"origin/{BRANCH}")
        git(self.office, "push", "--quiet")

    def decline(self) -> None:
        if isinstance(self.rig, GitHubRig):
            self.project.issues[max(self.project.pulls)].state = "closed"
        else:
            self.project.merge_requests[max(self.project.merge_requests)].state = "closed"

    def conflicts(self) -> list[tuple[str, str, str, str]]:
        told = json.loads(here(self.bot, "preview", "--json").out)
        return [(one["field"], one["plan"], one["tracker"], one["why"]) for one in told["conflicts"]]


def on_github(test: Callable[[Hosted], None]) -> Callable[[Hosted], None]:
    """What the service has no part in is tried on one."""
    return pytest.mark.parametrize("hosted", ["github"], indirect=True)(test)


@pytest.fixture(params=["github", "gitlab"])
def hosted(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hosted]:
    """The first mirror was asked for, and merged."""
    with GitHubRig() if request.param == "github" else GitLabRig() as rig:
        url = rig.server.api if isinstance(rig, GitHubRig) else rig.server.base_url
        aim(monkeypatch, request.param, url, token="workplan", project=PLAN)
        made = Hosted(tmp_path, rig)
        assert made.run() == 0, made.ran
        made.merge()
        assert made.run() == 0
        yield made


def quiet(hosted: Hosted) -> None:
    assert (hosted.run(), hosted.ran.out) == (0, "Nothing to do.\n")


def test_a_first_mirror_asks_for_its_links(hosted: Hosted) -> None:
    assert hosted.requests() == [("closed", "Work plan gmg: 4 items linked")]
    assert "issue: http" in hosted.shared_plan
    quiet(hosted)


def test_what_people_do_is_asked_for_and_counts_when_it_is_merged(hosted: Hosted) -> None:
    hosted.close("2017-1-1.1")
    assert hosted.run() == 0
    assert "plan.yaml in git: http" in hosted.ran.out
    assert hosted.requests()[1] == ("open", "Work plan gmg: 1 item from the tracker")
    assert "status no report yet → completed" in hosted.text_of_request()
    assert "status: completed" in hosted.asked_plan
    assert "status: completed" not in hosted.shared_plan
    assert git(hosted.bot, "status", "--porcelain") == ""
    quiet_while_waiting(hosted)
    hosted.merge()
    assert hosted.run() == 0
    assert "status: completed" in hosted.shared_plan
    quiet(hosted)


def quiet_while_waiting(hosted: Hosted) -> None:
    before = git(hosted.origin, "rev-parse", BRANCH)
    assert (hosted.run(), hosted.ran.out) == (0, "Nothing to do.\n")
    assert git(hosted.origin, "rev-parse", BRANCH) == before
    assert len(hosted.requests()) == 2
    assert hosted.conflicts() == []


def test_an_open_request_is_updated_not_multiplied(hosted: Hosted) -> None:
    hosted.close("2017-1-1.1")
    assert hosted.run() == 0
    hosted.retime("2017-1-1.2", "2017", "June 2017")
    assert hosted.run() == 0
    hosted.retime("2017-1-1.2", "June 2017", "July 2017")
    assert hosted.run() == 0
    assert hosted.requests()[1:] == [("open", "Work plan gmg: 2 items from the tracker")]
    assert "July 2017" in hosted.asked_plan
    hosted.merge()
    assert hosted.run() == 0
    assert "July 2017" in hosted.shared_plan
    quiet(hosted)


@on_github
def test_people_edit_the_plan_meanwhile(hosted: Hosted) -> None:
    """What is merged into the target comes along in the branch, which is never forced."""
    hosted.close("2017-1-1.1")
    assert hosted.run() == 0
    first = git(hosted.origin, "rev-parse", BRANCH)
    hosted.office_edits("lead: IOM", "lead: ILO")
    assert hosted.run() == 0
    assert "ILO" in hosted.anna.issue(hosted.number("2017-1-1.2")).body
    assert "lead: ILO" in hosted.asked_plan
    assert "status: completed" in hosted.asked_plan
    git(hosted.origin, "merge-base", "--is-ancestor", first, BRANCH)
    hosted.merge()
    assert hosted.run() == 0
    quiet(hosted)


def test_a_request_that_is_closed_becomes_a_question(hosted: Hosted) -> None:
    """The plan's owner did not want it, the issue still says it: a person decides."""
    hosted.retime("2017-1-1.2", "2017", "June 2017")
    assert hosted.run() == 0
    hosted.decline()
    assert hosted.run() == 2
    assert hosted.conflicts() == [("timeframe", "2017", "June 2017", "declined")]
    assert hosted.run() == 2
    assert len(hosted.requests()) == 2
    assert here(hosted.bot, "resolve", "2017-1-1.2", "timeframe", "--plan").code == 0
    assert "| When | 2017 |" in hosted.anna.issue(hosted.number("2017-1-1.2")).body
    quiet(hosted)


@on_github
def test_after_a_closed_request_a_new_one_asks_for_what_is_new(hosted: Hosted) -> None:
    hosted.retime("2017-1-1.2", "2017", "June 2017")
    assert hosted.run() == 0
    hosted.decline()
    assert hosted.run() == 2
    hosted.close("2017-1-1.1")
    assert hosted.run() == 2
    assert [state for state, _ in hosted.requests()] == ["closed", "closed", "open"]
    assert "status: completed" in hosted.asked_plan
    assert "June 2017" not in hosted.asked_plan


@on_github
def test_a_value_that_the_plan_s_owner_changed_is_a_question(hosted: Hosted) -> None:
    hosted.retime("2017-1-1.2", "2017", "June 2017")
    assert hosted.run() == 0
    hosted.office_edits('timeframe: "2017"', "timeframe: May 2017")
    assert hosted.run() == 2
    assert [one[:3] for one in hosted.conflicts()] == [("timeframe", "May 2017", "June 2017")]


@on_github
def test_more_edits_on_the_issue_while_a_request_is_merged(hosted: Hosted) -> None:
    hosted.retime("2017-1-1.2", "2017", "June 2017")
    assert hosted.run() == 0
    hosted.merge()
    hosted.retime("2017-1-1.2", "June 2017", "July 2017")
    assert hosted.run() == 0
    assert "July 2017" in hosted.asked_plan
    assert hosted.conflicts() == []


def test_a_receipt_comes_when_the_answer_is_merged(hosted: Hosted) -> None:
    number = hosted.answer("2017-1-1.3", "When: June 2017")
    assert hosted.run() == 0
    assert not has_receipt(hosted, number)
    hosted.merge()
    assert hosted.run() == 0
    assert has_receipt(hosted, number)
    assert "timeframe: June 2017" in hosted.shared_plan
    quiet(hosted)


@on_github
def test_what_is_undone_on_the_tracker_is_asked_for_no_more(hosted: Hosted) -> None:
    hosted.retime("2017-1-1.2", "2017", "June 2017")
    assert hosted.run() == 0
    hosted.retime("2017-1-1.2", "June 2017", "2017")
    assert hosted.run() == 0
    assert hosted.asked_plan == git(hosted.origin, "show", "main:plan.yaml")
    quiet(hosted)


def test_links_that_people_do_not_want_are_not_asked_for_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with GitHubRig() as rig:
        aim(monkeypatch, "github", rig.server.api, token="workplan", project=PLAN)
        made = Hosted(tmp_path, rig)
        assert made.run() == 0
        made.decline()
        assert made.run() == 0
        assert made.run() == 0
        assert [state for state, _ in made.requests()] == ["closed"]
        made.close("2017-1-1.1")
        assert made.run() == 0
        assert [state for state, _ in made.requests()] == ["closed", "open"]
        assert "status: completed" in made.asked_plan


@on_github
def test_an_answer_that_people_do_not_want_is_listed(hosted: Hosted) -> None:
    """And gets no receipt: the plan does not have it."""
    number = hosted.answer("2017-1-1.3", "Ask again: 1 June 2017")
    assert hosted.run() == 0
    hosted.decline()
    hosted.run()
    assert "snooze_until: 2017-06-01" in hosted.ran.out
    assert not has_receipt(hosted, number)


def has_receipt(hosted: Hosted, issue: int) -> bool:
    bot = hosted.rig.bot()
    [comment] = bot.comments(issue)
    return bot.has_receipt(comment)


def test_only_a_service_has_requests(tmp_path: Path) -> None:
    shared = Shared(tmp_path, "request")
    ran = here(shared.bot, "sync")
    assert ran.code == 64
    assert 'git = "commit"' in ran.err


@on_github
def test_a_branch_that_was_deleted_after_merging_is_made_again(hosted: Hosted) -> None:
    git(hosted.origin, "update-ref", "-d", f"refs/heads/{BRANCH}")
    hosted.close("2017-1-1.1")
    assert hosted.run() == 0
    assert "status: completed" in hosted.asked_plan


@on_github
def test_who_commits_to_the_branch_is_kept(hosted: Hosted) -> None:
    """A reviewer's commit stays in the branch's past, as nothing is forced."""
    hosted.close("2017-1-1.1")
    assert hosted.run() == 0
    git(hosted.office, "fetch", "--quiet")
    git(hosted.office, "switch", "--quiet", BRANCH)
    (hosted.office / "note.md").write_text("Note\n")
    commit_all(hosted.office, "Note")
    git(hosted.office, "push", "--quiet")
    theirs = git(hosted.office, "rev-parse", "HEAD")
    git(hosted.office, "switch", "--quiet", "main")
    edit(hosted.office / "plan.yaml", "lead: IOM", "lead: ILO")
    commit_all(hosted.office, "ILO")
    git(hosted.office, "push", "--quiet", "origin", "main")
    assert hosted.run() == 0
    git(hosted.origin, "merge-base", "--is-ancestor", theirs, BRANCH)
    assert "status: completed" in hosted.asked_plan
