"""The way that comes to mind first, for comparison: read each linked issue by its number, then write it."""

from __future__ import annotations

import gitlab
from github import Auth, Consts, Github

from mappings.snapshot import Kind
from tests.bench_place import Site
from tests.builders.rigs import BOT, PLAN


def numbers(site: Site) -> tuple[list[int], list[int]]:
    """Of the issues and of the milestones that the plan is linked with."""
    with site.app().state_reader() as state:
        links = state.load().links.values()
    issues = [link.number for link in links if link.kind is Kind.ACTIVITY]
    return issues, [link.number for link in links if not link.kind.on_issue]


def sync_naively(site: Site) -> None:
    if site.rig.kind == "github":
        on_github(site)
    else:
        on_gitlab(site)


def on_github(site: Site) -> None:
    client = Github(
        auth=Auth.Token(BOT), base_url=site.url, seconds_between_requests=0, seconds_between_writes=0
    )
    repo = client.get_repo(PLAN)
    issues, milestones = numbers(site)
    for number in issues:
        issue = repo.get_issue(number)
        issue.edit(title=issue.title, body=issue.body)
    for number in milestones:
        milestone = repo.get_milestone(number)
        milestone.edit(title=milestone.title, description=milestone.description)
    client.close()


def on_gitlab(site: Site) -> None:
    project = gitlab.Gitlab(site.url, private_token=BOT).projects.get(PLAN)
    issues, milestones = numbers(site)
    for held, found in ((project.issues, issues), (project.milestones, milestones)):
        for number in found:
            one = held.get(number)
            one.title, one.description = one.title, one.description
            one.save()


def paced(items: int) -> float:
    """The seconds that PyGithub's own pauses alone would take: a read and a write for each item."""
    last = wrote = -Consts.DEFAULT_SECONDS_BETWEEN_WRITES
    for _ in range(items):
        last += Consts.DEFAULT_SECONDS_BETWEEN_REQUESTS
        last = max(
            last + Consts.DEFAULT_SECONDS_BETWEEN_REQUESTS, wrote + Consts.DEFAULT_SECONDS_BETWEEN_WRITES
        )
        wrote = last
    return last
