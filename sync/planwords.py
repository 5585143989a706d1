"""What is wrong with a value in a plan file, where it stands, and the remedy, in the words of its readers."""

from __future__ import annotations

from calendar import monthrange
from difflib import get_close_matches
from re import ASCII
from re import compile as pattern
from typing import Final

from yaml import MappingNode, Node, SequenceNode

from mappings.plan import (
    Activity,
    Area,
    Baseline,
    Deliverable,
    Heading,
    Output,
    Plan,
    Record,
    Source,
    Status,
    Task,
)
from mappings.spans import MONTHS
from sync.yamlread import Plain, Tree

Place = tuple[int | str, ...]
"""The way from the top of the file to a value: keys, and positions in lists from 0."""

RECORDS: Final[dict[str, tuple[type[Record], str]]] = {
    "": (Plan, "the file"),
    "plan": (Heading, "plan"),
    "source": (Source, "the source"),
    "deliverables": (Deliverable, "a deliverable"),
    "areas": (Area, "an area"),
    "outputs": (Output, "an output"),
    "activities": (Activity, "an activity"),
    "tasks": (Task, "a task"),
    "baseline": (Baseline, "the baseline"),
}
WORDS: Final[dict[str, tuple[str, str]]] = {
    "int_parsing": ("a whole number is expected.", "Write for example 2016."),
    "bool_parsing": ("true or false is expected.", ""),
    "tuple_type": (
        "a list is expected here.",
        'Put each entry on its own line and begin it with "- ", or write [one, two].',
    ),
    "model_type": ("keys with values are expected here.", "Write them below, indented, as key: value."),
    "string_too_short": ("this may not be empty.", "Write it, or TBC if it is not decided."),
}
# Another name of the same mistake, as the models tell it.
SAME: Final = {
    "int_type": "int_parsing",
    "int_from_float": "int_parsing",
    "bool_type": "bool_parsing",
    "model_attributes_type": "model_type",
    "mapping_type": "model_type",
    "dict_type": "model_type",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
}
PATTERNS: Final = {
    "item": (
        "an id has at most 40 letters (a-z, A-Z), digits, dots, hyphens and underscores.",
        "Begin it with a letter or a digit; leave out blanks and accents.",
    ),
    "plan": (
        "the plan's id has at most 31 small letters, digits and hyphens, and begins with a letter.",
        "Write for example id: migration-plan.",
    ),
    "sha256": ("a SHA-256 is 64 digits and letters a-f.", "Leave the source as the import wrote it."),
}

ISO_DATE: Final = pattern(r"(\d{4})-(\d{2})-(\d{2})", ASCII)
# What people call a key, and what it is called here; of several, those that the record has.
MEANT: Final = {
    **dict.fromkeys(("deadline", "end", "until", "date"), ("due", "timeframe", "as_of")),
    **dict.fromkeys(("when", "timeline", "timing"), ("timeframe", "due", "period")),
    **dict.fromkeys(("begin", "from"), ("start",)),
    **dict.fromkeys(("owner", "responsible", "who", "partners"), ("lead", "leads")),
    **dict.fromkeys(("budget", "cost", "costs", "donor", "money"), ("funding",)),
    **dict.fromkeys(("name", "what", "activity"), ("title", "text")),
    **dict.fromkeys(("state", "progress"), ("status", "done")),
    **dict.fromkeys(("comment", "comments", "remark", "remarks"), ("notes",)),
    **dict.fromkeys(("checklist", "subtasks", "todo"), ("tasks",)),
}
UNSPACED: Final = pattern(r"(\w+):(\S.*)")
STATUSES: Final = f"Known are: {', '.join(Status)}; no key means no report yet."
HIDDEN: Final = "everything after # is a comment to YAML."


def name_of(tree: Tree, place: Place, values: Plain, *, unknown: bool = False) -> tuple[Node, str]:
    """The node nearest to `place`, and the place as people say it: from the last id on, counted from 1.

    With `unknown` the node of the key itself, as there is nothing wrong with its value.
    """
    node, keys = tree.root, []
    value = values
    for step in place:
        child = None
        match node:
            case MappingNode():
                child = next((pair for pair in node.value if pair[0].value == step), None)
            case SequenceNode() if isinstance(step, int):
                child = (node, node.value[step])
        if child is None:
            if isinstance(step, str) and isinstance(node, MappingNode):
                keys.append(step)
            break
        node = child[0] if unknown and step == place[-1] and isinstance(step, str) else child[1]
        value = within(value, step)
        keys.append(str(step + 1 if isinstance(step, int) else step))
        if isinstance(value, dict) and isinstance(value.get("id"), str) and isinstance(step, int):
            keys = [str(value["id"])]
    return node, ".".join(keys)


