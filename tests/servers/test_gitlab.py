"""The imitated GitLab, driven by python-gitlab and by plain HTTP: its traps are what these tests pin."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import gitlab
import httpx
import pytest
from gitlab.v4.objects import Project as RemoteProject

from tests.servers.gitlab import GitLabServer
from tests.servers.gitlab_quick import interpret
from tests.servers.gitlab_state import Project
from tests.servers.simtime import SimulatedTime
from tests.servers.wire import FaultKind

PATH = "gmg/secretariat/work-plan"


class Site:
    """A server with one project, and clients for its people."""

    def __init__(self, server: GitLabServer, clock: SimulatedTime) -> None:
        self.server = server
        self.clock = clock
        for name in ("bot", "anna", "guest", "stranger"):
            server.add_user(name, token=name)
        roles = {"bot": "maintainer", "anna": "reporter", "guest": "guest"}
        self.project: Project = server.add_project(PATH, members=roles)
        address = f"{server.base_url}/api/v4"
        # No certificates are needed here, and reading them takes longer than a test.
        self.http = httpx.Client(base_url=address, headers={"PRIVATE-TOKEN": "bot"}, verify=False)
        self.clients: list[gitlab.Gitlab] = []

    def remote(self, user: str = "bot") -> RemoteProject:
        client = gitlab.Gitlab(
            self.server.base_url, private_token=user, timeout=5, retry_transient_errors=False
        )
        self.clients.append(client)
        return client.projects.get(self.project.id, lazy=True)

    def get(self, path: str = "", headers: dict[str, str] | None = None, **query: Any) -> httpx.Response:
        return self.http.get(f"/projects/{self.project.id}/{path}".rstrip("/"), params=query, headers=headers)

    def post(self, path: str, user: str = "bot", **data: Any) -> httpx.Response:
        address = f"/projects/{self.project.id}/{path}"
        return self.http.post(address, json=data, headers={"PRIVATE-TOKEN": user})

    def put(self, path: str, user: str = "bot", **data: Any) -> httpx.Response:
        address = f"/projects/{self.project.id}/{path}"
        return self.http.put(address, json=data, headers={"PRIVATE-TOKEN": user})

    def issue(self, title: str = "Expert meeting", **more: Any) -> dict[str, Any]:
        answer = self.post("issues", title=title, **more)
        assert answer.status_code == 201
        found: dict[str, Any] = answer.json()
        return found

    def seen(self, iid: int = 1) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"issues/{iid}").json()
        return found

    def close(self) -> None:
        self.http.close()
        for client in self.clients:
            client.session.close()


@pytest.fixture
def site() -> Iterator[Site]:
    clock = SimulatedTime()
    with GitLabServer(clock) as server:
        made = Site(server, clock)
        yield made
        made.close()


def test_issue_round(site: Site) -> None:
    """python-gitlab's own calls make, edit, close, reopen, clear and delete an issue."""
    project = site.remote()
    milestone = project.milestones.create({"title": "Spring", "due_date": "2017-06-30"})
    fields = {"title": " Meeting ", "labels": ["tbc"], "milestone_id": milestone.id, "due_date": "2017-06-01"}
    issue = project.issues.create({**fields, "assignee_ids": [site.server.world.user("anna").id]})
    assert (issue.title, issue.labels, issue.milestone["iid"]) == ("Meeting", ["tbc"], 1)
    assert issue.web_url == f"{site.server.url}/{PATH}/-/issues/1"
    project.issues.update(1, {"state_event": "close", "add_labels": "done", "remove_labels": "tbc"})
    closed = project.issues.get(1)
    assert (closed.state, closed.labels, closed.attributes["closed_by"]["username"]) == (
        "closed",
        ["done"],
        "bot",
    )
    cleared = {"state_event": "reopen", "milestone_id": 0, "due_date": "", "assignee_ids": [0]}
    project.issues.update(1, cleared)
    again = project.issues.get(1)
    assert (again.state, again.milestone, again.due_date, again.assignees) == ("opened", None, None, [])
    site.server.set_role("bot", site.project, "owner")
    again.delete()
    assert site.get("issues/1").json() == {"message": "404 Not found"}


