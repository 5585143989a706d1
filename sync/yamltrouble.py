"""What can be wrong with a text before it is YAML at all, in words and with the remedy."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from re import MULTILINE, Match
from re import compile as pattern
from typing import Final

from yaml import MarkedYAMLError, YAMLError

from sync.yamllines import NEVER_CLOSED, NO_KEY, QUOTES, TAB, Finding, line_troubles, starts_of_lines

# What YAML can't hold unescaped (a line separator it can), a byte order mark in mid-text included.
UNPRINTABLE: Final = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
MERGE_MARK: Final = pattern(r"^(?:<{7}|>{7})(?: .*)?$", MULTILINE)
TAB_INDENT: Final = pattern(r"^ *\t", MULTILINE)
FINDINGS_SHOWN: Final = 20

INDENTATION: Final = (
    "the indentation does not fit the lines above.",
    "Start the line in the same column as its neighbours, with blanks.",
)
# What the parser says, matched whole, and what that means to a person.
EXPLAINED: Final = {
    "mapping values are not allowed in this context": (
        "a colon followed by a blank stands inside a value, or the line is indented differently from its"
        " neighbours.",
        "Put a value with a colon in quotes, or correct the indentation.",
    ),
    "did not find expected key": INDENTATION,
    "did not find expected '-' indicator": INDENTATION,
    "could not find expected ':'": NO_KEY,
    "found character that cannot start any token": ("a value can't begin with this character.", QUOTES),
    "did not find expected ',' or ']'": (
        "a list in […] is not closed here.",
        "Add the comma or the ] missing.",
    ),
    "did not find expected ',' or '}'": (
        "a group in {…} is not closed here.",
        "Add the comma or the } missing.",
    ),
    "found unexpected end of stream": NEVER_CLOSED,
    "found unknown escape character": (
        "a backslash in double quotes stands before a character that it can't change.",
        "Use single quotes, or double the backslash.",
    ),
    "but found another document": (
        "a second document begins here (---).",
        "Keep one plan in one file.",
    ),
    "found undefined alias": ("an alias (*…) is not accepted in a plan.", QUOTES),
    "second occurrence": ("an anchor (&…) is not accepted in a plan.", QUOTES),
    "found a tab character where an indentation space is expected": TAB,
}

BEGINS_BEFORE: Final = ("found unexpected end of stream", "could not find expected ':'")


def control_characters(text: str) -> list[Finding]:
    first = UNPRINTABLE.search(text)
    if first is None:
        return []
    if "\0" in text:
        return [(text.index("\0"), "this is not a text file.", "Give the plan file (YAML), not a document.")]
    return [
        (
            found.start(),
            f"an invisible control character (U+{ord(found.group()):04X}).",
            "Delete it; it often comes along when text is pasted.",
        )
        for found in firsts(UNPRINTABLE.finditer(text))
    ]


def merge_marks(text: str) -> list[Finding]:
    return [
        (
            found.start(),
            f"a merge left both versions here ({found.group()[:7]}).",
            "Keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>.",
        )
        for found in firsts(MERGE_MARK.finditer(text))
    ]


def damage(text: str, keys: Collection[str]) -> list[Finding]:
    """What no parser needs to see, and then all that is wrong with single lines."""
    found = control_characters(text)
    if "\0" in text:
        return found
    found += merge_marks(text)
    return in_order([*found, *line_troubles(text, starts_of_lines(text), keys)]) if found else []


def syntax_problems(text: str, keys: Collection[str], error: YAMLError) -> list[Finding]:
    """What stopped the parser, which stops once, and what is wrong with other lines."""
    starts = starts_of_lines(text)
    found = line_troubles(text, starts, keys)
    stopped = parser_problem(text, error)
    line_end = next((start for start in starts if start > stopped[0]), len(text) + 1)
    # A line that is wrong in itself is what stopped the parser, there or further down.
    if not found or found[0][0] >= line_end:
        found.append(stopped)
    return in_order(found)


def parser_problem(text: str, error: YAMLError) -> Finding:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 0, f"this is not YAML: {error}", ""
    said = error.problem or "unknown"
    index = error.problem_mark.index
    # Of these the parser tells the place where it gave up, and as context where the trouble begins.
    if said in BEGINS_BEFORE and error.context_mark is not None:
        index = error.context_mark.index
    line = text.rfind("\n", 0, index) + 1
    if TAB_INDENT.match(text, line):
        return line, *TAB
    return index, *EXPLAINED.get(said, (f"this is not YAML: {said}.", QUOTES))


def in_order(found: list[Finding]) -> list[Finding]:
    """Enough to see what happened: a damaged file may hold thousands."""
    return sorted(found)[:FINDINGS_SHOWN]


def firsts(found: Iterator[Match[str]]) -> list[Match[str]]:
    """Enough to see what happened: a damaged file may hold thousands."""
    return list(islice(found, FINDINGS_SHOWN))
