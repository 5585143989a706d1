"""Every command over a plan and a tracker full of these texts: nothing steers the terminal, JSON is JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import run
from bot.commands.options import on_terminal
from config.load import parse_settings
from config.people import parse_people
from mappings.cells import canonical
from sync.errors import Invalid
from sync.forges.local import LocalTracker
from sync.forges.local_board import Edit, comment_on_issue, edit_issue
from sync.planemit import emit_plan
from sync.planfile import PlanFile, parse_plan
from sync.ports import PlanEdit
from sync.yamlscalar import double_quoted
from tests.builders.cli import Ran, everything, here, workplan
from tests.hostile.corpus import SHORT
from tests.hostile.exits import RAW
from tests.hostile.plans import packed_plan

RTL = ("خطة العمل 2017", "תוכנית עבודה (2017)")
PEOPLE = "\n".join(
    f"{double_quoted(text)}: {{local: {double_quoted(text[:40])}}}" for text in SHORT if text.strip()
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirrored plan, in which both sides then changed each lead, and somebody commented on some issues."""
    made = tmp_path_factory.mktemp("texts")
    whole = packed_plan(SHORT)
    (made / "plan.yaml").write_text(emit_plan(whole), "utf-8")
    (made / "people.yaml").write_text(PEOPLE, "utf-8")
    assert here(made, "sync").code == 0
    edits = []
    path = made / ".workplan" / "tracker.db"
    with LocalTracker(
        path, account="\x1b[1m@anna\u202e", now=lambda: datetime.now(UTC), create=False
    ) as board:
        for at, held in enumerate(whole.activities()):
            text = SHORT[at]
            edit_issue(board, held.id, Edit(lead=f"there {text}"))
            if at % 12 == 0:
                comment_on_issue(board, held.id, f"{text}\nDue: {text}\nWhen: {text}")
            edits.append(PlanEdit(held.id, "lead", canonical(held.lead), f"here {text}".strip()))
    written = PlanFile(made / "plan.yaml").write(edits)
    assert len(written.done) > len(edits) * 0.9
    return made


