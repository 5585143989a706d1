"""YAML text read once: its nodes with their places, and its plain values with every scalar as written.

Of YAML only what a plan needs is accepted. Anchors, aliases, tags and duplicate keys are refused, and so is
deep nesting, before anything is expanded. No scalar becomes a number, a date or a truth value here: `1.10`
and `NO` stay the text they are, and the models decide.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError
from yaml._yaml import CParser

from sync.errors import PlanInvalid, Problem
from sync.yamllines import Finding, starts_of_lines
from sync.yamltrouble import damage, syntax_problems

BOM: Final = "\ufeff"
DEPTH_LIMIT: Final = 20
NULLS: Final = frozenset({"", "~", "null"})
UNWANTED: Final = {"&": "an anchor (&…)", "!": "a tag (!…)", "*": "an alias (*…)"}

Plain = str | list["Plain"] | dict[str, "Plain"] | None


class TooDeep(Exception):
    pass


class TextParser(CParser):
    """The C parser with no idea of types, so that it never guesses one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, parent: Node | None, index: object) -> None:  # noqa: ARG002
        # The C code composes nodes by calling itself: unlimited depth would overflow its stack.
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise TooDeep

    def ascend_resolver(self) -> None:
        self.depth -= 1


@dataclass(frozen=True)
class Tree:
    """The text without its BOM, and its root node; every mark counts characters of exactly this text."""

    text: str
    root: Node

    @cached_property
    def line_starts(self) -> list[int]:
        return starts_of_lines(self.text)

    def place(self, index: int) -> tuple[int, int]:
        """The line and the column, both from 1, as editors show them."""
        return place_in(self.line_starts, index)

    def problem(self, node: Node, key: str, message: str, remedy: str = "") -> Problem:
        line, column = self.place(node.start_mark.index)
        return Problem(line, column, key, message, remedy)


def place_in(starts: list[int], index: int) -> tuple[int, int]:
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


@contextmanager
def without_collection() -> Iterator[None]:
    """Nothing made meanwhile is garbage: looking for some costs a third of the time of reading a file."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compose(text: str, name: str, keys: Collection[str] = ()) -> Tree:
    """Read `text` into nodes. Raises PlanInvalid with what is wrong, where, and the remedy.

    `keys` are words that begin a line as keys: the remedy then tells how to write the line.
    """
    text = text.removeprefix(BOM)
    if found := damage(text, keys):
        raise PlanInvalid(name, located(text, found))
    try:
        root = TextParser(text).get_single_node()
    except TooDeep:
        message = f"the file nests more than {DEPTH_LIMIT} levels; a plan needs far fewer."
        raise PlanInvalid(name, [Problem(1, 1, "", message)]) from None
    except YAMLError as error:
        raise PlanInvalid(name, located(text, syntax_problems(text, keys, error))) from None
    if root is None:
        remedy = "Import a document, or copy a plan file here."
        raise PlanInvalid(name, [Problem(1, 1, "", "the file is empty.", remedy)])
    return Tree(text, root)


def located(text: str, found: list[Finding]) -> list[Problem]:
    starts = starts_of_lines(text)
    return [Problem(*place_in(starts, index), "", message, remedy) for index, message, remedy in found]


def plain_values(tree: Tree) -> tuple[Plain, list[Problem]]:
    """The nodes as text, lists and dictionaries, and everything in them that is refused."""
    reader = PlainReader(tree)
    return reader.value(tree.root), reader.problems


class PlainReader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        # One more character, so that an empty value at the very end has one to look at.
        self.text = tree.text + "\n"
        self.problems: list[Problem] = []
        self.refused: set[int] = set()
        self.repeating: MappingNode | None = None
        self.firsts: dict[str, Node] = {}
        """The keys of the mapping that has repeated ones, where they stand first."""

    def value(self, node: Node) -> Plain:
        text = self.text
        if text[node.start_mark.index] in "&!":
            self.refuse(node)
            return None
        match node:
            case ScalarNode():
                value: str = node.value
                return None if not node.style and value in NULLS else value
            case MappingNode():
                record: dict[str, Plain] = {}
                for key, child in node.value:
                    if text[key.start_mark.index] in "&!":
                        self.refuse(key)
                    elif not isinstance(key, ScalarNode):
                        self.problem(key, "a key has to be a word.", "Write it as key: value.")
                    elif key.value in record:
                        self.repeat(node, key)
                    else:
                        record[key.value] = self.value(child)
                return record
            case SequenceNode():
                return [self.value(child) for child in node.value]
        raise TypeError(node)  # YAML has no other kinds of nodes

    def refuse(self, node: Node) -> None:
        """An anchored node is not looked into: that alone keeps nested aliases from growing."""
        if node.start_mark.index in self.refused:
            return
        self.refused.add(node.start_mark.index)
        what = UNWANTED[self.text[node.start_mark.index]]
        self.problem(node, f"{what} is not accepted in a plan.", "Write the value out, or put it in quotes.")

    def repeat(self, node: MappingNode, key: ScalarNode) -> None:
        if node is not self.repeating:
            self.repeating = node
            # The last one wins, so from the end: the first stays.
            self.firsts = {str(other.value): other for other, _ in reversed(node.value)}
        line, _ = self.tree.place(self.firsts[key.value].start_mark.index)
        message = f"the key {key.value} stands here a second time; the first is in line {line}."
        self.problem(key, message, "Keep one of the two.")

    def problem(self, node: Node, message: str, remedy: str) -> None:
        self.problems.append(self.tree.problem(node, "", message, remedy))
