"""The service where a plan is mirrored, looked at for `doctor`. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.app import App
from bot.places import ServicePlace, github_access
from bot.text.doctor_service import Asked
from bot.trouble import Trouble
from mappings.plan import Plan

if TYPE_CHECKING:
    from sync.forges.checkup import Checkup
    from sync.forges.line import Answer

PATIENCE: Final = 1
"""Minutes. Whoever asks the doctor waits no longer for a limit to pass."""


def asked(place: ServicePlace) -> Asked:
    service, public = (
        ("GitHub", "https://api.github.com") if place.kind == "github" else ("GitLab", "https://gitlab.com")
    )
    return Asked(service, place.project, (place.url or public).rstrip("/"))


def impatient(place: ServicePlace) -> ServicePlace:
    return replace(place, limits=place.limits.model_copy(update={"longest_wait_minutes": PATIENCE}))


def check_service(app: App, place: ServicePlace, accounts: Sequence[str]) -> Checkup:
    """Raises Invalid when there is no token, or an app's key that can't be read."""
    from sync.forges.github_checkup import check_github
    from sync.forges.github_source import GitHubSource
    from sync.forges.gitlab_checkup import check_gitlab
    from sync.forges.gitlab_source import GitLabSource
    from sync.forges.service import ServiceTracker

    with app.state_reader() as shelf:
        tracker = place.forge(shelf)
    assert isinstance(tracker, ServiceTracker)
    source = tracker.source
    if isinstance(source, GitHubSource):
        return check_github(source, accounts, place.now, as_app(place))
    assert isinstance(source, GitLabSource)
    return check_gitlab(source, accounts, place.now)


def as_app(place: ServicePlace) -> Callable[[str], Answer] | None:
    from sync.forges.github import App as GitHubApp
    from sync.forges.github import ask_as_app

    access = github_access()
    return partial(ask_as_app, place.url, access) if isinstance(access, GitHubApp) else None


def openness(app: App, place: ServicePlace, plan: Plan | None) -> Trouble:
    """What a public project would show to everyone, in numbers where the plan can be read."""
    from sync.owner import exposed
    from sync.records import records

    noun = "repository" if place.kind == "github" else "project"
    if plan is None:
        return Trouble(
            f"The {noun} is public: the whole plan would be open to everyone.",
            "Make it private, or say [forge] public = true.",
        )
    with app.state_reader() as shelf:
        mirror = app.options(place.forge(shelf).capabilities).mirror(plan)
    told = exposed(f"The {noun}", mirror, records(plan).values())
    return Trouble(told.message.removesuffix(" Nothing was done."), told.remedy)
