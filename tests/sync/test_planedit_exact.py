"""Edits of messy files: exactly the lines of the edited values change, and the plan says what was meant."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mappings.plan import Plan
from mappings.snapshot import Value
from mappings.tbc import since_value
from sync.planfile import apply_edits, parse_plan
from sync.planvalues import EDITABLE, normal
from sync.ports import PlanDocument, PlanEdit
from sync.records import records, value
from tests.builders.planfile import STATUSES, MessyWriter, messy_plan
from tests.builders.planlines import comments_within, slot_lines, without

KNOWN_REASONS = {
    "a comment stands among the lines that would go",
    "a comment stands among what would change",
}


def new_value(writer: MessyWriter, key: str, old: Value) -> Value:
    """A value that a person or a tracker might come up with."""
    random = writer.random
    lines = old.split("\n") if old else []
    at = random.randrange(len(lines)) if lines else 0
    match key:
        case "title":
            return writer.text()
        case "status":
            return random.choice((*STATUSES, "unreported"))
        case _ if writer.chance(0.2):
            return None
        case "start" | "due" | "completed" | "snooze_until":
            return f"2018-0{random.randint(1, 9)}-1{random.randint(0, 9)}"
        case "tbc_since":
            names = random.sample(("title", "timeframe", "lead", "funding"), random.randint(1, 4))
            return since_value({name: date(2017, 5, random.randint(1, 30)) for name in names})
        case "issue" | "milestone":
            return f"https://example.org/o/r/issues/{random.randint(1, 10**9)}"
        case "tasks":
            match random.choice(("tick", "drop", "reword", "add")) if lines else "add":
                case "tick":
                    lines[at] = ("[ ]" if lines[at].startswith("[x]") else "[x]") + lines[at][3:]
                case "drop":
                    del lines[at]
                case "reword":
                    lines[at] = lines[at][:4] + writer.text()
                case _:
                    lines.insert(at, random.choice(("[ ] ", "[x] ")) + writer.text())
            return "\n".join(lines) or None
        case "assignees":
            if lines and writer.chance(0.5):
                del lines[at]
            return "\n".join(sorted({*lines, random.choice(("eve", "no", "Zed, the 2nd", "@x"))}))
    return random.choice(
        (writer.text(), writer.text(), "two\nlines", " blank ", "tab\tor\x07worse", "\u2028")
    )


def edits_for(plan: Plan, text: str, count: int, seed: int) -> list[PlanEdit]:
    """Random edits of random items, one for each value; the key beside a dash stays."""
    writer = MessyWriter(Random(seed))
    items = records(plan)
    lines = slot_lines(text)
    slots = sorted(
        (name, key)
        for name, item in items.items()
        for key in EDITABLE[type(item)]
        if not lines[name, "first"] & lines.get((name, key), set()) or lines[name, "braces"]
    )
    edits = []
    for name, key in writer.random.sample(slots, count):
        old = value(items[name], key)
        new = new_value(writer, key, old)
        if normal(key, new) != normal(key, old):
            edits.append(PlanEdit(name, key, old, new))
    return edits


def everything_but(plan: Plan, edits: tuple[PlanEdit, ...]) -> list[dict[str, object]]:
    """All that a plan says, apart from the edited values."""
    slots = {(edit.item, edit.key) for edit in edits}
    return [
        {
            key: value
            for key, value in item
            if key not in ("outputs", "activities") and (name, key) not in slots
        }
        for name, item in records(plan).items()
    ]


@settings(deadline=None, max_examples=300)
@example(seed=20811, newline="\n", bom=False, final_newline=False, count=5)
@given(
    seed=st.integers(0, 10**6),
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    final_newline=st.booleans(),
    count=st.integers(1, 12),
)
def test_random_edits_of_random_files(
    seed: int, newline: str, bom: bool, final_newline: bool, count: int
) -> None:
    """Whatever the layout: the edited values are what was asked, and no other line or value changes."""
    text = messy_plan(20, seed, newline=newline, bom=bom, final_newline=final_newline)
    plan = parse_plan(text, "plan.yaml")
    edits = edits_for(plan, text, count, seed)

    written = apply_edits(PlanDocument(text, plan), edits)

    assert not written.stale
    assert {reason for _, reason in written.refused} <= KNOWN_REASONS
    assert len(written.done) + len(written.refused) == len(edits)
    after = records(written.document.plan)
    for edit in written.done:
        assert normal(edit.key, value(after[edit.item], edit.key)) == normal(edit.key, edit.new)
    assert everything_but(written.document.plan, written.done) == everything_but(plan, written.done)
    slots = [(edit.item, edit.key) for edit in written.done]
    before, now = without(text, slots), without(written.document.text, slots)
    for comment in comments_within(text, slots):
        if now.count(comment) > before.count(comment):
            now.remove(comment)  # it stood before a line that is gone, and belongs to no value any more
    assert now[:-1] == before[:-1]
    assert written.document.text.endswith("\n") == text.endswith("\n")


def test_fifty_edits_of_ten_thousand_activities() -> None:
    """Byte order mark, CRLF, comments, every quoting and odd spacing: fifty values change, no other line."""
    text = messy_plan(10_000, seed=7)
    plan = parse_plan(text, "plan.yaml")
    edits = edits_for(plan, text, 80, seed=7)[:50]

    written = apply_edits(PlanDocument(text, plan), edits)

    assert len(edits) == 50
    assert {reason for _, reason in written.refused} <= KNOWN_REASONS
    assert len(written.done) >= 48
    slots = [(edit.item, edit.key) for edit in written.done]
    assert without(written.document.text, slots) == without(text, slots)
    assert everything_but(written.document.plan, written.done) == everything_but(plan, written.done)


def test_fifty_one_line_edits_change_fifty_lines() -> None:
    """Half of them replace a line, half of them add one."""
    text = messy_plan(1_000, seed=3)
    plan = parse_plan(text, "plan.yaml")
    lines = slot_lines(text)
    activities = [activity for activity in plan.activities() if not lines[activity.id, "braces"]]
    replaced = [one for one in activities if one.status and len(lines[one.id, "status"]) == 1][:25]
    added = [one for one in activities if one.issue is None and one not in replaced][:25]
    edits = [
        PlanEdit(one.id, "status", one.status, "cancelled" if one.status != "cancelled" else "ongoing")
        for one in replaced
    ] + [PlanEdit(one.id, "issue", None, f"local:{number}") for number, one in enumerate(added, 12)]

    written = apply_edits(PlanDocument(text, plan), edits)

    assert written.done == tuple(edits)
    before, after = text.split("\n"), written.document.text.split("\n")
    assert len(after) == len(before) + 25
    new = [line for line in after if line.strip().startswith("issue: local:")]
    assert len(new) == 25
    rest = [line for line in after if not line.strip().startswith("issue: local:")]
    assert sum(one != other for one, other in zip(before, rest, strict=True)) == 25
