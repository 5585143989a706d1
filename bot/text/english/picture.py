"""What stands in the digest's picture, in English."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.text.phrases import counted
from mappings.spans import MONTHS, day

if TYPE_CHECKING:
    from bot.picture.figures import Tally
    from bot.picture.record import Point


class PictureTerms:
    today_mark = "today"
    record_begins = "The record of changes begins today: from now on a curve grows here."
    no_record = "No changes are recorded yet, so there is no curve over time."

    def picture_summary(self, today: date, tally: Tally) -> str:
        return f"{day(today)}: {self.of_all(tally)} completed"

    def of_all(self, tally: Tally) -> str:
        return f"{tally.completed} of {counted(tally.total, 'activity')}"

    def legend(self, tally: Tally) -> tuple[str, str, str, str, str]:
        return (
            f"completed: {tally.completed}",
            f"ongoing: {tally.all_ongoing}",
            f"not begun, or no report yet: {tally.all_open}",
            f"cancelled: {tally.cancelled}",
            f"of these past their date: {tally.late}",
        )

    def others_together(self, areas: int) -> str:
        return f"{areas} others together"

    def row_figures(self, tally: Tally) -> str:
        return f"{tally.completed} of {tally.total}" if tally.total else "none"

    def curve_since(self, recorded: date) -> str:
        return f"The plan's life, recorded since {day(recorded)}"

    def scope(self, count: int) -> str:
        return f"activities not cancelled: {count}"

    def done(self, count: int) -> str:
        return f"completed: {count}"

    def month_mark(self, when: date) -> str:
        month = MONTHS[when.month - 1][:3]
        return f"{month} {when.year}" if when.month == 1 else month

    def picture_title(self, name: str, today: date) -> str:
        return f"{name}: progress on {day(today)}"

    def picture_told(self, name: str, today: date, tally: Tally) -> str:
        return (
            f"Progress of {name} on {day(today)}: {self.of_all(tally)} completed, "
            f"{tally.all_ongoing} ongoing, {tally.all_open} not begun or without a report, "
            f"{tally.cancelled} cancelled; {tally.late} past their date."
        )

    def row_told(self, name: str, tally: Tally) -> str:
        late = f", {tally.late} past their date" if tally.late else ""
        return f"{name}: {tally.completed} of {tally.total}{late}."

    def more_areas(self, count: int) -> str:
        return f"And {counted(count, 'more area')}."

    def curve_told(self, first: Point, last: Point) -> str:
        return (
            f"Since {day(first.day)} completed went from {first.done} to {last.done}, "
            f"and all that are not cancelled from {first.scope} to {last.scope}."
        )
