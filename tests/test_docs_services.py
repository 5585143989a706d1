"""The pages on GitHub and GitLab, walked as a newcomer walks them, against servers that behave like these."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from config.people import parse_people
from config.settings import Settings
from config.wording import contradictions
from sync.forges import github_reads, gitlab_reads
from tests.builders.cli import here
from tests.builders.docs import ROOT, Typed, document, fences, first_cells, pattern, section, session
from tests.servers.github import GitHubServer
from tests.servers.github_limits import Limits
from tests.servers.gitlab import GitLabServer

PROJECT = "gmg/work-plan"
YEAR = timedelta(days=365)
QUICK = (
    *("GITHUB_CREATIONS_PER_MINUTE", "GITHUB_CREATIONS_PER_HOUR", "GITHUB_POINTS_PER_MINUTE"),
    *("GITLAB_REQUESTS_PER_MINUTE", "GITLAB_ISSUES_PER_MINUTE", "GITLAB_NOTES_PER_MINUTE"),
)
PLACEHOLDER = "\0"


@dataclass(frozen=True)
class Service:
    """A server with the accounts that a page makes, and what its co-leads do before the second sync."""

    kind: str
    address: str
    """Of its API, as settings name it."""
    host: str
    """What stands in messages in place of the public service."""
    people: Callable[[], None]


@contextmanager
def on_github() -> Iterator[Service]:
    with GitHubServer() as server:
        server.limits = Limits.off()
        server.add_repo(PROJECT, public=False)
        server.add_user("gmg-plan-bot", role="write")
        rights = {"issues": "write", "metadata": "read"}
        ends = datetime.now(UTC) + YEAR
        server.add_token("gmg-plan-bot", "t", permissions=rights, expires=ends, repos=[PROJECT])
        server.add_user("anna-unu", role="triage")
        server.add_user("ben-ilo", role="read")

        def act() -> None:
            anna, number = server.person("anna-unu"), numbers(server.repo().issues)
            anna.close(number["2017-1-1.1"]).close(number["2017-1-1.2"], "not_planned")
            anna.comment(number["2017-1-1.4"], "Status: ongoing")
            anna.comment(number["2017-1-2.2"], "When: June 2017\nLead: UNU")

        yield Service("github", server.api, server.url, act)


@contextmanager
def on_gitlab() -> Iterator[Service]:
    with GitLabServer() as server:
        server.limits.requests = server.limits.issues = server.limits.notes = None
        server.throttled_touch = False
        server.add_project(PROJECT)
        server.add_user("gmg-plan-bot", role="planner")
        server.add_token("gmg-plan-bot", "t", expires=(datetime.now(UTC) + YEAR).date())
        server.add_user("anna.unu", role="planner")
        server.add_user("ben.ilo", role="guest")

        def act() -> None:
            anna = server.person("anna.unu")
            number = numbers(anna.project.issues)
            anna.close(number["2017-1-1.1"])
            anna.relabel(number["2017-1-1.2"], add=("status: cancelled",)).close(number["2017-1-1.2"])
            anna.comment(number["2017-1-1.4"], "Status: ongoing")
            anna.comment(number["2017-1-2.2"], "When: June 2017\nLead: UNU")

        yield Service("gitlab", server.base_url, server.url, act)


SERVICES = {"github": on_github, "gitlab": on_gitlab}
each_page = pytest.mark.parametrize("kind", list(SERVICES))


def numbers(issues: Any) -> dict[str, int]:
    """Activity -> the number of its issue."""
    return {issue.title[1:].partition("]")[0]: number for number, issue in issues.items()}


def page(kind: str) -> str:
    return document(f"docs/{kind}.md")


@each_page
def test_the_page_shows_what_is_printed(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder with nothing but a document to a plan that came back with what co-leads did."""
    text = page(kind)
    shutil.copy(ROOT / "config" / "plans" / "gmg-2016-2018.md", tmp_path)
    (tmp_path / "people.yaml").write_text(fences(text, "yaml")[0], "utf-8")
    steps = [step for step in session(text) if isinstance(step, Typed)]
    assert [step.words[0] for step in steps].count("sync") == 3
    with SERVICES[kind]() as service:
        (tmp_path / "token").write_text("t\n", "utf-8")
        monkeypatch.setenv(variable(text), str(tmp_path / "token"))
        monkeypatch.setenv("WORKPLAN_FORGE__URL", service.address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        for limit in QUICK:
            monkeypatch.setenv(f"WORKPLAN_LIMITS__{limit}", "1000000")
        synced = 0
        for step in steps:
            synced += step.words[0] == "sync"
            if step.words[0] == "sync" and synced == 2:
                service.people()
            ran = here(tmp_path, *step.words)
            printed = (ran.out + ran.err).replace(service.host.partition("://")[2], f"{kind}.com")
            assert ran.code == 0, printed
            if not pattern(step.prints).fullmatch(printed):
                pytest.fail(f"workplan {' '.join(step.words)} prints:\n{printed}")
    assert (
        tomllib.loads((tmp_path / "workplan.toml").read_text("utf-8"))["forge"]
        == settings_shown(text)[0]["forge"]
    )


def variable(text: str) -> str:
    """The one that the page puts the token's file into."""
    found = re.search(r"^export (WORKPLAN_\w+)=", fences(text, "sh")[0], re.MULTILINE)
    assert found is not None
    return found[1]


def settings_shown(text: str) -> list[dict[str, dict[str, object]]]:
    """Each excerpt of workplan.toml, laid over the first one."""
    first, *rest = (tomllib.loads(shown) for shown in fences(text, "toml"))
    sections = [{name: {**first.get(name, {}), **keys} for name, keys in other.items()} for other in rest]
    return [first, *({**first, **one} for one in sections)]


@each_page
def test_the_settings_shown_are_possible(kind: str) -> None:
    """Whoever copies them gets no mistake, alone or beside the project."""
    shown = settings_shown(page(kind))
    assert len(shown) > 2
    for tables in shown:
        assert list(contradictions(Settings(**tables))) == []  # type: ignore[arg-type]


@each_page
def test_the_people_shown_have_accounts_there(kind: str) -> None:
    """And not somewhere else."""
    people = parse_people(fences(page(kind), "yaml")[0], "people.yaml")
    assert people.unmapped(people.root, kind) == ()


def test_the_times_told_are_those_of_the_limits() -> None:
    """345 things in about five minutes, and 1,000 in a little over an hour; on GitLab 229 issues in three."""
    now = datetime(2026, 11, 25, tzinfo=UTC)

    def minutes(budgets: Any, what: str, count: int) -> float:
        waits = [budget.forecast(now, count) for budget in budgets[what]]
        return float(max(waits).total_seconds() / 60)

    on_github = github_reads.budgets(github_reads.Limits())
    assert 4 <= minutes(on_github, "creation", 345) <= 5
    assert 60 <= minutes(on_github, "creation", 1000) <= 75
    assert minutes(gitlab_reads.budgets(gitlab_reads.Limits()), "issue", 229) <= 2


@cache
def sayings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each text of the program, and its beginnings up to the end of a sentence; each with its longest part
    that is always the same."""
    found = {}
    for text in texts():
        for end in {len(text), *(found.end() for found in re.finditer(r"[.:](?= |$)", text))}:
            parts = text[:end].split(PLACEHOLDER)
            wanted = ".+?".join(map(re.escape, parts))
            found[wanted] = max(parts, key=len)
    return tuple((part, re.compile(wanted)) for wanted, part in found.items() if len(part) > 11)


def texts() -> Iterator[str]:
    """Every text in the program's sources but for docstrings, what is filled in marked."""
    for package in ("bot", "config", "sync"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                match node:
                    case ast.JoinedStr(values=parts):
                        yield "".join(
                            str(one.value) if isinstance(one, ast.Constant) else PLACEHOLDER for one in parts
                        )
                    case ast.Constant(value=str(text)) if id(node) not in told:
                        yield text


def is_said(shown: str) -> bool:
    return any(part in shown and wanted.fullmatch(shown) for part, wanted in sayings())


@each_page
def test_the_messages_explained_are_those_that_are_said(kind: str) -> None:
    """Somebody who searches the page for what was printed has to find it."""
    shown = [cell.strip("`") for cell in first_cells(section(page(kind), "When something goes wrong"))]
    assert len(shown) > 15
    assert [message for message in shown if not is_said(message)] == []


def test_a_message_that_nobody_says_is_found() -> None:
    """The test above would be green on anything."""
    assert not is_said("GitHub is not in the mood.")
    assert is_said("GitHub does not know the token, or it has expired.")
