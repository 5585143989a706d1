"""What each phrase of a language is asked for: nothing, one, two and many of what it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Protocol

from bot.digests.inputs import StrayKind
from bot.message import Linked, line
from bot.picture.figures import Tally
from bot.picture.record import Point
from bot.text.language import Words
from mappings.snapshot import Side

TODAY: Final = date(2017, 5, 2)
FIRST: Final = date(2017, 5, 1)
OTHER: Final = date(2018, 12, 31)
NONE: Final = Tally()
ONE: Final = Tally(1, 1, 0, 1, 0, 1)
MANY: Final = Tally(9, 2, 3, 4, 5, 6)
COUNTS: Final = ((0,), (1,), (2,), (29,))
NEAR: Final = ((FIRST, TODAY), (OTHER, TODAY))
FILLED: Final = (["title"], ["timeframe"], ["timeframe", "lead"], ["title", "timeframe", "funding"])

CASES: Final[Mapping[str, Sequence[tuple[Any, ...]]]] = {
    "quote": [("June 2017",)],
    "plan_name": [("GMG", True), ("A plan", False)],
    "short_name": [("GMG", True), ("A plan", False)],
    "area": [("Workstream", "14"), ("work area", "1"), ("hub", "2")],
    "the_area": [("workstream", "14"), ("work area", "1"), ("hub", "2")],
    "day": [(FIRST,), (OTHER,)],
    "near": NEAR,
    "some": [([], 3), (["IOM"], 3), (["A", "B", "C"], 3), (["A", "B", "C", "D"], 3), ([*"ABCDE"], 3)],
    "joined": [([],), (["A"],), (["A", "B"],), (["ILO", "UNU", "IOM"],), (["agua", "hielo"],)],
    "more": COUNTS,
    "and_more": COUNTS,
    "nothing_new": NEAR,
    "question_goes_to": [("X",)],
    "without_report": COUNTS,
    "past": [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1, " (Launch)"), (2, 2), (29, 41)],
    "next_due": [*NEAR, (FIRST,)],
    "to_settle": COUNTS,
    "late": NEAR,
    "weeks_left": [(-1, OTHER), (0, OTHER), (1, OTHER), (2, OTHER), (50, OTHER)],
    "due_by": [(count, FIRST, TODAY) for (count,) in COUNTS],
    "nothing_due_before": [(OTHER, TODAY, True), (FIRST, TODAY, False)],
    "no_report": [(1, 1), (1, 2), (2, 2), (28, 29), (29, 29)],
    "past_their_date": COUNTS,
    "not_decided": COUNTS,
    "changes": [(FIRST, TODAY, 0, 0, 0), (FIRST, TODAY, 1, -1, 0), (FIRST, TODAY, -2, 29, -29)],
    "new_since": NEAR,
    "only_years": COUNTS,
    "earlier_in": [(2017,)],
    "from_years": [("2016",)],
    "by_area": COUNTS,
    "not_decided_besides": COUNTS,
    "open_counts": [(0, 1), (0, 2), (1, 0), (2, 1), (29, 29)],
    "next_days": [(30,)],
    "done_since": NEAR,
    "over_before_print": [(1, 1), (1, 2), (2, 2), (11, 16)],
    "open_fields": [*((one,) for one in FILLED), (["lead"],), (["funding"],)],
    "open_since": [(FIRST,)],
    "mostly": [("IOM",)],
    "years_end": [(count, OTHER) for (count,) in COUNTS],
    "ends": [(line("Launch"), OTHER)],
    "end": [(count, OTHER) for (count,) in COUNTS],
    "text_says": [(["2016"],), (["2016", "June 2017"],)],
    "closed": [(True, FIRST, TODAY), (False, OTHER, TODAY)],
    "filled_in": [
        *((one, ["Ana", "Bo"], Side.FORGE) for one in FILLED),
        (["lead"], [], Side.FORGE),
        (["lead"], [], Side.PLAN),
    ],
    "yours": [("Plan",)],
    "your_counts": [(1, 0, 0), (2, 1, 0), (1, 2, 1), (0, 0, 29)],
    "list_part": [(1, 1), (2, 3)],
    "open_listed": [(one,) for one in FILLED],
    "answer_there": [("",), ("X",)],
    "how_to_answer": [(date(2017, 6, 1),)],
    "last_sync": [(datetime(2017, 5, 2, 8, 5), TODAY), (datetime(2017, 5, 1, 8, 45), TODAY)],  # noqa: DTZ001
    "conflict": [
        ("timeframe", "Launch", "June", None, None),
        ("status", "Launch", "completed", "unreported", Linked("#2")),
        ("due", "Launch", "2017-05-01", "2017-06-02", Linked("#2")),
        ("milestone", "Launch", "#7", "o1", None),
    ],
    "token_ends": [(FIRST,)],
    "strays": [(kind, line("Launch (#2)")) for kind in StrayKind],
    "still_strays": COUNTS,
    "unknown_areas": [(["r9"],), (["r8", "r9"],), ([*"abcde"],)],
    "no_account": [(["IOM"],), (["IOM", "UNU"],), ([*"ABCDE"],)],
    "still_empty": [(["X"],), ([*"ABCDE"],)],
    "empty_area": [("2. Data", ""), ("2. Data", " (x)")],
    "lines": [("3", "3"), ("3", "9")],
    "lacking": [(count, what) for what in ("neither", "dates", "leads", "unread") for count in (1, 2)],
    "unreadable": [("plan.yaml",)],
    "at_line": [(12,)],
    "problem": [(12, "", "said"), (12, "areas.1.title", "said")],
    "trouble": [("said",)],
    "to_mend": [(1, "plan.yaml"), (2, "plan.yaml")],
    "no_sync_since": [
        (None, TODAY),
        (datetime(2017, 5, 2, 8, 5), TODAY),  # noqa: DTZ001
        (datetime(2017, 5, 1, 8, 45), TODAY),  # noqa: DTZ001
    ],
    "picture_summary": [(TODAY, NONE), (TODAY, ONE), (TODAY, MANY)],
    "legend": [(MANY,)],
    "others_together": [(2,)],
    "row_figures": [(NONE,), (ONE,), (MANY,)],
    "curve_since": [(FIRST,)],
    "scope": COUNTS,
    "done": COUNTS,
    "month_mark": [(date(2017, month, 1),) for month in range(1, 13)],
    "picture_title": [("Plan", FIRST)],
    "picture_told": [("Plan", FIRST, NONE), ("Plan", FIRST, ONE), ("Plan", FIRST, MANY)],
    "row_told": [("Data", NONE), ("Data", ONE), ("Data", MANY)],
    "more_areas": COUNTS,
    "curve_told": [(Point(FIRST, 8, 0), Point(TODAY, 9, 1))],
}


def texts_of(words: Words) -> Mapping[str, str]:
    """What is the same whatever is told."""
    names = {name for part in Words.__mro__ for name in vars(part).get("__annotations__", {})}
    return {name: getattr(words, name) for name in sorted(names) if not name.startswith("_")}


def phrases_of(words: Words) -> Mapping[str, Sequence[str]]:
    return {
        name: tuple(shown(getattr(words, name)(*given)) for given in cases) for name, cases in CASES.items()
    }


def shown(said: object) -> str:
    """With "~" for a space that does not break."""
    text = " | ".join(said) if isinstance(said, tuple) else str(said)
    return text.replace("\u00a0", "~")


def names_of_phrases() -> set[str]:
    return {
        name
        for part in Words.__mro__
        if part not in (Protocol, object)
        for name, kind in vars(part).items()
        if callable(kind) and not name.startswith("_")
    }


def phrasebook(words: Words) -> str:
    """All that a language can say, one phrase a line."""
    lines = [f"{name}: {shown(said)}" for name, said in texts_of(words).items()]
    lines += [f"{name}: {one}" for name, said in phrases_of(words).items() for one in said]
    return "".join(f"{one}\n" for one in lines)
