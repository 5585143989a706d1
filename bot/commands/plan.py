"""import, check, export: from a document to a plan file, and out of it again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Config, Today, one_of, say
from bot.export.form import Format

File = Annotated[Path | None, typer.Argument(metavar="PLAN", help="Plan file (default: the settings').")]


def import_(
    document: Annotated[Path, typer.Argument(metavar="DOC", help="Markdown or plain text.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The plan file to write.")
    ] = None,
    plan_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The plan's id (default: from the name).")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write what became of each line, as JSON.")
    ] = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Read a document into a plan file. Says what was read and what was not."""
    from bot.app import open_app
    from bot.importing import import_file
    from bot.text.account import account_text

    app = open_app(config, today)
    target = output or app.plan_path
    imported = import_file(document, target, plan_id=plan_id, report=report, today=app.today)
    say(account_text(imported, document.name, str(target)))


def check(plan: File = None, config: Config = None, today: Today = None) -> None:
    """Look for mistakes in the plan file. Prints what it holds."""
    from bot.app import open_app
    from bot.overview import overview
    from bot.text.checked import check_text
    from sync.planfile import PlanFile

    app = open_app(config, today)
    file = PlanFile(plan or app.plan_path)
    document = file.read()
    say(check_text(file.name, overview(document.plan, app.today), file.notices(document)))


def export(
    plan: File = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            parser=one_of(Format),
            help="json, csv, html, md or ics (default: as FILE ends, else json).",
        ),
    ] = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="Only what is open or missing (CSV).")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, not on the screen.")
    ] = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Write the plan for a mail, a calendar, a spreadsheet."""
    from bot.app import open_app
    from bot.exporting import export_text, form_for, refuse_own, replace_file, written_text
    from sync.planfile import PlanFile

    app = open_app(config, today)
    path = plan or app.plan_path
    if output is not None:
        refuse_own(output, keep=(path, *app.own_files))
    form = form_for(form, output)
    whole = PlanFile(path).read().plan
    text = export_text(whole, form, app.today, gaps=gaps, language=app.language, hidden=app.left_out)
    if output is None:
        say(text)
    else:
        replace_file(output, text, form)
        say(written_text(output, text, form))
