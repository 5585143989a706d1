"""The whole main job on a real plan, in a folder of its own, on one day of 2017."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

import config
from bot.app import App, usual_app
from bot.digesting import told_digest
from bot.importing import import_file
from bot.progress import progress_bar
from bot.reporting import report_words
from bot.syncing import sync_plan
from bot.text.account import account_text
from bot.text.demo import CLOSING, MADE_BY, MOVED, OPENING, README, changed_lines, step
from bot.text.digest import digest_text
from bot.text.tracker import done_text, edited_words
from mappings.issue import UNSET
from sync.errors import Invalid
from sync.forges.local_board import Edit, close_issue, comment_on_issue, edit_issue, find_issue

DAY: Final = date(2017, 5, 2)
DOCUMENT: Final = "gmg-2016-2018.md"
MARK: Final = "README.txt"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Act:
    """What one co-lead does: closes the issue, answers it by a comment, or edits it."""

    who: str
    item: str
    what: Edit | str | None
    command: str


ACTS: Final = (
    Act("anna", "2017-1-1.1", None, "tracker close 2017-1-1.1 --as anna"),
    Act("ben", "2017-1-2.2", "When: June 2017", "tracker comment 2017-1-2.2 'When: June 2017' --as ben"),
    Act(
        "chiara",
        "2017-4-1.1",
        Edit(
            title="Expert meeting on gender sensitive protection at borders",
            when="October 2017",
            lead="UN Women and OHCHR",
            funding="Members' staff costs",
        ),
        "tracker edit 2017-4-1.1 --title … --when … --lead … --funding … --as chiara",
    ),
)


def run_demo(folder: Path, say: Say) -> None:
    """Raises Invalid when the folder holds something that is not an earlier demo's."""
    earlier = make_room(folder)
    # A WORKPLAN_… variable must not lead the demo to a real plan.
    app = usual_app(folder, DAY)
    if earlier is not None:
        say(MOVED.format(folder=folder, earlier=earlier))
    say(OPENING.format(folder=folder))
    show_import(app, folder / DOCUMENT, say)
    say(step(2, "Each output becomes a milestone, each activity an issue.", ["sync"]))
    sync_and_tell(app, say)
    show_acts(app, say)
    show_return(app, say)
    say(step(5, "Once more: nobody has changed anything since.", ["sync"]))
    sync_and_tell(app, say)
    say(step(6, "The weekly message says what needs an answer.", [f"digest --today {DAY}"]))
    say(digest_text(told_digest(app), app.words))
    say("\n" + CLOSING.format(folder=folder, document=DOCUMENT, command=command_from_inside()))


def make_room(folder: Path) -> Path | None:
    """Make the folder anew. An earlier demo is moved aside, as somebody may have worked in it: where to."""
    if folder.exists() and not folder.is_dir():
        raise Invalid(f"{folder} is a file; the demo needs a folder of that name.", "Move it away.")
    earlier = None
    if folder.exists() and any(folder.iterdir()):
        mark = folder / MARK
        if not (mark.is_file() and mark.read_text("utf-8", "replace").startswith(MADE_BY)):
            raise Invalid(
                f"The folder {folder} holds something that the demo has not made. Nothing was done.",
                "Run the demo in another folder, or move this one away.",
            )
        earlier = folder.rename(free_name(folder))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text(README, "utf-8")
    return earlier


def free_name(folder: Path) -> Path:
    """demo-1, demo-2 and so on: the first that nothing stands under."""
    names = (folder.with_name(f"{folder.name}-{number}") for number in count(1))
    return next(path for path in names if not (path.exists() or path.is_symlink()))


def show_import(app: App, document: Path, say: Say) -> None:
    document.write_bytes((Path(config.__file__).parent / "plans" / DOCUMENT).read_bytes())
    say(
        step(
            1,
            "The document becomes a plan file, and the account says what to look at.",
            [f"import {DOCUMENT}"],
        )
    )
    imported = import_file(document, app.plan_path, plan_id=None, report=None, today=DAY)
    say(account_text(imported, document.name, app.plan_path.name))


def sync_and_tell(app: App, say: Say) -> None:
    with progress_bar() as progress:
        report = sync_plan(app, progress=progress)
    say(report_words(app, report, planned=False))


def show_acts(app: App, say: Say) -> None:
    say(step(3, "Three co-leads do their part on the tracker.", [act.command for act in ACTS]))
    for act in ACTS:
        with app.board(act.who) as tracker:
            match act.what:
                case None:
                    done, issue = "closed", close_issue(tracker, act.item)
                case str() as text:
                    comment_on_issue(tracker, act.item, text)
                    done, issue = "commented on", find_issue(tracker, act.item)
                case Edit() as edit:
                    done, issue = edited_words(asked(edit)), edit_issue(tracker, act.item, edit)
        say(done_text(issue, done, act.who).splitlines()[0])


def asked(edit: Edit) -> list[str]:
    given = {"title": edit.title, "when": edit.when, "lead": edit.lead, "funding": edit.funding}
    return [name for name, value in given.items() if value is not UNSET]


def show_return(app: App, say: Say) -> None:
    say(step(4, "What they did goes into the plan file, and what follows from it back.", ["sync"]))
    before = app.plan_path.read_text("utf-8")
    sync_and_tell(app, say)
    say("\nThe plan file has changed in these lines, and in no other:")
    say(changed_lines(before, app.plan_path.read_text("utf-8"), app.plan_path.name))


def command_from_inside() -> str:
    """How to call workplan from inside the folder."""
    if shutil.which("workplan"):
        return "workplan"
    program = Path(sys.argv[0])
    return shlex.quote(str(program if program.is_absolute() else Path("..") / program))
