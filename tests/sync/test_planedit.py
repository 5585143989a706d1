"""Edits in place: exactly the touched value changes, in its own style, or the edit is refused."""

from __future__ import annotations

import pytest

from mappings.snapshot import Value
from sync.planedit import Draft
from sync.planfile import apply_edits, parse_plan
from sync.ports import PlanDocument, PlanEdit, Written
from sync.records import records, value
from sync.yamlpatch import Patch, Unpatchable, patched
from tests.builders.planfile import small_plan

NOTHING_ELSE = ("title: One",)


def apply(text: str, *changes: tuple[str, Value], item: str = "a1") -> Written:
    """Each change with the value that stands there as the one observed."""
    plan = parse_plan(text, "plan.yaml")
    held = records(plan)[item]
    edits = [PlanEdit(item, key, value(held, key), new) for key, new in changes]
    return apply_edits(PlanDocument(text, plan), edits)


def edited(text: str, *changes: tuple[str, Value], item: str = "a1") -> str:
    written = apply(text, *changes, item=item)
    assert not written.refused
    assert not written.stale
    assert len(written.done) == len(changes)
    assert written.document.plan == parse_plan(written.document.text, "plan.yaml")
    return written.document.text


def reasons(written: Written) -> list[str]:
    return [reason for _, reason in written.refused]


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("lead: IOM", "UNDP", "lead: UNDP"),
        ("lead: IOM  # ask Ann", "UNDP", "lead: UNDP  # ask Ann"),
        ("lead :   IOM", "UNDP", "lead :   UNDP"),
        ("lead: 'IOM'", "it's UNDP", "lead: 'it''s UNDP'"),
        ('lead: "IOM" # x', 'say "UNDP"', 'lead: "say \\"UNDP\\"" # x'),
        ("'lead': IOM", "UNDP", "'lead': UNDP"),
        ("lead: IOM", "UNDP: all # of them", 'lead: "UNDP: all # of them"'),
        ("lead: IOM", "- UNDP", 'lead: "- UNDP"'),
        ("lead: IOM", "null", 'lead: "null"'),
        ("lead: 2016", "2017", "lead: 2017"),
        ("lead: IOM", "two\nlines", 'lead: "two\\nlines"'),
        ("lead: 'IOM'", "two\nlines", 'lead: "two\\nlines"'),
        ("lead:", "UNDP", "lead: UNDP"),
        ("lead:   # who?", "UNDP", "lead: UNDP   # who?"),
        ("lead: ~  # who?", "UNDP", "lead: UNDP  # who?"),
        ("lead: null", "no", 'lead: "no"'),
        ('lead: ""', "UNDP", 'lead: "UNDP"'),
        ("lead: IOM", "Zoë 🌍", "lead: Zoë 🌍"),
        ("lead: IOM", "a\x00b\u2028", 'lead: "a\\0b\\u2028"'),
    ],
)
def test_a_value_is_replaced_in_its_own_style(before: str, new: str, after: str) -> None:
    """Comments, spacing and quotes stay as people have them."""
    text = small_plan("title: One", before, "funding: x")
    assert edited(text, ("lead", new)) == small_plan("title: One", after, "funding: x")


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        (("notes: x", "lead: IOM", "  and UNDP # q"), "UNU", ("notes: x", "lead: UNU # q")),
        (("lead: 'IOM", "", "  and UNDP'"), "UNU", ("lead: 'UNU'",)),
        (("lead: |-", "  IOM", "  UNDP"), "UNU", ("lead: |-", "  UNU")),
        (("lead: |-", "  IOM"), "UNU\n\n UNDP", ("lead: |-", "  UNU", "", "   UNDP")),
        (("lead: | # who", "    IOM", "", ""), "UNU", ("lead: |- # who", "    UNU", "", "")),
        (("lead: |", "  IOM"), "UNU\n", ("lead: |", "  UNU")),
        (("lead: |+", "  IOM", "", ""), "UNU\n\n\n", ("lead: |+", "  UNU", "", "")),
        (("lead: |+", "  IOM", "", ""), "UNU\n", ("lead: |", "  UNU", "", "")),
        (("lead: >-", "  IOM", "  and more"), "UNU and all", ("lead: >-", "  UNU and all")),
        (("lead: >-", "  IOM"), "UNU\nUNDP", ("lead: >-", "  UNU", "", "  UNDP")),
        (("lead: |2-", "    IOM"), "  UNU", ("lead: |2-", "    UNU")),
        (("lead: |- # who", "  IOM", "", "# next"), " UNU", ('lead: " UNU" # who', "", "# next")),
        (("lead: |-", "  IOM"), "a\x07b", ('lead: "a\\x07b"',)),
        (("lead: |", "  IOM", " # not content"), "UNU", ("lead: |-", "  UNU", " # not content")),
    ],
)
def test_a_value_of_several_lines_is_replaced(
    before: tuple[str, ...], new: str, after: tuple[str, ...]
) -> None:
    """The lines of the value change, and no line around them."""
    text = small_plan("title: One", *before, "funding: x")
    assert edited(text, ("lead", new)) == small_plan("title: One", *after, "funding: x")


