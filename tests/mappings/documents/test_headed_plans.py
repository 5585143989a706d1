"""Plans written as headings and numbered lines: areas, outputs and activities, each told below its name."""

from __future__ import annotations

import pytest

from mappings.plan import Activity, Plan
from tests.builders.documents import plan_of, read, titles

HEAD = "| Activity | Lead | When |\n|---|---|---|\n"


def told(activity: Activity) -> tuple[str | None, str, str | None, str | None]:
    return (activity.number, activity.title, activity.lead, activity.timeframe)


def shape(plan: Plan) -> list[tuple[str | None, str, list[int], int]]:
    return [
        (a.number, a.title, [len(o.activities) for o in a.outputs], len(a.activities)) for a in plan.areas
    ]


def test_bullets_below_a_heading_beside_a_table_below_another() -> None:
    """A table elsewhere doesn't take a pillar its list."""
    imported = read(
        f"# P\n\n## Pillar 1: Water\n\n{HEAD}| Dig wells | Ana | May 2025 |\n\nA further remark.\n\n"
        "- Clean wells\n- Paint wells\n\n## Pillar 2: Air\n\n- Plant trees (Lead: Jo)\n- Count cars\n"
    )
    assert [(a.number, a.title, [x.title for x in a.activities]) for a in imported.plan.areas] == [
        ("1", "Water", ["Dig wells", "Clean wells", "Paint wells"]),
        ("2", "Air", ["Plant trees", "Count cars"]),
    ]
    assert imported.account.not_understood == ()


def test_bullets_below_a_heading_beside_a_table_with_labels_above() -> None:
    """Nor do labels of the other pillar."""
    plan = plan_of(
        f"# P\n\n## Pillar 1: Water\n\nLead: WHO\n\n{HEAD}| Dig wells | Ana | May 2025 |\n\n"
        "## Pillar 2: Air\n\n- Plant trees\n- Count cars\n"
    )
    assert [(a.title, a.leads, len(a.activities)) for a in plan.areas] == [
        ("Water", ("WHO",), 1),
        ("Air", (), 2),
    ]


@pytest.mark.parametrize("kind", ["Workstream 1|Workstream 2", "Theme A|Theme B", "Component B|Component C"])
@pytest.mark.parametrize("below", [f"{HEAD}| Dig | Ana | May 2025 |\n", "- Dig\n- Sow\n"])
def test_areas_with_no_more_than_a_number(kind: str, below: str) -> None:
    """The heading itself is the title, and each is an area of its own."""
    one, two = kind.split("|")
    plan = plan_of(f"# P\n\n## {one}\n\n{below}\n## {two}\n\n{below}")
    assert [a.title for a in plan.areas] == [one, two]
    assert [a.number for a in plan.areas] == [one.split()[1], two.split()[1]]


def test_the_same_title_under_two_numbers() -> None:
    """Two areas, whatever they are called."""
    row = f"{HEAD}| Dig | Ana | May 2025 |\n"
    plan = plan_of(f"# P\n\n## Pillar 1: General\n\n{row}\n## Pillar 2: General\n\n{row}")
    assert [(a.number, a.title) for a in plan.areas] == [("1", "General"), ("2", "General")]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_numbered_lines_with_labels_below(gap: str) -> None:
    """Plain text, with or without blank lines."""
    lines = ["1. POLICY", "1.1 Review the act", "Lead: MoJ", "Timeline: June 2025", "1.2 Train judges"]
    lines += ["Lead: Court", "Timeline: 2026", "2. HEALTH", "2.1 Build a ward", "Lead: MoH", "Timeline: TBC"]
    plan = plan_of("Plan of the town\n\n" + gap.join(lines) + "\n", "plan.txt")
    assert [(a.number, a.title, a.leads) for a in plan.areas] == [("1", "POLICY", ()), ("2", "HEALTH", ())]
    assert [told(a) for a in plan.activities()] == [
        ("1.1", "Review the act", "MoJ", "June 2025"),
        ("1.2", "Train judges", "Court", "2026"),
        ("2.1", "Build a ward", "MoH", "TBC"),
    ]


