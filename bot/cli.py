"""The command `workplan`: its commands, and what a user reads when one of them fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

import typer
from typer.exceptions import TyperException

from bot.commands import demo, init, keeping, mirror, plan, reading, service, tracker
from bot.commands.options import say
from bot.commands.parsing import Command, Commands, Misuse

USAGE: Final = 64
STOPPED: Final = 130
KEPT: Final = "What was done is kept; the next run goes on from there."

app = typer.Typer(
    name="workplan",
    cls=Commands,
    help="Turn a work-plan document into a living plan: plan file, milestones and issues, weekly digest.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(cls=Command)(init.init)
app.command("import", cls=Command)(plan.import_)
app.command(cls=Command)(plan.check)
app.command(cls=Command)(plan.export)
app.command(cls=Command)(mirror.preview)
app.command(cls=Command)(mirror.sync)
app.command(cls=Command)(mirror.conflicts)
app.command(cls=Command)(mirror.resolve)
app.command(cls=Command)(reading.digest)
app.command(cls=Command)(reading.status)
app.command(cls=Command)(reading.history)
app.command(cls=Command)(reading.doctor)
app.command(cls=Command)(service.board)
app.command(cls=Command)(service.run)
app.command(cls=Command)(service.health)
app.command(cls=Command)(keeping.backup)
app.command(cls=Command)(keeping.restore)
app.command(cls=Command)(demo.demo)
app.add_typer(tracker.app, name="tracker")


def main() -> None:
    """Run the command; its exit codes are those of `sync.errors` and `sync.report`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code. Nothing that a user can cause ends in a traceback."""
    try:
        code: int | None = app(arguments, prog_name="workplan", standalone_mode=False)
    except TyperException as error:
        return misused(error)
    except (typer.Abort, KeyboardInterrupt) as stopped:
        tell(f"\nStopped. {stopped.args[0] if stopped.args else KEPT}")
        return STOPPED
    except Exception as error:
        return failed(error)
    if code == STOPPED:
        tell(f"\nStopped. {KEPT}")
    return code or 0


def misused(error: TyperException) -> int:
    # A bare `workplan` is answered with the whole help.
    said = error.format_message()
    path = error.path if isinstance(error, Misuse) else "workplan"
    tell(said if said.startswith("Usage:") else f"{said}\nHelp: {path} --help")
    return USAGE


def failed(error: Exception) -> int:
    from config.secrets import masked
    from sync.errors import WorkplanError

    if isinstance(error, WorkplanError):
        tell(masked(str(error)))
        return error.code
    if os.environ.get("WORKPLAN_DEBUG"):
        raise error
    from bot.failing import told

    if isinstance(error, OSError) and error.strerror:
        tell(f"{told(error)} What was done is kept.")
        return 1
    tell(told(error))
    tell("What was done is kept. Set WORKPLAN_DEBUG=1 and run the command again for the details to report.")
    return 1


def tell(text: str) -> None:
    say(text, err=True)