def test_pages(site: Site) -> None:
    """Lists come in pages with links and totals, and python-gitlab reads them all."""
    site.server.seed({"title": f"Activity {number}"} for number in range(45))
    first = site.get("issues", state="opened")
    assert (len(first.json()), first.headers["X-Total"], first.headers["X-Next-Page"]) == (20, "45", "2")
    assert 'rel="next"' in first.headers["Link"]
    assert "state=opened" in first.headers["Link"]
    assert [issue.iid for issue in site.remote().issues.list(get_all=True)] == list(range(45, 0, -1))
    assert len(site.get("issues", per_page=1000).json()) == 45


def test_totals_vanish(site: Site) -> None:
    """Above the number of rows that are counted lists say nothing of their total or last page."""
    site.server.limits.counted_rows = 20
    site.server.seed({"title": "x"} for _ in range(21))
    answer = site.get("issues")
    assert "X-Total" not in answer.headers
    assert 'rel="last"' not in answer.headers["Link"]
    assert answer.headers["X-Next-Page"] == "2"


def test_offset_ends(site: Site) -> None:
    """Pages by number reach so far and no further."""
    answer = site.get("issues", page=501, per_page=100)
    assert answer.status_code == 405
    assert answer.json()["error"].startswith("Offset pagination has a maximum allowed offset of 50000")


@pytest.mark.parametrize("keyset", [True, False])
def test_keyset(site: Site, keyset: bool) -> None:
    """Cursors lead through all issues; an older server ignores the wish and counts pages."""
    site.server.keyset = keyset
    site.server.seed({"title": "x"} for _ in range(5))
    answer = site.get("issues", pagination="keyset", per_page=2)
    assert ("cursor=" in answer.headers["Link"]) is keyset
    assert ("X-Total" in answer.headers) is not keyset
    issues = site.remote().issues.list(iterator=True, pagination="keyset", per_page=2)
    assert [issue.iid for issue in issues] == [5, 4, 3, 2, 1]


def test_etag(site: Site) -> None:
    """A weak tag stays while the body does; 304 has no body and still counts against the limit."""
    site.issue()
    first = site.get("issues")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["ETag"].startswith('W/"')
    again = site.get("issues", tag)
    assert (again.status_code, again.content) == (304, b"")
    left = int(first.headers["RateLimit-Remaining"]) - int(again.headers["RateLimit-Remaining"])
    assert left == 1
    site.server.person("anna").retitle(1, "Other")
    assert site.get("issues", tag).status_code == 200


def test_etag_raises(site: Site) -> None:
    """python-gitlab takes a 304 for an error."""
    site.remote()
    client = site.clients[0]
    path = f"/projects/{site.project.id}/issues"
    tag = client.http_request("get", path).headers["ETag"]
    with pytest.raises(gitlab.GitlabHttpError) as caught:
        client.http_request("get", path, extra_headers={"If-None-Match": tag})
    assert caught.value.response_code == 304


def test_updated_after_includes(site: Site) -> None:
    """The bound of a time is part of it, and times are shown to the millisecond."""
    site.clock.advance(microseconds=123_456)
    stamp = site.issue()["updated_at"]
    assert stamp == "2017-05-02T09:00:00.123Z"
    assert len(site.get("issues", updated_after=stamp).json()) == 1
    assert site.get("issues", updated_after="2017-05-02T09:00:01Z").json() == []


def test_touch_is_throttled(site: Site) -> None:
    """A comment within a minute of an issue's last update leaves its time as it was; a later one moves it."""
    before = site.issue()["updated_at"]
    site.clock.advance(seconds=30)
    site.server.person("anna").comment(1, "When?")
    assert site.seen()["updated_at"] == before
    assert site.seen()["user_notes_count"] == 1
    site.clock.advance(seconds=31)
    site.server.person("anna").comment(1, "Where?")
    assert site.seen()["updated_at"] == "2017-05-02T09:01:01.000Z"


def test_labels_touch(site: Site) -> None:
    """Labels move the time too, unless the same person changed something less than a minute ago."""
    site.issue()
    times = []
    for label in ("a", "b"):
        site.clock.advance(seconds=10)
        site.server.person("anna").relabel(1, add=(label,))
        times.append(site.seen()["updated_at"])
    assert times == ["2017-05-02T09:00:10.000Z"] * 2
    site.server.throttled_touch = False
    site.server.person("anna").relabel(1, remove=("a",))
    assert site.seen()["updated_at"] == "2017-05-02T09:00:20.000Z"


