"""Where the values of a plan file stand, for people who go there."""

from __future__ import annotations

from collections.abc import Collection

from sync.planpatch import mappings_of
from sync.ports import PlanDocument
from sync.yamlpatch import pair_of, start_of
from sync.yamlread import BOM, compose, without_collection


def lines_of(document: PlanDocument, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(item, key) -> line, from 1; of a key that is not there the line on which its item begins."""
    if not wanted:
        return {}
    found = {}
    with without_collection():
        tree = compose(document.text.removeprefix(BOM), "")
        nodes = mappings_of(tree)
        for item, key in wanted:
            if item in nodes:
                pair = pair_of(nodes[item], key)
                line, _ = tree.place(start_of(pair[0] if pair else nodes[item]))
                found[item, key] = line
    return found
