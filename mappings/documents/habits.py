"""How this document writes its tables: whether outputs are labelled, headings bold, activities numbered.

A row cut by a page looks like a new row; only the document's own habits tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from mappings.documents.blocks import fold, joined
from mappings.documents.columns import Columns
from mappings.documents.drafts import ActivityDraft
from mappings.documents.numbering import activity_number, area_number, output_number
from mappings.documents.sheets import Sheet, SheetRow
from mappings.documents.words import Part


class Reach(Enum):
    """How far a row goes on with the one before it."""

    NEW = "a row of its own"
    SECTION = "a heading inside the table"
    OUTPUT_REST = "the rest of the output's title, and a new activity"
    REST = "the rest of the row before"


@dataclass(frozen=True, slots=True)
class Habits:
    labelled_outputs: bool
    """Outputs carry a word and a number ("Output 3:")."""
    strong_sections: bool
    unnumbered_follow: bool
    """Activities without a number stand below others in the same output."""
    numbers_run_on: bool
    """The column of numbers beside the outputs counts rows, not outputs."""
    is_area: Callable[[str], bool]
    """The words are the title of an area that the text describes."""

    def number_at(self, columns: Columns, part: Part) -> int | None:
        """Which column numbers the outputs, or the activities; a column beside nothing else, the latter."""
        at = columns.number_at(part)
        if part is Part.OUTPUT:
            return at if len(columns.numbers()) > 1 or not self.numbers_run_on else None
        if at is None and self.number_at(columns, Part.OUTPUT) is None:
            return next(iter(columns.numbers()), None)
        return at

    def is_output(self, text: str) -> bool:
        return output_number(text).label

    def may_be_rest(self, row: SheetRow) -> bool:
        """A row with only its first cell filled might be the rest of one that a page cut."""
        cell = row.cells[0]
        text = fold(cell.text)
        if (
            self.is_area(text)
            or self.is_output(text)
            or text.endswith(":")
            or any(line.entry for line in cell.lines)
        ):
            return False
        if self.strong_sections:
            return not cell.strong
        return text[:1].islower()

    def reach(
        self,
        row: SheetRow,
        columns: Columns,
        title: str | None,
        last: ActivityDraft | None,
        after: Sequence[SheetRow],
    ) -> Reach:
        """`title` and `last`: the output and the activity that are open before this row."""
        if row.single and not self._keeps_row(row, columns, last):
            if row.page and (title or last) and self._is_rest(row, columns, after):
                return Reach.REST
            if not self._is_item(row, columns):
                return Reach.SECTION
        if not row.page or last is None:
            return Reach.NEW
        return self._over_page(row, columns, title, last)

    def _keeps_row(self, row: SheetRow, columns: Columns, last: ActivityDraft | None) -> bool:
        """The first cell is an activity that shares the merged cells above it."""
        if columns.at(Part.ACTIVITY) != 0 or row.cells[0].strong or self.is_area(row.cells[0].text):
            return False
        return last is not None and bool(last.number) and bool(activity_number(row.cells[0].text).number)

    def _is_rest(self, row: SheetRow, columns: Columns, after: Sequence[SheetRow]) -> bool:
        if not self.may_be_rest(row):
            return False
        if self.strong_sections or not after:
            return True
        at = columns.at(Part.OUTPUT)
        number = output_number(joined(after[0].cells[at].lines)).number if at is not None else None
        return number != "1"

    def _is_item(self, row: SheetRow, columns: Columns) -> bool:
        """A row that says only what its output or activity is, not a heading."""
        cell = row.cells[0]
        text = joined(cell.lines)
        if columns.at(Part.OUTPUT) == 0 and output_number(text).label:
            return True
        if columns.at(Part.ACTIVITY) != 0 or self.is_area(text):
            return False
        wide = cell.columns > 1
        heading = cell.strong or wide or text.isupper() or text.endswith(":") or area_number(text).label
        return not heading and not self.strong_sections

    def _over_page(self, row: SheetRow, columns: Columns, title: str | None, last: ActivityDraft) -> Reach:
        output, activity = words_in(row, columns, Part.OUTPUT), words_in(row, columns, Part.ACTIVITY)
        if output and self._opens_output(output, title, bare=not activity):
            return Reach.NEW
        if not activity:
            return Reach.REST
        if (number := activity_number(activity).number) and not strays(number, last.number):
            return Reach.OUTPUT_REST if output else Reach.NEW
        if last.number or self._goes_on(row, columns, activity):
            return Reach.REST
        return Reach.OUTPUT_REST if output else Reach.NEW

    def _opens_output(self, text: str, title: str | None, *, bare: bool) -> bool:
        if title is None or self.is_output(text):
            return True
        if self.labelled_outputs or text[:1].islower():
            return False
        return not bare or bool(output_number(text).number)

    def _goes_on(self, row: SheetRow, columns: Columns, activity: str) -> bool:
        """Without a number it goes on where no new activity could stand, or in the middle of a sentence."""
        at = columns.at(Part.TIMEFRAME)
        dated = at is not None and bool(row.cells[at].lines)
        if columns.at(Part.OUTPUT) is not None and not self.unnumbered_follow:
            return True
        return not dated and activity[:1].islower()


def strays(number: str, last: str | None) -> bool:
    """A number that can't follow in the same output ("1.2" after "11.4") is in the middle of a sentence."""
    return last is not None and "." in last and number.split(".")[0] != last.split(".")[0]


def words_in(row: SheetRow, columns: Columns, part: Part) -> str:
    at = columns.at(part)
    return joined(row.cells[at].lines) if at is not None else ""


def habits_of(sheets: Sequence[Sheet], is_area: Callable[[str], bool]) -> Habits:
    """Read the habits off all plan tables together."""
    labelled = outputs = 0
    strong = follow = runs = False
    for sheet in sheets:
        above = None
        columns = sheet.columns
        for row in sheet.rows:
            columns = row.columns or columns
            if row.columns or row.sums or columns is None or not row.filled:
                continue
            if row.single:
                strong = strong or (row.cells[0].strong and not row.cells[0].text.strip().endswith(":"))
                continue
            out, act = words_in(row, columns, Part.OUTPUT), words_in(row, columns, Part.ACTIVITY)
            outputs += bool(out)
            labelled += output_number(out).label
            bare = bool(act) and not out and not row.page
            follow = follow or (bare and not activity_number(act).number)
            at = columns.number_at(Part.OUTPUT)
            if at is not None and at in row.filled:
                number = fold(row.cells[at].text)
                same = above is not None and above[0] == out and above[1] != number
                printed = output_number(out).number
                runs = runs or bare or bool(out and same) or printed not in (None, number.rstrip("."))
                above = out, number
    return Habits(labelled * 2 > outputs, strong, follow, runs, is_area)
