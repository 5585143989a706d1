"""The corpus on real wires: what stands there afterwards acts on nothing, and nothing is left to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mappings.issue import IssuePatch
from mappings.marks import Marker, find_marker
from sync.errors import Unavailable
from sync.forges.line import parsed
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.small import world
from tests.hostile.corpus import SHORT
from tests.hostile.plans import packed_plan
from tests.hostile.services import name_acts, shown, title_acts
from tests.servers.wire import FaultKind, Response


@pytest.fixture(params=[GitHubRig, GitLabRig], ids=["GitHub", "GitLab"])
def rig(request: pytest.FixtureRequest) -> Iterator[GitHubRig | GitLabRig]:
    with request.param() as opened:
        yield opened


@pytest.fixture
def made(rig: GitHubRig | GitLabRig) -> RemoteWorld:
    return RemoteWorld(packed_plan(SHORT), rig)


def test_nothing_acts_on_the_service(made: RemoteWorld) -> None:
    """Titles, texts and labels as they are kept there; no text has closed, labelled or called anything."""
    assert made.sync().code == 0
    issues, milestones = made.all_issues(), made.all_milestones()
    assert len(issues) == len(list(made.plan.plan.activities()))
    found = {issue.title[:60]: list(issue_acts(issue.title, issue.body)) for issue in issues}
    found |= {one.title[:60]: list(issue_acts(one.title, one.description)) for one in milestones}
    found |= {label: name_acts(label) for issue in issues for label in issue.labels}
    assert {name: acts for name, acts in found.items() if acts} == {}
    assert {issue.state.value for issue in issues} == {"open"}
    assert {label.split(":")[0] for issue in issues for label in issue.labels} <= {"area", "year", "tbc"}
    assert [issue.assignees for issue in issues if issue.assignees] == []
    assert {str(find_marker(issue.body)).split()[2] for issue in issues} == {"gmg"}
    assert made.sync().steps == []


def issue_acts(title: str, text: str) -> Iterator[str]:
    yield from title_acts(title)
    yield from shown(text).acts
    if not isinstance(find_marker(text), Marker):
        yield f"the mark reads {find_marker(text)}"


def test_what_people_write_there_comes_into_the_plan() -> None:
    """Somebody renames issues with these texts: the plan has them, and the next run nothing."""
    with GitLabRig() as rig:
        made = RemoteWorld(packed_plan(SHORT), rig)
        assert made.sync().code == 0
        items = {link.number: item for item, link in made.state.memory.links.items()}
        issues = made.all_issues()
        # One line each, and no name before it that is ours.
        texts = [" ".join(text.split()) for text in SHORT if text.strip() and text.isprintable()]
        typed = dict(zip([items[issue.number] for issue in issues], texts, strict=False))
        for issue in issues:
            title = typed[items[issue.number]]
            made.by_person(
                lambda forge, at=issue.number, to=title: forge.edit_issue(at, IssuePatch(title=to))
            )
        made.sync()
        assert made.sync().steps == []
        read = {one.id: one.title.replace("\u200b", "") for one in made.plan.plan.activities()}
        assert read == {item: text.replace("\u200b", "") for item, text in typed.items()}


def test_half_a_character_comes_in_as_a_sign() -> None:
    """JSON can say a half of one, which no file and no state takes; a whole one stays."""
    told = parsed('{"title": "half \\ud83d of it \\ud83d\\ude00"}', "")
    assert told == {"title": "half \ufffd of it 😀"}


def test_an_answer_of_ten_thousand_levels(rig: GitHubRig | GitLabRig) -> None:
    """It is no answer, and no fault of ours."""
    made = world(rig)
    rig.server.fail(FaultKind.REPLY, times=100, response=Response(200, b"[" * 100_000 + b"]" * 100_000))
    with pytest.raises(Unavailable):
        made.sync()
    rig.server.faults.clear()
    assert made.sync().steps == []
