"""The same plan printed in other layouts gives the same records: pages, columns, numbering, headings."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mappings.documents.importer import Imported
from mappings.documents.words import Part
from mappings.plan import Activity, Area, Heading, Output, Plan
from tests.builders.documents import read, sample
from tests.builders.rendered import COLUMNS, Layout, Printer, Record, merged_fields, records

WORDS = {
    Part.OUTPUT: ("Outputs", "Output", "Key outputs", "Outcomes", "Produits", "Resultados"),
    Part.ACTIVITY: ("Activities", "Activity", "Planned activities", "Actions", "Activités", "Actividades"),
    Part.TIMEFRAME: ("Timeframe", "When", "Deadline", "Due date", "Calendrier", "Plazo"),
    Part.LEAD: ("Lead", "Responsible", "Lead agency", "Who", "Responsable", "Owner"),
    Part.FUNDING: (
        "Funding source",
        "Budget",
        "Source of funding",
        "Financement",
        "Resources",
        "Presupuesto",
    ),
}


@cache
def original() -> Imported:
    return sample("gmg-2016-2018.md")


def printed(layout: Layout, seed: int = 0) -> list[Record]:
    imported = original()
    text = Printer(imported.plan, layout, merged_fields(imported), seed).text()
    return sorted(records(read(text).plan, left_out(layout)), key=repr)


def left_out(layout: Layout) -> list[Part]:
    return [part for part in COLUMNS if part not in layout.columns]


def expected(layout: Layout = Layout()) -> list[Record]:
    return sorted(records(original().plan, left_out(layout)), key=repr)


def titled(at: int) -> dict[Part, str]:
    return {part: words[at] for part, words in WORDS.items()}


def test_one_long_table() -> None:
    """No pages at all."""
    assert printed(Layout()) == expected()


@pytest.mark.parametrize("seed", range(8))
def test_pages_break_elsewhere(seed: int) -> None:
    """Pages break before other rows and inside other cells."""
    assert printed(Layout(page=4 + seed, cuts=True), seed) == expected()


@pytest.mark.parametrize("seed", range(3))
def test_pages_with_their_titles_printed_again(seed: int) -> None:
    """Each page begins with the column titles, and a cut row goes on below them."""
    assert printed(Layout(page=6, cuts=True, repeat_titles=True), seed) == expected()


def test_pages_without_headers_or_footers() -> None:
    """Nothing but a blank line between two pages."""
    assert printed(Layout(page=7, cuts=True, footers=()), 5) == expected()


@pytest.mark.parametrize("at", range(6))
def test_columns_with_other_titles(at: int) -> None:
    """The usual words for the same columns, in three languages."""
    assert printed(Layout(titles=titled(at), page=9, cuts=True), at) == expected()


@pytest.mark.parametrize(
    "columns",
    [
        (Part.OUTPUT, Part.ACTIVITY, Part.LEAD, Part.TIMEFRAME, Part.FUNDING),
        (Part.OUTPUT, Part.TIMEFRAME, Part.ACTIVITY, Part.FUNDING, Part.LEAD),
        (Part.TIMEFRAME, Part.OUTPUT, Part.ACTIVITY, Part.LEAD, Part.FUNDING),
        (Part.FUNDING, Part.LEAD, Part.OUTPUT, Part.TIMEFRAME, Part.ACTIVITY),
    ],
)
def test_columns_in_another_order(columns: tuple[Part, ...]) -> None:
    """Titles decide, not places."""
    assert printed(Layout(columns=columns, page=11), 3) == expected()


def test_a_column_more_becomes_a_note() -> None:
    """A column that no plan usually has changes nothing else, and its words are kept."""
    layout = Layout(extra="Remarks", page=10, cuts=True)
    assert printed(layout, 2) == expected()
    text = Printer(original().plan, Layout(extra="Remarks")).text()
    notes = [activity.notes for activity in read(text).plan.activities()]
    assert notes.count("Remarks: Remark on 2016-1-1.1") == 1
    assert len([note for note in notes if note and note.startswith("Remarks: ")]) == 229


def test_a_column_less_leaves_the_others() -> None:
    """Without the funding column everything else is the same, and funding is missing."""
    layout = Layout(columns=COLUMNS[:-1], page=8, cuts=True)
    assert printed(layout, 4) == expected(layout)


@pytest.mark.parametrize(
    ("output", "activity", "section"),
    [
        ("**Deliverable {number}.** {title}", "{number}. {title}", "**{title}**"),
        ("Result {number} – {title}", "Activity {number}: {title}", "<b><i>{title}</i></b>"),
        (
            "Outcome {number}: {title}",
            "{number}) {title}",
            "**Work area: {title}**".replace("Work area: ", ""),
        ),
    ],
)
def test_other_numbering_and_headings(output: str, activity: str, section: str) -> None:
    """Other words before the numbers, other marks behind them."""
    layout = Layout(output_label=output, activity_label=activity, section=section, page=9, cuts=True)
    assert printed(layout, 6) == expected()


def test_sections_as_headings_between_tables() -> None:
    """A table under each heading, with its own titles, instead of one with sections in it."""
    assert printed(Layout(sections_as_headings=True)) == expected()


LETTERS = st.text(alphabet="abcdefghijklmnoprstuvw", min_size=2, max_size=9)
PHRASE = st.lists(LETTERS, min_size=2, max_size=12).map(lambda words: " ".join(words).capitalize())
TIME = st.sampled_from(["2025", "March 2025", "TBC", "Ongoing", "1-3 May 2025", "Q2 2025", "April-June 2025"])


@st.composite
def activities(draw: st.DrawFn, output: int) -> tuple[Activity, ...]:
    count = draw(st.integers(1, 4))
    return tuple(
        Activity(
            id=f"x{output}-{at}",
            number=f"{output}.{at}",
            title=draw(PHRASE),
            timeframe=draw(TIME),
            lead=draw(PHRASE),
            funding=draw(PHRASE),
        )
        for at in range(1, count + 1)
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    names = draw(st.lists(PHRASE, min_size=1, max_size=4, unique_by=str.casefold))
    areas = []
    for at, name in enumerate(names, start=1):
        outputs = tuple(
            Output(
                id=f"o{at}-{n}", number=str(n), year=2025, title=draw(PHRASE), activities=draw(activities(n))
            )
            for n in range(1, draw(st.integers(1, 3)) + 1)
        )
        areas.append(Area(id=str(at), title=name, outputs=outputs))
    return Plan(schema_=1, plan=Heading(id="x", title="Some plan"), areas=tuple(areas))


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    plan=plans(),
    order=st.permutations(COLUMNS),
    words=st.tuples(*(st.sampled_from(WORDS[part]) for part in COLUMNS)),
    page=st.integers(3, 9),
    seed=st.integers(0, 999),
    again=st.booleans(),
)
def test_any_plan_in_any_layout(
    plan: Plan, order: list[Part], words: tuple[str, ...], page: int, seed: int, again: bool
) -> None:
    """Random plans, columns in any order under any of their names, pages that cut rows."""
    layout = Layout(
        columns=order,
        titles=dict(zip(COLUMNS, words, strict=True)),
        page=page,
        repeat_titles=again,
        cuts=True,
    )
    text = Printer(plan, layout, {}, seed).text()
    assert sorted(records(read(text).plan), key=repr) == sorted(records(plan), key=repr)
