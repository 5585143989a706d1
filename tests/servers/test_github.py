"""The imitated GitHub keeps the traps of the real one: issues, their fates, comments."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from github import GithubException
from github.Repository import Repository

from tests.servers.github import GitHubServer
from tests.servers.github_office import PLAN, connect, dial, open_office
from tests.servers.simtime import SimulatedTime


@pytest.fixture
def clock() -> SimulatedTime:
    return SimulatedTime()


@pytest.fixture
def server(clock: SimulatedTime) -> Iterator[GitHubServer]:
    with open_office(clock) as server:
        yield server


@pytest.fixture
def plan(server: GitHubServer) -> Iterator[Repository]:
    with connect(server) as client:
        yield client.get_repo(PLAN)


@pytest.fixture
def http(server: GitHubServer) -> Iterator[httpx.Client]:
    with dial(server) as client:
        yield client


# -- issues


def test_the_library_creates_edits_and_reads_an_issue(server: GitHubServer, plan: Repository) -> None:
    """What goes in by typed calls comes out by them."""
    goal = plan.create_milestone("Activity 1")
    issue = plan.create_issue("Draft", "Text", milestone=goal, labels=["new one"], assignees=["anna"])
    issue.edit(title="Draft 2", state="closed", state_reason="not_planned")
    seen = plan.get_issue(issue.number)
    assert (seen.title, seen.state, seen.state_reason) == ("Draft 2", "closed", "not_planned")
    assert seen.milestone.closed_issues == 1
    assert [(one.name, one.color) for one in seen.labels] == [("new one", "ededed")]
    assert [one.login for one in seen.assignees] == ["anna"]
    assert seen.closed_by is not None
    assert seen.closed_by.login == "bot"
    assert seen.html_url == f"{server.url}/{PLAN}/issues/1"


def test_a_reason_without_a_change_of_state_is_ignored(server: GitHubServer, http: httpx.Client) -> None:
    """A closed issue keeps its reason."""
    server.person("anna").create_issue("One")
    server.person("anna").close(1)
    assert http.patch("/issues/1", json={"state_reason": "not_planned"}).json()["state_reason"] == "completed"
    assert http.patch("/issues/1", json={"state": "open"}).json()["state_reason"] == "reopened"


@pytest.mark.parametrize(("field", "most"), [("title", 256), ("body", 65_536)])
def test_too_long_a_text_is_refused(http: httpx.Client, field: str, most: int) -> None:
    """One character more than the limit names field and limit, and nothing is created."""
    assert http.post("/issues", json={"title": "One", field: "x" * most}).status_code == 201
    refused = http.post("/issues", json={"title": "One", field: "x" * (most + 1)})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "resource": "Issue",
            "code": "custom",
            "field": field,
            "message": f"{field} is too long (maximum is {most} characters)",
        }
    ]
    assert len(http.get("/issues").json()) == 1


def test_what_a_reader_may_not_set_is_dropped_silently(server: GitHubServer) -> None:
    """The issue is created, without milestone, labels and assignees."""
    server.person("anna").create_milestone("Activity 1")
    with connect(server, "r") as client:
        plan = client.get_repo(PLAN)
        issue = plan.create_issue("One", labels=["bug"], assignees=["anna"], milestone=plan.get_milestone(1))
    assert (issue.milestone, issue.labels, issue.assignees) == (None, [], [])


def test_someone_unassignable_is_refused_at_creation_and_left_out_later(http: httpx.Client) -> None:
    """The two endpoints differ."""
    refused = http.post("/issues", json={"title": "One", "assignees": ["nobody"]})
    assert refused.json()["errors"][0] == {
        "resource": "Issue",
        "code": "invalid",
        "field": "assignees",
        "value": "nobody",
    }
    http.post("/issues", json={"title": "One"})
    added = http.post("/issues/1/assignees", json={"assignees": ["nobody", "anna"]})
    assert [one["login"] for one in added.json()["assignees"]] == ["anna"]


def test_an_issue_that_left_tells_how(server: GitHubServer, plan: Repository, http: httpx.Client) -> None:
    """Deleted is 410, transferred 301 to the other repository by id, never there 404."""
    anna, other = server.person("anna"), server.add_repo("gmg/other")
    for title in ("deleted", "moved"):
        anna.create_issue(title)
    anna.delete_issue(1).transfer(2, other)
    assert http.get("/issues/1").status_code == 410
    assert http.get("/issues/99").status_code == 404
    moved = http.patch("/issues/2", json={"title": "Landed"})
    assert moved.headers["location"] == f"{server.url}/repositories/{other.id}/issues/1"
    assert plan.get_issue(2).repository_url.endswith("/repos/gmg/other")
    plan.requester.requestJsonAndCheck("PATCH", f"/repos/{PLAN}/issues/2", input={"title": "Landed"})
    assert other.issues[1].title == "Landed"


def test_an_issue_moved_where_nobody_looks_is_not_found(server: GitHubServer, http: httpx.Client) -> None:
    """A redirect would tell of a private repository."""
    server.person("anna").create_issue("secret")
    server.add_repo("gmg/secret", public=False).roles.clear()
    server.person("anna").transfer(1, "gmg/secret")
    assert http.get("/issues/1").status_code == 404


def test_a_converted_issue_stays_closed_and_locked(server: GitHubServer, plan: Repository) -> None:
    """Nothing in the answer tells of the discussion."""
    server.person("anna").create_issue("One")
    server.person("anna").convert_to_discussion(1)
    assert (plan.get_issue(1).state, plan.get_issue(1).locked) == ("closed", True)


def test_switched_off_issues_are_gone(server: GitHubServer, plan: Repository) -> None:
    """Listing and creating answer 410."""
    server.repo().has_issues = False
    with pytest.raises(GithubException, match="disabled") as refused:
        plan.create_issue("One")
    assert refused.value.status == 410
    with pytest.raises(GithubException, match="disabled"):
        list(plan.get_issues())


def test_an_archived_repository_can_only_be_read(server: GitHubServer, plan: Repository) -> None:
    """Writes answer 403 and say so."""
    server.repo().archived = True
    assert list(plan.get_issues()) == []
    with pytest.raises(GithubException, match="archived so is read-only") as refused:
        plan.create_issue("One")
    assert refused.value.status == 403


def test_a_renamed_repository_redirects_every_verb(server: GitHubServer, plan: Repository) -> None:
    """The library follows, for POST too, but loses the query of a list on the way."""
    server.rename(PLAN, "gmg/plan-2017")
    issue = plan.create_issue("One")
    issue.edit(state="closed")
    assert issue.repository_url.endswith("/repos/gmg/plan-2017")
    assert len(list(plan.get_issues(state="closed"))) == 0
    assert server.requests("GET", "/repositories/")[-1].request.query == {}


# -- what moves updated_at


def test_every_act_on_an_issue_moves_it_and_nothing_else_does(
    server: GitHubServer, clock: SimulatedTime
) -> None:
    """A since-list finds comments and labels, and misses reactions, deleted labels and renamed milestones."""
    anna = server.person("anna")
    issue = anna.create_issue("One", labels=["tbc"], milestone=anna.create_milestone("M").number)
    comment = anna.comment(1, "Hello")
    moving = (
        lambda: anna.comment(1, "again"),
        lambda: anna.edit_comment(comment, "Hello!"),
        lambda: anna.relabel(1, add=["bug"]),
        lambda: anna.assign(1, "bot"),
        lambda: anna.retitle(1, "Two"),
        lambda: anna.edit_body(1, "Text"),
        lambda: anna.close(1),
        lambda: anna.move(1, None),
        lambda: anna.move(1, 1),
    )
    still = (
        lambda: anna.react(comment),
        lambda: anna.delete_label("tbc"),
        lambda: anna.edit_milestone(1, title="N"),
        lambda: anna.delete_milestone(1),
    )
    for acts, moves in ((moving, True), (still, False)):
        for act in acts:
            clock.advance(minutes=1)
            act()
            assert (issue.updated_at == clock.at) is moves
    assert ([one.name for one in issue.labels], issue.milestone) == (["bug"], None)


def test_a_milestone_moves_with_its_issues(server: GitHubServer, clock: SimulatedTime) -> None:
    """Closing and moving an issue change counts and updated_at of its milestone."""
    anna = server.person("anna")
    goal = anna.create_milestone("M")
    anna.create_issue("One", milestone=1)
    for act in (lambda: anna.close(1), lambda: anna.move(1, None)):
        clock.advance(minutes=1)
        act()
        assert goal.updated_at == clock.at
    assert (goal.open_issues, goal.closed_issues) == (0, 0)


# -- comments and reactions


def test_comments_of_the_repository_tell_their_issue(
    server: GitHubServer, clock: SimulatedTime, plan: Repository
) -> None:
    """One list since a moment, that moment included, over all issues."""
    anna = server.person("anna")
    anna.create_issue("One")
    anna.create_issue("Two")
    anna.comment(1, "old")
    clock.advance(minutes=1)
    anna.comment(2, "new")
    found = list(plan.get_issues_comments(sort="updated", direction="asc", since=clock.at))
    assert [(one.body, one.issue_url[-9:]) for one in found] == [("new", "/issues/2")]


def test_a_reaction_counts_once(server: GitHubServer, plan: Repository, http: httpx.Client) -> None:
    """The second of the same answers 200 instead of 201."""
    plan.create_issue("One").create_comment("Hello").create_reaction("+1")
    comment = next(iter(server.repo().comments.values()))
    again = http.post(f"/issues/comments/{comment.id}/reactions", json={"content": "+1"})
    assert again.status_code == 200
    given = http.get(f"/issues/comments/{comment.id}/reactions").json()
    assert [(one["content"], one["user"]["login"]) for one in given] == [("+1", "bot")]


def test_a_locked_issue_takes_comments_of_writers_only(server: GitHubServer, plan: Repository) -> None:
    """Triage is not enough."""
    server.person("anna").create_issue("One")
    server.person("anna").lock_issue(1)
    plan.get_issue(1).create_comment("I may")
    with connect(server, "a") as client:
        issue = client.get_repo(PLAN).get_issue(1)
        with pytest.raises(GithubException, match="issue is locked"):
            issue.create_comment("I may not")


# -- sub-issues


def test_sub_issues_have_one_parent(server: GitHubServer, plan: Repository, http: httpx.Client) -> None:
    """A second one is refused unless it replaces the first; the child is named by its database id."""
    first, second, child = (plan.create_issue(title) for title in ("first", "second", "child"))
    first.add_sub_issue(child)
    with pytest.raises(GithubException, match="only have one parent"):
        second.add_sub_issue(child)
    body = {"sub_issue_id": child.id, "replace_parent": True}
    assert http.post("/issues/2/sub_issues", json=body).status_code == 201
    assert [one.number for one in second.get_sub_issues()] == [3]
    assert http.get("/issues/3/parent").json()["number"] == 2
    child.edit(state="closed")
    assert http.get("/issues/2").json()["sub_issues_summary"] == {
        "total": 1,
        "completed": 1,
        "percent_completed": 100,
    }
    second.remove_sub_issue(child)
    assert http.get("/issues/3/parent").status_code == 404


def test_a_parent_has_at_most_a_hundred(server: GitHubServer, http: httpx.Client) -> None:
    """Closed ones count; an older server knows none at all."""
    server.seed([{"title": str(number)} for number in range(102)])
    for number in range(2, 102):
        server.person("anna").adopt(1, number)
    body = {"sub_issue_id": server.repo().issues[102].id}
    assert "more than 100" in http.post("/issues/1/sub_issues", json=body).json()["message"]
    server.sub_issues = False
    assert http.get("/issues/1/sub_issues").status_code == 404
