"""A freshly imported plan as YAML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.plan import Activity, Area, Baseline, Deliverable, Heading, Output, Plan, Source, Status, Task
from sync.errors import Invalid
from sync.planemit import emit_plan
from sync.planfile import create_file, parse_plan
from tests.builders.planfile import small_plan

LONG = "agreed " * 12 + "in writing"
LAYOUT = """\
# yaml-language-server: $schema=.workplan/plan.schema.json
schema: 1
plan:
  id: gmg
  title: Global Migration Group – Work Plan
  period: 2016-2018
  as_of: 2016-09-18
  source: {document: gmg.md, sha256: SHA, imported: 2026-11-22}
deliverables:
  - {year: 2016, kind: Key deliverables, title: "Messages, briefs"}
areas:
  - id: "1"
    number: "1"
    title: Coordination
    kind: work area
    objectives:
      - Ensure coordination of all members, LONG.
    leads: [IOM, UNDP]
    details:
      Function: "Exchange: all"
      MPTF: null
      IMRF: ["70"]
    outputs:
      - id: 2016-1-O1
        number: "1"
        year: 2016
        title: Joint papers
        activities:
          - id: 2016-1-1.2
            number: "1.2"
            title: Statement
            timeframe: |-
              29 February- 1 March 2016
              and June
            lead: GMG Chair (UN Women)
            status: ongoing
            tasks:
              - text: Draft
                done: true
              - text: Print
            baseline: {due: 2016-03-01}