@pytest.mark.parametrize(
    "form",
    [
        "### {n} {t}\n\n- Lead: {l}\n- Timeline: {d}\n",
        "### {n} {t}\n\nLead: {l}\nTimeline: {d}\n",
        "### {n}. {t}\n\n**Lead:** {l}\n\n**Timeline:** {d}\n",
        "### Activity {n} {t}\n\nLead: {l}\nTimeline: {d}\n",
        "### Activity {n}: {t}\nLead: {l}\nTimeline: {d}\n",
        "**Activity {n}:** {t}\nLead: {l}\nTimeline: {d}\n",
        "**Activity {n}:** {t}\n\n- Lead: {l}\n- Timeline: {d}\n",
        "**{n} {t}**\n\n- Lead: {l}\n- Timeline: {d}\n",
        "{n} {t}\nLead: {l}\nTimeline: {d}\n",
        "### {n} {t}\n\nResponsable : {l}\n\nÉchéance : {d}\n",
    ],
)
def test_activities_as_headings_with_labels_below(form: str) -> None:
    """Whatever the mark of the heading, 1.1 below area 1 with labels is an activity."""
    rows = [("1.1", "Drill wells", "Ana", "May 2025"), ("1.2", "Lay pipes", "Jo", "June 2025")]
    more = ("2.1", "Plant trees", "Eva", "T2 2024")
    text = "# Plan\n\n## 1. Water\n\n"
    text += "\n".join(form.format(n=n, t=t, l=who, d=d) for n, t, who, d in rows)
    n, t, who, d = more
    text += "\n## 2. Air\n\n" + form.format(n=n, t=t, l=who, d=d)
    imported = read(text)
    assert [(a.number, a.title) for a in imported.plan.areas] == [("1", "Water"), ("2", "Air")]
    assert [told(a) for a in imported.plan.activities()] == [*rows, more]
    assert imported.account.not_understood == ()


def test_areas_with_dotted_numbers_and_lists_stay_areas() -> None:
    """1.1 with a label of activities below it is no activity."""
    plan = plan_of(
        "# Plan\n\n## 1. Programme\n\n### 1.1 Water\n\nLead: WHO\n\nActivities:\n\n- Dig\n- Drill\n\n"
        "### 1.2 Air\n\nLead: UNEP\n\nActivities:\n\n- Plant\n"
    )
    assert [(a.title, a.leads, len(a.activities)) for a in plan.areas] == [
        ("Water", ("WHO",), 2),
        ("Air", ("UNEP",), 1),
    ]


@pytest.mark.parametrize(
    ("area", "output"),
    [("Pillar 1 – Coordination|Pillar 2 – Data", "Output"), ("Axe 1 : Droit|Axe 2 : Données", "Produit"),
     ("Goal 1: Law|Goal 2: Data", "Result 1.")],
)  # fmt: skip
def test_outputs_as_headings_above_tables(area: str, output: str) -> None:
    """They stand inside the pillar above them."""
    one, two = area.split("|")
    sep = "" if output.endswith(".") else " "
    row = f"{HEAD}| Meet | Ana | May 2025 |\n| Write | Jo | 2025 |\n"
    plan = plan_of(
        f"# P\n\n## {one}\n\n### {output}{sep}1: Stronger ties\n\n{row}\n### {output}{sep}2: More money\n\n"
        f"{row}\n## {two}\n\n### {output}{sep}3: Better figures\n\n{row}"
    )
    assert [(number, counts, rest) for number, _, counts, rest in shape(plan)] == [
        ("1", [2, 2], 0),
        ("2", [2], 0),
    ]
    assert [o.title for a in plan.areas for o in a.outputs] == [
        "Stronger ties",
        "More money",
        "Better figures",
    ]


def test_outputs_as_the_only_headings_stay_areas() -> None:
    """With no pillar above, what heads the table is the area."""
    plan = plan_of(f"# P\n\n## Output 1: Law\n\n{HEAD}| Dig | Ana | May 2025 |\n")
    assert [(a.number, a.title, len(a.activities)) for a in plan.areas] == [("1", "Law", 1)]


@pytest.mark.parametrize("marks", [("a)", "b)", "c)"), ("a.", "b.", "c."), ("(a)", "(b)", "(c)"),
                                   ("(i)", "(ii)", "(iii)"), ("i.", "ii.", "iii.")])  # fmt: skip
def test_letters_as_the_numbers_of_activities(marks: tuple[str, ...]) -> None:
    """Each with its own date, in a text without blank lines."""
    entries = "".join(
        f"{mark} {title}\n   Timeline: {date}\n"
        for mark, title, date in zip(
            marks, ("Dig wells", "Lay pipes", "Sow"), ("May 2025", "June 2025", "July 2025"), strict=True
        )
    )
    text = f"Plan of the town\n\n1. Water\n\nLead: WHO\n\nActivities:\n{entries}\n2. Air\n\nLead: UNEP\n\n"
    imported = read(text + "Activities:\n- Plant\n  Timeline: TBC\n", "plan.txt")
    assert [(a.title, a.timeframe) for a in imported.plan.areas[0].activities] == [
        ("Dig wells", "May 2025"),
        ("Lay pipes", "June 2025"),
        ("Sow", "July 2025"),
    ]
    assert titles(imported.plan)[-1] == "Plant"
    assert imported.account.not_understood == ()


