"""The documents of the project, taken apart: sections, tables, examples, links, sessions."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer
from typer.core import TyperGroup

from bot.cli import app

ROOT: Final = Path(__file__).parents[2]
DOCUMENTS: Final = (
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
)
FENCE: Final = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INDENTED: Final = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
CODE: Final = re.compile(r"`([^`\n]+)`")
HEADING: Final = re.compile(r"^(#+) +(.+)$", re.MULTILINE)
LINK: Final = re.compile(r"\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
ROW: Final = re.compile(r"^\| (.+) \|$", re.MULTILINE)
ENDS: Final = frozenset({"||", "|", ">", "&&", ";"})
ANYTHING: Final = "[…]"


def document(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def without_fences(text: str) -> str:
    return FENCE.sub("", text)


def fences(text: str, language: str) -> list[str]:
    return [found["text"] for found in FENCE.finditer(text) if found["language"] == language]


def anchors(text: str) -> set[str]:
    """What a link may point to: headings as GitHub and GitLab name them."""
    titles = [found[2] for found in HEADING.finditer(without_fences(text))]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def section(text: str, title: str) -> str:
    """What stands below a heading of the second level, up to the next one."""
    parts = re.split(r"^## +", text, flags=re.MULTILINE)
    found = [part for part in parts[1:] if part.split("\n", 1)[0].strip() == title]
    assert len(found) == 1, f"{len(found)} sections are called {title!r}"
    return found[0].split("\n", 1)[1]


def first_cells(text: str) -> list[str]:
    """The first cell of each row of the tables in a text, heads and rules left out."""
    rows = [[cell.strip() for cell in row.split(" | ")] for row in ROW.findall(text)]
    return [row[0] for row in rows if "`" in row[0] or row[0].isdigit()]


def leaves(group: TyperGroup | None = None, path: str = "") -> Iterator[tuple[str, object]]:
    """Each command that does something, with the words that call it."""
    for name, command in (group or root()).commands.items():
        if isinstance(command, TyperGroup):
            yield from leaves(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def root() -> TyperGroup:
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    return command


def options(command: object) -> list[str]:
    """All options of a command, those of one letter too."""
    parameters = command.params  # type: ignore[attr-defined]
    return [name for one in parameters if one.param_type_name == "option" for name in one.opts]


def refuse_misuse(words: Sequence[str]) -> None:
    """Raises what the command line raises when these words name no command, or a wrong option."""
    command: object = root()
    rest = list(words)
    while isinstance(command, TyperGroup) and rest:
        name = rest.pop(0)
        if name.startswith("-"):
            assert name in ("-h", "--help"), f"no option of a group: {name}"
            return
        assert name in command.commands, f"no command: {name}"
        command = command.commands[name]
    if not isinstance(command, TyperGroup) and rest:
        command.make_context(words[0], rest)  # type: ignore[attr-defined]


def examples(text: str) -> Iterator[list[str]]:
    """Every call of workplan that a document shows, without the word itself."""
    fenced = [line for found in FENCE.finditer(text) for line in typed(found["text"])]
    prose = without_fences(text)
    spans = [span for line in prose.splitlines() for span in CODE.findall(line)]
    for line in (*fenced, *INDENTED.findall(prose), *spans):
        said = line.strip().removeprefix("$ ")
        if said.startswith("workplan "):
            words = shlex.split(said.replace("…", ""), comments=True)[1:]
            end = next((at for at, word in enumerate(words) if word in ENDS), len(words))
            yield words[:end]


def typed(block: str) -> list[str]:
    """The lines of a block that somebody types: where a prompt is shown, those behind it."""
    lines = block.splitlines()
    return [line for line in lines if line.startswith("$ ")] or lines


@dataclass(frozen=True)
class Typed:
    """A command of a session, and what a document says that it prints."""

    words: list[str]
    prints: list[str]


@dataclass(frozen=True)
class Edited:
    """A change that a person makes to the plan file by hand."""

    old: str
    new: str


def session(text: str) -> Iterator[Typed | Edited]:
    """What a document does from its first example to its last, in a folder of its own."""
    for found in FENCE.finditer(text):
        match found["language"]:
            case "console":
                for part in re.split(r"^\$ workplan ", found["text"], flags=re.MULTILINE)[1:]:
                    command, _, printed = part.partition("\n")
                    yield Typed(shlex.split(command), printed.splitlines())
            case "diff":
                lines = found["text"].splitlines()
                yield Edited(
                    "\n".join(line[1:] for line in lines if line[0] in " -"),
                    "\n".join(line[1:] for line in lines if line[0] in " +"),
                )


def pattern(prints: Sequence[str]) -> re.Pattern[str]:
    """What has to be printed: these lines, with anything where a line or a part of one is left out."""
    whole = r"(?:.*\n)*?"
    lines = [
        whole
        if line.strip() == ANYTHING
        else ".*".join(re.escape(part) for part in line.split(ANYTHING)) + "\n"
        for line in prints
    ]
    return re.compile("".join(lines))
