"""The rows of a plan table into outputs and activities: sections, years, merged cells, rows cut by pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mappings.documents.blocks import Cell, Place, Text, fold, glue, joined
from mappings.documents.cells import activities_in, read_dates
from mappings.documents.columns import Columns
from mappings.documents.drafts import FIELDS, ActivityDraft, AreaDraft, OutputDraft, PlanDraft
from mappings.documents.habits import Habits, Reach
from mappings.documents.ledger import Ledger, Reason
from mappings.documents.numbering import activity_number, output_number, unlisted
from mappings.documents.sheets import Sheet, SheetRow, year_of
from mappings.documents.words import Part

NO_COLUMNS: Final = "the table has no column titles that say what this row holds"


@dataclass(slots=True)
class RowReader:
    """Reads one sheet after the other; what stays open at the end of one may go on in the next."""

    plan: PlanDraft
    ledger: Ledger
    habits: Habits
    columns: Columns | None = None
    year: int | None = None
    area: AreaDraft | None = None
    output: OutputDraft | None = None
    activity: ActivityDraft | None = None
    label: str | None = None
    exact: bool = False
    heading: Text | None = None
    area_from_heading: bool = False

    def read(self, sheet: Sheet, heading: Text | None, year: int | None, output: Text | None = None) -> None:
        """`heading`, `year` and `output`: what stands above the table."""
        self.columns, self.exact = sheet.columns, sheet.spans or output is not None
        self.area_from_heading = False
        if sheet.columns is None or heading is not None or year is not None:
            self.area, self.output, self.activity = None, None, None
            self.heading = heading
        self.year = year if year is not None else self.year
        if output is not None:
            self._headed(output)
        captions = preambles(sheet, self.habits)
        for at, row in enumerate(sheet.rows):
            if not row.filled and not any(cell.rows == 0 for cell in row.cells):
                self.ledger.set_aside(row.place, Reason.RULES)
            elif row.columns:
                self.columns = row.columns
                self.ledger.set_aside(row.place, Reason.TITLES)
            elif row.sums:
                self.ledger.set_aside(row.place, Reason.TOTALS)
            elif at in captions:
                self._caption(row, last=at + 1 not in captions, after=sheet.rows[at + 1 :])
            else:
                self._row(row, sheet.rows[at + 1 : at + 2])

    def _headed(self, heading: Text) -> None:
        """The heading right above the table is the output of all its rows."""
        area = self._holder(heading.place)
        known = next((output for output in area.outputs if output.place == heading.place), None)
        if known is None:
            number, title, _ = output_number(fold(heading.text))
            known = OutputDraft(title or fold(heading.text), heading.place, number, self.year)
            area.outputs.append(known)
        self.output = known
        self.ledger.use(heading.place, "outputs and activities")

    def _caption(self, row: SheetRow, *, last: bool, after: Sequence[SheetRow]) -> None:
        """A row above the column titles: the year, a label, a list of deliverables, or the section's name."""
        cell = row.cells[0]
        text = fold(cell.text)
        entries = entries_of(cell)
        if (year := year_of(text)) is not None:
            self.year, self.area, self.output, self.activity = year, None, None, None
            self.ledger.use(row.place, "year")
        elif entries:
            self.plan.deliverables += [(self.year, self.label, entry) for entry in entries]
            self.ledger.use(row.place, "deliverables")
        elif text.endswith(":"):
            self.label = text.rstrip(" :")
            self.ledger.set_aside(row.place, Reason.TITLES)
        elif last and not opens_with_section(after, self.habits) and not self.heading:
            self._section(row)
        else:
            self.ledger.set_aside(row.place, Reason.TITLES)

    def _section(self, row: SheetRow) -> None:
        self.area = self.plan.area(row.cells[0].text, row.place)
        self.output = self.activity = None
        self.ledger.use(row.place, "area")

    def _row(self, row: SheetRow, after: Sequence[SheetRow]) -> None:
        if self.columns is None:
            self.ledger.doubt(row.place, NO_COLUMNS)
            return
        if row.single and (year := year_of(row.cells[0].text)) is not None:
            self.year, self.area, self.output, self.activity = year, None, None, None
            self.ledger.use(row.place, "year")
            return
        open_texts = (self.output.title if self.output else None, self.activity)
        reach = self.habits.reach(row, self.columns, *open_texts, after)
        if reach is Reach.SECTION:
            self._section(row)
            return
        self.ledger.use(row.place, "outputs and activities")
        if reach is Reach.REST:
            self._rest(row)
            return
        if self.exact and self._covered(row):
            self._rest(row, separator="\n")
            return
        self._area_cell(row)
        self._output_cell(row, rest=reach is Reach.OUTPUT_REST)
        self._activities(row)

    def _covered(self, row: SheetRow) -> bool:
        cell = self._cell(row, Part.ACTIVITY)
        return cell.rows == 0 and bool(cell.lines) and self.activity is not None

    def _cell(self, row: SheetRow, part: Part) -> Cell:
        at = self.columns.at(part) if self.columns else None
        return row.cells[at] if at is not None and at < len(row.cells) else Cell()

    def _number(self, row: SheetRow, part: Part) -> str | None:
        assert self.columns
        at = self.habits.number_at(self.columns, part)
        text = fold(row.cells[at].text).rstrip(".") if at is not None else ""
        read = output_number if part is Part.OUTPUT else activity_number
        return read(text).number or text or None

    def _area_cell(self, row: SheetRow) -> None:
        cell = self._cell(row, Part.AREA)
        if not cell.lines:
            return
        area = self.plan.area(cell.text, row.place)
        if area is not self.area:
            self.area, self.output, self.activity = area, None, None

    def _holder(self, place: Place) -> AreaDraft:
        """The area that the row there belongs to; a table under no heading is an area itself."""
        if self.area is None:
            self.area_from_heading = self.heading is not None
            title = self.heading.text if self.heading else self.plan.title or "Activities"
            self.area = self.plan.area(title, self.heading.place if self.heading else place)
        return self.area

    def _output_cell(self, row: SheetRow, *, rest: bool) -> None:
        cell = self._cell(row, Part.OUTPUT)
        if not cell.lines or (cell.rows == 0 and self.output):
            return
        if rest and self.output:
            self.output.title = glue(self.output.title, joined(cell.lines))
            self.output.place |= row.place
            return
        number, title, _ = output_number(joined(cell.lines))
        area = self._holder(row.place)
        number = number or self._number(row, Part.OUTPUT) or area.number_of_last(title, self.year)
        if again := area.output(number, title, self.year):
            self.output = again
            return
        self.output = OutputDraft(title or fold(cell.text), row.place, number, self.year)
        self.activity = None
        area.outputs.append(self.output)

    def _activities(self, row: SheetRow) -> None:
        found = activities_in(self._cell(row, Part.ACTIVITY))
        number = self._number(row, Part.ACTIVITY)
        holder = self.output.activities if self.output else self._holder(row.place).activities
        for text in found:
            draft = ActivityDraft(text.title, row.place, text.number or number)
            draft.shared, draft.exact = len(found) > 1, self.exact or self.output is None
            draft.tasks += [(task, False) for task in text.tasks]
            self._fill(draft, row)
            holder.append(draft)
            self.activity = draft
        if not found:
            self._without_activity(row)

    def _without_activity(self, row: SheetRow) -> None:
        """An output alone in its row is an output without activities; other words go on with the last one."""
        cell = self._cell(row, Part.OUTPUT)
        others = [at for at in row.filled if row.cells[at] is not cell]
        if not others:
            return
        if cell.lines and self.output and not self.output.activities:
            # The output is its own activity: lead and dates stand beside it.
            draft = ActivityDraft(self.output.title, row.place)
            draft.exact = True
            self._fill(draft, row)
            self.output.activities.append(draft)
            self.activity = draft
        elif self.activity:
            self._rest(row, skip=Part.OUTPUT)
        else:
            self.ledger.doubt(row.place, "the row names no activity")

    def _fill(self, draft: ActivityDraft, row: SheetRow) -> None:
        assert self.columns
        for part in FIELDS:
            cell = self._cell(row, part)
            if not cell.lines:
                cell = self._wide_cell(row, part)
            if not cell.lines:
                continue
            draft.own[part] = joined(cell.lines)
            if cell.rows == 0:
                draft.inherited.add(part)
        if Part.TIMEFRAME not in draft.own and (dates := read_dates(self.columns, row.cells)):
            draft.own[Part.TIMEFRAME] = dates
        status = fold(self._cell(row, Part.STATUS).text)
        draft.report(status, self._title(Part.STATUS))
        for at, title in self.columns.others():
            if row.cells[at].lines:
                text = joined(row.cells[at].lines)
                draft.notes.append(f"{title}: {text}" if title else text)

    def _wide_cell(self, row: SheetRow, part: Part) -> Cell:
        """A cell of another such column that reaches over this one says it of both."""
        at = self.columns.at(part) if self.columns else None
        for before in FIELDS:
            begin = self.columns.at(before) if self.columns else None
            if at is not None and begin is not None and begin < at < begin + row.cells[begin].reach:
                return row.cells[begin]
        return Cell()

    def _title(self, part: Part) -> str:
        at = self.columns.at(part) if self.columns else None
        return self.columns.columns[at].title if self.columns and at is not None else part.value.capitalize()

    def _rest(self, row: SheetRow, separator: str | None = None, skip: Part | None = None) -> None:
        """What a page cut off goes to the text it was cut from; in a merged cell, to the cell's owner."""
        output = self._cell(row, Part.OUTPUT)
        if output.lines and self.output and skip is not Part.OUTPUT and output.rows > 0:
            self.output.title = glue(self.output.title, joined(output.lines))
            self.output.place |= row.place
        activity = self._cell(row, Part.ACTIVITY)
        if activity.lines and self.activity and activity.rows > 0:
            self.activity.title = glue(self.activity.title, joined(activity.lines))
            self.activity.place |= row.place
        for part in FIELDS:
            cell = self._cell(row, part)
            if cell.lines and cell.rows > 0 and (owner := self._owner(part)):
                text = joined(cell.lines)
                own = owner.own.get(part, "")
                owner.own[part] = f"{own}{separator}{text}" if separator and own else glue(own, text)
                owner.place |= row.place
        assert self.columns
        for at, title in self.columns.others():
            if row.cells[at].lines and row.cells[at].rows > 0 and self.activity:
                self._continue_note(title, joined(row.cells[at].lines))
                self.activity.place |= row.place

    def _continue_note(self, title: str, text: str) -> None:
        assert self.activity
        for at, note in enumerate(self.activity.notes):
            if note.startswith(f"{title}: "):
                self.activity.notes[at] = glue(note, text)
                return
        self.activity.notes.append(f"{title}: {text}")

    def _owner(self, part: Part) -> ActivityDraft | None:
        """The nearest activity above with words of its own in this column, in the same output."""
        holder = self.output.activities if self.output else self.area.activities if self.area else []
        if self.output is None or self.exact:
            return self.activity
        return next((a for a in reversed(holder) if part in a.own), self.activity)


