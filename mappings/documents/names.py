"""Lists of organisations as printed: at which comma a name ends, and at which it goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from mappings.documents.blocks import Line, fold

MARKS: Final = re.compile(r"[⁰¹²³⁴-⁹]+|\[\^\w+\]|(?<=\w)\*+(?=$|[,;\s])")
PERSON: Final = re.compile(r"[^\W\d_][\w'’.-]*[a-zß-ÿ]\s+[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ]")
NAMED: Final = re.compile(r".+\s[–—]\s(?P<name>.+)")


def split_names(lines: Sequence[Line]) -> list[str]:
    """The names of a list: an entry a line, a semicolon, or else a comma outside brackets."""
    names: list[str] = []
    texts: list[str] = []
    for line in lines:
        if line.soft and texts:
            texts[-1] += f" {line.text}"
        else:
            texts.append(line.text)
    for text in texts:
        names += [name for part in parted(MARKS.sub("", text)) if (name := fold(part).strip(" ;,"))]
    return names


def parted(text: str) -> list[str]:
    if ";" in text:
        return cut(text, ";")
    return together(cut(text, ","))


def cut(text: str, separator: str) -> list[str]:
    """Cut at the separators that stand outside brackets."""
    parts = [""]
    depth = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def together(parts: Sequence[str]) -> list[str]:
    """Persons listed after a dash ("Researchers – Ana Ruiz, Jo Bell") are one entry."""
    entries: list[str] = []
    persons = False
    for part in parts:
        name = NAMED.fullmatch(part.strip())
        if persons and PERSON.fullmatch(part.strip()):
            entries[-1] += f",{part}"
            continue
        persons = bool(name and PERSON.fullmatch(name["name"].strip()))
        entries.append(part)
    return entries
