"""Printed leads, split into the parties they name.

Told by structure, not by a list of names: line feeds and semicolons always separate, commas outside
brackets nearly always, and "and" only where one of its sides is plainly a name ("ILO and UN Women"), so that
"Department of Economic and Social Affairs" and "agencies organizing events and submissions" stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mappings.tbc import only_says_tbc

# Always between two parties.
TOGETHER_WITH: Final = (
    r"(?:in|en) (?:close )?(?:collaboration|cooperation|co-operation|partnership|consultation|coordination"
    r"|colaboración|cooperación|coordinación|coopération|partenariat|concertation) (?:with|avec|con)"
    r"|with (?:the )?support (?:from|of)|supported by|together with|along with|jointly with|as well as"
    r"|avec l['’]appui d(?:e|u|es)|ainsi que|con el apoyo de(?:l)?|junto con|así como"
)
JOINT: Final = re.compile(
    rf"\s*,?\s+(?P<with>{TOGETHER_WITH})\s+"
    r"|\s*,?\s+(?P<and>(?i:and/or|and)|et|y|&|\+)\s+"
    r"|(?P<comma>\s*,\s*)"
    r"|(?P<slash>\s*/\s*)"
)
ACRONYM: Final = re.compile(r"[A-Z0-9][\w.+-]*(?<=[A-Z])[A-Z][\w.+-]*|[A-Z]{2}[\w.+-]*")
PLURAL_ACRONYM: Final = re.compile(r"[A-Z]{2,}s")
PREPOSITION: Final = re.compile(
    r"\s(?:of|for|on|in|to|against|de|des|du|del|d['’]|pour|sur|para|sobre|contra|contre)\b", re.IGNORECASE
)
ROLE: Final = re.compile(
    r"(?:co-?|vice-?)?(?:chairs?|chairpersons?|leads?|members?|secretariat|partners?|focal points?"
    r"|coordinators?|président(?:e|s|es)?|presidencia|présidence|membres?|miembros?|secrétariat|secretaría"
    r"|partenaires?|socios)",
    re.IGNORECASE,
)
# "co-Chairs of WGs and TFs": several people, so that the head belongs to both.
SHARED_ROLE: Final = re.compile(
    rf"(?:{ROLE.pattern})(?<=s) (?:of|de|des|del)(?: the| los| las)? $", re.IGNORECASE
)
BULLET: Final = re.compile(r"^\s*[•·▪*–—-]\s*")
LINKING: Final = re.compile(r"^(?:(?:and|et|y)(?:\s+|$))+|(?:\s+(?:and|et|y))+$")
OPEN_MARK: Final = re.compile(r"\s*\((?:tbc|tbd)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two joints. `joint` is what stood before it, `sort` which kind of joint that was."""

    text: str
    joint: str = ""
    sort: str | None = None


@lru_cache(maxsize=4096)
def split_parties(text: str | None) -> tuple[str, ...]:
    """Who is named, in order, verbatim; nobody for None, an empty text or one that only says TBC."""
    names = (name(part) for line in (text or "").splitlines() for part in parties_of_line(line))
    return tuple(dict.fromkeys(one for one in names if one))


def name(part: str) -> str:
    """A party as named: without bullet, article, doubt or stray commas; empty when it names nobody."""
    bare = OPEN_MARK.sub("", BULLET.sub("", part)).strip(" ,;:")
    bare = LINKING.sub("", bare).removeprefix("the ")
    return bare if any(sign.isalnum() for sign in bare) and not only_says_tbc(bare) else ""


def parties_of_line(line: str) -> Iterator[str]:
    listed = cut_outside_brackets(line, re.compile(";"))
    for part in listed:
        yield from join_up(list(segments(part.text, commas=len(listed) == 1)))


