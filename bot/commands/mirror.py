"""preview, sync, conflicts, resolve: the plan and the tracker are brought together."""

from __future__ import annotations

from getpass import getuser
from typing import Annotated

import typer

from bot.commands.options import Accept, AsJson, Config, Today, say

Plan = Annotated[bool, typer.Option("--plan", help="The plan file is right.")]
Tracker = Annotated[bool, typer.Option("--tracker", help="The tracker is right.")]
All = Annotated[bool, typer.Option("--all", help="All questions that are open.")]
Item = Annotated[str | None, typer.Argument(metavar="ID", help="The item, for example 2017-1-1.3.")]
Name = Annotated[str | None, typer.Argument(metavar="FIELD", help="Its field, for example timeframe.")]


def preview(as_json: AsJson = False, config: Config = None, today: Today = None) -> int:
    """Show what a sync would do. Writes nothing."""
    from bot.app import open_app
    from bot.reporting import report_words
    from bot.syncing import preview_plan

    app = open_app(config, today)
    report = preview_plan(app)
    say(report_words(app, report, planned=True, as_json=as_json))
    return report.code


def sync(
    as_json: AsJson = False,
    accept: Accept = None,
    move: Annotated[
        bool, typer.Option("--move", help="Make a new mirror where the settings point to now.")
    ] = False,
    reassign: Annotated[
        bool, typer.Option("--reassign", help="Look up in people.yaml anew whom to assign.")
    ] = False,
    config: Config = None,
    today: Today = None,
) -> int:
    """Bring plan file and tracker together. Makes milestones and issues at first."""
    from bot.app import open_app
    from bot.progress import progress_bar
    from bot.reporting import report_words
    from bot.syncing import sync_plan, unknown_names
    from bot.text.sync import unknown_text

    app = open_app(config, today)
    accepted = frozenset(accept or ())
    if unknown := unknown_names(app, accepted):
        say(unknown_text(unknown), err=True)
    with progress_bar() as progress:
        report = sync_plan(app, accepted, progress=progress, move=move, reassign=reassign)
    say(report_words(app, report, planned=False, as_json=as_json))
    return report.code


def login_name() -> str | None:
    try:
        return getuser()
    except (ImportError, KeyError, OSError):  # an account without a name, as in some containers
        return None


def conflicts(as_json: AsJson = False, config: Config = None) -> int:
    """List what waits for a decision. Both values, who changed what and when, and where to look."""
    from bot.app import open_app
    from bot.disputes import open_disputes
    from bot.export.as_conflicts import disputes_json
    from bot.text.disputes import disputes_text

    told = open_disputes(open_app(config))
    say(disputes_json(told) if as_json else disputes_text(told))
    return 2 if told.found else 0


def resolve(
    item: Item = None,
    field: Name = None,
    everything: All = False,
    plan: Plan = False,
    tracker: Tracker = False,
    config: Config = None,
    today: Today = None,
) -> int:
    """Settle a conflict. Takes the value of the plan file or of the tracker, and syncs."""
    from bot.app import open_app
    from bot.reporting import report_words
    from bot.resolving import resolve_conflicts, winner

    side = winner(plan=plan, tracker=tracker)
    app = open_app(config, today)
    report = resolve_conflicts(app, side, item, field, everything=everything, person=login_name())
    say(report_words(app, report, planned=False))
    return report.code
