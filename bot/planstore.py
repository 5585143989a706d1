"""The plan file as a sync writes it: alone, or in a git repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.app import App
from bot.text.commit import commit_message
from sync.gitplan import CommittedPlan, Glance
from sync.gitpush import PushedPlan
from sync.gitrepo import Repository
from sync.gitrequest import RequestedPlan
from sync.planfile import PlanFile
from sync.ports import ForgeReader, PlanReader
from sync.waiting import pending

if TYPE_CHECKING:
    from sync.state import StateReader

BRANCH: Final = "workplan/"
"""Followed by the plan's id: the branch on which changes are asked for."""


def plan_reader(app: App, tracker: ForgeReader, state: StateReader) -> PlanReader:
    """For a preview: nothing is fetched."""
    store = plan_store(app, tracker, state)
    return Glance(store) if isinstance(store, CommittedPlan) else store


def plan_store(app: App, tracker: ForgeReader, state: StateReader) -> PlanFile | CommittedPlan:
    """Raises Invalid where there is no repository."""
    from sync.forges.service import ServiceTracker

    file = app.plan_file()
    if app.git == "off":
        return file
    repository, waiting = Repository(file.path), pending(state.load())
    match app.git:
        case "commit":
            return CommittedPlan(file, repository, waiting, commit_message)
        case "push":
            return PushedPlan(file, repository, waiting, commit_message)
        case "request":
            assert isinstance(tracker, ServiceTracker), "the settings were checked"
            branch = BRANCH + file.read().plan.plan.id
            return RequestedPlan(file, repository, waiting, commit_message, tracker.requests, branch)
