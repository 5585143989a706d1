"""One browser for each module of these tests, and the boards of the two sample plans."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bot.app import App, usual_app
from bot.syncing import sync_plan
from bot.web.boarding import boarded
from sync.planemit import emit_plan
from tests.builders.browser import MISSING, Watch, chromium, started
from tests.builders.gold import gmg_plan, unnm_plan
from tests.conftest import unchecked

WITHIN = date(2017, 5, 15)


@dataclass(frozen=True)
class Site:
    """A board at an address, and the plan behind it."""

    address: str
    app: App

    def __call__(self, path: str = "") -> str:
        return f"{self.address}/{self.app.plan_file().read().plan.plan.id}/{path}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started(chromium() or unchecked(MISSING)) as found:
        yield found


@pytest.fixture(scope="session")
def synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The GMG plan, mirrored on the embedded tracker: made once, and copied for each board."""
    folder = tmp_path_factory.mktemp("gmg")
    (folder / "plan.yaml").write_text(emit_plan(gmg_plan()), encoding="utf-8")
    sync_plan(usual_app(folder, date(2017, 5, 2)))
    return folder


@pytest.fixture(scope="module")
def gmg(synced: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """To be looked at: nobody acts on it."""
    with ExitStack() as stack:
        yield site(stack, synced, tmp_path_factory.mktemp("board") / "gmg", WITHIN)


@pytest.fixture
def mine(synced: Path, tmp_path: Path) -> Iterator[Site]:
    """The same for one test, which may act on it."""
    with ExitStack() as stack:
        yield site(stack, synced, tmp_path / "gmg", WITHIN)


@pytest.fixture(scope="module")
def unnm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The Network's plan after its life, never synced."""
    folder = tmp_path_factory.mktemp("unnm")
    (folder / "plan.yaml").write_text(emit_plan(unnm_plan()), encoding="utf-8")
    app = usual_app(folder, date(2025, 6, 1))
    with boarded([app], "127.0.0.1:0") as address:
        yield Site(address, app)


def site(stack: ExitStack, synced: Path, folder: Path, today: date) -> Site:
    shutil.copytree(synced, folder)
    app = usual_app(folder, today)
    return Site(stack.enter_context(boarded([app], "127.0.0.1:0")), app)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def watch(page: Page) -> Watch:
    """Asked at the end of a test: nothing from elsewhere, no complaint of the browser."""
    return Watch(page, "http://127.0.0.1:")
