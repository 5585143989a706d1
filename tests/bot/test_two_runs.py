"""Two runs of the command at once on one machine: the second leaves at once, and nothing is there twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.builders.cli import small_plan, workplan
from tests.builders.services import PROJECT
from tests.servers.github import GitHubServer
from tests.servers.gitlab import GitLabServer
from tests.servers.wire import Request, Response

Service = GitHubServer | GitLabServer
BUSY = (
    "Another run of workplan is at work on this plan. Nothing was done.\n"
    "Wait until it has ended, then try again.\n"
)


@pytest.fixture(params=["github", "gitlab"])
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    if request.param == "github":
        with GitHubServer() as github:
            github.add_repo(PROJECT, public=False)
            github.add_user("gmg-bot", token="t", role="write")
            yield github
    else:
        with GitLabServer() as gitlab:
            gitlab.add_user("gmg-bot", token="t")
            gitlab.add_project(PROJECT, members={"gmg-bot": "developer"})
            yield gitlab


def settings(service: Service) -> dict[str, str]:
    kind, url = ("github", service.api) if isinstance(service, GitHubServer) else ("gitlab", service.base_url)
    return {
        "NO_PROXY": "127.0.0.1",
        "WORKPLAN_FORGE__KIND": kind,
        "WORKPLAN_FORGE__PROJECT": PROJECT,
        "WORKPLAN_FORGE__URL": url,
        f"WORKPLAN_{kind.upper()}_TOKEN": "t",
    }


def titles(service: Service) -> Counter[str]:
    holder = (
        service.repo() if isinstance(service, GitHubServer) else next(iter(service.world.projects.values()))
    )
    found = [*holder.issues.values(), *holder.milestones.values()]
    return Counter(one.title for one in found)


def test_the_second_leaves_at_once(tmp_path: Path, service: Service) -> None:
    """While the first makes an issue the second says why it does nothing, and asks the service nothing."""
    small_plan(tmp_path)
    at_work, go_on = threading.Event(), threading.Event()
    real = service.answer

    def answer(request: Request) -> Response:
        if request.verb == "POST" and request.path.endswith("/issues"):
            at_work.set()
            assert go_on.wait(50)
        return real(request)

    service.answer = answer  # type: ignore[method-assign]
    with ThreadPoolExecutor() as pool:
        first = pool.submit(workplan, tmp_path, "sync", **settings(service))
        assert at_work.wait(50)
        asked = len(service.log)
        second = workplan(tmp_path, "sync", **settings(service))
        assert len(service.log) == asked
        go_on.set()
        assert (second.code, second.out, second.err) == (75, "", BUSY)
        assert first.result().code == 0
    assert set(titles(service).values()) == {1}
    assert titles(service).total() == 4


@pytest.mark.parametrize("service", ["github"], indirect=True)
def test_whoever_comes_later_finds_nothing_left_to_do(tmp_path: Path, service: Service) -> None:
    """Both begin at the same time; who comes through makes everything, and it is there once."""
    small_plan(tmp_path)
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(workplan, tmp_path, "sync", **settings(service)) for _ in range(2)]
        codes = Counter(run.result().code for run in runs)
    assert codes[0] >= 1
    assert codes.keys() <= {0, 75}
    assert set(titles(service).values()) == {1}
    assert titles(service).total() == 4
