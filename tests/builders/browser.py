"""A real browser before the board: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

MISSING: Final = "Chromium is not installed here. On Debian and Ubuntu: apt-get install chromium"
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""It asks nobody anything by itself, and runs where the tests do, as root too."""


def chromium() -> Path | None:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or os.environ.get("CHROMIUM")
    return Path(found) if found else None


@contextmanager
def started(program: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """What a page asked for from elsewhere, what it could not do, and whether anything of a text acted."""

    def __init__(self, page: Page, own: str) -> None:
        self.elsewhere: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda one: None if one.url.startswith(own) else self.elsewhere.append(one.url))
        page.on("console", lambda one: self.said.append(one.text))
        page.on("pageerror", lambda one: self.said.append(str(one)))
        page.on("dialog", lambda one: (self.said.append(one.message), one.dismiss()))

    @property
    def troubles(self) -> list[str]:
        return [*self.elsewhere, *self.said]
