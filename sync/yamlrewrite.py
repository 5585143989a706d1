"""A new value for a scalar that stands in a text, in the scalar's own style where that can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern
from typing import Final

from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError

from sync.yamllines import LINE_BREAK
from sync.yamlpatch import Page, Patch, Unpatchable, start_of
from sync.yamlread import NULLS, TextParser, TooDeep
from sync.yamlscalar import NOT_PRINTABLE, double_quoted, quoted, scalar, single_quoted

BLOCK_HEADER: Final = pattern(r"(?P<style>[|>])(?P<indicators>[-+\d]*)(?P<rest>.*)")


def rewrite(page: Page, key: ScalarNode | None, node: Node, value: str, *, flow: bool) -> Patch:
    """The patch that makes `node` say `value`; without `key` the node is an entry of a list.

    Each way of writing it is read back in its surroundings, and the first that says exactly `value` is taken.
    """
    start, end = start_of(node), page.content_end(node)
    if not isinstance(node, ScalarNode):
        raise Unpatchable("the value is a list or a group of keys")
    indent = key.start_mark.column if key else node.start_mark.column - 2
    head = f"{' ' * indent}{page.text[start_of(key) : start]}" if key else f"{' ' * indent}- "
    tail = page.text[end : max(node.end_mark.index, page.line_end(end))]
    if flow:
        head, tail = ("{" + page.text[start_of(key) : start], "}") if key else ("[", "]")
    for written in ways(page, node, value, indent, flow=flow):
        if start == node.end_mark.index:
            written = page.filling(node, written)
        if says(head + written + tail, value):
            return Patch(start, end, written)
    raise Unpatchable("the value can't be written here safely")


def says(document: str, value: str) -> bool:
    try:
        root = TextParser(document).get_single_node()
    except (YAMLError, TooDeep, UnicodeEncodeError):
        return False
    match root:
        case MappingNode(value=[(_, ScalarNode() as node)]) | SequenceNode(value=[ScalarNode() as node]):
            return bool(node.value == value and (node.style or value not in NULLS))
    return False


def ways(page: Page, node: ScalarNode, value: str, indent: int, *, flow: bool) -> Iterator[str]:
    """Every way to write `value` in place of `node`, the most faithful first."""
    comment = header_comment(page, node)
    if set(NOT_PRINTABLE.findall(value)) - {"\t", "\n"}:
        # Some of these may stand in other styles too, where nobody could see them.
        yield double_quoted(value) + comment
        return
    match node.style:
        case "'":
            yield single_quoted(value)
        case '"':
            yield double_quoted(value)
        case "|" | ">":
            yield from blocks(page, node, value, indent)
        case _ if node.value in NULLS:
            yield scalar(value, flow=flow)
        case _:
            yield value
    yield quoted(value) + comment
    yield double_quoted(value) + comment


def header_comment(page: Page, node: ScalarNode) -> str:
    """What follows the sign of a block on its line."""
    if node.style not in ("|", ">"):
        return ""
    header = BLOCK_HEADER.match(page.text[start_of(node) : page.line_end(start_of(node))])
    return header["rest"].rstrip() if header else ""


def blocks(page: Page, node: ScalarNode, value: str, indent: int) -> Iterator[str]:
    """`value` as a block of the same style and indentation, with the line breaks after it as they are."""
    header = BLOCK_HEADER.match(page.text[start_of(node) : page.line_end(start_of(node))])
    text = value.rstrip("\n")
    if header is None or not text:
        return
    end = page.content_end(node)
    old = page.text[page.next_line(start_of(node)) : end]
    digit = header["indicators"].strip("+-")
    width = indent + int(digit) if digit else first_indent(old, indent + 2)
    breaks = len(LINE_BREAK.findall(page.text[end : node.end_mark.index]))
    chomp = chomping(header["indicators"].strip("123456789"), len(value) - len(text), breaks)
    if chomp is None:
        return
    line_break = page.line_break(start_of(node))
    # In a folded block a single line break reads as a blank, and two as one line break.
    between = line_break if header["style"] == "|" else line_break * 2
    lines = between.join(" " * width + line if line else "" for line in text.split("\n"))
    yield f"{header['style']}{digit}{chomp}{header['rest']}{line_break}{lines}"


def first_indent(lines: str, default: int) -> int:
    for line in LINE_BREAK.split(lines):
        if line.strip():
            return len(line) - len(line.lstrip(" "))
    return default


def chomping(now: str, wanted: int, breaks: int) -> str | None:
    """The indicator with which `breaks` line breaks after a block read as `wanted`; the present one first."""
    reads = {"-": 0, "": min(breaks, 1), "+": breaks}
    return next((sign for sign in (now, "-", "", "+") if reads[sign] == wanted), None)
