"""What is wrong with single lines of a text that is not YAML: a parser stops at the first of them.

Only what no YAML parser would let pass is told: a text whose lines have no trouble here may still have some.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from re import ASCII
from re import compile as pattern
from typing import Final

from sync.yamlscalar import quoted

Finding = tuple[int, str, str]
"""The character's index in the text, a message and a remedy."""

QUOTES: Final = 'Put the whole value in quotes: key: "value".'
TAB: Final = ("the line is indented with a tab.", "Use blanks instead.")
NEVER_CLOSED: Final = ("a quote is opened and never closed.", "Close the quote.")
COLON_INSIDE: Final = "a colon followed by a blank stands inside a value."
NO_KEY: Final = (
    "a key without its colon, or a value that goes on here.",
    "Write key: value, or indent what goes on further than its key.",
)
OPEN_GROUP: Final = {
    "[": ("a list in […] is not closed.", "Add the ] missing, or put a text with [ in quotes."),
    "{": ("a group in {…} is not closed.", "Add the } missing, or put a text with { in quotes."),
}
AFTER_QUOTE: Final = {
    '"': ("text stands after the closing quote.", 'Write a quote inside the text as \\".'),
    "'": ("text stands after the closing quote.", "Write an apostrophe inside the text twice: ''."),
}
EXAMPLE_LENGTH: Final = 60

