"""One machine of several that share a state: it looks again and again whether a digest is due.

    python -m tests.killing.replica FOLDER

The folder holds a plan and its settings; the time stands in the file `clock` beside it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.app import App, open_app
from bot.digests.data import Digest
from bot.posts.posting import Posting
from bot.posts.sending import send
from sync.errors import WorkplanError
from tests.builders.newsroom import post


def words(app: App, digest: Digest) -> Sequence[Posting]:
    day = digest.today.isoformat()
    return (Posting(app.slack.channel, post(f"Digest of {day}"), (post(f"List of {day}"),)),)


def main() -> None:
    folder = Path(sys.argv[1])
    clock = folder.parent / "clock"

    def now() -> datetime:
        return datetime.fromisoformat(clock.read_text("ascii"))

    app = replace(open_app(folder / "workplan.toml"), clock=now)
    while True:
        with suppress(WorkplanError):
            send(app, due=True, now=now, sleep=lambda _: time.sleep(0.001), content=words)
        time.sleep(0.01)


if __name__ == "__main__":
    main()
