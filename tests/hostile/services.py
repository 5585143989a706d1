"""What GitHub and GitLab do with a text, as their documentation tells it, for texts of which nothing may act.

Written from the specifications, not from what the program escapes:
https://github.github.com/gfm/ (Markdown, and which addresses become links by themselves)
https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
https://docs.gitlab.com/user/markdown/#gitlab-specific-references
https://docs.gitlab.com/user/project/quick_actions/
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.servers.gitlab_quick import interpret

MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS: Final = re.compile(r"<!--[ \t]*/?workplan\b[^>]*-->\s*|<br>|<span>|</span>")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
COMMAND: Final = re.compile(r"^\s*/[A-Za-z]", re.MULTILINE)

REFERENCES: Final = re.compile(
    r"""
      (?<![A-Za-z0-9_]) @ [A-Za-z0-9_.]                  # people, groups, teams
    | [\#!&$] \d                                         # issues, requests, epics, snippets
    | \b (?: GH | GL ) - \d
    | ~ (?: [\w?.&-]{0,80} [\w&-] | ".+?" )              # labels
    | % (?: [^"\s<\u200b]{1,80} \b | "[^"]+" )           # milestones
    | \[ [a-z_]{1,30} : [^\]\s]+ \]                      # [issue:12]
    | (?<![0-9A-Za-z]) (?=[a-f]{0,40}\d) [0-9a-f]{7,40} (?![0-9A-Za-z])  # commits
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Looked for in all text that is no code and no link, in titles too."""
LOOKS: Final = re.compile(
    r": [a-z0-9_+-]+ : | \[\[ [^\]]+ \]\] | [\[{] [+-] .*? [+-] [\]}] | \$ [^$\s] [^$]* \$", re.VERBOSE
)
"""Emoji, pages of a wiki, changes in a line, formulas: only in descriptions and comments."""
LINK: Final = re.compile(r"(?<![A-Za-z])(https?://|www\.)([^\s<]*)", re.IGNORECASE)
HOST: Final = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*")
TRACKED: Final = re.compile(
    r"/(?:issues?|pull|merge_requests|discussions|work_items|epics|milestones?|snippets)/&?\d"
    r"|/commits?/[0-9a-f]{7}"
)


def without_links(text: str) -> tuple[str, list[str]]:
    """The text without what is made a link by itself, and the addresses of those that leave a note behind.

    https://github.github.com/gfm/#autolinks-extension-
    """
    noted: list[str] = []

    def take(found: re.Match[str]) -> str:
        host = HOST.match(found[2])
        if host is None or "_" in "".join(host[0].split(".")[-2:]):
            return found[0]
        address = found[0].rstrip("?!.,:*_~'\"")
        if TRACKED.search(address):
            noted.append(address)
        return " " + found[0][len(address) :]

    return LINK.sub(take, text), noted


def runs(tokens: list[Token]) -> Iterator[str]:
    """The text of a line as it is shown, in the pieces that other things part."""
    run: list[str] = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            run.append(token.content)
        else:
            yield "".join(run)
            run = []
    yield "".join(run)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as a service shows it: its skeleton without the words, and what acts in it."""

    skeleton: tuple[str, ...]
    acts: tuple[str, ...]


def shown(text: str) -> Shown:
    """A description or a comment."""
    skeleton: list[str] = []
    acts = [f"control U+{ord(found[0]):04X}" for found in CONTROL.finditer(text)]
    for token in MARKDOWN.parse(text):
        skeleton.append(token.type)
        children = token.children or []
        html_in = [one.content for one in (token, *children) if one.type.startswith("html_")]
        acts += [f"HTML {one[:40]!r}" for one in html_in if not OURS.fullmatch(one)]
        skeleton += [one.type for one in children if not one.type.startswith(("text", "html_"))]
        for run in runs(children):
            rest, noted = without_links(run)
            acts += [f"a link that is noted: {one}" for one in noted]
            acts += [f"{found[0]!r} in {run[:60]!r}" for found in REFERENCES.finditer(rest)]
            acts += [f"{found[0]!r} in {run[:60]!r}" for found in LOOKS.finditer(rest)]
    acts += [f"command {found[0].strip()!r}" for found in COMMAND.finditer(text)]
    acts += [f"command {name!r}" for name, _ in interpret(text).commands]
    return Shown(tuple(skeleton), tuple(acts))


def title_acts(title: str) -> list[str]:
    """What acts in a title, and what is lost of it on its way.

    It is shown as it stands, on GitLab with its entities decoded and references looked for.
    """
    acts = name_acts(title)
    rest, noted = without_links(html.unescape(title))
    acts += [f"a link that is noted: {one}" for one in noted]
    acts += [f"{found[0]!r} in {title[:60]!r}" for found in REFERENCES.finditer(rest)]
    return acts


def name_acts(name: str) -> list[str]:
    """The same for the name of a label, in which nobody looks for anything.

    GitLab takes tags out of the names of labels and the titles of milestones, and decodes their entities.
    """
    acts = [f"control U+{ord(found[0]):04X}" for found in CONTROL.finditer(name)]
    if name != name.strip() or "\n" in name:
        acts.append("blanks at its edges, or a line break")
    if sanitized(name) != name:
        acts.append(f"{name[:60]!r} becomes {sanitized(name)[:60]!r}")
    return acts


def sanitized(title: str) -> str:
    """`CGI.unescapeHTML(Sanitize.clean(title))`, in GitLab's app/models/label.rb and milestone.rb."""
    bare = re.sub(r"<!--.*?(?:-->|$)|</?[A-Za-z][^>]*(?:>|$)|<[!?][^>]*(?:>|$)", "", title)
    return html.unescape(bare)
