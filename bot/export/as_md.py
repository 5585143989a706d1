"""A status page in Markdown, with a timeline for each area that GitHub and GitLab draw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date
from typing import Final

from bot.export.as_mermaid import diagrams
from bot.text.board_words import BoardWords
from bot.views.bars import Bar
from bot.views.lists import deadlines, open_points
from bot.views.overview import overview
from bot.views.query import Query
from bot.views.rows import Mark, Row
from bot.views.scene import Scene
from mappings.cells import escape, escape_line
from mappings.plan import Area, Plan
from mappings.snapshot import Field
from mappings.visible import visible

WHOLE: Final = 1_000_000


def export_md(plan: Plan, today: date, words: BoardWords, hidden: Collection[Field] = ()) -> str:
    scene = Scene(whole=plan, today=today, zone=UTC, hidden=frozenset(hidden))
    return "\n".join(page(scene, words)).rstrip() + "\n"


def page(scene: Scene, words: BoardWords) -> Iterator[str]:
    seen = overview(scene, Query())
    yield from (f"# {line(scene.plan.plan.title)}", "", f"{words.as_of(scene.today)}.", "")
    yield f"{words.counts(dict(seen.bar.counts), seen.bar.total)}."
    counts = [words.late_count(seen.bar.late), words.soon_count(seen.soon), words.tbc_count(seen.tbc)]
    yield from (f"{' · '.join(counts)}.", "")
    heads = [words.area_name, *(words.mark(mark) for mark in Mark), words.late, "TBC", words.total]
    yield from table(
        [*heads, words.next_due],
        [
            [area_name(one.area), *figures(one.bar), str(one.tbc), str(one.bar.total), day(one.next, words)]
            for one in seen.lines
        ],
    )
    yield from deadline_part(scene, words)
    yield from open_part(scene, words)
    yield from timeline_part(scene, words)


def figures(bar: Bar) -> list[str]:
    return [*(str(count) for _, count in bar.counts), str(bar.late)]


def deadline_part(scene: Scene, words: BoardWords) -> Iterator[str]:
    yield from (f"## {words.deadlines}", "")
    found = deadlines(scene, Query(), WHOLE)
    if not found.groups:
        yield from (words.nothing_late, "")
        return
    yield from (f"{words.late_and_soon(found.late, found.soon)}. {words.shared_deadlines}", "")
    for group in found.groups:
        yield from (f"### {line(group.of) if group.of else words.no_lead}", "")
        for row in group.rows:
            late = f" – **{late_words(row, scene.today, words)}**" if row.late else ""
            yield f"- {named(row)} – {when(row, words)}{late}"
        yield ""


def open_part(scene: Scene, words: BoardWords) -> Iterator[str]:
    yield from (f"## {words.open_points}", "")
    found = open_points(scene, Query(), WHOLE)
    if not found.groups:
        yield from (words.nothing_open, "")
        return
    yield from (f"{words.tbc_and_missing(found.tbc, found.missing)}.", "")
    for group in found.groups:
        yield from (f"### {area_name(group.of)}", "")
        if not group.rows:
            yield from (words.lost_area, "")
            continue
        yield from table(
            [words.activity, words.what_is_open, words.open_for],
            [[named(row), gaps(row, words), day(row.since, words)] for row in group.rows],
        )


def timeline_part(scene: Scene, words: BoardWords) -> Iterator[str]:
    yield from (f"## {words.timeline}", "")
    for area in scene.plan.areas:
        rows = [row for row in scene.rows if row.area.id == area.id]
        if not rows:
            continue
        yield from (f"### {area_name(area)}", "")
        for diagram in diagrams(rows):
            yield from ("```mermaid", diagram, "```", "")
        heads = [words.activity, words.status, words.when, words.lead]
        yield from table(heads, [cells(row, scene.today, words) for row in rows])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def cells(row: Row, today: date, words: BoardWords) -> list[str]:
    return [named(row), status(row, today, words), when(row, words), cell(", ".join(row.leads)) or "–"]


def named(row: Row) -> str:
    title = cell(row.title)
    return f"[{row.id}]({row.address}) {title}" if row.address else f"{row.id} {title}"


def status(row: Row, today: date, words: BoardWords) -> str:
    late = f", **{late_words(row, today, words)}**" if row.late else ""
    return words.mark(row.mark) + late


def late_words(row: Row, today: date, words: BoardWords) -> str:
    assert row.due is not None
    return words.past_year(row.due.year) if row.whole_year else words.late_by(row.due, today)


def when(row: Row, words: BoardWords) -> str:
    said = words.span(row.start, row.due)
    notes = [words.tentative] if row.item.tentative else []
    notes += [words.open_ended] if row.item.open_ended else []
    if said:
        return f"{said} ({', '.join(notes)})" if notes else said
    return ", ".join(notes) or cell(row.activity.timeframe or "") or words.no_date


def gaps(row: Row, words: BoardWords) -> str:
    said = [f"{words.tbc}{words.colon}{words.fields(row.tbc)}"] if row.tbc else []
    said += [f"{words.missing}{words.colon}{words.fields(row.missing)}"] if row.missing else []
    return "<br>".join(said)


def day(when: date | None, words: BoardWords) -> str:
    return words.day(when) if when else "–"


def area_name(area: Area) -> str:
    return cell(f"{area.number}. {area.title}" if area.number else area.title)


def cell(text: str) -> str:
    """On one line, in a cell or behind other words."""
    return escape(" ".join(visible(text).split()), among_others=True)


def line(text: str) -> str:
    """The same where a line begins."""
    return escape_line(" ".join(visible(text).split()))