def cut_outside_brackets(line: str, joint: re.Pattern[str]) -> list[Segment]:
    """The line cut at every joint that stands in no bracket; an unclosed bracket protects nothing."""
    found: list[Segment] = []
    begin, before, sort = 0, "", None
    for match in joint.finditer(line):
        if within_brackets(line, match.start()):
            continue
        found.append(Segment(line[begin : match.start()], before, sort))
        begin, before, sort = match.end(), match.group(), match.lastgroup
    return [*found, Segment(line[begin:], before, sort)]


def within_brackets(line: str, place: int) -> bool:
    opened = line.rfind("(", 0, place)
    return opened > line.rfind(")", 0, place) and line.find(")", place) > 0


def segments(part: str, commas: bool) -> Iterator[Segment]:
    """The stretches of a part; commas that don't separate (beside semicolons) stay in the text."""
    held: Segment | None = None
    for one in cut_outside_brackets(part, JOINT):
        if held and one.sort == "comma" and not commas:
            held = Segment(held.text + one.joint + one.text, held.joint, held.sort)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def join_up(parts: list[Segment]) -> Iterator[str]:
    """Put together again what belongs together; the rest is one party each."""
    left, listed = parts[0].text, False
    for right in parts[1:]:
        head = shared_head(left.strip(), right.text.strip())
        if head:
            yield left
            left = head + right.text.strip()
        elif head is None and separates(left.strip(), right, listed):
            yield left
            left, listed = right.text, listed or right.sort == "comma"
        else:
            left += right.joint + right.text
    yield left


def shared_head(left: str, right: str) -> str | None:
    """What stands before both of two alike objects of one preposition; None where there are no such two.

    Roles are shared out ("co-Chairs of WGs and TFs"); of anything else ("WG on SDGs and NCDs") the empty head
    says that it is one name.
    """
    words = left.split()
    if not (words and PLURAL_ACRONYM.fullmatch(words[-1]) and PLURAL_ACRONYM.fullmatch(right)):
        return None
    if not PREPOSITION.search(left):
        return None
    head = left.removesuffix(words[-1])
    return head if SHARED_ROLE.search(head) else ""


def separates(left: str, right: Segment, listed: bool) -> bool:
    """Whether two parties stand round this joint, or one whose name holds it."""
    text = right.text.strip()
    match right.sort:
        case "with":
            return True
        case "slash":
            return left not in ("UN", "ONU") and is_acronym(left) and is_acronym(text)
        case "comma":
            return closed(left) or not PREPOSITION.search(left) or not is_word(text)
        case _:
            if closed(left) or begins_alone(text):
                return True
            if names_holder(left) and PREPOSITION.search(text):
                return True
            return listed and is_word(left) and is_word(text)


def is_acronym(text: str) -> bool:
    """Only acronyms: "IOM", "UN DOCO", "ITC-ILO"."""
    return bool(text) and all(ACRONYM.fullmatch(word) for word in text.split())


def is_word(text: str) -> bool:
    """One plain word: a country, or a further subject of a ministry."""
    return text.isalpha() and not is_acronym(text)


def closed(left: str) -> bool:
    """A name that ends here: with a bracket, a role, or an acronym that is no object of a preposition."""
    words = left.split()
    if not words:
        return True
    if left.endswith(")") or ROLE.fullmatch(words[-1]) or is_acronym(left):
        return True
    return bool(ACRONYM.fullmatch(words[-1])) and not PREPOSITION.search(left)


def begins_alone(right: str) -> bool:
    """A name that begins here: an acronym alone, with capitalised words after it ("UN Women"), or a role."""
    words = right.removeprefix("the ").split()
    if not words:
        return False
    if ROLE.fullmatch(words[0]):
        return True
    return bool(ACRONYM.fullmatch(words[0])) and all(word[0].isupper() or word[0] == "(" for word in words)


def names_holder(left: str) -> bool:
    """A short name that begins with an acronym: "UN Women", "ILO Cairo"."""
    words = left.split()
    return len(words) <= 3 and is_acronym(words[0]) and all(word[0].isupper() for word in words)
