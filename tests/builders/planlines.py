"""Which lines of a plan file belong to which value: counted apart from the code that edits them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from sync.yamlread import without_collection

Slot = tuple[str, str]


def last_line(node: Node, text: str) -> int:
    """The number of the line with the last character of a value."""
    if isinstance(node, SequenceNode | MappingNode) and not node.flow_style:
        last = node.value[-1]
        return last_line(last[1] if isinstance(last, tuple) else last, text)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        held = text[node.start_mark.index : node.end_mark.index].rstrip()
        return int(node.start_mark.line) + held.count("\n")
    return int(node.end_mark.line)


def records(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        if any(key.value == "id" for key, _ in node.value):
            yield node
        for _, value in node.value:
            yield from records(value)
    elif isinstance(node, SequenceNode):
        for entry in node.value:
            yield from records(entry)


@lru_cache(maxsize=2)
def slot_lines(text: str) -> dict[Slot, set[int]]:
    """The lines of each key of each item, from 0; an item in braces is one with all its keys."""
    text = text.removeprefix("\ufeff")
    found = {}
    with without_collection():
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    for record in records(root):
        name = next(value.value for key, value in record.value if key.value == "id")
        for key, value in record.value:
            whole = record.flow_style
            first = record.start_mark.line if whole else key.start_mark.line
            last = record.end_mark.line if whole else last_line(value, text)
            found[name, key.value] = set(range(first, last + 1))
        found[name, "braces"] = found[name, "id"] if record.flow_style else set()
        found[name, "first"] = found[name, record.value[0][0].value]
    return found


def comments_within(text: str, slots: Iterable[Slot]) -> list[str]:
    """The lines of `slots` that are comments."""
    lines, of_slots = text.split("\n"), slot_lines(text)
    numbers = sorted({number for slot in slots for number in of_slots.get(slot, ())})
    return [lines[number] for number in numbers if lines[number].lstrip().startswith("#")]


def without(text: str, slots: Iterable[Slot]) -> list[str]:
    """The lines of `text` that belong to none of `slots`, line ends and all."""
    of_slots = slot_lines(text)
    gone: set[int] = set()
    for name, key in slots:
        gone |= of_slots.get((name, key), set()) | of_slots[name, "braces"]
    return [line for number, line in enumerate(text.split("\n")) if number not in gone]
