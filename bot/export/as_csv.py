"""The plan as CSV, one row an item: what a spreadsheet opens and an officer fills in.

The text has no byte order mark. A file for Excel needs one (write it as `utf-8-sig`, or Excel misreads every
accent); a pipe to another program must not have one. Only the caller knows which of the two it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.export.records import AreaRecord, ExportRecord, ItemRecord, export_record
from bot.text.words import value_words
from mappings.plan import Plan
from mappings.snapshot import Field
from mappings.visible import visible

HEADER: Final = (
    "Kind",
    "Id",
    "Area",
    "Output",
    "Number",
    "Year",
    "Title",
    "When",
    "Start",
    "Due",
    "Precision",
    "Tentative",
    "Open-ended",
    "Lead",
    "Funding",
    "Status",
    "Completed",
    "Assignees",
    "Tasks",
    "To be confirmed",
    "Missing",
    "Overdue",
    "Issue",
    "Milestone",
    "Source",
)
# A place in the document that is a single line.
ONE_LINE: Final = re.compile(r"^lines (\d+)-\1$")
# What a spreadsheet that opens the file runs as a formula: some first take away blanks, quotes and signs
# without width; and where ";" stands between cells, as in many countries, a part of ours is a whole one.
FORMULA: Final = re.compile(
    r"(?:^|(?<=;))(?=[\s\ufeff\u200b-\u200f\u2060\u061c\"'`]*[=+\-@＝＋－−＠﹢﹣﹫﹦]|[\t\r\n])"
)


def export_csv(plan: Plan, today: date, gaps: bool = False) -> str:
    """One row an item, in the plan's order.

    `gaps`: only what is to be confirmed or missing, and the areas whose activities are missing altogether.
    """
    record = export_record(plan, today)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in gap_rows(record) if gaps else item_rows(record):
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue()


def item_rows(record: ExportRecord) -> Iterator[tuple[str, ...]]:
    places = {area.id: area.title for area in record.areas} | {
        item.id: item.title for item in record.items if item.kind == "output"
    }
    for item in record.items:
        yield item_row(item, places)


def gap_rows(record: ExportRecord) -> Iterator[tuple[str, ...]]:
    for area in record.areas:
        if area.missing:
            yield area_row(area)
    for item, row in zip(record.items, item_rows(record), strict=True):
        if item.tbc or item.missing:
            yield row


def area_row(area: AreaRecord) -> tuple[str, ...]:
    cells = {
        "Kind": area.kind,
        "Id": area.id,
        "Area": area.title,
        "Number": area.number or "",
        "Title": area.title,
        "Lead": ", ".join(area.leads),
        "Missing": ", ".join(area.missing),
        "Milestone": area.milestone or "",
    }
    return tuple(cells.get(name, "") for name in HEADER)


def item_row(item: ItemRecord, places: dict[str, str]) -> tuple[str, ...]:
    return (
        item.kind,
        item.id,
        places[item.area],
        places.get(item.output or "", ""),
        item.number or "",
        str(item.year or ""),
        item.title,
        item.timeframe or "",
        iso(item.start),
        iso(item.due),
        item.precision or "",
        yes(item.tentative),
        yes(item.open_ended),
        item.lead or "",
        item.funding or "",
        value_words(Field.STATUS, item.status),
        iso(item.completed),
        ", ".join(item.assignees),
        "\n".join(f"[{'x' if task.done else ' '}] {task.text}" for task in item.tasks),
        ", ".join(item.tbc),
        ", ".join(item.missing),
        yes(item.overdue),
        item.issue or "",
        item.milestone or "",
        ONE_LINE.sub(r"line \1", item.source or ""),
    )


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def yes(answer: bool) -> str:
    return "yes" if answer else ""


def harmless(cell: str) -> str:
    """A text that no spreadsheet runs: an apostrophe before what would begin a formula."""
    return FORMULA.sub("'", visible(cell))