@pytest.mark.parametrize(
    ("key", "new", "before", "after"),
    [
        ("lead", "IOM", ("title: One", "funding: x"), ("title: One", "lead: IOM", "funding: x")),
        ("lead", "IOM", ("title: One  # t", "# c"), ("title: One  # t", "lead: IOM", "# c")),
        ("issue", "local:12", ("title: One", "notes: n"), ("title: One", "notes: n", "issue: local:12")),
        ("lead", "IOM", ("title: 'One", "", "  two'"), ("title: 'One", "", "  two'", "lead: IOM")),
        ("lead", "IOM", ("title: |+", "  One", ""), ("title: |+", "  One", "", "lead: IOM")),
        ("start", "2017-01-02", ("title: One", "due: 2017-01-03"), None),
        ("status", "completed", NOTHING_ELSE, ("title: One", "status: completed")),
        ("completed", "2017-01-02", NOTHING_ELSE, ("title: One", "completed: 2017-01-02")),
        ("funding", "1.10", NOTHING_ELSE, ("title: One", 'funding: "1.10"')),
        ("lead", "IOM, UNDP", NOTHING_ELSE, ("title: One", "lead: IOM, UNDP")),
        ("assignees", "ann\nbob, b", NOTHING_ELSE, ("title: One", 'assignees: [ann, "bob, b"]')),
        ("tasks", "[ ] a\n[x] b", NOTHING_ELSE, ("title: One", "tasks: [{text: a}, {text: b, done: true}]")),
    ],
)
def test_a_new_key_adds_one_line(
    key: str, new: str, before: tuple[str, ...], after: tuple[str, ...] | None
) -> None:
    """Where a reader would look for it; every other line as it was."""
    expected = after or ("title: One", "start: 2017-01-02", "due: 2017-01-03")
    assert edited(small_plan(*before), (key, new)) == small_plan(*expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("title: One", "lead: IOM # q", "funding: x"), ("title: One", "lead:  # q", "funding: x")),
        (("title: One", "lead: IOM"), ("title: One",)),
        (("title: One", "lead: |", "  IOM", "", "# c"), ("title: One", "", "# c")),
        (("title: One", "# of the lead", "lead: IOM", "funding: x"), None),
    ],
)
def test_a_removed_key_takes_its_lines_along(before: tuple[str, ...], after: tuple[str, ...] | None) -> None:
    """And no others: a remark stays, on a line of its own or behind the value."""
    expected = after or ("title: One", "# of the lead", "funding: x")
    assert edited(small_plan(*before), ("lead", None)) == small_plan(*expected)


def test_the_key_beside_the_dash_can_go() -> None:
    """The next key moves up to the dash."""
    text = small_plan("title: One").replace(
        "- id: a1\n            title", "- lead: x\n            id: a1\n            title"
    )
    assert edited(text, ("lead", None)) == small_plan("title: One")


def test_neighbours_go_together() -> None:
    """Several removals beside the dash, and a new key in the same item."""
    old = "- lead: x\n            funding: y\n            id: a1\n            title"
    text = small_plan("title: One").replace("- id: a1\n            title", old)
    changed = edited(text, ("lead", None), ("funding", None), ("due", "2017-01-02"))
    assert changed == small_plan("title: One", "due: 2017-01-02")


