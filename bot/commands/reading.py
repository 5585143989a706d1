"""digest, status, history, doctor: they read, and change nothing unless a repair is asked for."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, assert_never

import typer

from bot.commands.options import AsJson, Config, Today, one_of, parse_day, say
from bot.commands.parsing import Misuse
from bot.export.form import DigestForm


def digest(
    form: Annotated[
        DigestForm,
        typer.Option("--format", metavar="FORMAT", parser=one_of(DigestForm), help="text, json or blocks."),
    ] = DigestForm.TEXT,
    send: Annotated[bool, typer.Option("--send", help="Post it to Slack, or correct it there.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="With --send: only if it is due and not posted yet.")
    ] = False,
    config: Config = None,
    today: Today = None,
) -> int:
    """Print the weekly message. What is past its date, not decided, due and done."""
    if due and not send:
        raise Misuse("Invalid value for --due: It goes with --send.", "workplan digest")
    from bot.app import open_app

    app = open_app(config, today)
    if send:
        from bot.posts.sending import send as post

        done = post(app, due=due)
        say(done.text)
        return done.code
    from bot.digesting import told_digest
    from bot.export.as_digest import digest_json
    from bot.export.as_postings import postings_json
    from bot.posts.postings import shown_postings
    from bot.text.digest import digest_text

    found = told_digest(app)
    match form:
        case DigestForm.TEXT:
            say(digest_text(found, app.words))
        case DigestForm.JSON:
            say(digest_json(found, app.words))
        case DigestForm.BLOCKS:
            say(postings_json(shown_postings(app, found)))
        case _:
            assert_never(form)
    return 0


def status(as_json: AsJson = False, config: Config = None, today: Today = None) -> None:
    """Print counts, the last sync and what waits for a decision."""
    from bot.app import open_app
    from bot.reporting import status_words

    say(status_words(open_app(config, today), as_json=as_json))


def history(
    item: Annotated[str | None, typer.Argument(metavar="ID", help="One item (default: all).")] = None,
    since: Annotated[
        date | None,
        typer.Option("--since", metavar="DATE", parser=parse_day, help="Only from this day on: 2017-05-02."),
    ] = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="Only of this sync.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every write, also what only follows from the plan.")
    ] = False,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Print what changed, when, why and by whom."""
    from bot.app import open_app
    from bot.reporting import history_words

    app = open_app(config)
    say(history_words(app, item, since=since, run=run, everything=everything, as_json=as_json))


def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what is certain, after showing it (in a terminal: asking).")
    ] = False,
    config: Config = None,
) -> int:
    """Check the plan, the settings, the tracker and the people. Changes nothing without --repair."""
    from bot.app import open_app
    from bot.doctor import STOPPED, examine
    from bot.repairing import mend
    from bot.text.defects import planned_text, repaired_text
    from bot.text.doctor import doctor_text

    found = examine(config)
    say(doctor_text(found))
    if found.stops or not repair:
        return STOPPED if found.stops else 0
    agreed = [one for one in found.defects if one.mends]
    say(planned_text(agreed))
    if not agreed:
        return 0
    if sys.stdin.isatty() and not typer.confirm("Repair this?"):
        say("Nothing was changed.\n")
        return 0
    done = mend(open_app(config), agreed)
    say(repaired_text(done))
    return 1 if any(one.trouble for one in done) else 0
