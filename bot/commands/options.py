"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from mappings.visible import on_terminal

Choice = TypeVar("Choice", bound=StrEnum)


def parse_day(text: str) -> date:
    """An ISO date, else a usage error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f'"{text}" is no date. Write year-month-day, for example 2017-05-02.'
        ) from None


def one_of(kinds: type[Choice]) -> Callable[[str], Choice]:
    """Reads one of a few words, else a usage error that names them."""

    def parse(text: str) -> Choice:
        try:
            return kinds(text.lower())
        except ValueError:
            known = " or ".join(kinds)
            raise typer.BadParameter(f'"{text}" is not possible. Write {known}.') from None

    return parse


class Kind(StrEnum):
    """Where issues can live."""

    LOCAL = "local"
    GITHUB = "github"
    GITLAB = "gitlab"


Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings (default: workplan.toml).")
]
Today = Annotated[
    date | None,
    typer.Option("--today", metavar="DATE", parser=parse_day, help="Take this day for today: 2017-05-02."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="HASH", help="Let through what was refused under this name."),
]


def say(text: str, *, err: bool = False) -> None:
    """Print a text that ends its own lines. All that the command says goes through here."""
    typer.echo(on_terminal(text), nl=not text.endswith("\n"), err=err)
