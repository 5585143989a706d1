"""Merging lists: assignees by element, tasks by text and place."""

from __future__ import annotations

import pytest

from sync.elements import Merged, merge_assignees, merge_tasks, same_tasks


def lines(*texts: str) -> str | None:
    return "\n".join(texts) or None


@pytest.mark.parametrize(
    ("plan", "forge", "base", "result"),
    [
        (["a"], ["a"], ["a"], ["a"]),
        (["a", "b"], ["a", "c"], ["a"], ["a", "b", "c"]),
        ([], ["a", "b"], ["a"], ["b"]),
        (["a"], [], ["a", "b"], []),
        (["b"], ["a", "b"], ["a"], ["b"]),
    ],
)
def test_assignees(plan, forge, base, result):
    """Additions and removals of both sides all count."""
    merged = merge_assignees(lines(*plan), lines(*forge), lines(*base), lines(*base))
    assert merged == Merged(lines(*result), lines(*result))


def test_assignee_that_the_tracker_never_took():
    """One of two assignees kept is no edit, and is not tried again with the next one."""
    merged = merge_assignees("a\nb\nc", "a", "a\nb", "a")
    assert merged == Merged("a\nb\nc", "a\nc")


@pytest.mark.parametrize(
    ("plan", "forge", "base", "result"),
    [
        (["[ ] a"], ["[x] a"], ["[ ] a"], ["[x] a"]),
        (["[x] a"], ["[ ] a"], ["[ ] a"], ["[x] a"]),
        (["[ ] a", "[ ] b"], ["[ ] b", "[x] a"], ["[ ] a", "[ ] b"], ["[x] a", "[ ] b"]),
        (["[ ] a", "[ ] new"], ["[x] a"], ["[ ] a"], ["[x] a", "[ ] new"]),
        (["[ ] a"], ["[ ] a", "[ ] theirs"], ["[ ] a"], ["[ ] a", "[ ] theirs"]),
        (["[ ] a", "[ ] b"], ["[ ] a"], ["[ ] a", "[ ] b"], ["[ ] a"]),
        (["[ ] b"], ["[ ] a", "[x] b"], ["[ ] a", "[ ] b"], ["[x] b"]),
        (["[ ] reworded"], ["[x] a"], ["[ ] a"], ["[x] reworded"]),
        (["[ ] a", "[ ] a"], ["[ ] a", "[x] a"], ["[ ] a", "[ ] a"], ["[ ] a", "[x] a"]),
        (["[ ] a", "[ ] same"], ["[ ] a", "[ ] same"], ["[ ] a"], ["[ ] a", "[ ] same"]),
        ([], [], ["[ ] a"], []),
    ],
)
def test_tasks(plan, forge, base, result):
    """Ticks are the tracker's, order is the plan's, additions and removals of both sides count."""
    assert merge_tasks(lines(*plan), lines(*forge), lines(*base), lines(*base)) == Merged(
        lines(*result), lines(*result)
    )


@pytest.mark.parametrize(
    ("plan", "forge"),
    [
        (["[ ] here"], ["[ ] there"]),
        (["[ ] here"], []),
        ([], ["[x] a"]),
    ],
)
def test_tasks_only_a_person_can_settle(plan, forge):
    """Two different wordings, or a change against a removal."""
    assert merge_tasks(lines(*plan), lines(*forge), "[ ] a", "[ ] a") is None


def test_order_is_no_difference():
    """The same tasks in another order are the same tasks."""
    assert same_tasks("[ ] a\n[x] b", "[x] b\n[ ] a")
    assert not same_tasks("[ ] a\n[ ] a", "[ ] a")
