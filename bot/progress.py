"""A progress bar with an estimate on a terminal; silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sync.run import Progress, silent

if TYPE_CHECKING:
    from rich.progress import TaskID

WORDS: Final = {
    "milestones": "Making milestones",
    "outputs": "Making outputs",
    "issues": "Making issues",
    "edits": "Writing changes",
}


def left_words(left: timedelta) -> str:
    """How long it takes at least, once that is worth saying: at the pace that the service allows."""
    minutes = round(left.total_seconds() / 60)
    if minutes < 1:
        return ""
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min left" if hours else f"{minutes} min left"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Drawn on the error stream, so that a result can be piped while the bar is seen."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int, left: timedelta) -> None:
            if what not in known:
                known[what] = bars.add_task(f"{WORDS.get(what, what):<18}", total=total, left="")
            bars.update(known[what], completed=done, total=total, left=left_words(left))

        yield show