"""

TEXT = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="ab :#-,[]{}&|'\"\\\n\t\u2028~0", max_size=10),
    st.sampled_from(["TBC", "2017", "no", "IOM, UNDP", "two\nlines", "with: colon", "x" * 120]),
)
TITLE = TEXT.filter(bool)
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


TEXT_OR_NOT = st.none() | TEXT
DAY_OR_NOT = st.none() | DAYS


def activities(
    ids: st.SearchStrategy[str], links: st.SearchStrategy[str | None]
) -> st.SearchStrategy[Activity]:
    return st.builds(
        Activity,
        id=ids,
        number=TEXT_OR_NOT,
        title=TITLE,
        timeframe=TEXT_OR_NOT,
        lead=TEXT_OR_NOT,
        funding=TEXT_OR_NOT,
        source=TEXT_OR_NOT,
        status=st.none() | st.sampled_from(Status),
        completed=DAY_OR_NOT,
        start=DAY_OR_NOT,
        due=DAY_OR_NOT,
        assignees=TEXTS,
        tasks=st.lists(st.builds(Task, text=TITLE, done=st.booleans()), max_size=2).map(tuple),
        snooze_until=DAY_OR_NOT,
        tbc_since=st.dictionaries(TEXT, DAYS, max_size=2),
        baseline=st.none() | st.builds(Baseline, start=DAY_OR_NOT, due=DAY_OR_NOT),
        withdrawn=DAY_OR_NOT,
        continues=TEXT_OR_NOT,
        notes=TEXT_OR_NOT,
        issue=links,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    counter = iter(range(1000))
    ids = st.builds(lambda: f"{next(counter)}.0")
    links = st.none() | st.builds(lambda text: f"{text}{next(counter)}", TEXT)
    outputs = st.builds(
        Output,
        id=ids,
        number=TEXT_OR_NOT,
        year=st.none() | st.integers(-10, 3000),
        title=TITLE,
        source=TEXT_OR_NOT,
        start=DAY_OR_NOT,
        due=DAY_OR_NOT,
        notes=TEXT_OR_NOT,
        milestone=links,
        activities=st.lists(activities(ids, links), max_size=2).map(tuple),
    )
    areas = st.builds(
        Area,
        id=ids,
        number=TEXT_OR_NOT,
        title=TITLE,
        kind=TEXT,
        group=TEXT_OR_NOT,
        source=TEXT_OR_NOT,
        objectives=TEXTS,
        leads=TEXTS,
        notes=TEXTS,
        details=st.dictionaries(TEXT, st.none() | TEXT | TEXTS, max_size=3),
        milestone=links,
        outputs=st.lists(outputs, max_size=2).map(tuple),
        activities=st.lists(activities(ids, links), max_size=1).map(tuple),
    )
    origin = st.builds(
        Source, document=TEXT, sha256=st.text("0123456789abcdef", min_size=64, max_size=64), imported=DAYS
    )
    heading = st.builds(
        Heading,
        id=st.just("p-1"),
        title=TITLE,
        period=TEXT_OR_NOT,
        as_of=DAY_OR_NOT,
        source=st.none() | origin,
    )
    entries = st.builds(Deliverable, year=st.none() | st.integers(0, 3000), kind=TEXT_OR_NOT, title=TITLE)
    return Plan(
        schema_=1,
        plan=draw(heading),
        deliverables=tuple(draw(st.lists(entries, max_size=2))),
        areas=tuple(draw(st.lists(areas, max_size=2))),
    )


@settings(deadline=None, max_examples=150)
@given(plans())
def test_every_plan_comes_back(plan: Plan) -> None:
    """What was imported is what is read from then on."""
    assert parse_plan(emit_plan(plan), "plan.yaml") == plan


def test_the_layout_is_short_and_readable() -> None:
    """People own the file: one value a line, the order of the document, nothing that says nothing."""
    plan = Plan(
        schema_=1,
        plan=Heading(
            id="gmg",
            title="Global Migration Group – Work Plan",
            period="2016-2018",
            as_of=date(2016, 9, 18),
            source=Source(document="gmg.md", sha256="5f" * 32, imported=date(2026, 11, 22)),
        ),
        deliverables=(Deliverable(year=2016, kind="Key deliverables", title="Messages, briefs"),),
        areas=(
            Area(
                id="1",
                number="1",
                title="Coordination",
                objectives=(f"Ensure coordination of all members, {LONG}.",),
                leads=("IOM", "UNDP"),
                details={"Function": "Exchange: all", "MPTF": None, "IMRF": ("70",)},
                outputs=(
                    Output(
                        id="2016-1-O1",
                        number="1",
                        year=2016,
                        title="Joint papers",
                        activities=(
                            Activity(
                                id="2016-1-1.2",
                                number="1.2",
                                title="Statement",
                                timeframe="29 February- 1 March 2016\nand June",
                                lead="GMG Chair (UN Women)",
                                status=Status.ONGOING,
                                tasks=(Task(text="Draft", done=True), Task(text="Print")),
                                baseline=Baseline(due=date(2016, 3, 1)),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
    assert emit_plan(plan) == LAYOUT.replace("SHA", "5f" * 32).replace("LONG", LONG)


def test_every_key_of_the_models_is_written() -> None:
    """A key that the models gain and the writer forgets would be lost at import."""
    filled = {
        Activity: Activity(
            id="a", number="n", title="t", timeframe="t", lead="l", funding="f", source="s",
            status=Status.ONGOING, completed=date(2017, 1, 1), start=date(2017, 1, 1), due=date(2017, 1, 1),
            assignees=("a",), tasks=(Task(text="t"),), snooze_until=date(2017, 1, 1),
            tbc_since={"lead": date(2017, 1, 1)}, baseline=Baseline(), withdrawn=date(2017, 1, 1),
            continues="c", notes="n", issue="i",
        ),
    }  # fmt: skip
    output = Output(
        id="o", number="n", year=1, title="t", source="s", start=date(2017, 1, 1), due=date(2017, 1, 1),
        notes="n", milestone="m", activities=(filled[Activity],),
    )  # fmt: skip
    area = Area(
        id="r", number="n", title="t", kind="k", group="g", source="s", objectives=("o",),
        expected_results=("e",), key_outputs=("k",), leads=("l",), members=("m",), notes=("n",),
        details={"d": "d"}, milestone="n", outputs=(output,), activities=(Activity(id="b", title="t"),),
    )  # fmt: skip
    for record in (filled[Activity], output, area):
        assert set(type(record).model_fields) == record.model_fields_set
    plan = Plan(schema_=1, plan=Heading(id="p", title="t"), areas=(area,))
    assert parse_plan(emit_plan(plan), "plan.yaml") == plan


def test_a_new_file_is_created(tmp_path: Path) -> None:
    """With exactly this text, and nothing else in the folder."""
    create_file(tmp_path / "plan.yaml", small_plan())
    assert (tmp_path / "plan.yaml").read_bytes().decode() == small_plan()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    """Somebody's plan may be in it."""
    path = tmp_path / "plan.yaml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(Invalid, match="exists already"):
        create_file(path, small_plan())
    assert path.read_text(encoding="utf-8") == "mine"
    assert [found.name for found in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    """With the name of the file, and what to look at."""
    with pytest.raises(Invalid, match="can't be written"):
        create_file(tmp_path / "none" / "plan.yaml", "x")
