"""What stands on a tracker, line by line, read where it is kept and through no client; and who acts there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from mappings.issue import Issue as ReadIssue
from mappings.issue import IssueDraft, IssuePatch, Label, MilestoneDraft, MilestonePatch, Reason, State
from sync.forges.local import LocalTracker
from tests.builders.rigs import BOT, GitHubRig, GitLabRig, LocalRig

AnyRig = LocalRig | GitHubRig | GitLabRig
KINDS: Final = ("local", "github", "gitlab")
SAID_BY: Final = re.compile(r" \([^()]*, [^()]*\d{4}\)")
ASKING: Final = re.compile(r"^(\*\*[^*?]+\?\*\*).*$")


class LocalPerson:
    """Anna at the embedded tracker, with the words that people have on the imitated services."""

    def __init__(self, tracker: LocalTracker) -> None:
        self.tracker = tracker

    def edit(self, number: int, patch: IssuePatch) -> None:
        self.tracker.edit_issue(number, patch)

    def close(self, number: int, reason: str = "completed") -> None:
        self.edit(number, IssuePatch(state=State.CLOSED, reason=Reason(reason)))

    def reopen(self, number: int) -> None:
        self.edit(number, IssuePatch(state=State.OPEN))

    def retitle(self, number: int, title: str) -> None:
        self.edit(number, IssuePatch(title=title))

    def edit_body(self, number: int, body: str) -> None:
        self.edit(number, IssuePatch(body=body))

    def relabel(self, number: int, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        have = {one.name for one in self.tracker.listing().labels}
        for name in set(add) - have:
            self.tracker.create_label(Label(name))
        self.edit(number, IssuePatch(add_labels=tuple(add), remove_labels=tuple(remove)))

    def assign(self, number: int, *names: str) -> None:
        self.edit(number, IssuePatch(add_assignees=names))

    def unassign(self, number: int, *names: str) -> None:
        self.edit(number, IssuePatch(remove_assignees=names))

    def move(self, number: int, milestone: int | None) -> None:
        self.edit(number, IssuePatch(milestone=milestone))

    def due(self, number: int, day: Any) -> None:
        self.edit(number, IssuePatch(due=day))

    def comment(self, number: int, text: str) -> None:
        self.tracker.add_comment(number, text)

    def create_issue(self, title: str, body: str = "", *, milestone: int | None = None) -> ReadIssue:
        return self.tracker.create_issue(IssueDraft(title, body, milestone=milestone))

    def create_milestone(self, title: str, *, description: str = "") -> Any:
        return self.tracker.create_milestone(MilestoneDraft(title, description))

    def edit_milestone(self, number: int, **fields: Any) -> None:
        if "state" in fields:
            fields["state"] = State(fields["state"])
        self.tracker.edit_milestone(number, MilestonePatch(**fields))


def shown(rig: AnyRig) -> list[str]:
    """Everything that people see on the tracker, a line for each thing, in an order that stays."""
    match rig:
        case LocalRig():
            return list(local_lines(rig))
        case GitHubRig():
            return list(github_lines(rig))
        case GitLabRig():
            return list(gitlab_lines(rig))


def sorted_lines(where: str, key: str, values: Iterable[str]) -> Iterator[str]:
    yield from (f"{where} {key}: {value}" for value in sorted(values))


def text_lines(where: str, text: str | None) -> Iterator[str]:
    """Sentences that ask for something end with "…": what they say differs from tracker to tracker."""
    for line in (text or "").replace("\r\n", "\n").split("\n"):
        asking = ASKING.match(line)
        yield f"{where} | {f'{asking[1]} …' if asking else line}".rstrip()


def comment_line(where: str, author: str, text: str) -> str:
    """Its first line that is not hidden; who said what, and when, differs from tracker to tracker."""
    lines = [SAID_BY.sub("", line) for line in text.splitlines() if not line.startswith("<!--")]
    return f"{where} {author} says: {lines[0]}"


def local_lines(rig: LocalRig) -> Iterator[str]:
    with LocalTracker(rig.file, account=BOT, now=rig.time, create=False) as tracker:
        listing = tracker.listing()
        names = {one.number: one.title.split()[0] for one in listing.milestones}
        yield from sorted_lines("tracker", "label", (one.name for one in listing.labels))
        for goal in sorted(listing.milestones, key=lambda one: one.number):
            at = f"m{goal.number}"
            yield f"{at} {goal.state} {goal.title}"
            yield from sorted_lines(at, "start", [str(goal.start)] if goal.start else [])
            yield from sorted_lines(at, "due", [str(goal.due)] if goal.due else [])
            yield from text_lines(at, goal.description)
        for issue in sorted(listing.issues, key=lambda one: one.number):
            at = f"#{issue.number}"
            reason = f" ({issue.reason.value})" if issue.reason else ""
            yield f"{at} {issue.state}{reason}"
            yield f"{at} title: {issue.title}"
            yield from sorted_lines(at, "milestone", [names[issue.milestone]] if issue.milestone else [])
            yield from sorted_lines(at, "due", [str(issue.due)] if issue.due else [])
            yield from sorted_lines(at, "label", issue.labels)
            yield from sorted_lines(at, "assignee", issue.assignees)
            yield from text_lines(at, issue.body)
            for said in tracker.comments(issue.number):
                yield comment_line(at, said.author, said.body)
                yield from ([f"{at} receipt"] if said.heard else [])


def github_lines(rig: GitHubRig) -> Iterator[str]:
    repo = rig.server.repo()
    yield from sorted_lines("tracker", "label", (one.name for one in repo.labels.values()))
    for number, goal in sorted(repo.milestones.items()):
        at = f"m{number}"
        yield f"{at} {goal.state} {goal.title}"
        yield from sorted_lines(at, "due", [str(goal.due)] if goal.due else [])
        yield from text_lines(at, goal.description)
    for number, issue in sorted(repo.issues.items()):
        at = f"#{number}"
        reason = f" ({issue.state_reason})" if issue.state == "closed" else ""
        yield f"{at} {issue.state}{reason}"
        yield f"{at} title: {issue.title}"
        milestone = [issue.milestone.title.split()[0]] if issue.milestone else []
        yield from sorted_lines(at, "milestone", milestone)
        yield from sorted_lines(at, "label", (one.name for one in issue.labels))
        yield from sorted_lines(at, "assignee", (one.login for one in issue.assignees))
        yield from text_lines(at, issue.body)
        for said in issue.comments:
            yield comment_line(at, said.author.login, said.body)
            yield from [f"{at} receipt" for one in said.reactions if one.user.login == BOT]


def gitlab_lines(rig: GitLabRig) -> Iterator[str]:
    project = rig.project
    yield from sorted_lines("tracker", "label", (one.name for one in project.labels.values()))
    for goal in sorted(project.milestones.values(), key=lambda one: one.iid):
        at = f"m{goal.iid}"
        yield f"{at} {'open' if goal.state == 'active' else 'closed'} {goal.title}"
        yield from sorted_lines(at, "start", [str(goal.start_date)] if goal.start_date else [])
        yield from sorted_lines(at, "due", [str(goal.due_date)] if goal.due_date else [])
        yield from text_lines(at, goal.description)
    for number, issue in sorted(project.issues.items()):
        at = f"#{number}"
        yield f"{at} {'open' if issue.state == 'opened' else 'closed'}"
        yield f"{at} title: {issue.title}"
        yield from sorted_lines(
            at, "milestone", [issue.milestone.title.split()[0]] if issue.milestone else []
        )
        yield from sorted_lines(at, "due", [str(issue.due_date)] if issue.due_date else [])
        yield from sorted_lines(at, "label", (one.name for one in issue.labels))
        yield from sorted_lines(at, "assignee", (one.username for one in issue.assignees))
        yield from text_lines(at, issue.description)
        for said in issue.notes:
            if not said.system:
                yield comment_line(at, said.author.username, said.body)
                yield from [f"{at} receipt" for one in said.awards if one.user.username == BOT]
