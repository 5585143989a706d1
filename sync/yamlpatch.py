"""Edits of YAML text in place: for each edit the few characters to replace, found by node marks.

Nothing here is trusted to be right: whoever applies patches reads the result again and compares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from yaml import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from sync.yamllines import LINE_BREAK


class Unpatchable(ValueError):
    """The edit can't be made without touching something else; says why, for people."""


@dataclass(frozen=True, slots=True)
class Patch:
    """The characters from `start` to `end` become `text`."""

    start: int
    end: int
    text: str


def patched(text: str, patches: Iterable[Patch]) -> str:
    pieces, last = [], 0
    # Insertions go before what is replaced at the same place.
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        if patch.start < last:
            raise Unpatchable("two changes meet in the same place")
        pieces += [text[last : patch.start], patch.text]
        last = patch.end
    result = "".join([*pieces, text[last:]])
    if not ends_line(text) and ends_line(result):
        # The last line went, and the one before it is the last now.
        result = result.removesuffix("\n").removesuffix("\r")
    return result


def ends_line(text: str) -> bool:
    return text.endswith(("\n", "\r"))


Pair = tuple[ScalarNode, Node]


def pairs_of(mapping: MappingNode) -> list[Pair]:
    pairs: list[Pair] = mapping.value
    return pairs


def pair_of(mapping: MappingNode, key: str) -> Pair | None:
    return next((pair for pair in pairs_of(mapping) if pair[0].value == key), None)


def start_of(node: Node) -> int:
    index: int = node.start_mark.index
    return index


@dataclass(frozen=True)
class Page:
    """The text of a tree with the questions that edits ask of it."""

    text: str

    def line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """Where the line break after `index` begins, or the end of the text."""
        found = LINE_BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def next_line(self, index: int) -> int:
        found = LINE_BREAK.search(self.text, index)
        return found.end() if found else len(self.text)

    def line_break(self, index: int) -> str:
        """The line break in use around `index`: that of its line, else that of the first line."""
        found = LINE_BREAK.search(self.text, index) or LINE_BREAK.search(self.text)
        return found.group() if found else "\n"

    def begins_line(self, index: int) -> bool:
        return not self.text[self.line_start(index) : index].strip(" ")

    def content_end(self, node: Node) -> int:
        """Where the last character of a value ends, without the blank lines that a block takes along."""
        match node:
            case CollectionNode(flow_style=False, value=[*_, last]):
                return self.content_end(last[1] if isinstance(last, tuple) else last)
            case ScalarNode(style="|" | ">"):
                held = self.text[start_of(node) : node.end_mark.index].rstrip()
                return self.line_end(start_of(node) + len(held))
        index: int = node.end_mark.index
        return index

    def after(self, node: Node) -> int | None:
        """Where a line can be put below a value; None where there is no such place."""
        last = node
        while isinstance(last, CollectionNode) and not last.flow_style and last.value:
            last = last.value[-1][1] if isinstance(last, MappingNode) else last.value[-1]
        if isinstance(last, ScalarNode) and last.style in ("|", ">"):
            # Its blank lines may be part of the value, and so would be a line break at the end of the file.
            end: int = last.end_mark.index
            return end if end and self.text[end - 1] in "\r\n" else None
        return self.next_line(self.content_end(last))

    def new_line(self, at: int, line: str) -> Patch:
        """One more line at a line's start; at the end of a text without a final line break, after it."""
        if at == len(self.text) and not ends_line(self.text):
            return Patch(at, at, self.line_break(at) + line)
        return Patch(at, at, line + self.line_break(max(0, at - 2)))

    def whole_lines(self, start: int, end: int, node: Node) -> Patch:
        """The removal of the lines from `start` on to the one that `end` is in."""
        start, stop = self.line_start(start), self.next_line(end)
        if isinstance(node, CollectionNode):
            self.refuse_comments(self.text[self.next_line(start) : end])
        return Patch(start, stop, "")

    def remark_after(self, at: int) -> bool:
        """A comment stands behind the value that ends here, on its line."""
        return self.text[at : self.line_end(at)].lstrip().startswith("#")

    def filling(self, empty: Node, written: str) -> str:
        """`written` as it goes in the place of nothing: after a colon and a blank."""
        before = self.text[self.line_start(start_of(empty)) : start_of(empty)]
        if not before.rstrip().endswith(":"):
            return f": {written}"
        return f" {written}" if before.endswith(":") else written

    def refuse_comments(self, lines: str) -> None:
        """A remark that stands on a line of its own belongs to no value: it is not taken away with one."""
        if any(line.lstrip().startswith("#") for line in LINE_BREAK.split(lines)):
            raise Unpatchable("a comment stands among the lines that would go")


def removed_runs(count: int, gone: Collection[int]) -> Iterator[tuple[int, int]]:
    """First and last position of each run of neighbours to be removed."""
    first = None
    for position in range(count + 1):
        if position in gone and first is None:
            first = position
        elif position not in gone and first is not None:
            yield first, position - 1
            first = None


