"""Plan text made harmless in Markdown, and read back.

On a tracker, text of the plan may not ping (@name), link (#12), run (a leading "/"), open HTML or break its
table, and must come back verbatim. So only what would act is written otherwise, mostly with an invisible
`&#8203;` that parts it: `@&#8203;name`. (An entity for the sign itself would not do: the services look
for names in the text after they have decoded it.) Read back is only what is written here, and `\\|`: who
types plain text into a cell, with no thought of Markdown, has said what stands there.

Addresses stay links, where the services make them links for certain: what stands in one is no name to them.
The address of an issue, a commit and the like is parted: as a link it would leave a note there.
"""

from __future__ import annotations

import re
from typing import Final

PART: Final = "&#8203;"
PARTS: Final = "\u200b"  # the character itself: what a person copies from the page

UNSEEN: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
"""What Markdown would lose, and what turns the order of a line round."""
TRACKED: Final = r"""(?: // | \. ) [^\s<]{1,600}? /
    (?: (?:issues?|pulls?|merge_requests|discussions|work_items|epics|milestones?|snippets) /&?\d
      | commits?/[0-9a-f]{7} )"""
"""Behind `https:` or `www`: the address of something that takes note of who links to it."""
HEX: Final = r"(?P<commit> \b (?=[a-f]*\d) [0-9a-f]{7,40} \b )"
"""Seven digits and more may be the beginning of a commit's name."""
SUSPECT: Final = re.compile(
    rf"[\\`*_~$|<&@#!%{{\n{UNSEEN}]|-->|:\S+:|\]\(|\[[\[+a-z_-]|G[HL]-|[0-9a-f]{{7}}|://|www\.", re.IGNORECASE
)
ACTIVE: Final = re.compile(
    rf"""
      (?P<tracked> (?: [Hh][Tt][Tt][Pp][Ss]?: | [Ww]{{3}} ) (?= {TRACKED} ) )
    | (?P<url> (?<![A-Za-z]) https?:// (?=[^\W_]) [^\W_.-]+ (?: [.-]+ [^\W_.-]+ )* (?! [\w.-] )
                 (?: (?: [^\W_] | (?<=[^\W_])_(?=[^\W_]) | (?<=/)[@~](?=\w) | [./:?=%#+,;()-]
                          | &(?=\w+=) )* [^\W_] /? )? )
    | (?P<entity> & (?=\#?\w+;) )
    | (?P<tag> < (?=[A-Za-z/!?]) )
    | (?P<arrow> (?<=--) > )
    | (?P<pipe> \| )
    | (?P<backslash> \\ (?! [^\W_] | \x20(?!\n) | \Z) )
    | (?P<line> \n )
    | (?P<code> [^\S\n](?=\n) | (?<=\n)[^\S\n] | [{UNSEEN}]
              | (?<=[@\#])\u200b )
    | (?P<name> @ (?=[\w.]) | \# (?=\d) | ! (?=\d) | % (?=[\w"]|[^\s\w<]\w) | & (?=\d) | : (?=[\w+-]+:)
              | \] (?=\() | \[ (?=[\[+-]|[a-z_]{{1,30}}:) | \{{ (?=[+-]) | [Gg][HhLl]- (?=\d) )
    | {HEX}
    | (?P<paired> [*`~$] | (?<![^\W_]) _ | _ (?![^\W_]) )
    """,
    re.VERBOSE,
)
WRITTEN: Final = re.compile(r"\\\||&(?:amp|lt|gt);|&#(?:\d{1,5}|x200B);|(?<=[@#])\u200b|<span>\$</span>")
BREAK: Final = re.compile(r"<br ?/?>", re.IGNORECASE)
FIXED: Final = {"entity": "&amp;", "tag": "&lt;", "arrow": "&gt;", "pipe": "\\|", "backslash": "&#92;"}
PLAIN: Final = {
    "\\|": "|",
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "<span>$</span>": "$",
    PART: "",
    PARTS: "",
    "&#x200B;": PARTS,
    **{f"&#{ord(sign)};": sign for sign in "\\*`_~"},
}
PAIRED: Final = "*`_~$"
STARTS_PLAIN: Final = re.compile(r"(?!\d+[.)](?:\s|$))[^\W_]")


def canonical(text: str | None) -> str | None:
    """Text as both sides compare it: blanks at the edges say nothing, and an empty text is none."""
    return (text.strip() or None) if text else None


def escape(text: str, *, among_others: bool = False) -> str:
    """Text of the plan for the inside of a table cell or of a line: shown as it is, with no effect.

    `among_others`: in one line with other text, whose signs could make a pair with one that is single here.
    """
    if not SUSPECT.search(text):
        return text
    pairs = frozenset(sign for sign in PAIRED if among_others or text.count(sign) > 1)
    return ACTIVE.sub(lambda match: _written(match, pairs), text)


def escape_line(text: str) -> str:
    """The same at the start of a line, where "/", "#", "-", "1." and others would act too."""
    escaped = escape(text)
    return escaped if STARTS_PLAIN.match(escaped) else PART + escaped


def unescape(text: str) -> str:
    """What a cell or line says."""
    if "<" in text:
        return "\n".join(WRITTEN.sub(_read, line.strip()) for line in BREAK.split(text))
    if "&" in text or "\\" in text or PARTS in text:
        return WRITTEN.sub(_read, text)
    return text


def _written(match: re.Match[str], pairs: frozenset[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "url":
            return found
        case "line":
            return "<br>"
        case "code":
            return "&#x200B;" if found == PARTS else f"&#{ord(found)};"
        case "name" | "tracked":
            return found + PART
        case "commit":
            return in_parts(found, PART)
        case "paired":
            return _paired(found, match.string[match.end() : match.end() + 1], pairs)
        case kind:
            return FIXED[kind or ""]


def in_parts(commit: str, part: str) -> str:
    """Parts too short to name a commit."""
    return part.join(commit[at : at + 6] for at in range(0, len(commit), 6))


def _paired(sign: str, follows: str, pairs: frozenset[str]) -> str:
    """A sign that acts in pairs (emphasis, code, formulas), or by what follows it (`~label`, `$12`)."""
    match sign:
        case "~":
            acts = follows.isalnum() or follows in tuple('_"-?.&')
            return ("&#126;" if sign in pairs else sign) + (PART if acts else "")
        case "$":
            return "<span>$</span>" if sign in pairs else sign + (PART if follows.isdigit() else "")
        case _:
            return f"&#{ord(sign)};" if sign in pairs else sign


def _read(match: re.Match[str]) -> str:
    found = match.group()
    if found in PLAIN:
        return PLAIN[found]
    # Blanks and control characters that Markdown would lose stand as their codes; other codes are text.
    code = chr(int(found[2:-1]))
    return code if code.isspace() or not code.isprintable() else found