def test_a_key_that_says_nothing_already_is_left_alone() -> None:
    """Clearing what is clear writes nothing."""
    text = small_plan("title: One", "lead: ~ # who?", "assignees: []", 'funding: ""')
    assert (
        edited(text, ("lead", None), ("assignees", None), ("funding", None), ("status", "unreported")) == text
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(newline: str, mark: str) -> None:
    """A file from Windows stays one."""
    text = mark + small_plan("title: One", "lead: |-", "  x").replace("\n", newline)
    after = mark + small_plan("title: Two", "lead: |-", "  y", "due: 2017-01-02").replace("\n", newline)
    assert edited(text, ("title", "Two"), ("lead", "y"), ("due", "2017-01-02")) == after


def test_mixed_line_ends_stay_mixed() -> None:
    """A new line ends as the one above it."""
    text = small_plan("title: One\r", "lead: x", "funding: y\r")
    after = small_plan("title: Two\r", "lead: x", "funding: y\r", "status: ongoing\r")
    assert edited(text, ("title", "Two"), ("status", "ongoing")) == after


@pytest.mark.parametrize(
    ("last", "changes", "after"),
    [
        ("title: One", (("lead", "IOM"), ("funding", "x")), ("title: One", "lead: IOM", "funding: x")),
        ("title: One", (("title", "Two"),), ("title: Two",)),
        ("lead: IOM", (("lead", None),), ()),
        ("lead: IOM", (("lead", None), ("funding", "x")), ("funding: x",)),
        ("assignees: [a]", (("assignees", None),), ()),
    ],
)
def test_a_file_without_a_final_line_break_gets_none(
    last: str, changes: tuple[tuple[str, Value], ...], after: tuple[str, ...]
) -> None:
    """The last line is edited as any other."""
    before = small_plan(*(("title: One", last) if "title" not in last else (last,))).removesuffix("\n")
    expected = small_plan(*(("title: One", *after) if not any("title" in line for line in after) else after))
    assert edited(before, *changes) == expected.removesuffix("\n")


def test_a_new_line_never_follows_a_block_that_ends_the_file() -> None:
    """A line break after it would become part of its text."""
    text = small_plan("title: One", "lead: |", "  IOM").removesuffix("\n")
    after = small_plan("title: One", "due: 2017-01-02", "lead: |", "  IOM").removesuffix("\n")
    assert edited(text, ("due", "2017-01-02")) == after


@pytest.mark.parametrize("new", ["[x] a", "[ ] a\n[ ] b"])
def test_a_task_in_a_block_that_ends_the_file_is_left(new: str) -> None:
    """Neither its tick nor a new task has a place below it, and none is above."""
    text = small_plan("title: One", "tasks:", "- text: |-", "    a").removesuffix("\n")
    written = apply(text, ("tasks", new))
    assert reasons(written) == ["no place for a new line was found"]
    assert written.document.text == text


FLOW = "          - id: a1\n            title: One\n"


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("{id: a1, title: One}", (("title", "Two"),), "{id: a1, title: Two}"),
        ("{id: a1, title: One}", (("title", "Two, 3"),), '{id: a1, title: "Two, 3"}'),
        ("{ id: a1 , title: One } # c", (("lead", "IOM"),), "{ id: a1 , title: One, lead: IOM } # c"),
        ("{title: One, id: a1}", (("lead", "a: b"),), '{title: One, lead: "a: b", id: a1}'),
        ("{id: a1, lead: , title: One}", (("lead", "IOM"),), "{id: a1, lead: IOM, title: One}"),
        ("{id: a1, lead, title: One}", (("lead", "IOM"),), "{id: a1, lead: IOM, title: One}"),
        ("{id: a1, lead: , title: One}", (("funding", "x"),), "{id: a1, lead: , title: One, funding: x}"),
        ("{id: a1, lead: x, title: One}", (("lead", None),), "{id: a1, title: One}"),
        ("{id: a1, title: One , lead: x }", (("lead", None),), "{id: a1, title: One }"),
        (
            "{lead: x, funding: y, id: a1, title: One}",
            (("lead", None), ("funding", None)),
            "{id: a1, title: One}",
        ),
        (
            "{id: a1, title: One, lead: x, funding: y}",
            (("lead", None), ("funding", None), ("due", "2017-01-02")),
            "{id: a1, title: One, due: 2017-01-02}",
        ),
        (
            "{id: a1,\n     title: One, # c\n     lead: x}",
            (("title", "2"),),
            "{id: a1,\n     title: 2, # c\n     lead: x}",
        ),
        ("{id: a1, title: One}", (("tasks", "[ ] a"),), "{id: a1, title: One, tasks: [{text: a}]}"),
        (
            "{id: a1, title: One, assignees: [a, b]}",
            (("assignees", "b\nc"),),
            "{id: a1, title: One, assignees: [b, c]}",
        ),
    ],
)
def test_an_item_in_braces_is_edited_inside_them(
    before: str, changes: tuple[tuple[str, Value], ...], after: str
) -> None:
    """Commas and all; the rest of the line stays."""
    frame = small_plan("title: One")
    text = frame.replace(FLOW, f"          - {before}\n")
    assert edited(text, *changes) == frame.replace(FLOW, f"          - {after}\n")