def within(value: Plain, step: int | str) -> Plain:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    return None


def in_words(
    kind: str, place: Place, value: object, context: dict[str, object], said: str
) -> tuple[str, str]:
    """The message and the remedy for one finding of the models or of the review before them."""
    key = place[-1] if place else ""
    match SAME.get(kind, kind):
        case "extra_forbidden":
            return unknown_key(place)
        case "missing":
            return f"{key} is missing.", f"Add {key}: …"
        case "repeated":
            return (
                f"the id {value} is used already, in line {context['line']}.",
                "Every area, output and activity needs an id of its own.",
            )
        case "linked":
            return (
                f"the {key} {value} is linked from {context['other']} already, in line {context['line']}.",
                f"No two have the same {key}: delete the wrong one of the two lines.",
            )
        case "hidden":
            return f"the value is empty: {HIDDEN}", "Put the value in quotes if # belongs to it."
        case "date":
            return wanted_date(place, value)
        case "enum":
            return unknown_status(value)
        case "string_type":
            return wanted_text(value)
        case "model_type" if unspaced := UNSPACED.fullmatch(str(value)):
            return "no blank after the colon.", f"Write {unspaced[1]}: {unspaced[2]}."
        case "string_pattern_mismatch":
            if key == "sha256":
                return PATTERNS["sha256"]
            return PATTERNS["plan" if place == ("plan", "id") else "item"]
        case "less_than_equal" | "greater_than_equal":
            return (
                f"this plan file is of schema {value}; this version of workplan reads schema 1.",
                "Update workplan, or write schema: 1.",
            )
        case known if known in WORDS:
            return WORDS[known]
    return f"{said}.", ""


def unknown_key(place: Place) -> tuple[str, str]:
    key = str(place[-1])
    around = next((step for step in reversed(place[:-1]) if isinstance(step, str)), "")
    model, kind = RECORDS.get(around, RECORDS[""])
    known = keys_of(model)
    message = f'unknown key "{key}".'
    word, colon, rest = key.partition(":")
    if colon and word in known:
        return message, f"Write a blank after the colon: {word}: {rest} …"
    if meant := [name for name in MEANT.get(key.lower(), ()) if name in known]:
        return message, "Did you mean " + " or ".join(f'"{name}"' for name in meant) + "?"
    if near := get_close_matches(key.lower(), known, n=1, cutoff=0.6):
        return message, f'Did you mean "{near[0]}"?'
    if owner := next((kind for model, kind in RECORDS.values() if key in keys_of(model)), None):
        return message, f'"{key}" is a key of {owner}, not of {kind}; check the indentation.'
    return message, f"Known here: {', '.join(known)}."


def keys_of(model: type[Record]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def wanted_date(place: Place, value: object) -> tuple[str, str]:
    key = place[-1]
    if found := ISO_DATE.fullmatch(str(value)):
        year, month, day = (int(part) for part in found.groups())
        if not 1 <= month <= 12:
            return f"there is no month {month}; a date is written year-month-day.", "Correct the month."
        if year and not 1 <= day <= monthrange(year, month)[1]:
            return f"there is no {day} {MONTHS[month - 1]} {year}.", "Correct the day."
    message = "a date is written year-month-day."
    if key == "as_of":
        return message, "Write the day of the document, for example 2016-09-18, or leave the key out."
    if key == "imported":
        return message, "Leave the source as the import wrote it."
    if key in ("start", "due") and "activities" in place and "baseline" not in place:
        return message, "Write for example 2017-04-30; a date in words belongs into timeframe."
    return message, "Write for example 2017-04-30."


def unknown_status(value: object) -> tuple[str, str]:
    known = [status.value for status in Status]
    near = get_close_matches(str(value).lower(), known, n=1, cutoff=0.5)
    remedy = f'Did you mean "{near[0]}"? ' if near else ""
    return f'"{value}" is not a status.', remedy + STATUSES


def wanted_text(value: object) -> tuple[str, str]:
    match value:
        case None:
            return "an empty entry.", "Write its text, or delete the line."
        case list():
            return "text is expected here, not a list.", "Put a text with square brackets in quotes."
        case _:
            return "text is expected here, not keys.", "Put a text with a colon or curly brackets in quotes."
