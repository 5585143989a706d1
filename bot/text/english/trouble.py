"""What the digest says to the secretariat, and what is said instead of it, in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.digests.inputs import StrayKind
from bot.message import Line, Linked, fill, line
from bot.text import dates
from bot.text.english.grammar import Grammar
from bot.text.phrases import counted
from bot.text.words import noun, value_words
from mappings.spans import day

LACKING: Final = {
    "neither": "no date and no lead",
    "dates": "no date",
    "leads": "no lead",
    "unread": "a date that can't be read",
}
STRAYS: Final = {
    StrayKind.MISSING: "Gone from the tracker, and still in the plan",
    StrayKind.DAMAGED: "The hidden marks were edited",
    StrayKind.DOUBLED: "Carries the mark of another issue's activity",
    StrayKind.DUPLICATE: "Closed as a duplicate, which says nothing of the work",
    StrayKind.REMOVED: "Not in the plan any more, and left on the tracker",
}


class Trouble(Grammar):
    secretariat = "SECRETARIAT"

    def conflict(
        self, field: str, title: str, plan: str | None, tracker: str | None, issue: Linked | None
    ) -> Line:
        return fill(
            "Two values for the {field} of {title}: the plan says {plan}, the tracker {tracker}. "
            "Settle it in {issue}.",
            field=noun(field),
            title=title,
            plan=self.quoted(field, plan),
            tracker=self.quoted(field, tracker),
            issue=line("issue ", issue) if issue else "the issue",
        )

    def quoted(self, field: str, value: str | None) -> str:
        return self.quote(value_words(field, value)) if value else "nothing"

    def token_ends(self, when: date) -> str:
        return f"The token of the tracker ends on {day(when)}: set a new one before."

    def strays(self, kind: StrayKind, names: Line) -> Line:
        return fill(f"{STRAYS[kind]}: {{names}}. More: workplan preview", names=names)

    def still_strays(self, count: int) -> str:
        return f"Still to be looked at on the tracker: {count}. More: workplan preview"

    def unknown_areas(self, areas: Sequence[str]) -> str:
        what = "area" if len(areas) == 1 else "areas"
        names = self.some([self.quote(area) for area in areas], 3)
        return f"A channel is set for {what} {names}, which the plan does not have: [slack] areas."

    def no_account(self, names: Sequence[str]) -> str:
        have, them = ("has", "it") if len(names) == 1 else ("have", "them")
        return (
            f"{counted(len(names), 'name')} {have} no account: {self.some(names, 3)}. "
            f"Add {them} to people.yaml."
        )

    def still_empty(self, areas: Sequence[str]) -> str:
        return f"Still no activities: {self.some(areas, 3)}."

    def empty_area(self, area: str, where: str) -> str:
        return f"{area}: no activities here{where}: lost, or never there? If lost, add them by hand."

    def lines(self, first: str, last: str) -> str:
        return f"line {first}" if first == last else f"lines {first}-{last}"

    ask_for_dates = (
        "Timelines: ask the co-leads for dates. To list the gaps: workplan export --format csv --gaps"
    )

    def lacking(self, count: int, what: str) -> str:
        return f"{self.activities(count)} {'has' if count == 1 else 'have'} {LACKING[what]}"

    # Instead of a digest

    def unreadable(self, file: str) -> str:
        return f"the file {file} can't be read"

    def at_line(self, number: int) -> str:
        return f" (line {number})"

    def problem(self, number: int, key: str, said: str) -> str:
        return f"Line {number}{f', {key}' if key else ''}: {said}"

    def trouble(self, said: str) -> str:
        return said

    more_by_doctor = "More: workplan doctor"

    def to_mend(self, count: int, file: str) -> str:
        return f"{counted(count, 'mistake')} to mend in {file}. {self.more_by_doctor}"

    what_to_do = (
        "What is written in the plan file and on the tracker stays there, and the next sync takes it in. "
        "More: workplan status, workplan doctor"
    )

    def no_sync_since(self, when: datetime | None, today: date) -> str:
        return f"Nothing is synced since {dates.moment(when, today)}." if when else "Nothing was synced yet."
