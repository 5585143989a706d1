"""run and health: what an administrator starts once, and asks afterwards."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Config, Today, one_of, say
from bot.export.form import LogForm


def run(
    config: Annotated[
        list[Path] | None,
        typer.Option(
            "--config", metavar="FILE", help="Settings; once for each plan (default: workplan.toml)."
        ),
    ] = None,
    form: Annotated[
        LogForm | None,
        typer.Option(
            "--log",
            metavar="FORMAT",
            parser=one_of(LogForm),
            help="text or json (default: text on a terminal, else json).",
        ),
    ] = None,
) -> None:
    """Sync and post the digest by the schedule. Goes on until it is stopped."""
    from bot.log import Log
    from bot.serving.service import open_plans, serve_plans

    apps = open_plans(config or [])
    usual = LogForm.TEXT if sys.stderr.isatty() else LogForm.JSON
    log = Log(sys.stderr, form or usual, apps[0].clock)
    log.hear_libraries()
    serve_plans(apps, log)


def board(
    config: Annotated[
        list[Path] | None,
        typer.Option(
            "--config", metavar="FILE", help="Settings; once for each plan (default: workplan.toml)."
        ),
    ] = None,
    today: Today = None,
) -> None:
    """Show the plan as web pages. Goes on until it is stopped."""
    from bot.log import Log
    from bot.serving.boards import serve_boards
    from bot.serving.service import open_plans

    apps = open_plans(config or [], today)
    Log(sys.stderr, LogForm.TEXT, apps[0].clock).hear_libraries()
    serve_boards(apps, say)


def health(config: Config = None) -> int:
    """Ask the service on this machine whether it is well. For containers, and for whoever looks after it."""
    from bot.serving.wellbeing import troubles
    from bot.text.wellbeing import WELL
    from config.load import load_settings

    found = troubles(load_settings(config).settings.service.listen)
    say("\n".join(found or [WELL]))
    return 1 if found else 0
