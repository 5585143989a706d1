"""Comments on issues, and reactions to both.

https://docs.github.com/en/rest/issues/comments, https://docs.github.com/en/rest/reactions/reactions
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.servers.github_changes import add_comment, drop_comment, edit_comment, react
from tests.servers.github_issue_routes import checked_body
from tests.servers.github_json import CONTENTS
from tests.servers.github_lists import choice, moment
from tests.servers.github_model import Comment, Issue, Role
from tests.servers.github_refusals import forbidden, invalid
from tests.servers.github_routes import NOTHING, Call, answer, in_repo
from tests.servers.wire import Response


def comment_body(call: Call) -> str:
    body = checked_body(call.required("body"), "IssueComment")
    if not body or not body.strip():
        raise invalid("IssueComment", "body", "missing_field")
    return body


def listed(call: Call, comments: Iterable[Comment]) -> list[Comment]:
    """Those updated at or after `since`, as far as lists show them."""
    start = moment(call.request)
    return [
        one
        for one in comments
        if call.world.in_lists(one.born, "comments") and (start is None or one.updated_at >= start)
    ]


@in_repo("GET", "issues/comments")
def list_repo_comments(call: Call) -> Response:
    """Without a sort the direction is ignored."""
    order = choice(call.request, "IssueComment", "sort", ("created", "updated"))
    down = choice(call.request, "IssueComment", "direction", ("asc", "desc")) == "desc"
    found = listed(call, call.repo.comments.values())
    found.sort(key=lambda one: (one.updated_at if order == "updated" else one.created_at, one.id))
    if down and call.request.one("sort"):
        found.reverse()
    return call.page(found, call.show.comment)


@in_repo("GET", "issues/{number}/comments")
def list_comments(call: Call) -> Response:
    return call.page(listed(call, call.issue().comments), call.show.comment)


@in_repo("POST", "issues/{number}/comments", creates=True)
def create_comment(call: Call) -> Response:
    issue, body = call.issue(), comment_body(call)
    if issue.locked:
        call.require(Role.WRITE, forbidden("Unable to create comment because issue is locked."))
    comment = add_comment(call.world, issue, call.user, body)
    return answer(call.show.comment(comment), 201)


@in_repo("GET", "issues/comments/{comment}")
def get_comment(call: Call) -> Response:
    return answer(call.show.comment(call.comment()))


@in_repo("PATCH", "issues/comments/{comment}")
def change_comment(call: Call) -> Response:
    comment = own_comment(call)
    edit_comment(call.world, comment, comment_body(call))
    return answer(call.show.comment(comment))


@in_repo("DELETE", "issues/comments/{comment}")
def remove_comment(call: Call) -> Response:
    drop_comment(call.world, own_comment(call))
    return NOTHING


def own_comment(call: Call) -> Comment:
    comment = call.comment()
    if comment.author is not call.user:
        call.require(Role.WRITE)
    return comment


def add_reaction(call: Call, on: Comment | Issue) -> Response:
    content = call.required("content")
    if content not in CONTENTS:
        raise invalid("Reaction", "content", "invalid", value=content)
    reaction, new = react(call.world, on, call.user, content)
    return answer(call.show.reaction(reaction), 201 if new else 200)


@in_repo("GET", "issues/comments/{comment}/reactions")
def list_comment_reactions(call: Call) -> Response:
    return list_reactions(call, call.comment())


@in_repo("POST", "issues/comments/{comment}/reactions")
def react_to_comment(call: Call) -> Response:
    return add_reaction(call, call.comment())


@in_repo("GET", "issues/{number}/reactions")
def list_issue_reactions(call: Call) -> Response:
    return list_reactions(call, call.issue())


@in_repo("POST", "issues/{number}/reactions")
def react_to_issue(call: Call) -> Response:
    return add_reaction(call, call.issue())


def list_reactions(call: Call, on: Comment | Issue) -> Response:
    content = call.request.one("content")
    return call.page([one for one in on.reactions if content in ("", one.content)], call.show.reaction)