def test_deleted_label_and_milestone(site: Site) -> None:
    """Issues lose a deleted label without moving; a deleted milestone moves them."""
    site.post("labels", name="tbc", color="#aabbcc")
    milestone = site.post("milestones", title="Spring").json()
    before = site.issue(labels="tbc", milestone_id=milestone["id"])["updated_at"]
    site.clock.advance(minutes=5)
    tag = {"If-None-Match": site.get("issues").headers["ETag"]}
    site.server.person("anna").delete_label("tbc")
    assert (site.seen()["labels"], site.seen()["updated_at"]) == ([], before)
    assert site.get("issues", tag).status_code == 200
    site.server.person("anna").delete_milestone(1)
    assert site.seen()["milestone"] is None
    assert site.seen()["updated_at"] > before


def test_guests(site: Site) -> None:
    """What a guest may not set is dropped without a word; other people's issues he may not edit at all."""
    made = site.post("issues", "guest", title="Mine", due_date="2017-06-01", labels="new").json()
    assert (made["due_date"], made["labels"]) == ("2017-06-01", [])
    edited = site.put("issues/1", "guest", title="Better", due_date="2017-07-01", add_labels="x")
    assert (edited.json()["title"], edited.json()["due_date"]) == ("Better", "2017-06-01")
    site.issue()
    refused = site.put("issues/2", "guest", title="Worse")
    assert (refused.status_code, refused.json()) == (403, {"message": "403 Forbidden"})
    assert site.post("milestones", "guest", title="x").status_code == 403


def test_owners_fields(site: Site) -> None:
    """The number and time of creation are an owner's to set; from others they are dropped."""
    asked = {"title": "x", "iid": 77, "created_at": "2016-01-01T00:00:00Z"}
    assert site.post("issues", **asked).json()["iid"] == 1
    site.server.set_role("bot", site.project, "owner")
    made = site.post("issues", **asked).json()
    assert (made["iid"], made["created_at"]) == (77, "2016-01-01T00:00:00.000Z")


def test_lengths(site: Site) -> None:
    """Titles and descriptions have limits, named in the model's words."""
    answer = site.post("issues", title="x" * 256)
    assert answer.json() == {"message": {"title": ["is too long (maximum is 255 characters)"]}}
    answer = site.post("issues", title="x", description="x" * 1_048_577)
    assert answer.status_code == 400
    assert site.post("issues").json() == {"error": "title is missing"}


@pytest.mark.parametrize(("tier", "assigned"), [("free", 1), ("premium", 2)])
def test_assignees(site: Site, tier: str, assigned: int) -> None:
    """On the free tier the first of the assignees stays."""
    site.server.tier = tier
    numbers = [site.server.world.user(name).id for name in ("anna", "guest")]
    assert len(site.issue(assignee_ids=numbers)["assignees"]) == assigned


@pytest.mark.parametrize(
    ("tier", "labels"),
    [("free", ["status::done", "status::ongoing"]), ("premium", ["status::done"])],
)
def test_scoped_labels(site: Site, tier: str, labels: list[str]) -> None:
    """Labels of one scope exclude each other on Premium only."""
    site.server.tier = tier
    site.issue(labels="status::ongoing")
    assert site.put("issues/1", add_labels="status::done").json()["labels"] == labels


def test_quick_actions_in_descriptions(site: Site) -> None:
    """Lines that begin with a command are carried out and removed, when made and when edited."""
    made = site.issue(description="Hello\r\n/title Better\r\n/due 2017-06-01\nbye\n\n")
    assert (made["description"], made["title"], made["due_date"]) == ("Hello\nbye", "Better", "2017-06-01")
    edited = site.put("issues/1", description="Hello\n/close").json()
    assert (edited["description"], edited["state"]) == ("Hello", "closed")


