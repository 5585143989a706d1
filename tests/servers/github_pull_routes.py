"""Pull requests. https://docs.github.com/en/rest/pulls/pulls"""

from __future__ import annotations

from typing import Any

from tests.servers.branches import Branches, Pull
from tests.servers.github_changes import change, open_issue, set_state
from tests.servers.github_json import Rendering
from tests.servers.github_model import Issue, Repo, Role
from tests.servers.github_refusals import invalid, not_found
from tests.servers.github_routes import Call, answer, in_repo
from tests.servers.wire import Response

NEEDS = ("pull_requests",)


def branches(repo: Repo) -> Branches:
    if repo.git is None:
        raise not_found()
    return Branches(repo.git)


def fresh(call: Call, pull: Pull) -> Issue:
    issue = call.repo.issues[pull.number]
    if pull.refresh(branches(call.repo), is_open=issue.state == "open"):
        set_state(call.world, issue, "closed", None, call.repo.owner)
    return issue


def shown(show: Rendering, repo: Repo, issue: Issue, pull: Pull) -> dict[str, Any]:
    url = f"{show.repo_url(repo)}/pulls/{pull.number}"
    return {
        "url": url,
        "id": issue.id,
        "number": pull.number,
        "html_url": show.issue_page(issue),
        "state": issue.state,
        "title": issue.title,
        "body": issue.body,
        "merged_at": "2017-05-02T09:00:00Z" if pull.merged else None,
        "user": show.user(issue.author),
        "head": {"ref": pull.head, "sha": pull.sha, "label": f"{repo.owner.login}:{pull.head}"},
        "base": {"ref": pull.base, "label": f"{repo.owner.login}:{pull.base}"},
        "draft": False,
    }


@in_repo("GET", "pulls", needs=NEEDS)
def list_pulls(call: Call) -> Response:
    """`head` is "owner:branch"; without the owner it is ignored, as the service does."""
    pulls = [(fresh(call, pull), pull) for pull in call.repo.pulls.values()]
    state, head = call.request.one("state", "open"), call.request.one("head")
    owner, _, branch = head.partition(":")
    found = [
        (issue, pull)
        for issue, pull in pulls
        if state in ("all", issue.state)
        and (not branch or (owner.lower(), branch) == (call.repo.owner.login.lower(), pull.head))
    ]
    found.sort(key=lambda one: one[1].number, reverse=call.request.one("direction", "desc") == "desc")
    return call.page(found, lambda one: shown(call.show, call.repo, *one))


@in_repo("POST", "pulls", needs=NEEDS, creates=True)
def create_pull(call: Call) -> Response:
    """https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request"""
    call.require(Role.READ)
    head, base, title = (call.required(name) for name in ("head", "base", "title"))
    there = branches(call.repo)
    for name, branch in (("head", head), ("base", base)):
        if there.tip(branch) is None:
            raise invalid("PullRequest", name, "invalid")
    for pull in call.repo.pulls.values():
        if fresh(call, pull).state == "open" and (pull.head, pull.base) == (head, base):
            said = f"A pull request already exists for {call.repo.owner.login}:{head}."
            raise invalid("PullRequest", "base", "custom", message=said)
    sha = there.tip(head) or ""
    if there.includes(base, sha):
        said = f"No commits between {base} and {head}"
        raise invalid("PullRequest", "base", "custom", message=said)
    issue = open_issue(call.world, call.repo, call.user, title, call.text("body"), pull_request=True)
    pull = call.repo.pulls[issue.number] = Pull(issue.number, head, base, sha)
    return answer(shown(call.show, call.repo, issue, pull), 201)


@in_repo("PATCH", "pulls/{number}", needs=NEEDS)
def edit_pull(call: Call) -> Response:
    call.require(Role.WRITE)
    pull = call.repo.pulls.get(call.number("number"))
    if pull is None:
        raise not_found()
    issue = fresh(call, pull)
    given = {name: call.text(name) for name in ("title", "body") if name in call.body}
    change(call.world, issue, call.user, **given)
    return answer(shown(call.show, call.repo, issue, pull))
