"""init, import, check, export: from a document to a plan file, and out of it again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Config, Kind, Today, one_of, say
from bot.export.form import Format

if TYPE_CHECKING:
    from config.load import Key

File = Annotated[Path | None, typer.Argument(metavar="PLAN", help="Plan file (default: the settings').")]


def init(
    config: Config = None,
    plan: Annotated[str | None, typer.Option("--plan", metavar="FILE", help="The plan file.")] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            parser=one_of(Kind),
            help="Where the issues live: local, github or gitlab.",
        ),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="NAME", help="There: owner/repository, or group/project."),
    ] = None,
    tracker: Annotated[
        str | None, typer.Option("--tracker", metavar="FILE", help="The file of the embedded tracker.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", metavar="ZONE", help="Where a day begins and ends.")
    ] = None,
) -> None:
    """Write a settings file. Asks what no option says, if somebody is there to answer."""
    from bot.importing import refuse_existing
    from bot.setup import make_settings, own_places, refuse_mixture
    from bot.text.setup import PROJECTS, settings_text
    from config.load import DEFAULT

    path = config or Path(DEFAULT)
    refuse_existing(path)
    place = kind or (asked_kind() if tracker is None else Kind.LOCAL)
    refuse_mixture(place, project, tracker)
    file = asked("The plan file", plan, "plan.yaml")
    own = own_places(path.parent, file, local=place is Kind.LOCAL)
    answers: dict[Key, str] = {("plan", "file"): file, ("forge", "kind"): place.value}
    if place is Kind.LOCAL:
        usual = own.get(("forge", "url"), ".workplan/tracker.db")
        answers["forge", "url"] = asked("The file of the tracker", tracker, usual)
    else:
        answers["forge", "project"] = asked(PROJECTS[place], project, None)
    answers["schedule", "timezone"] = asked("The time zone, for example Europe/Zurich", timezone, "UTC")
    make_settings(path, own | answers)
    planned = (path.parent / file).exists()
    say(settings_text(path, place, usual=config is None, planned=planned, own=bool(own)))


def asked_kind() -> Kind:
    if not sys.stdin.isatty():
        return Kind.LOCAL
    question = "Where the issues live: local (a file beside the plan), github or gitlab"
    answer: Kind = typer.prompt(question, default=Kind.LOCAL.value, value_proc=one_of(Kind))
    return answer


def asked(question: str, given: str | None, usual: str | None) -> str:
    """What the option says, else what somebody answers, else what is usual, else nothing."""
    if given is not None:
        return given
    answer: str = typer.prompt(question, default=usual) if sys.stdin.isatty() else usual or ""
    return answer


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
            help="json or csv (default: as FILE ends, else json).",
        ),
    ] = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="Only what is open or missing (CSV).")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, not on the screen.")
    ] = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Write the plan as JSON or CSV. For other programs, or a spreadsheet."""
    from bot.app import open_app
    from bot.exporting import export_text, form_for, refuse_own, replace_file, written_text
    from sync.planfile import PlanFile

    app = open_app(config, today)
    path = plan or app.plan_path
    if output is not None:
        refuse_own(output, keep=(path, *app.own_files))
    form = form_for(form, output)
    text = export_text(PlanFile(path).read().plan, form, app.today, gaps=gaps)
    if output is None:
        say(text)
    else:
        replace_file(output, text, form)
        say(written_text(output, text, form))