def test_letters_below_a_numbered_activity_are_its_tasks() -> None:
    """They are steps of what the number names."""
    plan = plan_of(
        "Plan of the town\n\n1. Water\n\nLead: WHO\n\nActivities:\n1.1 Dig wells\n   a) ask\n   b) dig\n"
        "1.2 Lay pipes\n\n2. Air\n\nLead: UNEP\n\nActivities:\n2.1 Plant\n",
        "plan.txt",
    )
    assert [(a.number, [t.text for t in a.tasks]) for a in plan.activities()] == [
        ("1.1", ["ask", "dig"]),
        ("1.2", []),
        ("2.1", []),
    ]


def test_headings_above_areas_with_tables_are_groups() -> None:
    """Two or more of them; one alone is a chapter."""
    row = f"{HEAD}| Dig | Ana | May 2025 |\n"
    imported = read(
        f"# P\n\n## Cluster A\n\n### Area 1: Water\n\n{row}\n### Area 2: Air\n\n{row}\n"
        f"## Cluster B\n\n### Area 3: Soil\n\n{row}"
    )
    assert [(a.title, a.group) for a in imported.plan.areas] == [
        ("Water", "Cluster A"),
        ("Air", "Cluster A"),
        ("Soil", "Cluster B"),
    ]
    assert imported.account.not_understood == ()


def test_tasks_announced_below_an_activity() -> None:
    """The word is no activity; what stands below it is done for the one above."""
    plan = plan_of(
        "# Plan\n\n## 1. Water\n\n### 1.1 Dig wells\n\nFive of them.\n\n- Lead: Ana\n- Timeline: May 2025\n"
        "- Tasks:\n  - ask\n  - dig\n\n## 2. Air\n\n### 2.1 Plant\n\n- Lead: Jo\n"
    )
    dig, plant = plan.activities()
    assert (told(dig), [t.text for t in dig.tasks]) == (
        ("1.1", "Dig wells", "Ana", "May 2025"),
        ["ask", "dig"],
    )
    assert told(plant) == ("2.1", "Plant", "Jo", None)
    assert dig.notes == "Five of them."


def test_a_strategic_line() -> None:
    """The word for an area in many plans written in Spanish."""
    row = f"{HEAD}| Cavar | Ana | mayo de 2025 |\n"
    plan = plan_of(f"# Plan\n\n## Línea estratégica 1: Agua\n\n{row}\n## Línea estratégica 2: Aire\n\n{row}")
    assert [(a.number, a.title) for a in plan.areas] == [("1", "Agua"), ("2", "Aire")]


@pytest.mark.parametrize(
    ("brackets", "lead", "date"),
    [
        ("(Lead: IOM, by March 2025)", "IOM", "by March 2025"),
        ("(lead: Carla; Q3 2025)", "Carla", "Q3 2025"),
        ("(Lead: IOM, UNHCR)", "IOM, UNHCR", None),
        ("(Lead: Unit 7, Section 3)", "Unit 7, Section 3", None),
    ],
)
def test_a_date_behind_the_lead_in_brackets(brackets: str, lead: str, date: str | None) -> None:
    """It needs no label; a further name is none."""
    plan = plan_of(f"# P\n\n## Water\n\n- Dig wells {brackets}\n- Lay pipes\n")
    assert [told(a)[1:] for a in plan.activities()] == [
        ("Dig wells", lead, date),
        ("Lay pipes", None, None),
    ]


@pytest.mark.parametrize(
    ("start", "end", "timeframe"),
    [("tbd", "tbd", "tbd"), ("Jan 2025", "Mar 2025", "Jan 2025 – Mar 2025"), ("", "May 2025", "May 2025")],
)
def test_a_start_and_an_end(start: str, end: str, timeframe: str) -> None:
    """Joined as a period is written; said once where both are the same."""
    plan = plan_of(
        f"| Task | Start date | End date | Owner |\n|---|---|---|---|\n| Dig | {start} | {end} | A |\n"
    )
    assert [a.timeframe for a in plan.activities()] == [timeframe]


def test_an_amount_is_not_taken_from_the_row_above() -> None:
    """Who pays may stand in a merged cell; how much is one activity's own."""
    plan = plan_of(
        "| Output | Activity | Lead | Budget |\n|---|---|---|---|\n"
        "| Output 1: Law | 1.1 Draft | A | USD 5,000 |\n"
        "| | 1.2 Pass | | |\n"
    )
    assert [(a.lead, a.funding) for a in plan.activities()] == [("A", "USD 5,000"), ("A", None)]


def test_a_cell_over_two_columns_says_it_of_both() -> None:
    """Stated by the table itself; an empty cell beside a narrow one stays empty."""
    plan = plan_of(
        "<table>\n<tr><th>Activity</th><th>Timeframe</th><th>Lead</th></tr>\n"
        '<tr><td>Dig</td><td colspan="2">TBC</td></tr>\n<tr><td>Sow</td><td>May 2025</td><td></td></tr>\n'
        "</table>\n"
    )
    assert [(a.timeframe, a.lead) for a in plan.activities()] == [("TBC", "TBC"), ("May 2025", None)]