@pytest.mark.parametrize(
    "text",
    [
        "```\n/close\n```",
        ">>>\n/close\n>>>",
        "<details>\n/close\n</details>",
        " /close",
        "> /close",
        "/closer",
        r"\/close",
        "`/close`",
        "/unknown thing",
        "see /close",
    ],
)
def test_left_alone(text: str) -> None:
    """Code, quotes, unknown words and what does not begin the line are no commands."""
    assert interpret(text).text == text
    assert interpret(text).commands == []


def test_shrug() -> None:
    """Some commands put something in their place."""
    assert interpret("/shrug well").text == r"well ¯\_(ツ)_/¯"


def test_note_of_commands(site: Site) -> None:
    """A note that held commands only is answered with 202 and not kept."""
    site.issue()
    answer = site.post("issues/1/notes", body="/close")
    assert (answer.status_code, answer.json()["summary"]) == (202, ["Closed this issue."])
    assert site.seen()["state"] == "closed"
    assert site.seen()["user_notes_count"] == 0
    failed = site.post("issues/1/notes", body="/label ~nothing")
    assert failed.json() == {"message": "400 Bad request - Failed to apply commands."}
    mixed = site.post("issues/1/notes", body="Sorry\n/reopen").json()
    assert (mixed["body"], site.seen()["state"]) == ("Sorry", "opened")


def test_notes(site: Site) -> None:
    """Comments come newest first, among notes of the system, which do not count."""
    site.issue()
    site.server.person("anna").comment(1, "When?")
    site.server.person("anna").close(1)
    issue = site.remote().issues.get(1)
    notes = issue.notes.list(get_all=True)
    assert [(note.system, note.body) for note in notes] == [(True, "closed"), (False, "When?")]
    assert issue.user_notes_count == 1
    made = issue.notes.create({"body": "June"})
    issue.notes.update(made.id, {"body": "July"})
    assert issue.notes.get(made.id).body == "July"
    made.delete()
    assert [note.body for note in issue.notes.list(sort="asc", get_all=True)] == ["When?", "closed"]


def test_reactions(site: Site) -> None:
    """A reaction can be given once; the second time is a 404 with a sentence."""
    site.issue()
    note = site.server.person("anna").comment(1, "When?")
    assert note is not None
    remote = site.remote().issues.get(1).notes.get(note.id)
    remote.awardemojis.create({"name": "thumbsup"})
    with pytest.raises(gitlab.GitlabCreateError, match="Award Emoji Name has already been taken") as caught:
        remote.awardemojis.create({"name": "thumbsup"})
    assert caught.value.response_code == 404
    site.server.person("anna").react(note, "+1")
    awards = remote.awardemojis.list(get_all=True)
    assert [(award.name, award.user["username"]) for award in awards] == [
        ("thumbsup", "bot"),
        ("thumbsup", "anna"),
    ]


def test_locked(site: Site) -> None:
    """On a locked issue only members speak, and nobody reopens it."""
    site.project.visibility = "public"
    site.issue()
    site.server.person("anna").close(1).lock_issue(1)
    assert site.post("issues/1/notes", "stranger", body="x").status_code == 403
    assert site.post("issues/1/notes", "guest", body="x").status_code == 201
    assert site.put("issues/1", state_event="reopen").json()["state"] == "closed"


def test_labels(site: Site) -> None:
    """Names differ by case, hold no comma, and those of groups are read only."""
    project = site.remote()
    project.labels.create({"name": "tbc", "color": "#aabbcc"})
    assert project.labels.create({"name": "TBC", "color": "#aabbcc"}).name == "TBC"
    taken = site.post("labels", name="tbc", color="#aabbcc")
    assert (taken.status_code, taken.json()) == (409, {"message": "Label already exists"})
    comma = site.post("labels", name="a, b", color="#aabbcc")
    assert (comma.status_code, comma.json()) == (400, {"message": {"title": ["is invalid"]}})
    site.server.add_group_label("gmg", "lead/IOM")
    shown = {label.name: label.is_project_label for label in project.labels.list(get_all=True)}
    assert shown == {"TBC": True, "lead/IOM": False, "tbc": True}
    assert project.labels.get("lead/IOM").name == "lead/IOM"
    assert site.put("labels/lead%2FIOM", color="#ffffff").status_code == 404
    project.labels.update("tbc", {"new_name": "to be confirmed"})
    project.labels.delete("TBC")
    assert [label.name for label in project.labels.list(get_all=True)] == ["lead/IOM", "to be confirmed"]


