"""Text of one block or cell with its mark-up, Markdown and HTML mixed, into plain lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mappings.documents.blocks import BLANKS, Line

MARKED: Final = re.compile(r"[*_`\[<&\\!]")
ORDINAL: Final = re.compile(r"(?:st|nd|rd|th|er|ère|re|e|ème|o|a|º|ª)\Z", re.IGNORECASE)
RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
PARTS: Final = frozenset({"p", "div", "ul", "ol", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"})
STRONG: Final = frozenset({"b", "strong", "th"})
SLANTED: Final = frozenset({"i", "em"})
LONGEST: Final = 50_000
"""Characters of one block that are searched for mark-up; no plan has a longer paragraph."""


class LineWriter(HTMLParser):
    """Collects lines from text and HTML tags. Tags that mean nothing here vanish; their text stays."""

    def __init__(self, number: int) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.number = number
        self._begin = number
        self._runs: list[tuple[str, bool, bool]] = []
        self._strong = 0
        self._slanted = 0
        self._raised: list[str] | None = None
        self._soft = False
        self._entry = False

    def write(self, text: str) -> None:
        if self._raised is not None:
            self._raised.append(text)
            return
        if not self._runs:
            self._begin = self.number
        self._runs.append((text, self._strong > 0, self._slanted > 0))

    def handle_data(self, data: str) -> None:
        self.write(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "br":
            self.end_line()
        elif tag in PARTS:
            self.end_line()
            self._entry = self._entry or tag == "li"
        elif tag == "sup":
            self._raised = []
        else:
            self.mark(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in PARTS:
            self.end_line()
            self._entry = False
        elif tag == "sup" and self._raised is not None:
            self._end_raised("".join(self._raised).strip())
        else:
            self.mark(tag, -1)

    def mark(self, tag: str, step: int) -> None:
        if tag in STRONG:
            self._strong = max(0, self._strong + step)
        elif tag in SLANTED:
            self._slanted = max(0, self._slanted + step)

    def _end_raised(self, text: str) -> None:
        """An ordinal closes up with its number; a figure is a footnote's mark or a power and stays raised."""
        self._raised = None
        if self._runs and (ORDINAL.match(text) or text.isdigit()):
            last, strong, slanted = self._runs[-1]
            self._runs[-1] = (last.rstrip(), strong, slanted)
        self.write(text.translate(RAISED) if text.isdigit() else text)

    def end_line(self, *, soft: bool = False) -> None:
        text = BLANKS.sub(" ", "".join(run[0] for run in self._runs)).strip()
        text = without_strays(text)
        if text:
            shown = [run for run in self._runs if any(c.isalnum() for c in run[0])] or self._runs
            self.lines.append(
                Line(
                    text,
                    self._begin,
                    soft=self._soft,
                    strong=all(run[1] for run in shown),
                    slanted=all(run[2] for run in shown),
                    entry=self._entry,
                )
            )
            self._entry = False
        self._runs.clear()
        self._soft = soft and (bool(text) or self._soft)

    def finish(self) -> tuple[Line, ...]:
        self.close()
        if self._raised is not None:
            self._end_raised("".join(self._raised))
        self.end_line()
        return tuple(self.lines)


def without_strays(text: str) -> str:
    """Drop a mark of bold text that stands at an end without its partner."""
    if text.count("**") % 2:
        text = text.removesuffix("**") if text.endswith("**") else text.removeprefix("**")
    return text.strip()


def read_inline(markdown: MarkdownIt, content: str, number: int) -> tuple[Line, ...]:
    """The lines of one block's content, whose first source line is `number`."""
    if not MARKED.search(content) or len(content) > LONGEST:
        return plain_lines(content, number)
    writer = LineWriter(number)
    for token in markdown.parseInline(content)[0].children or ():
        take(writer, token)
    return writer.finish()


def take(writer: LineWriter, token: Token) -> None:
    match token.type:
        case "text" | "code_inline" | "text_special":
            writer.write(token.content)
        case "image":
            writer.write(token.content)
        case "html_inline":
            writer.feed(token.content)
        case "softbreak" | "hardbreak":
            writer.end_line(soft=token.type == "softbreak")
            writer.number += 1
        case "strong_open" | "em_open":
            writer.mark(token.tag, 1)
        case "strong_close" | "em_close":
            writer.mark(token.tag, -1)
        case _:
            pass


def plain_lines(content: str, number: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    broken = False
    for offset, part in enumerate(content.split("\n")):
        text = BLANKS.sub(" ", part).strip()
        if text:
            lines.append(Line(text, number + offset, soft=bool(lines) and not broken))
            broken = part.endswith("  ")
    return tuple(lines)