BLOCK_TASKS = (
    "title: One",
    "tasks: # all",
    "- text: a  # first",
    "  done: true",
    "# between",
    "- {text: b}",
    "- text: c",
)


@pytest.mark.parametrize(
    ("new", "after"),
    [
        ("[ ] a\n[ ] b\n[ ] c", {3: "  done: false"}),
        ("[x] a\n[x] b\n[ ] c", {5: "- {text: b, done: true}"}),
        ("[x] a\n[ ] b\n[x] c", {6: "- text: c\n  done: true"}),
        ("[x] a\n[ ] b\n[ ] c: d", {6: '- text: "c: d"'}),
        ("[x] a\n[ ] b, c\n[ ] c", {5: '- {text: "b, c"}'}),
        ("[x] a\n[ ] b\n[ ] c\n[ ] d", {6: "- text: c\n- text: d"}),
        ("[x] a\n[ ] b\n[ ] c\n[x] d", {6: "- text: c\n- {text: d, done: true}"}),
        ("[x] a\n[ ] b\n[ ] new\n[ ] c", {5: "- {text: b}\n- {text: new}"}),
        ("[x] a\n[ ] new\n[ ] b\n[ ] c", {3: "  done: true\n- text: new"}),
        ("[ ] new\n[x] a\n[ ] b\n[ ] c", {2: "- text: new\n- text: a  # first"}),
        ("[x] a\n[ ] b", {6: None}),
        ("[ ] b\n[ ] c", {2: None, 3: None}),
        ("[ ] new", {2: "- text: new  # first", 3: "  done: false", 5: None, 6: None}),
    ],
)
def test_a_task_is_edited_on_its_own(new: str, after: dict[int, str | None]) -> None:
    """Ticking is one line; adding one adds one; the tasks around it stay as they are."""
    lines = list(BLOCK_TASKS)
    expected = [
        piece
        for number, line in enumerate(lines)
        if (become := after.get(number, line)) is not None
        for piece in become.split("\n")
    ]
    assert edited(small_plan(*lines, "notes: n"), ("tasks", new)) == small_plan(*expected, "notes: n")


@pytest.mark.parametrize(
    ("key", "before", "new", "after"),
    [
        ("tasks", "tasks:", "[ ] a", "tasks: [{text: a}]"),
        ("tasks", "tasks: [] # c", "[ ] a\n[x] b", "tasks: [{text: a}, {text: b, done: true}] # c"),
        ("tasks", "tasks: [{text: a}]", "[x] a", "tasks: [{text: a, done: true}]"),
        (
            "tasks",
            "tasks: [{text: a}, {text: b}]",
            "[ ] c\n[ ] a\n[ ] b",
            "tasks: [{text: c}, {text: a}, {text: b}]",
        ),
        ("tasks", "tasks: [ {text: a} , {text: b} ]", "[ ] b", "tasks: [ {text: b} ]"),
        ("assignees", "assignees: ~ # c", "ann", "assignees: [ann] # c"),
        ("assignees", "assignees: [bob, ann ]", "ann\nbob\ncy", "assignees: [bob, ann, cy ]"),
        ("assignees", "assignees: [bob, ann] # c", "bob", "assignees: [bob] # c"),
        ("assignees", "assignees: ['bob', ann]", "ann", "assignees: [ann]"),
        ("assignees", "assignees: [bob, ann]", "cy", "assignees: [cy]"),
        ("assignees", "assignees: [ bob, ann, dan ]", "cy\neve", "assignees: [ cy, eve ]"),
        ("assignees", "assignees: [ann]", "cy", "assignees: [cy]"),
        ("assignees", 'assignees: ["a#b", bob, ann]', "ann", "assignees: [ann]"),
        ("assignees", "assignees:\n              - bob # b\n              - ann # a", "bob\ncy", None),
    ],
)
def test_a_list_is_edited_entry_by_entry(key: str, before: str, new: str, after: str | None) -> None:
    """The order people chose stays; who comes is added at the end."""
    expected = after or "assignees:\n              - bob # b\n              - cy"
    assert edited(small_plan("title: One", before, "notes: n"), (key, new)) == small_plan(
        "title: One", expected, "notes: n"
    )


