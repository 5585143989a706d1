"""Plans written out as documents, in many layouts, so that the same records must come back."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mappings.documents.account import Check
from mappings.documents.importer import Imported
from mappings.documents.numbering import activity_number
from mappings.documents.words import Part
from mappings.plan import Activity, Area, Output, Plan

COLUMNS = (Part.OUTPUT, Part.ACTIVITY, Part.TIMEFRAME, Part.LEAD, Part.FUNDING)
FIELDS = (Part.TIMEFRAME, Part.LEAD, Part.FUNDING)


@dataclass(frozen=True)
class Layout:
    """How a plan is printed."""

    columns: Sequence[Part] = COLUMNS
    titles: dict[Part, str] = field(
        default_factory=lambda: {
            Part.OUTPUT: "Outputs",
            Part.ACTIVITY: "Activities",
            Part.TIMEFRAME: "Timeframe",
            Part.LEAD: "Lead",
            Part.FUNDING: "Funding source",
        }
    )
    output_label: str = "<b>Output {number}:</b> {title}"
    activity_label: str = "{number} {title}"
    section: str = "<b>{title}</b>"
    footers: Sequence[str] = ("September 18, 2016",)
    page: int = 0
    """Rows on a page, about; 0 prints one long table."""
    cuts: bool = False
    """Pages also break inside rows."""
    repeat_titles: bool = False
    extra: str | None = None
    """The title of a further column, with a remark in each row of an activity."""
    sections_as_headings: bool = False


def merged_fields(imported: Imported) -> dict[str, set[Part]]:
    """For each activity, the fields that came from merged cells."""
    point = imported.account.point(Check.MERGED)
    mentions = point.mentions if point else ()
    return {m.item or "": {Part(name) for name in (m.detail or "").split(", ")} for m in mentions}


@dataclass
class Printer:
    """Writes one plan in one layout; `seed` decides where pages and texts break."""

    plan: Plan
    layout: Layout
    merged: dict[str, set[Part]] = field(default_factory=dict)
    seed: int = 0
    lines: list[str] = field(default_factory=list)
    left: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def text(self) -> str:
        self.lines += [self.plan.plan.title, "", *self._note_on_footers()]
        years = sorted({o.year for a in self.plan.areas for o in a.outputs if o.year}) or [None]
        for year in years:
            self._year(year)
        return "\n".join(self.lines) + "\n"

    def _note_on_footers(self) -> list[str]:
        return [line for footer in self.layout.footers for line in (footer, "")]

    def _year(self, year: int | None) -> None:
        if not self.layout.sections_as_headings:
            self._open("<b>Annual priorities</b>")
            if year:
                self._row([f"<b>{year}</b>"])
            self._row(self._titles())
        elif year:
            self.lines += [f"# {year}", ""]
        for area in self.plan.areas:
            outputs = [output for output in area.outputs if output.year == year]
            if outputs:
                self._area(area, outputs)
        self.lines.append("")

    def _area(self, area: Area, outputs: Sequence[Output]) -> None:
        if self.layout.sections_as_headings:
            self.lines += ["", f"## {area.title}", ""]
            self._open(*self._titles())
        else:
            self._row([self.layout.section.format(title=area.title)])
        for output in outputs:
            for at, activity in enumerate(output.activities):
                self._activity(output if at == 0 else None, activity)

    def _activity(self, output: Output | None, activity: Activity) -> None:
        blank = self.merged.get(activity.id, set())
        values = {
            Part.OUTPUT: self.layout.output_label.format(number=output.number, title=br(output.title))
            if output
            else "",
            Part.ACTIVITY: self.layout.activity_label.format(number=activity.number, title=br(activity.title))
            if activity.number
            else br(activity.title),
        }
        for part in FIELDS:
            values[part] = "" if part in blank else br(getattr(activity, part.value) or "")
        if self.layout.page and self.left <= 0:
            values = self._break(values)
        self._row([values[part] for part in self.layout.columns], extra=f"Remark on {activity.id}")

    def _break(self, values: dict[Part, str]) -> dict[Part, str]:
        """Go to a new page before the row, or in the middle of some of its cells."""
        self.left = self.layout.page + self.random.randint(-2, 2)
        if not self.layout.cuts or self.random.random() < 0.3:
            self._page()
            return values
        head, rest = dict(values), dict.fromkeys(values, "")
        for part in self.random.sample(list(values), k=self.random.randint(1, 3)):
            head[part], rest[part] = self._cut(values[part])
        if not any(rest.values()):
            self._page()
            return values
        self._row([head[part] for part in self.layout.columns], extra="")
        self._page()
        return rest

    def _cut(self, text: str) -> tuple[str, str]:
        """Between two words, where what follows can't be taken for a new number or label."""
        spots = [at for at, c in enumerate(text) if c == " " and at > 16 and "<" not in text[at - 2 : at + 5]]
        spots = [at for at in spots if not activity_number(text[at + 1 :]).number and text[at - 1] != "-"]
        spots = [at for at in spots if text[at + 1].isalpha() and text[at + 1].islower()]
        if not spots:
            return text, ""
        at = self.random.choice(spots)
        return text[:at], text[at + 1 :]

    def _page(self) -> None:
        self.lines.append("")
        for footer in self.layout.footers:
            self.lines += [footer, ""]
        if self.layout.repeat_titles:
            self._open(*self._titles())
        else:
            self._open(*[""] * self._width())

    def _width(self) -> int:
        return len(self.layout.columns) + (self.layout.extra is not None)

    def _titles(self) -> list[str]:
        titles = [self.layout.titles[part] for part in self.layout.columns]
        return titles + ([self.layout.extra] if self.layout.extra is not None else [])

    def _open(self, *first: str) -> None:
        self._row(list(first), count=False)
        self.lines.append("|" + "---|" * self._width())

    def _row(self, cells: list[str], extra: str = "", *, count: bool = True) -> None:
        if extra and self.layout.extra is not None:
            cells = [*cells, extra]
        cells += [""] * (self._width() - len(cells))
        self.lines.append("| " + " | ".join(cells) + " |")
        self.left -= count


def br(text: str) -> str:
    return text.replace("\n", "<br>").replace("|", "\\|")


Record = tuple[object, ...]


def records(plan: Plan, leave_out: Sequence[Part] = ()) -> list[Record]:
    """What must come back whatever the layout, white space folded."""
    kept: list[Callable[[Activity], str | None]] = [
        lambda a, f=part.value: fold(getattr(a, f))
        for part in FIELDS
        if part not in leave_out  # type: ignore[misc]
    ]
    return [
        (
            output.year,
            area.title.casefold(),
            output.number,
            fold(output.title),
            a.number,
            fold(a.title),
            *(k(a) for k in kept),
        )
        for area in plan.areas
        for output in area.outputs
        for a in output.activities
    ]


def fold(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None