COMMANDS = (
    *(
        ["check"],
        ["preview"],
        ["preview", "--json"],
        ["conflicts"],
        ["sync"],
        ["sync", "--json"],
        ["conflicts"],
    ),
    *(["status"], ["status", "--json"], ["history"], ["history", "--json"], ["digest"], ["doctor"]),
    *(["digest", "--format", "json"], ["tracker", "list", "--all"], ["tracker", "show", "a0-0"], ["export"]),
    *(
        ["tracker", "show", "a3-3"],
        ["tracker", "show", "a6-0"],
        ["export", "--format", "csv"],
        ["history", "a1-1"],
    ),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_steers_the_terminal(folder: Path, arguments: list[str]) -> None:
    """The codes are the documented ones, and words from right to left stand as they are."""
    ran = here(folder, *arguments)
    assert [found[0] for found in RAW.finditer(ran.out + ran.err)] == []
    assert ran.code in (0, 2, 3, 64), ran.err
    assert "fault in workplan" not in ran.err
    if "--json" in arguments or arguments[-1] in ("json", "export"):
        assert json.loads(ran.out)["schema"] == 1
    elif arguments[-1] == "csv":
        assert all(words in ran.out for words in RTL)


WORDS = ("\x1b]52;c;aGk=\x07", "\u202egnp.exe", "a\rb", "\x9b31m", "@all", "--", "", "\u2028", "x" * 5_000)
ASKED: dict[str, Callable[[str], list[str]]] = {
    "an id": lambda word: ["tracker", "show", word],
    "an item": lambda word: ["history", word],
    "a field": lambda word: ["resolve", "a0-0", word, "--plan"],
    "a plan": lambda word: ["check", word],
    "a document": lambda word: ["import", word, "-o", "other.yaml"],
    "settings": lambda word: ["preview", "--config", word],
    "a day": lambda word: ["digest", "--today", word],
    "a command": lambda word: [word],
    "an option": lambda word: ["sync", f"--x{word}"],
    "a format": lambda word: ["export", "--format", word],
    "the id of a plan": lambda word: ["import", "plan.yaml", "-o", "other.yaml", "--id", word],
}


@pytest.mark.parametrize("place", ASKED)
def test_nothing_steers_the_terminal_from_the_command_line(folder: Path, place: str) -> None:
    """A word that makes no sense is told so, as it stands or shown as its number."""
    for word in WORDS:
        ran = here(folder, *ASKED[place](word))
        assert [found[0] for found in RAW.finditer(ran.out + ran.err)] == [], word
        assert ran.code in (0, 2, 64), (word, ran)
        assert "fault in workplan" not in ran.err


@pytest.mark.parametrize("read", [parse_plan, parse_people, parse_settings])
def test_mistakes_in_files_steer_nothing(read: Callable[[str, str], object], tmp_path: Path) -> None:
    """Plan, people and settings tell what is wrong with a text, and where."""
    for text in SHORT:
        quoted = double_quoted(text) if read is not parse_settings else json.dumps(text, ensure_ascii=False)
        with pytest.raises(Invalid) as told:
            read(f"[forge]\nkind = {quoted}\n" if read is parse_settings else f"{quoted}: [{quoted}]\n", "x")
        assert RAW.search(on_terminal(str(told.value))) is None
    (tmp_path / "workplan.toml").write_text('[forge]\nkind = "\\u001b[1m"\n', "utf-8")
    ran = here(tmp_path, "check")
    assert (ran.code, RAW.search(ran.err)) == (64, None)


def test_bytes_that_are_no_text(folder: Path) -> None:
    """What a shell hands over in another encoding is refused before anything is written."""
    before = everything(folder)
    for arguments in (
        ["tracker", "comment", "1", "caf\udce9"],
        ["tracker", "edit", "1", "--title", "\udcff"],
        ["tracker", "close", "1", "--as", "\udcff"],
        ["check", "\udcff.yaml"],
    ):
        ran = here(folder, *arguments)
        assert ran.code == 64
        assert "is not text in UTF-8" in ran.err
    assert everything(folder) == before


def test_a_real_process_says_the_same(folder: Path) -> None:
    """With a pipe that knows ASCII alone, too."""
    ran = workplan(folder, "tracker", "list", "--all", PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert not RAW.search(ran.out)


def test_one_way_out() -> None:
    """Whatever the command prints goes through `say`: nothing else in it writes to a terminal."""
    root = Path(run.__code__.co_filename).parent
    writes = re.compile(r"typer\.(?:secho|echo)\(|\bprint\(|sys\.std(?:out|err)\.write|rich\.print")
    found = {
        str(path.relative_to(root)): len(writes.findall(path.read_text("utf-8")))
        for path in root.rglob("*.py")
        if writes.search(path.read_text("utf-8"))
    }
    assert found == {"commands/options.py": 1}


@pytest.mark.parametrize("text", RTL)
def test_an_imported_document_keeps_its_words(tmp_path: Path, text: str) -> None:
    """Ordinary text from right to left is no trick."""
    rows = "".join(f"| {text} {at} | IOM | April 2017 |\n" for at in range(3))
    head = "# Plan 2017\n\n## Visibility\n\n| Activity | Responsible | Deadline |\n|---|---|---|\n"
    (tmp_path / "doc.md").write_text(f"{head}{rows}| \u202eevil\u001b[2J | x | 2017 |\n", "utf-8")
    ran: Ran = here(tmp_path, "import", "doc.md", "--report", "report.json")
    assert ran.code == 0, ran.err
    assert not RAW.search(ran.out)
    assert not RAW.search((tmp_path / "report.json").read_text("utf-8"))
    assert not RAW.search((tmp_path / "plan.yaml").read_text("utf-8"))
    assert text in here(tmp_path, "export", "--format", "csv").out
