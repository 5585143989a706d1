"""A message in its parts, whatever language it is in and wherever it is shown. Data; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead somewhere. `spelt`: where nothing can be followed, the address stands behind them."""

    text: str
    url: str = ""
    spelt: bool = False

    def __str__(self) -> str:
        return f"{self.text} {self.url}" if self.spelt and self.url else self.text


Part: TypeAlias = str | Linked


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, what in it leads somewhere, and the accounts to call."""

    parts: tuple[Part, ...]
    accounts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "".join(map(str, self.parts))

    def __bool__(self) -> bool:
        return bool(str(self))


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with what is said beside it, a sentence below, and lines. `more`: what is left out."""

    heading: str
    said: Line = Line(())
    intro: str = ""
    lines: tuple[Line, ...] = ()
    left_out: int = 0
    more: Line = Line(())


@dataclass(frozen=True, slots=True)
class Message:
    """`sentence` is what a lock screen shows. `quiet`: there is nothing new, and one line says so. `colon`:
    that of its language.
    """

    sentence: str
    heading: str
    summary: tuple[Line, ...] = ()
    groups: tuple[Group, ...] = ()
    footer: tuple[Line, ...] = ()
    quiet: bool = False
    colon: str = ": "


def line(*parts: Part | Line, accounts: tuple[str, ...] = ()) -> Line:
    """A line of these one after the other; those of other lines are taken over."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Line) else (part,))]
    return Line(tuple(one for one in flat if str(one)), accounts)


def fill(phrase: str, **values: Part | Line) -> Line:
    """A phrase with its places filled: "Settle it in {issue}." The values are never read as phrases."""
    parts: list[Part | Line] = []
    for text, name, _, _ in Formatter().parse(phrase):
        parts.append(text)
        if name:
            parts.append(values[name])
    return line(*parts)


def listed(lines: Sequence[Line], between: str) -> Line:
    """Several lines as one, with something between them."""
    parts: list[Part | Line] = []
    for one in lines:
        parts += [between, one] if parts else [one]
    return line(*parts)


def plain(message: Message) -> str:
    """The message as text, for a terminal or a mail."""
    if message.quiet:
        return f"{message.heading}{message.colon}{' '.join(map(str, message.summary))}\n"
    body = [said for group in message.groups for said in plain_group(group, message.colon)]
    head = [message.heading, *map(str, message.summary)]
    foot = list(map(str, message.footer))
    return "\n".join([*head, *(["", *body] if body else []), *(["", *foot] if foot else [])]) + "\n"


def plain_group(group: Group, colon: str) -> list[str]:
    return [
        f"{group.heading}{colon}{group.said}" if group.said else group.heading,
        *([group.intro] if group.intro else []),
        *(f"• {one}" for one in group.lines),
        *([str(group.more)] if group.more else []),
    ]