def test_label_counts(site: Site) -> None:
    """Counts of open and closed issues come on demand, and renaming shows in every issue."""
    site.issue(labels="tbc")
    label = site.get("labels", with_counts="true").json()[0]
    assert (label["open_issues_count"], label["closed_issues_count"]) == (1, 0)
    site.server.person("anna").rename_label("tbc", "later")
    assert site.get("issues").json()[0]["labels"] == ["later"]


def test_milestones(site: Site) -> None:
    """Titles are unique, dates in order; the refusal's message is a string; groups' ones stand apart."""
    project = site.remote()
    first = project.milestones.create({"title": "Spring", "due_date": "2017-06-30"})
    with pytest.raises(gitlab.GitlabCreateError, match="already being used for another") as caught:
        project.milestones.create({"title": "Spring"})
    assert caught.value.response_code == 400
    wrong = site.put(f"milestones/{first.id}", start_date="2017-07-01")
    assert "must be greater than start date" in wrong.json()["message"]
    site.server.add_group_milestone("gmg", "Year")
    assert [one.title for one in project.milestones.list(get_all=True)] == ["Spring"]
    with_parents = project.milestones.list(get_all=True, include_parent_milestones=True)
    assert {one.title for one in with_parents} == {"Spring", "Year"}
    project.milestones.update(first.id, {"state_event": "close", "due_date": ""})
    closed = project.milestones.list(state="closed", get_all=True)[0]
    assert (closed.due_date, closed.web_url.endswith("/-/milestones/1")) == (None, True)
    assert site.get("milestones/1").status_code == 404
    closed.delete()
    assert site.get("milestones").json() == []


def test_links(site: Site) -> None:
    """Issues relate once; blocking is not for the free tier."""
    site.issue()
    site.issue("Paper")
    target = {"target_project_id": site.project.id, "target_issue_iid": 2}
    link = site.remote().issues.get(1).links.create(target)[0]
    assert link.iid == 1
    assert site.post("issues/1/links", **target).status_code == 409
    blocked = site.post("issues/1/links", **target, link_type="blocks")
    assert blocked.json() == {"message": "Blocked issues not available for current license"}
    related = site.get("issues/2/links").json()
    assert [(one["iid"], one["link_type"]) for one in related] == [(1, "relates_to")]
    gone = site.http.delete(f"/projects/{site.project.id}/issues/2/links/{related[0]['issue_link_id']}")
    assert gone.status_code == 200
    assert site.get("issues/1/links").json() == []


def test_parents(site: Site) -> None:
    """Tasks become children of issues; an issue cannot, and the mutation says so with status 200."""
    issue, other = site.issue(), site.issue()
    task = site.issue("Draft", issue_type="task")

    def adopt(child: dict[str, Any]) -> list[str]:
        hierarchy = {"parentId": f"gid://gitlab/WorkItem/{issue['id']}"}
        asked = {"id": f"gid://gitlab/WorkItem/{child['id']}", "hierarchyWidget": hierarchy}
        query = "mutation($input: WorkItemUpdateInput!) { workItemUpdate(input: $input) { errors } }"
        body = {"query": query, "variables": {"input": asked}}
        answer = site.http.post(f"{site.server.base_url}/api/graphql", json=body)
        found: list[str] = answer.json()["data"]["workItemUpdate"]["errors"]
        return found

    assert adopt(task) == []
    assert "not allowed to add this type of parent" in adopt(other)[0]


def test_boards(site: Site) -> None:
    """Several boards with label lists are free; lists of milestones are not."""
    site.post("labels", name="tbc", color="#aabbcc")
    project = site.remote()
    label = project.labels.get("tbc")
    project.boards.create({"name": "Plan"})
    board = project.boards.create({"name": "Week"})
    board.lists.create({"label_id": label.id})
    assert [one.label["name"] for one in board.lists.list(get_all=True)] == ["tbc"]
    milestone = project.milestones.create({"title": "Spring"})
    refused = site.post(f"boards/{board.id}/lists", milestone_id=milestone.id)
    assert refused.status_code == 400
    assert "not available with your current license" in refused.json()["message"]["error"]


