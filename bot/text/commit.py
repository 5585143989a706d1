"""The message of a commit of the plan file, for a secretary: nothing in it links, calls or closes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.text.phrases import counted, cut, joined
from bot.text.words import field_word, value_words
from mappings.titles import plain
from sync.gitplan import Note
from sync.ports import PlanEdit
from sync.records import records

SHOWN: Final = 40
"""Lines of changes."""
TITLE: Final = 60
LINKS: Final = ("issue", "milestone")


def commit_message(note: Note) -> str:
    """A subject, a line for each item, and trailers for the run, its items and who is known to have acted."""
    changed: dict[str, list[PlanEdit]] = {}
    for edit in said(note):
        changed.setdefault(edit.item, []).append(edit)
    linked = list(dict.fromkeys(edit.item for edit in note.edits if edit.key in LINKS))
    titles = {item: record.title for item, record in records(note.plan).items()}
    lines = [
        f"{item} {cut(titles.get(item, ''), TITLE)}: {joined([words(note, edit) for edit in edits])}"
        for item, edits in changed.items()
    ]
    if len(lines) > SHOWN:
        lines = [*lines[:SHOWN], f"… and {counted(len(lines) - SHOWN, 'more item')}"]
    if linked:
        lines.append(f"{counted(len(linked), 'item')} linked to the tracker.")
    return (
        "\n".join([subject(note, list(changed), linked), "", *map(plain, lines), "", *trailers(note)]) + "\n"
    )


def subject(note: Note, changed: list[str], linked: list[str]) -> str:
    parts = [
        *([f"{counted(len(changed), 'item')} from the tracker"] if changed else []),
        *([f"{counted(len(linked), 'item')} linked"] if linked else []),
    ]
    return plain(f"Work plan {note.plan.plan.id}: {joined(parts or ['kept in step'])}")


def said(note: Note) -> list[PlanEdit]:
    """The closing day goes without saying, and so does since when something was open."""
    return [edit for edit in note.edits if edit.key not in (*LINKS, "completed", "tbc_since")]


def words(note: Note, edit: PlanEdit) -> str:
    who = note.actors.get(edit.slot)
    old, new = (value_words(edit.key, value) for value in (edit.old, edit.new))
    return f"{field_word(edit.key)} {old} → {new}" + (f" ({who})" if who else "")


def trailers(note: Note) -> Iterator[str]:
    """Of an account only its name, with no sign that would call it."""
    yield f"Workplan-Run: {note.run}"
    for item in dict.fromkeys(edit.item for edit in said(note)):
        yield f"Workplan-Item: {item}"
    for who in dict.fromkeys(note.actors[edit.slot] for edit in note.edits if edit.slot in note.actors):
        yield f"Workplan-Actor: {plain(who)}"
