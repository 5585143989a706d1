"""tracker list, show, close, reopen, edit, assign, comment: acting on the tracker as a person does."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Config, Today, say
from bot.commands.parsing import Command, Commands, TalkCommand
from sync.errors import Invalid

if TYPE_CHECKING:
    from sync.forges.local import LocalTracker

app = typer.Typer(
    cls=Commands,
    help="Act on the embedded tracker as a person does on its board.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="An activity's id, or an issue's number.")]
Who = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who does it (default: your login name).")
]


@contextmanager
def board(config: Path | None, today: date | None, who: str | None) -> Iterator[LocalTracker]:
    from bot.app import open_app

    with open_app(config, today).board(who or login()) as tracker:
        yield tracker


def login() -> str:
    try:
        return getuser()
    except (ImportError, KeyError, OSError) as error:  # an account without a name, as in some containers
        raise Invalid("It is not known who you are here.", "Say it: --as NAME.") from error


@app.command("list", cls=Command)
def list_(
    everything: Annotated[bool, typer.Option("--all", help="Closed issues too.")] = False,
    area: Annotated[str, typer.Option("--area", metavar="AREA", help="Only this area: id or words.")] = "",
    text: Annotated[str, typer.Option("--text", metavar="WORDS", help="Only issues with these words.")] = "",
    config: Config = None,
) -> None:
    """List the open issues."""
    from bot.text.tracker import list_text
    from mappings.issue import State
    from sync.forges.local_board import entries

    with board(config, None, None) as tracker:
        found = entries(tracker, state=None if everything else State.OPEN, area=area, text=text)
    say(list_text(found, shutil.get_terminal_size().columns if sys.stdout.isatty() else 0))


@app.command(cls=Command)
def show(name: Id, config: Config = None) -> None:
    """Show one issue with its comments and its history."""
    from bot.board import issue_named
    from bot.text.tracker import issue_text

    with board(config, None, None) as tracker:
        issue = issue_named(tracker, name)
        milestone = tracker.milestone(issue.milestone).title if issue.milestone else ""
        said = issue_text(issue, milestone, tracker.comments(issue.number), tracker.events(issue.number))
    say(said)


@app.command(cls=Command)
def close(
    name: Id,
    not_planned: Annotated[bool, typer.Option("--not-planned", help="It was dropped, not done.")] = False,
    who: Who = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Close an issue: the activity is done."""
    from bot.board import is_closed, issue_named
    from bot.text.tracker import already_text, done_text
    from mappings.issue import Reason
    from sync.forges.local_board import close_issue

    with board(config, today, who) as tracker:
        issue = issue_named(tracker, name)
        if is_closed(issue, Reason.NOT_PLANNED if not_planned else Reason.COMPLETED):
            say(already_text(issue))
            return
        issue = close_issue(tracker, f"#{issue.number}", planned=not not_planned)
        say(done_text(issue, "closed as not planned" if not_planned else "closed", tracker.account))


@app.command(cls=Command)
def reopen(name: Id, who: Who = None, config: Config = None, today: Today = None) -> None:
    """Open a closed issue again."""
    from bot.board import issue_named
    from bot.text.tracker import already_text, done_text
    from mappings.issue import State
    from sync.forges.local_board import reopen_issue

    with board(config, today, who) as tracker:
        issue = issue_named(tracker, name)
        if issue.state is State.OPEN:
            say(already_text(issue))
            return
        say(done_text(reopen_issue(tracker, f"#{issue.number}"), "reopened", tracker.account))


def text_option(name: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar="TEXT", help=what)
    return option


@app.command(cls=Command)
def edit(
    name: Id,
    title: Annotated[str | None, text_option("--title", "What the activity is.")] = None,
    when: Annotated[str | None, text_option("--when", "Its timeframe, in words.")] = None,
    lead: Annotated[str | None, text_option("--lead", "Who leads it.")] = None,
    funding: Annotated[str | None, text_option("--funding", "Who pays for it.")] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="DATE", help="Its due date: 2017-06-30, June 2017; or none."),
    ] = None,
    who: Who = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Change what an issue says. An empty text clears a row."""
    from bot.board import due_day, issue_named
    from bot.text.tracker import done_text, edited_words, undated_text
    from mappings.issue import UNSET
    from sync.errors import Invalid
    from sync.forges.local_board import Edit, edit_issue

    given = {"title": title, "when": when, "lead": lead, "funding": funding, "due": due}
    changed = [option for option, value in given.items() if value is not None]
    if not changed:
        raise Invalid("Nothing to change.", "Write for example: --when 'June 2017'")
    wanted = Edit(
        title=UNSET if title is None else title,
        when=UNSET if when is None else when,
        lead=UNSET if lead is None else lead,
        funding=UNSET if funding is None else funding,
        due=UNSET if due is None else due_day(due),
    )
    with board(config, today, who) as tracker:
        issue = edit_issue(tracker, f"#{issue_named(tracker, name).number}", wanted)
        say(done_text(issue, edited_words(changed), tracker.account) + undated_text(when))


@app.command(cls=Command)
def assign(
    name: Id,
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Who works on it.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take them off.")] = False,
    who: Who = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Assign an issue to people, or take them off."""
    from bot.board import issue_named
    from bot.text.tracker import done_text
    from sync.forges.local_board import assign_issue

    with board(config, today, who) as tracker:
        number = f"#{issue_named(tracker, name).number}"
        issue = assign_issue(tracker, number, add=() if remove else names, remove=names if remove else ())
        what = f"took {', '.join(names)} off" if remove else f"assigned {', '.join(names)} to"
        say(done_text(issue, what, tracker.account))


@app.command(cls=TalkCommand)
def comment(
    name: Id,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="What to say.")],
    who: Who = None,
    config: Config = None,
    today: Today = None,
) -> None:
    """Comment on an issue."""
    from bot.board import issue_named
    from sync.forges.local_board import comment_on_issue

    with board(config, today, who) as tracker:
        made = comment_on_issue(tracker, f"#{issue_named(tracker, name).number}", " ".join(text))
        say(f"{made.author} commented on #{made.issue}.")