def test_request_limit(site: Site) -> None:
    """Too many requests are refused in plain text until the next full minute."""
    site.server.limits.requests = 2
    site.clock.advance(seconds=15)
    assert [site.get().status_code for _ in range(2)] == [200, 200]
    refused = site.get()
    assert (refused.status_code, refused.text) == (429, "Retry later\n")
    assert refused.headers["Retry-After"] == "45"
    assert refused.headers["RateLimit-Observed"] == "3"
    site.clock.advance(seconds=45)
    assert site.get().status_code == 200


def test_creation_limits(site: Site) -> None:
    """Issues and comments have limits of their own, told in JSON; what took effect is on record."""
    site.server.limits.issues, site.server.limits.notes = 1, 1
    site.issue()
    refused = site.post("issues", title="x")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "too many times" in refused.json()["message"]["error"]
    assert [site.post("issues/1/notes", body="x").status_code for _ in range(2)] == [201, 429]
    site.clock.advance(minutes=1)
    site.issue()
    kinds = [kind for _, kind in site.server.creations(by="bot")]
    assert kinds == ["issue", "comment", "issue"]


def test_tokens(site: Site) -> None:
    """Unknown, expired and revoked tokens are told apart, and too narrow ones name what is needed."""
    add = site.server.add_token
    add("bot", "old", expires=date(2017, 5, 3))
    add("bot", "revoked", revoked=True)
    add("bot", "reader", scopes=("read_api",))

    def ask(token: str, verb: str = "GET") -> httpx.Response:
        path = f"/projects/{site.project.id}/issues"
        return site.http.request(verb, path, headers={"PRIVATE-TOKEN": token})

    assert ask("nobody").json() == {"message": "401 Unauthorized"}
    assert ask("old").status_code == 200
    site.clock.advance(days=1)
    assert ask("old").json()["error_description"].startswith("Token is expired")
    assert ask("revoked").json()["error_description"].startswith("Token was revoked")
    assert ask("reader").status_code == 200
    narrow = ask("reader", "POST")
    assert (narrow.status_code, narrow.json()["error"]) == (403, "insufficient_scope")
    site.http.headers.pop("PRIVATE-TOKEN")
    own = site.http.get("/personal_access_tokens/self", headers={"Authorization": "Bearer reader"}).json()
    assert (own["scopes"], own["active"], own["expires_at"]) == (["read_api"], True, None)


def test_private(site: Site) -> None:
    """Who is no member cannot tell a private project from none."""
    answer = site.http.get(f"/projects/{site.project.id}", headers={"PRIVATE-TOKEN": "stranger"})
    assert (answer.status_code, answer.json()) == (404, {"message": "404 Project Not Found"})


def test_issues_off(site: Site) -> None:
    """With issues switched off lists are empty, single ones not found, and new ones forbidden."""
    site.issue()
    site.project.issues_enabled = False
    assert site.get("issues").json() == []
    assert site.get("issues/1").status_code == 404
    assert site.post("issues", title="x").status_code == 403
    assert site.get().json()["issues_access_level"] == "disabled"


def test_archived(site: Site) -> None:
    """An archived project is read, not written."""
    site.issue()
    site.project.archived = True
    assert site.seen()["title"] == "Expert meeting"
    assert site.put("issues/1", title="x").status_code == 403
    assert site.post("issues", title="x").status_code == 403
    assert site.post("issues/1/notes", body="x").status_code == 403


def test_moved_project(site: Site) -> None:
    """An old path leads to the number for readers, and writers are refused; numbers always work."""
    old = PATH.replace("/", "%2F")
    site.server.move_project(site.project, "gmg/work-plan-2017")
    answer = site.http.get(f"/projects/{old}/issues?state=all")
    assert answer.status_code == 301
    there = f"{site.server.base_url}/api/v4/projects/{site.project.id}/issues?state=all"
    assert answer.headers["Location"] == there
    refused = site.http.post(f"/projects/{old}/issues", json={"title": "x"})
    assert refused.json() == {"message": "Non GET methods are not allowed for moved projects"}
    assert refused.status_code == 405
    assert site.issue()["web_url"].endswith("gmg/work-plan-2017/-/issues/1")


