"""Where a plan is mirrored: the embedded tracker's file, or a project on GitHub or GitLab."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from config.secrets import secret
from config.settings import LimitsSection
from sync.errors import Invalid
from sync.ports import Forge, Shelf, ShelfReader

if TYPE_CHECKING:
    from sync.forges import github
    from sync.forges.line import Answer
    from sync.forges.local import LocalTracker
    from sync.forges.service import ServiceTracker

APP_NUMBER: Final = re.compile(r"[A-Za-z0-9.]{1,24}")
BOT: Final = "workplan"
"""The account that the bot writes as on the embedded tracker."""


@dataclass(frozen=True, slots=True)
class LocalPlace:
    path: Path
    shown: str
    """How users read the file, and how a plan remembers where it is mirrored, from any folder."""
    now: Callable[[], datetime]
    kind: Literal["local"] = "local"

    @property
    def words(self) -> str:
        return f"the tracker {self.shown}"

    @property
    def origin(self) -> str:
        return json.dumps({"kind": self.kind, "shown": self.shown})

    @contextmanager
    def tracker(self, account: str = BOT, *, create: bool = False) -> Iterator[LocalTracker]:
        """The tracker, used as `account`. Raises Invalid when there is none, unless it may be made."""
        from sync.forges.local import LocalTracker

        with LocalTracker(self.path, account=account, now=self.now, create=create, name=self.shown) as opened:
            yield opened


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """`url` is the root of GitHub's API or the GitLab server, "" for the public service."""

    kind: Literal["github", "gitlab"]
    project: str
    url: str
    limits: LimitsSection
    now: Callable[[], datetime]
    """The real time: a service has no other."""
    sleep: Callable[[float], None]
    heard: Callable[[Answer], None] | None = None
    """Shown every answer of the service, where somebody measures them."""

    @property
    def words(self) -> str:
        return f"{self.project} ({'GitHub' if self.kind == 'github' else 'GitLab'})"

    @property
    def origin(self) -> str:
        return json.dumps({"kind": self.kind, "project": self.project, "url": self.url})

    def forge(self, shelf: Shelf | ShelfReader) -> Forge:
        """Sends nothing yet. Raises Invalid when there is no token for it."""
        tracker = self.github(shelf) if self.kind == "github" else self.gitlab(shelf)
        if self.heard:
            tracker.source.line.heard = self.heard
        return tracker

    def github(self, shelf: Shelf | ShelfReader) -> ServiceTracker:
        from sync.forges.github import open_tracker
        from sync.forges.github_reads import Limits

        limits = Limits(
            creations_per_minute=self.limits.github_creations_per_minute,
            creations_per_hour=self.limits.github_creations_per_hour,
            points_per_minute=self.limits.github_points_per_minute,
        )
        return open_tracker(
            root=self.url,
            project=self.project,
            auth=github_access(),
            shelf=shelf,
            now=self.now,
            sleep=self.sleep,
            limits=limits,
            longest_wait=self.longest_wait,
            sweep=self.sweep,
        )

    def gitlab(self, shelf: Shelf | ShelfReader) -> ServiceTracker:
        from sync.forges.gitlab import open_tracker
        from sync.forges.gitlab_reads import Limits

        limits = Limits(
            requests_per_minute=self.limits.gitlab_requests_per_minute,
            issues_per_minute=self.limits.gitlab_issues_per_minute,
            notes_per_minute=self.limits.gitlab_notes_per_minute,
        )
        return open_tracker(
            url=self.url,
            project=self.project,
            token=gitlab_token(),
            shelf=shelf,
            now=self.now,
            sleep=self.sleep,
            limits=limits,
            longest_wait=self.longest_wait,
            sweep=self.sweep,
        )

    @property
    def longest_wait(self) -> timedelta:
        return timedelta(minutes=self.limits.longest_wait_minutes)

    @property
    def sweep(self) -> timedelta:
        return timedelta(hours=self.limits.sweep_hours)


Place = LocalPlace | ServicePlace


@contextmanager
def opened(place: Place, shelf: Shelf | ShelfReader, *, create: bool = False) -> Iterator[Forge]:
    """The tracker there, written as the bot. Only the embedded one can be made."""
    if isinstance(place, LocalPlace):
        with place.tracker(create=create) as tracker:
            yield tracker
    else:
        yield place.forge(shelf)


def github_access() -> github.Token | github.App:
    """An app where one is named, else a personal token. Raises Invalid when there is neither."""
    from sync.forges.github import App, Token

    number, key = secret("WORKPLAN_GITHUB_APP_ID"), secret("WORKPLAN_GITHUB_APP_KEY")
    if number and not APP_NUMBER.fullmatch(number.get_secret_value()):
        raise Invalid(
            "WORKPLAN_GITHUB_APP_ID holds no number of an app.",
            "GitHub shows it, and the client ID, on the page of the app. Its key goes into "
            "WORKPLAN_GITHUB_APP_KEY_FILE, a token into WORKPLAN_GITHUB_TOKEN.",
        )
    if number and key:
        return App(number.get_secret_value(), key.get_secret_value())
    if number:
        raise Invalid(
            "WORKPLAN_GITHUB_APP_ID names an app, and its private key is missing.",
            "Set WORKPLAN_GITHUB_APP_KEY_FILE to the .pem file that GitHub gave you for it.",
        )
    token = secret("WORKPLAN_GITHUB_TOKEN")
    if token is None:
        raise Invalid(
            "There is no token for GitHub.",
            "Set WORKPLAN_GITHUB_TOKEN, or WORKPLAN_GITHUB_TOKEN_FILE to a file with it; or an app: "
            "WORKPLAN_GITHUB_APP_ID and WORKPLAN_GITHUB_APP_KEY_FILE. How to make one: docs/github.md.",
        )
    return Token(token.get_secret_value())


def gitlab_token() -> str:
    token = secret("WORKPLAN_GITLAB_TOKEN")
    if token is None:
        raise Invalid(
            "There is no token for GitLab.",
            "Set WORKPLAN_GITLAB_TOKEN, or WORKPLAN_GITLAB_TOKEN_FILE to a file with it. How to make one: "
            "docs/gitlab.md.",
        )
    return token.get_secret_value()