def entries_of(cell: Cell) -> list[str]:
    """The entries of a list that fills a cell."""
    if not any(line.entry for line in cell.lines):
        return []
    entries: list[str] = []
    for line in cell.lines:
        if line.entry or not entries:
            entries.append(unlisted(line.text))
        else:
            entries[-1] = glue(entries[-1], line.text) if line.soft else f"{entries[-1]}\n{line.text}"
    return entries


def preambles(sheet: Sheet, habits: Habits) -> frozenset[int]:
    """The rows above each row of column titles that fill only their first cell."""
    found: set[int] = set()
    for at, row in enumerate(sheet.rows):
        if not row.columns:
            continue
        before = at - 1
        while before >= 0 and (sheet.rows[before].single or not sheet.rows[before].filled):
            if (
                sheet.rows[before].filled
                and sheet.rows[before].page
                and habits.may_be_rest(sheet.rows[before])
            ):
                break
            if sheet.rows[before].filled:
                found.add(before)
            before -= 1
    return frozenset(found)


def opens_with_section(after: Sequence[SheetRow], habits: Habits) -> bool:
    """The first row below the column titles is a section's heading."""
    rows = [row for row in after if row.filled and not row.columns]
    return bool(rows) and rows[0].single and not habits.is_output(rows[0].cells[0].text)
