"""On GitLab a board with a list for each status, made once and then left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.builders.rigs import GitLabRig
from tests.builders.small import world
from tests.servers.wire import FaultKind


@pytest.fixture
def gitlab() -> Iterator[GitLabRig]:
    with GitLabRig() as rig:
        yield rig


def asked(rig: GitLabRig, path: str, verb: str = "GET") -> Any:
    address = f"{rig.server.base_url}/api/v4/projects/{rig.project.id}/{path}"
    with urlopen(Request(address, method=verb, headers={"PRIVATE-TOKEN": "anna"})) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def boards(rig: GitLabRig) -> list[tuple[str, list[str]]]:
    return [
        (board["name"], [one["label"]["name"] for one in asked(rig, f"boards/{board['id']}/lists")])
        for board in asked(rig, "boards")
    ]


def test_it_is_made_with_the_first_mirror(gitlab: GitLabRig) -> None:
    """Open and Closed are GitLab's own; between them are the lists of the labels."""
    world(gitlab)
    assert boards(gitlab) == [("Work plan gmg", ["status: ongoing", "status: cancelled"])]


def test_later_runs_ask_nothing_about_it(gitlab: GitLabRig) -> None:
    """A person may rename it, change it or throw it away."""
    made = world(gitlab)
    gitlab.server.forget()
    made.edit_plan("2017-1-1.1", "lead", "ILO")
    made.sync()
    assert gitlab.server.requests(path="boards") == []


def test_one_that_is_there_is_not_made_again(gitlab: GitLabRig) -> None:
    """Also when nothing is remembered any more."""
    made = world(gitlab)
    made.forget()
    made.sync()
    assert len(boards(gitlab)) == 1


def test_without_it_everything_else_is_done(gitlab: GitLabRig) -> None:
    """Boards may be switched off, or not allowed."""
    gitlab.server.fail(FaultKind.STATUS_BEFORE, path="/boards", status=403, times=100)
    made = world(gitlab)
    assert len(made.all_issues()) == 3