@pytest.mark.parametrize("old", ["[ ] do it\nnow\n[ ] b", "[ ] do it now\n[ ] b"])
def test_a_task_of_several_lines_is_ticked_as_it_stands(old: str) -> None:
    """Elsewhere it is one line; in the file it keeps its own."""
    text = small_plan("title: One", "tasks:", "- text: |-", "    do it", "    now", "- text: b")
    edit = PlanEdit("a1", "tasks", old, "[x] do it now\n[ ] b")
    written = apply_edits(PlanDocument(text, parse_plan(text, "p")), [edit])
    assert written.done == (edit,)
    assert written.document.text == text.replace("    now\n", "    now\n              done: true\n")


def test_a_task_list_is_removed_with_its_key() -> None:
    """No tasks left is no key."""
    text = small_plan("title: One", "tasks:", "- text: a", "- text: b", "notes: n")
    assert edited(text, ("tasks", None)) == small_plan("title: One", "notes: n")


def test_a_remark_among_removed_lines_refuses_the_removal() -> None:
    """It belongs to a person, and nobody asked them."""
    text = small_plan("title: One", "tasks:", "- text: a", "# ask Ann first", "- text: b")
    written = apply(text, ("tasks", None), ("title", "Two"))
    assert reasons(written) == ["a comment stands among the lines that would go"]
    assert written.document.text == text.replace("title: One", "title: Two")


def test_a_remark_in_a_removed_task_refuses_the_removal() -> None:
    """The same within one entry of a list."""
    text = small_plan("title: One", "tasks:", "- text: a", "  # ask Ann first", "  done: true", "- text: b")
    written = apply(text, ("tasks", "[ ] b"))
    assert reasons(written) == ["a comment stands among the lines that would go"]
    assert written.document.text == text


def test_a_remark_in_braces_refuses_the_removal_beside_it() -> None:
    """Also where keys share their lines."""
    braces = "{id: a1, title: One, # ask Ann first\n     lead: x}"
    text = small_plan("title: One").replace(FLOW, f"          - {braces}\n")
    written = apply(text, ("lead", None))
    assert reasons(written) == ["a comment stands among what would go"]
    assert written.document.text == text


@pytest.mark.parametrize(
    ("item", "key", "new", "after"),
    [
        ("O", "milestone", "local:3", "title: Output\n        milestone: local:3\n"),
        ("O", "due", "2017-12-31", "title: Output\n        due: 2017-12-31\n"),
        ("O", "title", "Result", "title: Result\n"),
    ],
)
def test_an_output_is_edited_above_its_activities(item: str, key: str, new: str, after: str) -> None:
    """Its own keys stand before the long list."""
    text = small_plan()
    assert edited(text, (key, new), item=item) == text.replace("title: Output\n", after)


def test_an_area_gets_its_milestone_before_its_activities() -> None:
    """An area without outputs is mirrored itself."""
    text = small_plan()
    after = text.replace("title: Area\n", "title: Area\n    milestone: local:3\n")
    assert edited(text, ("milestone", "local:3"), item="A") == after


@pytest.mark.parametrize(
    ("key", "new", "reason"),
    [
        ("title", None, "a title can't be removed"),
        ("title", "", "a title can't be removed"),
        ("status", "done", "'done' is not a status"),
        ("due", "30 April", "is not a date"),
        ("due", "0", "is not a date"),
        ("tasks", "no mark", "a task is written as"),
        ("tasks", "[ ] a\n[ ]  ", "a task is written as"),
    ],
)
def test_a_value_that_a_plan_cannot_hold_is_refused(key: str, new: Value, reason: str) -> None:
    """With the reason, and without a change of the text."""
    text = small_plan()
    written = apply(text, (key, new))
    assert reason in reasons(written)[0]
    assert written.document.text == text


