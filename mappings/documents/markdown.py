"""Markdown bytes, as text, into blocks. CommonMark's rules, tables, HTML in cells and between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mappings.documents.blocks import Block, Cell, Grid, Kind, Line, Place, Row, Rule, Text
from mappings.documents.html_table import read_html
from mappings.documents.inline import read_inline

SPLIT: Final = re.compile(r"(?<!\\)\|")
BOX: Final = re.compile(r"\[([ xX])\]\s+")
TAG: Final = re.compile(r"<[^<>]*>")
FRONT: Final = re.compile(r"\A---\s*\n(?:[^\n]*\n){0,60}?---\s*(?:\n|\Z)")


def read_markdown(text: str, source: tuple[str, ...]) -> tuple[Block, ...]:
    parser = MarkdownIt("commonmark").enable("table")
    parser.disable("inline")
    reader = BlockReader(source)
    if front := FRONT.match(text):
        # Settings of a web site in front of the text; its lines stay counted.
        lines = front[0].count("\n")
        reader.blocks.append(Rule(Place(1, max(lines, 1))))
        text = "\n" * lines + text[front.end() :]
    return reader.read(parser.parse(text))


@dataclass(slots=True)
class Entry:
    """A list entry that is being read."""

    place: Place
    depth: int
    number: str | None
    begun: bool = False


@dataclass(slots=True)
class BlockReader:
    """Walks the parser's tokens once."""

    source: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    inline: MarkdownIt = field(default_factory=lambda: MarkdownIt("commonmark"))
    entries: list[Entry] = field(default_factory=list)

    def read(self, tokens: list[Token]) -> tuple[Block, ...]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            match token.type:
                case "heading_open":
                    self._heading(token, tokens[at + 1])
                    at += 1
                case "table_open":
                    at = self._table(tokens, at)
                case "inline":
                    self._paragraph(token)
                case "list_item_open":
                    self._open_entry(token)
                case "list_item_close":
                    self._close_entry()
                case "hr":
                    self.blocks.append(Rule(place_of(token)))
                case "fence" | "code_block":
                    self._code(token)
                case "html_block":
                    self._html(token)
                case _:
                    pass
            at += 1
        return tuple(self.blocks)

    def _lines(self, token: Token) -> tuple[Line, ...]:
        return read_inline(self.inline, token.content, place_of(token).first)

    def _heading(self, opening: Token, content: Token) -> None:
        lines = self._lines(content)
        place = place_of(opening)
        if lines:
            self.blocks.append(Text(Kind.HEADING, lines, place, level=int(opening.tag[1:])))
        else:
            self.blocks.append(Rule(place))

    def _open_entry(self, token: Token) -> None:
        number = token.info if token.markup in (".", ")") else None
        outer = self.entries[-1] if self.entries else None
        if outer and not outer.begun:
            # "- 1. Text": a list in an entry that has nothing of its own is that entry, with a number.
            outer.begun = True
            self.entries.append(Entry(outer.place, outer.depth, number or outer.number))
            return
        depth = outer.depth + 1 if outer else 0
        self.entries.append(Entry(place_of(token), depth, number))

    def _close_entry(self) -> None:
        entry = self.entries.pop()
        if not entry.begun:
            self.blocks.append(Rule(entry.place))

    def _paragraph(self, token: Token) -> None:
        place = place_of(token)
        content, checked = token.content, None
        entry = self.entries[-1] if self.entries else None
        lines_there = self.source[place.first - 1 : place.last]
        if entry is None and all("\t" in line.strip(" ") for line in lines_there):
            self.blocks.append(self._tabs(place))
            return
        if entry and not entry.begun and (box := BOX.match(content)):
            checked = box[1] != " "
            content = content[box.end() :]
        lines = read_inline(self.inline, content, place.first)
        if not lines:
            self.blocks.append(Rule(place))
            return
        if entry and not entry.begun:
            entry.begun = True
            self.blocks.append(
                Text(Kind.ITEM, lines, place, level=entry.depth, number=entry.number, checked=checked)
            )
        elif entry:
            self._continue_entry(lines, place)
        else:
            self.blocks.append(Text(Kind.PARAGRAPH, lines, place))

    def _tabs(self, place: Place) -> Grid:
        """Lines whose parts are held apart by tabs are rows, as in plain text."""
        rows = []
        for number in range(place.first, place.last + 1):
            parts = self.source[number - 1].lstrip().split("\t")
            cells = tuple(Cell(read_inline(self.inline, part.strip(), number)) for part in parts)
            rows.append(Row(cells, Place(number, number)))
        return Grid(tuple(rows), place)

    def _continue_entry(self, lines: tuple[Line, ...], place: Place) -> None:
        """A further paragraph of an entry belongs to it, unless a list inside it came between."""
        last = self.blocks[-1]
        if isinstance(last, Text) and last.kind is Kind.ITEM and last.level == self.entries[-1].depth:
            self.blocks[-1] = Text(
                Kind.ITEM, last.lines + lines, last.place | place, last.level, last.number, last.checked
            )
        else:
            self.blocks.append(Text(Kind.PARAGRAPH, lines, place))

    def _code(self, token: Token) -> None:
        place = place_of(token)
        first = place.first + (token.type == "fence")
        for offset, part in enumerate(token.content.split("\n")):
            if part.strip():
                at = Place(first + offset, first + offset)
                self.blocks.append(Text(Kind.PARAGRAPH, (Line(part.strip(), at.first),), at))
        if token.type == "fence":
            self.blocks.append(Rule(Place(place.first, place.first)))
            self.blocks.append(Rule(Place(place.last, place.last)))

    def _html(self, token: Token) -> None:
        place = place_of(token)
        for offset, line in enumerate(token.content.split("\n")):
            if line.strip() and not TAG.sub("", line).strip():
                self.blocks.append(Rule(Place(place.first + offset, place.first + offset)))
        self.blocks.extend(read_html(token.content, place))

    def _table(self, tokens: list[Token], at: int) -> int:
        place = place_of(tokens[at])
        rows: list[Row] = []
        while tokens[at].type != "table_close":
            token = tokens[at]
            if token.type == "tr_open":
                rows.append(self._row(place_of(token).first, heading=not rows))
            at += 1
        self.blocks.append(Rule(Place(place.first + 1, place.first + 1), of_table=True))
        self.blocks.append(Grid(tuple(rows), place))
        return at

    def _row(self, number: int, *, heading: bool) -> Row:
        """Cut from the source: the parser drops the cells that a row has in excess of the table's head."""
        text = self.source[number - 1].strip().lstrip(">").strip()
        text = text.removeprefix("|")
        if text.endswith("|") and not text.endswith("\\|"):
            text = text[:-1]
        cells = tuple(
            Cell(read_inline(self.inline, part.strip().replace("\\|", "|"), number), heading=heading)
            for part in SPLIT.split(text)
        )
        return Row(cells, Place(number, number))


def place_of(token: Token) -> Place:
    first, last = token.map or (0, 1)
    return Place(first + 1, max(last, first + 1))
