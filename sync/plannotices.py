"""What is no mistake in a plan file, and yet is perhaps not meant: text that YAML takes for a comment."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as pattern
from typing import Final

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from sync.errors import Problem
from sync.planwords import HIDDEN, Place, name_of
from sync.yamlread import BOM, Tree, compose, plain_values, without_collection

TEXT_KEYS: Final = frozenset(
    ("title", "timeframe", "lead", "funding", "notes", "text", "kind", "group", "period", "details")
)
# A remark that people mean as one begins with a blank: "# ask Ann".
TAG: Final = r"[ \t]+#(?=[^\s#])"
ANY_TAG: Final = pattern(r"\S" + TAG)
TAG_HERE: Final = pattern(TAG)


def notices(text: str, name: str) -> tuple[Problem, ...]:
    """Every text of a valid plan file that ends in a `#` which perhaps belongs to it."""
    text = text.removeprefix(BOM)
    # Nearly no file has one, and reading it again costs as much as the first time.
    if not ANY_TAG.search(text):
        return ()
    with without_collection():
        tree = compose(text, name)
        values, _ = plain_values(tree)
        found = []
        for place, node in texts(tree.root, ()):
            if tag := cut_off(tree, node):
                line, column = tree.place(tag.end() - 1)
                _, key = name_of(tree, place, values)
                remedy = "If it belongs to the text, put the value in quotes."
                found.append(Problem(line, column, key, HIDDEN, remedy))
    return tuple(found)


def cut_off(tree: Tree, node: Node) -> Match[str] | None:
    """The blanks and the `#` that end this value, where it has no quotes and the `#` is part of a word."""
    if not isinstance(node, ScalarNode) or node.style:
        return None
    return TAG_HERE.match(tree.text, node.end_mark.index)


def texts(node: Node, place: Place) -> Iterator[tuple[Place, Node]]:
    match node:
        case MappingNode():
            for key, child in node.value:
                yield from texts(child, (*place, key.value))
        case SequenceNode():
            for index, child in enumerate(node.value):
                yield from texts(child, (*place, index))
        case ScalarNode() if place and (isinstance(place[-1], int) or TEXT_KEYS & {*place[-2:]}):
            yield place, node
