"""A progress bar with an estimate on a terminal; silence in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sync.run import Progress, silent

if TYPE_CHECKING:
    from rich.progress import TaskID

WORDS: Final = {
    "milestones": "Making milestones",
    "issues": "Making issues",
    "edits": "Writing changes",
}


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Drawn on the error stream, so that a result can be piped while the bar is seen."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in known:
                known[what] = bars.add_task(f"{WORDS.get(what, what):<18}", total=total)
            bars.update(known[what], completed=done, total=total)

        yield show