def test_a_key_of_another_kind_of_item_is_refused() -> None:
    """An output has no lead."""
    plan = parse_plan(small_plan(), "plan.yaml")
    written = apply_edits(PlanDocument(small_plan(), plan), [PlanEdit("O", "lead", None, "IOM")])
    assert "lead is no key" in reasons(written)[0]


def test_a_value_that_changed_meanwhile_is_stale() -> None:
    """A person edited it: the next run looks again."""
    text = small_plan("title: One", "lead: UNDP")
    edits = [PlanEdit("a1", "lead", "IOM", "UNU"), PlanEdit("a1", "funding", None, "x")]
    written = apply_edits(PlanDocument(text, parse_plan(text, "p")), edits)
    assert written.stale == (edits[0],)
    assert written.done == (edits[1],)
    assert written.document.text == small_plan("title: One", "lead: UNDP", "funding: x")


def test_a_value_that_stands_already_is_done() -> None:
    """Somebody, or an earlier run, wrote it."""
    text = small_plan("title: One", "lead: UNU")
    edit = PlanEdit("a1", "lead", "IOM", "UNU")
    written = apply_edits(PlanDocument(text, parse_plan(text, "p")), [edit])
    assert (written.done, written.stale, written.document.text) == ((edit,), (), text)


def test_an_item_that_is_gone_is_stale() -> None:
    """A person took it out of the plan."""
    text = small_plan()
    edit = PlanEdit("a9", "lead", None, "UNU")
    written = apply_edits(PlanDocument(text, parse_plan(text, "p")), [edit])
    assert (written.done, written.stale, written.document.text) == ((), (edit,), text)


def test_edits_of_one_value_follow_each_other() -> None:
    """The second starts from what the first one makes."""
    text = small_plan("title: One", "lead: a")
    edits = [PlanEdit("a1", "lead", "a", "b"), PlanEdit("a1", "lead", "b", "c")]
    written = apply_edits(PlanDocument(text, parse_plan(text, "p")), edits)
    assert written.done == tuple(edits)
    assert written.document.text == small_plan("title: One", "lead: c")


def test_no_edits_give_the_same_document() -> None:
    """Not even read again."""
    document = PlanDocument(small_plan(), parse_plan(small_plan(), "p"))
    assert apply_edits(document, []).document is document


def test_an_item_that_cannot_be_edited_safely_does_not_stop_the_others() -> None:
    """An explicit key (`? title`) is YAML that nobody types; it is refused, or edited rightly."""
    odd = small_plan("? title", ": One", "lead: x")
    text = odd + small_plan("title: Two").split("activities:\n")[1].replace("a1", "a2")
    plan = parse_plan(text, "plan.yaml")
    edits = [PlanEdit("a1", "funding", None, "f"), PlanEdit("a2", "title", "Two", "Three")]
    written = apply_edits(PlanDocument(text, plan), edits)
    assert edits[1] in written.done
    assert "title: Three" in written.document.text
    assert "? title" in written.document.text


def test_a_patch_that_would_change_something_else_is_never_kept() -> None:
    """Were the search for places ever wrong, reading the result back would tell; others are still made."""
    text = small_plan("title: One") + "          - {id: a2, title: Two}\n          - {id: a3, title: Three}\n"
    document = PlanDocument(text, parse_plan(text, "plan.yaml"))
    at = text.index("Two")
    patches = {
        "a1": [Patch(text.index("One"), text.index("One") + 3, "1")],
        "a2": [Patch(at, at + 3, "2"), Patch(text.index("Area"), text.index("Area") + 1, "a")],
        "a3": [Patch(text.index("Three"), text.index("Three") + 5, "[3")],
    }
    changes = {("a1", "title"): "1", ("a2", "title"): "2", ("a3", "title"): "3"}
    kept, now = Draft(document, {}, (), {}, patches, changes).settle()
    assert kept == ["a1"]
    assert now.text == text.replace("One", "1")


def test_two_patches_of_the_same_characters_are_never_applied() -> None:
    """The text would depend on their order."""
    with pytest.raises(Unpatchable):
        patched("abcdef", [Patch(1, 3, "x"), Patch(2, 4, "y")])