LINE_BREAK: Final = pattern(r"\r\n|\r|\n")
NO_CONTENT: Final = pattern(r"\s*(?:#|$)|(?:---|\.\.\.|<{7}|={7}|>{7})(?:\s|$)|%")
DASH: Final = pattern(r"-(?: +|$)")
KEY: Final = pattern(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?=\s|$)"""
    r"""|(?!["'\[\]{},\#&*!|>%@`]|[-?:](?:\s|$))(?:(?!\s\#|:(?:\s|$)).)+:(?=\s|$)"""
)
WORD: Final = pattern(r"(\w+)(?:(:)\s*|\s+|$)(.*)")
BLOCK_HEADER: Final = pattern(r"[|>][-+\d]{0,2}(?:\s+#.*|\s*)")
COMMENT: Final = pattern(r"\s+#.*|\s+$")
COLON: Final = pattern(r":(?=\s|$)")
CLOSING: Final = {'"': pattern(r'(?:[^"\\]|\\.|\\$)*"'), "'": pattern(r"(?:[^']|'')*'(?!')")}
FLOW: Final = pattern(r"""(?<=[\[{,:\s])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?<=\s)\#.*|([\[{])|([\]}])""")
# What no value may begin with outside brackets; a word after * or & makes an alias or an anchor.
CANT_BEGIN: Final = pattern(r"[%@`\]},|>]|\*(?![\w-]+\s*(?:\s#.*)?$)|&(?![\w-]+(?:\s|$))", ASCII)
CANT_FOLLOW_KEY: Final = pattern(r"[-?](?:\s|$)")


def starts_of_lines(text: str) -> list[int]:
    return [0, *(found.end() for found in LINE_BREAK.finditer(text))]


def line_troubles(text: str, starts: list[int], keys: Collection[str]) -> list[Finding]:
    """In the order of the lines. `starts` says where these begin, `keys` which words are their keys."""
    scan = LineScan(text, starts, keys)
    number = 0
    while number < len(scan.lines):
        number = scan.line(number)
    return scan.found


class LineScan:
    """Each step looks at one line, and answers with the next that is not a part of the same value."""

    def __init__(self, text: str, starts: list[int], keys: Collection[str]) -> None:
        self.starts = starts
        self.keys = keys
        self.lines = [text[start:end].rstrip("\r\n") for start, end in pairwise([*starts, len(text)])]
        self.found: list[Finding] = []

    def trouble(self, number: int, at: int, message: str, remedy: str) -> None:
        self.found.append((self.starts[number] + at, message, remedy))

    def line(self, number: int) -> int:
        line = self.lines[number]
        if NO_CONTENT.match(line):
            return number + 1
        outer = at = indent_of(line)
        if line[at] == "\t":
            self.trouble(number, 0, *TAB)
            return number + 1
        while dash := DASH.match(line, at):
            outer, at = at, dash.end()
        if key := KEY.match(line, at):
            return self.value(number, key.end(), at, line[at : key.end()])
        if at > outer:
            if self.is_record(number, at):
                self.without_colon(number, at)
                return number + 1
            return self.value(number, at, outer, "-")
        if line[at] in "\"'[{":
            return self.value(number, at, at, "")
        self.without_colon(number, at)
        return number + 1

    def is_record(self, number: int, at: int) -> bool:
        """An entry `- id:x` or `- id x`, with keys in the lines below it."""
        word = WORD.match(self.lines[number], at)
        below = next((line for line in self.lines[number + 1 :] if not NO_CONTENT.match(line)), "")
        return bool(word and word[1].lower() in self.keys and indent_of(below) == at and KEY.match(below, at))

    def without_colon(self, number: int, at: int) -> None:
        word = WORD.match(self.lines[number], at)
        if word is None or not (word[2] or word[1].lower() in self.keys):
            self.trouble(number, at, *NO_KEY)
            return
        key, colon, value = word.groups()
        message = f"no blank after the colon of {key}." if colon else f"no colon after {key}."
        self.trouble(number, at, message, f"Write {shortened(f'{key}: {value}')}.")

    def value(self, number: int, at: int, column: int, key: str) -> int:
        """The value that begins at or after `at`; what goes on below is indented further than `column`."""
        line = self.lines[number]
        at += len(line) - at - len(line[at:].lstrip())
        rest = line[at:]
        if not rest or rest[0] == "#":
            return number + 1
        if BLOCK_HEADER.fullmatch(rest):
            return self.after_text(number, column)
        if rest[0] in CLOSING:
            return self.in_quotes(number, at, column)
        if rest[0] in "[{":
            return self.in_brackets(number, at, column, key)
        if CANT_BEGIN.match(rest) or (key != "-" and CANT_FOLLOW_KEY.match(rest)):
            self.needs_quotes(number, at, key)
        elif colon := COLON.search(without_comment(rest)):
            remedy = written_in_quotes(key, rest)
            self.trouble(number, at + colon.start(), COLON_INSIDE, remedy)
        return self.after_text(number, column)

    def after_text(self, number: int, column: int) -> int:
        number += 1
        while number < len(self.lines):
            line = self.lines[number]
            if line.strip() and indent_of(line) <= column:
                break
            number += 1
        return number

    def in_quotes(self, number: int, at: int, column: int) -> int:
        quote = self.lines[number][at]
        begin = at + 1
        for last in range(number, len(self.lines)):
            line = self.lines[last]
            if last > number and self.is_next(line, column):
                break
            if closing := CLOSING[quote].match(line, begin):
                rest = line[closing.end() :]
                if rest.strip() and not COMMENT.match(rest):
                    self.trouble(last, closing.end(), *AFTER_QUOTE[quote])
                return last + 1
            begin = 0
        else:
            last = len(self.lines)
        self.trouble(number, at, *NEVER_CLOSED)
        return last

    def in_brackets(self, number: int, at: int, column: int, key: str) -> int:
        depth = 0
        begin = at
        for last in range(number, len(self.lines)):
            line = self.lines[last]
            if last > number and self.is_next(line, column) and line.rstrip()[-1] not in ",]}":
                break
            for sign in FLOW.finditer(line, begin):
                depth += bool(sign[1]) - bool(sign[2])
                if sign[2] and not depth:
                    rest = line[sign.end() :]
                    if rest.strip() and not COMMENT.match(rest) and rest.lstrip()[0] != ":":
                        self.needs_quotes(number, at, key)
                    return last + 1
            begin = 0
        else:
            last = len(self.lines)
        self.trouble(number, at, *OPEN_GROUP[self.lines[number][at]])
        return last

    def is_next(self, line: str, column: int) -> bool:
        """Whether this line begins another key or entry, and so can't be the rest of a value."""
        at = indent_of(line)
        return at <= column and bool(KEY.match(line, at) or DASH.match(line, at))

    def needs_quotes(self, number: int, at: int, key: str) -> None:
        value = self.lines[number][at:]
        message = f"a value that begins with {value[0]} must stand in quotes."
        self.trouble(number, at, message, written_in_quotes(key, value))


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def without_comment(value: str) -> str:
    found = COMMENT.search(value)
    return value[: found.start()] if found else value


def written_in_quotes(key: str, value: str) -> str:
    """The remedy, with the line as it has to be where that is short enough to be read."""
    whole = f"{key} {quoted(without_comment(value))}".strip()
    return QUOTES if len(whole) > EXAMPLE_LENGTH else f"Write {whole}."


def shortened(text: str) -> str:
    return text if len(text) <= EXAMPLE_LENGTH else f"{text[:EXAMPLE_LENGTH]}…"
