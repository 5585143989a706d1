"""What the bot writes as comments on an issue, and the hidden key it finds its own comment by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from mappings.cells import escape
from mappings.issue import Edit
from mappings.snapshot import UNREPORTED, Field, Value
from mappings.spans import day
from mappings.visible import visible

WORDS: Final = {
    Field.TITLE: ("titles", "What"),
    Field.TIMEFRAME: ("timeframes", "When"),
    Field.LEAD: ("leads", "Lead"),
    Field.FUNDING: ("funding notes", "Funding"),
    Field.START: ("start dates", "Start"),
    Field.DUE: ("due dates", "Due"),
    Field.STATUS: ("statuses", "Status"),
    Field.TASKS: ("checklists", "Tasks"),
    Field.ASSIGNEES: ("lists of assignees", "Assignees"),
}


ANSWERED: Final = frozenset(WORDS) - {Field.START, Field.TASKS, Field.ASSIGNEES}
"""What a line of a comment can say."""


def shown(name: Field, value: Value) -> str:
    """A value inside a sentence: in quotes, harmless, on one line; a date in words."""
    if value is None:
        return "nothing"
    if name in (Field.START, Field.DUE):
        return day(date.fromisoformat(value))
    if name is Field.STATUS and value == UNREPORTED:
        return "no report yet"
    return f"“{told(value)}”"


def told(text: str) -> str:
    """Text of a person's inside a sentence of ours, which it may not turn round."""
    return escape(visible(text), among_others=True)


def hidden_key(name: Field) -> str:
    return f"<!-- workplan conflict: {name} -->"


def changed_by(edit: Edit | None) -> str:
    """Behind a value, as far as it is known; the bare name calls nobody."""
    return f" ({told(edit.who)}, {day(edit.at.date())})" if edit else ""


def conflict_comment(
    name: Field,
    plan: Value,
    tracker: Value,
    before: Value,
    seen: date,
    author: Edit | None,
    edit: Edit | None,
) -> str:
    """Both values, who changed them and when, what stood before, and how to settle it.

    `seen`: the day on which a sync met the plan's value, if nothing tells its `author`; `edit`: of the
    tracker's, as far as it tells.
    """
    plural, word = WORDS[name]
    how = "Make both the same, here or in the plan file."
    if name in ANSWERED:
        how = f"Reply with the right one, for example `{word}: …`, or make both the same."
    said = f" Before that: {shown(name, before)}." if before is not None else ""
    here, there = shown(name, plan), shown(name, tracker)
    return (
        f"{hidden_key(name)}\n"
        f"**Two different {plural}.** The plan says {here}"
        f"{changed_by(author) or f' (in the plan file, seen on {day(seen)})'}. "
        f"This issue says {there}{changed_by(edit)}.{said} "
        "Nothing has been overwritten.\n\n"
        f"{how} That settles it."
    )


def older_date_comment(new: Value, due: Value) -> str:
    """A timeframe was changed, and the plan has a due date of its own that says something else."""
    timeframe, day_due = shown(Field.TIMEFRAME, new), shown(Field.DUE, due)
    return (
        f"{hidden_key(Field.TIMEFRAME)}\n"
        f"**Two different dates.** The timeframe was changed to {timeframe}. The plan's own due date still "
        f"says {day_due}. Nothing has been overwritten.\n\n"
        "Reply with the right day, for example `Due: …`, or with the right timeframe, `When: …`."
    )


def program_comment(plan: Value, tracker: Value) -> str:
    """A program closed the issue: is the work done?"""
    here, there = shown(Field.STATUS, plan), shown(Field.STATUS, tracker)
    return (
        f"{hidden_key(Field.STATUS)}\n"
        f"**Closed by a program.** So this issue says {there}. The plan says {here}, and was left so: a "
        "program can't know.\n\n"
        "Reply with what is right, for example `Status: completed`, or open the issue again. That settles it."
    )


def settled_comment(name: Field, agreed: Value) -> str:
    plural, _ = WORDS[name]
    said = f"There were two different {plural}; both say {shown(name, agreed)} now."
    return f"{hidden_key(name)}\n**Settled.** {said}"


def unread_answer_comment(lines: Sequence[tuple[str, str]], year: int | None) -> str:
    """A short answer to lines of a comment that begin like an answer and say nothing certain."""
    lines_told = []
    for key, line in lines:
        when = f" {year}" if year else ""
        example = {
            "status": "The words are: not started, ongoing, completed, cancelled.",
            "due": f"Write a day or a month in words, for example `Due: 15 June{when}`.",
            "snooze_until": f"Write a day or a month in words, for example `Ask again: 1 September{when}`.",
        }
        lines_told.append(f"Not understood: “{told(line)}”. {example[key]}")
    return "\n".join(lines_told)


def contested_answer_comment(name: Field, plan: Value, answer: Value) -> str:
    """An answer met an edit of the plan file that nobody here had seen."""
    return (
        f"Not taken in: {shown(name, answer)}. The plan file was changed meanwhile to {shown(name, plan)}. "
        "Answer again if yours still counts."
    )


def reopened_comment(status: str) -> str:
    return f"Reopened: the plan file was changed to {shown(Field.STATUS, status)}."
