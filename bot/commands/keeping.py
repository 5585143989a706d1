"""backup, restore: what is remembered, and can't be found again, is kept twice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Config, Today, say


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Write there (default: beside the state).")
    ] = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Copy what can't be found again. Syncs may go on meanwhile."""
    from bot.app import open_app
    from bot.keeping import back_up

    say(back_up(open_app(config, today), file))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    config: Config = None,
    today: Today = None,
) -> None:
    """Put a backup in place. Keeps the present state beside."""
    from bot.app import open_app
    from bot.keeping import put_back

    say(put_back(open_app(config, today), file))