def remove_keys(page: Page, mapping: MappingNode, keys: Collection[str]) -> list[Patch]:
    """Takes keys away with their values; never all keys of a mapping."""
    pairs = pairs_of(mapping)
    gone = [position for position, (key, _) in enumerate(pairs) if key.value in keys]
    if mapping.flow_style:
        return remove_from_flow(
            page, [(start_of(key), page.content_end(value)) for key, value in pairs], gone
        )
    patches = []
    for first, last in removed_runs(len(pairs), gone):
        for position in range(first, last + 1):
            key, value = pairs[position]
            if not page.begins_line(start_of(key)):
                # It shares its line with the dash of the list: what follows moves up.
                rest = start_of(pairs[last + 1][0])
                page.refuse_comments(page.text[start_of(key) : rest])
                patches.append(Patch(start_of(key), rest, ""))
                break
            end = page.content_end(value)
            if page.remark_after(end) and isinstance(value, ScalarNode):
                patches.append(Patch(start_of(value), end, ""))  # an empty value says the same, and keeps it
            else:
                patches.append(page.whole_lines(start_of(key), end, value))
    return patches


def remove_from_flow(page: Page, spans: Sequence[tuple[int, int]], gone: Collection[int]) -> list[Patch]:
    patches = []
    for first, last in removed_runs(len(spans), gone):
        if last + 1 < len(spans):
            start, end = spans[first][0], spans[last + 1][0]
        else:
            start, end = spans[first - 1][1] if first else spans[0][0], spans[last][1]
        gaps = [start, *(index for span in spans[first : last + 1] for index in span), end]
        if any("#" in page.text[gap:stop] for gap, stop in zip(gaps[::2], gaps[1::2], strict=True)):
            raise Unpatchable("a comment stands among what would go")
        patches.append(Patch(start, end, ""))
    return patches


def add_key(
    page: Page,
    mapping: MappingNode,
    key: str,
    value: tuple[str, str],
    order: Sequence[str],
    without: Collection[str],
) -> Patch:
    """One new line `key: value` after the nearest key that comes before it in `order`.

    `value` as rendered for a block and for a flow mapping; keys in `without` are about to go.
    """
    before = order[: order.index(key)]
    known = {pair[0].value: pair for pair in pairs_of(mapping) if pair[0].value not in without}
    for name in reversed(before):
        if name not in known:
            continue
        sibling, held = known[name]
        if mapping.flow_style:
            if (end := page.content_end(held)) > start_of(held):
                return Patch(end, end, f", {key}: {value[1]}")
        elif (at := page.after(held)) is not None:
            return page.new_line(at, f"{' ' * sibling.start_mark.column}{key}: {value[0]}")
    raise Unpatchable("no place for a new line was found")


@dataclass(frozen=True, slots=True)
class Addition:
    """A new entry of a list, after the one at position `after` (-1: before all), rendered for both styles."""

    after: int
    block: str
    flow: str


def patch_entries(
    page: Page, entries: SequenceNode, gone: Collection[int], added: Sequence[Addition]
) -> list[Patch]:
    """Takes entries out of a list and puts new ones in; at least one stays or comes."""
    nodes: list[Node] = entries.value
    if entries.flow_style:
        return patch_flow_entries(page, entries, nodes, gone, added)
    patches = []
    dashes = [dash_of(page, entries, node) for node in nodes]
    for position in sorted(gone):
        node = nodes[position]
        patches.append(page.whole_lines(dashes[position], page.content_end(node), node))
    places: dict[int, list[str]] = {}
    for addition in added:
        if addition.after < 0:
            at: int | None = page.line_start(dashes[0])
        else:
            at = page.after(nodes[addition.after])
        if at is None:
            raise Unpatchable("no place for a new line was found")
        places.setdefault(at, []).append(f"{' ' * entries.start_mark.column}- {addition.block}")
    for at, lines in places.items():
        patches.append(page.new_line(at, page.line_break(at).join(lines)))
    return patches


def patch_flow_entries(
    page: Page,
    entries: SequenceNode,
    nodes: Sequence[Node],
    gone: Collection[int],
    added: Sequence[Addition],
) -> list[Patch]:
    spans = [(start_of(node), page.content_end(node)) for node in nodes]
    kept = [position for position in range(len(nodes)) if position not in gone]
    if not kept:
        start = spans[0][0] if spans else start_of(entries) + 1
        end = spans[-1][1] if spans else start
        if spans:
            remove_from_flow(page, spans, gone)
        return [Patch(start, end, ", ".join(addition.flow for addition in added))]
    patches = remove_from_flow(page, spans, gone)
    for addition in added:
        before = [position for position in kept if position <= addition.after]
        if before:
            at = spans[before[-1]][1]
            patches.append(Patch(at, at, f", {addition.flow}"))
        else:
            at = spans[kept[0]][0]
            patches.append(Patch(at, at, f"{addition.flow}, "))
    return patches


def dash_of(page: Page, entries: SequenceNode, node: Node) -> int:
    """Where the dash of an entry stands: alone on its line, or before the entry on the same one."""
    dash = page.text.rfind("-", 0, start_of(node))
    between = page.text[dash + 1 : start_of(node)]
    column = dash - page.line_start(dash)
    if between.strip() or column != entries.start_mark.column or not page.begins_line(dash):
        raise Unpatchable("the list is written in a way that can't be edited safely")
    return dash