def test_path_with_groups(site: Site) -> None:
    """The path of a project is one part of the address, its slashes encoded."""
    site.remote()
    found = site.clients[0].projects.get(PATH)
    assert found.id == site.project.id
    assert found.permissions["project_access"]["access_level"] == 40
    assert site.http.get(f"/projects/{PATH}").status_code == 404


def test_moved_issue(site: Site) -> None:
    """A moved issue stays, closed, and names its successor."""
    other = site.server.add_project("gmg/archive", members={"bot": "maintainer"})
    site.issue()
    new = site.server.person("anna").transfer(1, other)
    old = site.seen()
    assert (old["state"], old["moved_to_id"]) == ("closed", new.id)


def test_members(site: Site) -> None:
    """Members come with their level, those of groups too."""
    site.server.set_role("stranger", "gmg", "developer")
    project = site.remote()
    found = {one.username: one.access_level for one in project.members_all.list(get_all=True)}
    assert found == {"bot": 40, "anna": 20, "guest": 10, "stranger": 30}
    assert [one.username for one in project.members_all.list(query="ann", get_all=True)] == ["anna"]
    assert site.clients[0].users.list(username="anna")[0].username == "anna"


def test_lag(site: Site) -> None:
    """What is new is missing from lists for a while, and found by its number."""
    site.server.lag = timedelta(minutes=2)
    site.issue()
    assert site.get("issues").json() == []
    assert site.seen()["iid"] == 1
    site.clock.advance(minutes=2)
    assert len(site.get("issues").json()) == 1


def test_stale_lists(site: Site) -> None:
    """Lists can show what issues were like a while ago."""
    site.issue("Old")
    site.clock.advance(minutes=10)
    site.server.lag, site.server.stale_reads = timedelta(minutes=2), True
    site.server.person("anna").retitle(1, "New")
    assert (site.get("issues").json()[0]["title"], site.seen()["title"]) == ("Old", "New")
    site.clock.advance(minutes=3)
    assert site.get("issues").json()[0]["title"] == "New"


def test_lost_answer(site: Site) -> None:
    """An issue can come into being although its maker never hears of it."""
    site.server.fail(FaultKind.DROP_AFTER, "POST", r"/issues$")
    with pytest.raises(httpx.TransportError):
        site.post("issues", title="x")
    assert len(site.get("issues").json()) == 1


def test_date_header(site: Site) -> None:
    """Answers carry the server's time, not that of the machine."""
    assert parsedate_to_datetime(site.get().headers["Date"]) == datetime(2017, 5, 2, 9, tzinfo=UTC)


def test_prefix() -> None:
    """An installation below a path works as well, and its addresses say so."""
    with GitLabServer(prefix="/git") as server:
        server.add_user("bot", token="bot")
        server.add_project(PATH, members={"bot": "owner"})
        server.seed([{"title": "x"}] * 3)
        client = gitlab.Gitlab(server.base_url, private_token="bot", timeout=5)
        project = client.projects.get(PATH)
        assert project.web_url == f"{server.url}/git/{PATH}"
        assert len(project.issues.list(get_all=True, per_page=1)) == 3
        client.session.close()


def test_webhook(site: Site) -> None:
    """Deliveries carry the secret in clear, or a signature over number, time and body."""
    headers, body = site.server.webhook("issue", {"object_kind": "issue"}, "s3cret")
    assert (headers["X-Gitlab-Event"], headers["X-Gitlab-Token"]) == ("Issue Hook", "s3cret")
    secret = "whsec_" + base64.b64encode(b"key").decode()
    headers, body = site.server.webhook("note", {"object_kind": "note"}, secret, "signature")
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = base64.b64encode(hmac.new(b"key", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{digest}"
    assert headers["Idempotency-Key"] == headers["webhook-id"]


def test_large(site: Site) -> None:
    """A page of 10,000 issues comes fast enough to measure a client by."""
    site.server.seed(
        ({"title": f"Activity {number}", "labels": ["tbc"]} for number in range(10_000)), [{"title": "Year"}]
    )
    site.get("issues", per_page=100)
    start = time.perf_counter()
    for page in range(2, 6):
        assert len(site.get("issues", per_page=100, page=page).json()) == 100
    assert time.perf_counter() - start < 1
    assert site.server.creations() == []
