"""The patches of the plan file's text that make one item say new values."""

from __future__ import annotations

from collections.abc import Mapping

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from mappings.plan import Activity, Task
from mappings.snapshot import UNREPORTED, Value
from mappings.tbc import read_since
from sync.planvalues import aligned, assigned, parse_tasks
from sync.records import Record
from sync.yamlpatch import (
    Addition,
    Page,
    Patch,
    Unpatchable,
    add_key,
    pair_of,
    patch_entries,
    remove_keys,
    start_of,
)
from sync.yamlread import Tree
from sync.yamlrewrite import rewrite
from sync.yamlscalar import scalar


def mappings_of(tree: Tree) -> dict[str, MappingNode]:
    """The node of each item, by its id. The tree is that of a valid plan."""
    found: dict[str, MappingNode] = {}
    for area in children(tree.root, "areas"):
        for output in children(area, "outputs"):
            found |= {id_of(activity): activity for activity in children(output, "activities")}
            found[id_of(output)] = output
        found |= {id_of(activity): activity for activity in children(area, "activities")}
        found[id_of(area)] = area
    return found


def children(parent: Node, key: str) -> list[MappingNode]:
    pair = pair_of(parent, key) if isinstance(parent, MappingNode) else None
    return list(pair[1].value) if pair and isinstance(pair[1], SequenceNode) else []


def id_of(mapping: MappingNode) -> str:
    pair = pair_of(mapping, "id")
    return str(pair[1].value) if pair else ""


def patches_of(
    page: Page, mapping: MappingNode, item: Record, changes: Mapping[str, Value]
) -> tuple[list[Patch], dict[str, str]]:
    """The patches that make `mapping` say `changes`, and the reasons of those keys that can't be changed."""
    refused: dict[str, str] = {}
    patches: list[Patch] = []
    gone = {key for key, value in changes.items() if value in (None, UNREPORTED)}
    present = {key for key in gone if pair_of(mapping, key)}
    try:
        patches += remove_keys(page, mapping, present)
    except Unpatchable as reason:
        refused |= dict.fromkeys(present, str(reason))
    order = list(type(item).model_fields)
    for key, value in sorted(changes.items(), key=lambda change: order.index(change[0])):
        if key not in gone and value is not None:
            try:
                patches += write(page, mapping, item, key, value, present)
            except Unpatchable as reason:
                refused[key] = str(reason)
    return patches, refused


def write(
    page: Page, mapping: MappingNode, item: Record, key: str, value: str, gone: set[str]
) -> list[Patch]:
    pair = pair_of(mapping, key)
    held = key in ("tasks", "assignees", "tbc_since") and isinstance(item, Activity)
    if pair is None or (held and isinstance(pair[1], ScalarNode)):
        rendered = (in_flow(key, value),) * 2 if held else (scalar(value), scalar(value, flow=True))
        if pair is None:
            order = list(type(item).model_fields)
            return [add_key(page, mapping, key, rendered, order, gone)]
        return [fill(page, pair[1], rendered[0])]
    name, node = pair
    if key == "tbc_since" and isinstance(node, MappingNode):
        return [patch_since(page, node, value)]
    if held and isinstance(node, SequenceNode) and isinstance(item, Activity):
        edit = patch_tasks if key == "tasks" else patch_assignees
        return edit(page, node, item, value)
    return [rewrite(page, name, node, value, flow=bool(mapping.flow_style))]


def fill(page: Page, empty: Node, rendered: str) -> Patch:
    """A list, or keys, in place of nothing, `~` or `null`."""
    start, end = start_of(empty), empty.end_mark.index
    return Patch(start, end, page.filling(empty, rendered) if start == end else rendered)


def in_flow(key: str, value: str) -> str:
    if key == "tbc_since":
        return "{" + ", ".join(days(value)) + "}"
    if key == "tasks":
        return "[" + ", ".join(flow_task(task) for task in parse_tasks(value)) + "]"
    return "[" + ", ".join(scalar(name, flow=True) for name in value.split("\n")) + "]"


def flow_task(task: Task) -> str:
    return f"{{text: {scalar(task.text, flow=True)}{', done: true' if task.done else ''}}}"


def days(value: str) -> list[str]:
    return [f"{scalar(name, flow=True)}: {day}" for name, day in read_since(value).items()]


def patch_since(page: Page, mapping: MappingNode, value: str) -> Patch:
    """All of it at once: it is short, and a sync's own."""
    start, end = start_of(mapping), page.content_end(mapping)
    if "#" in page.text[start:end]:
        raise Unpatchable("a comment stands among what would change")
    if mapping.flow_style:
        return Patch(start, end, in_flow("tbc_since", value))
    between = page.line_break(start) + " " * mapping.start_mark.column
    return Patch(start, end, between.join(days(value)))


def patch_tasks(page: Page, entries: SequenceNode, item: Activity, value: str) -> list[Patch]:
    alignment = aligned(item, value)
    patches: list[Patch] = []
    added: list[Addition] = []
    last = -1
    for task, position in zip(alignment.tasks, alignment.positions, strict=True):
        if position is None:
            node = entries.value[last] if entries.value else None
            beside_flow = isinstance(node, MappingNode) and node.flow_style
            flow = flow_task(task)
            block = flow if task.done or beside_flow else f"text: {scalar(task.text)}"
            added.append(Addition(last, block, flow))
        else:
            last = position
            patches += patch_task(page, entries.value[position], item.tasks[position], task)
    gone = set(range(len(item.tasks))) - set(alignment.positions)
    return patches + patch_entries(page, entries, gone, added)


def patch_task(page: Page, mapping: MappingNode, present: Task, wanted: Task) -> list[Patch]:
    patches = []
    flow = bool(mapping.flow_style)
    if present.text != wanted.text and (text := pair_of(mapping, "text")):
        patches.append(rewrite(page, *text, wanted.text, flow=flow))
    if present.done != wanted.done:
        says = "true" if wanted.done else "false"
        if done := pair_of(mapping, "done"):
            patches.append(rewrite(page, *done, says, flow=flow))
        else:
            patches.append(add_key(page, mapping, "done", (says, says), ["text", "done"], ()))
    return patches


def patch_assignees(page: Page, entries: SequenceNode, item: Activity, value: str) -> list[Patch]:
    wanted = assigned(item, value)
    gone = []
    rest = list(wanted)
    for position, name in enumerate(item.assignees):
        if name in rest:
            rest.remove(name)
        else:
            gone.append(position)
    last = len(item.assignees) - 1
    added = [Addition(last, scalar(name), scalar(name, flow=True)) for name in rest]
    return patch_entries(page, entries, gone, added)
