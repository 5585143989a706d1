"""Work plans of other organisations, in the shapes that people write them."""

from __future__ import annotations

from mappings.documents.account import Check
from mappings.plan import Status
from tests.builders.documents import plan_of, read, titles

TABLES = """\
# Community garden work plan 2025

Some words about the garden.

## Soil

| Activity | Responsible | Deadline | Status |
|---|---|---|---|
| Test the soil | Ana | 15 March 2025 | Done |
| Order compost | Jo | April 2025 | In progress |
| Build beds | | May 2025 | |

## Water

| Activity | Responsible | Deadline | Status |
|---|---|---|---|
| Dig a well | Jo | TBC | Not started |
| Lay pipes | Ana | | waiting for permit |
"""


def test_a_simple_table_under_each_heading() -> None:
    """The plainest plan there is."""
    plan = plan_of(TABLES)
    assert (plan.plan.title, plan.plan.period) == ("Community garden work plan 2025", "2025")
    assert [(area.title, len(area.activities)) for area in plan.areas] == [("Soil", 3), ("Water", 2)]
    first = plan.areas[0].activities[0]
    assert (first.title, first.lead, first.timeframe, first.status) == (
        "Test the soil",
        "Ana",
        "15 March 2025",
        Status.COMPLETED,
    )


def test_an_empty_cell_of_a_simple_table_is_missing_not_merged() -> None:
    """Without outputs nothing says that cells were merged."""
    plan = plan_of(TABLES)
    assert plan.areas[0].activities[2].lead is None
    assert plan.areas[1].activities[1].timeframe is None


def test_a_status_in_other_words_is_kept_as_a_note() -> None:
    """Neither guessed nor lost, and pointed out."""
    imported = read(TABLES)
    activity = imported.plan.areas[1].activities[1]
    assert (activity.status, activity.notes) == (None, "Status: waiting for permit")
    point = imported.account.point(Check.STATUS_UNREAD)
    assert point is not None
    assert [m.detail for m in point.mentions] == ["waiting for permit"]


def test_headings_with_bullets() -> None:
    """Leads and dates below a bullet, behind it, in brackets; other bullets below it are tasks."""
    plan = plan_of(
        "# Plan\n\n## Introduction\n\n- Not an activity\n\n## Communications\n\n"
        "- Publish newsletter\n  - Lead: Press office\n  - Deadline: 30 June 2025\n"
        "- Update website (Lead: IT unit; Due: May 2025)\n  - choose template\n  - write pages\n\n"
        "## Training\n\n1. Run a course — Lead: HR\n2. Evaluate it\n"
    )
    assert titles(plan) == ["Publish newsletter", "Update website", "Run a course", "Evaluate it"]
    newsletter, website = plan.areas[0].activities
    assert (newsletter.lead, newsletter.timeframe) == ("Press office", "30 June 2025")
    assert (website.lead, website.timeframe) == ("IT unit", "May 2025")
    assert [task.text for task in website.tasks] == ["choose template", "write pages"]
    assert [(a.number, a.lead) for a in plan.areas[1].activities] == [("1", "HR"), ("2", None)]


def test_boxes_to_tick() -> None:
    """A ticked box is done; an open one says nothing; boxes below are tasks."""
    plan = plan_of(
        "# Roadmap\n\n## Principles\n\n- be kind\n\n## Q1\n\n- [x] Set up\n- [ ] Write docs\n"
        "  - [x] outline\n  - [ ] text\n\n## Q2\n\n- [ ] Release @maria\n"
    )
    assert [(a.title, a.status) for a in plan.activities()] == [
        ("Set up", Status.COMPLETED),
        ("Write docs", None),
        ("Release @maria", None),
    ]
    assert [(t.text, t.done) for t in plan.areas[0].activities[1].tasks] == [
        ("outline", True),
        ("text", False),
    ]


def test_one_table_with_a_column_of_areas() -> None:
    """An empty area cell goes on with the area above; partners, not asked for, are kept."""
    plan = plan_of(
        "Work plan 2024-2025\n\n"
        "| No. | Area of work | Activity | Lead agency | Partners | When | Budget (USD) |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 1 | Health | Train nurses | MoH | WHO, UNICEF | Q1 2024 | 50,000 |\n"
        "| 2 | | Build clinic | MoH | | Q2-Q4 2024 | 1.2 million |\n"
        "| 3 | Education | Print books | MoE | UNESCO | 2025 | TBC |\n"
    )
    assert [(a.title, [x.number for x in a.activities]) for a in plan.areas] == [
        ("Health", ["1", "2"]),
        ("Education", ["3"]),
    ]
    first = plan.areas[0].activities[0]
    assert (first.funding, first.notes) == ("50,000", "Partners: WHO, UNICEF")


def test_a_french_plan() -> None:
    """Numbered axes as headings, products and activities in French, merged cells inherited."""
    head = "| Produit | Activité | Calendrier | Responsable | Financement |\n|---|---|---|---|---|\n"
    plan = plan_of(
        f"# Plan de travail 2025\n\n## Axe 1 : Gouvernance\n\n{head}"
        "| Produit 1 : Cadre légal révisé | 1.1 Réviser la loi | mars 2025 | Ministère | État |\n"
        "| | 1.2 Consulter les acteurs | | | |\n"
        f"\n## Axe 2 : Données\n\n{head}| Produit 1 : Enquête | 1.1 Mener l'enquête | 2025 | INS | PNUD |\n"
    )
    assert [(a.number, a.title) for a in plan.areas] == [("1", "Gouvernance"), ("2", "Données")]
    output = plan.areas[0].outputs[0]
    assert (output.number, output.title) == ("1", "Cadre légal révisé")
    assert output.activities[1].lead == "Ministère"
    assert [a.id for a in plan.activities()] == ["1-1.1", "1-1.2", "2-1.1"]


def test_a_spanish_text() -> None:
    """Capitals on the cover, numbered areas, labels below each bullet."""
    plan = plan_of(
        "PLAN DE TRABAJO 2025\nMinisterio de Ambiente\n\n1. Bosques\n\nActividades:\n"
        "- Reforestar 100 hectáreas\n  Responsable: Dirección de Bosques\n  Plazo: junio de 2025\n\n"
        "Miembros: INA, UICN\n\n2. Agua\n\nActividades:\n- Monitorear ríos\n  Responsable: Laboratorio\n",
        "plan.txt",
    )
    assert plan.plan.title == "Ministerio de Ambiente Plan de Trabajo 2025"
    assert [(a.number, a.title, a.members) for a in plan.areas] == [
        ("1", "Bosques", ("INA", "UICN")),
        ("2", "Agua", ()),
    ]
    assert plan.areas[0].activities[0].timeframe == "junio de 2025"


def test_an_html_table_with_stated_merged_cells() -> None:
    """Spans are facts: what they cover is inherited, an empty cell is just empty."""
    plan = plan_of(
        "# Country Team Work Plan 2023\n\n<table>\n"
        "<tr><th>Outcome</th><th>Output</th><th>Activity</th><th>Timeframe</th><th>Lead</th></tr>\n"
        '<tr><td rowspan="3">Outcome 1: Growth</td><td rowspan="2">Output 1.1: Jobs</td>'
        '<td>1.1.1 Run fairs</td><td rowspan="2">2023</td><td>ILO</td></tr>\n'
        "<tr><td>1.1.2 Map skills</td><td></td></tr>\n"
        "<tr><td>Output 1.2: Finance</td><td>1.2.1 Give credit</td><td>March 2023</td><td>UNCDF</td></tr>\n"
        "</table>\n"
    )
    assert [(a.number, a.title) for a in plan.areas] == [("1", "Growth")]
    assert [o.title for o in plan.areas[0].outputs] == ["Jobs", "Finance"]
    skills = plan.areas[0].outputs[0].activities[1]
    assert (skills.timeframe, skills.lead) == ("2023", None)


def test_quarters_as_columns() -> None:
    """Marks under periods are a timeframe in the words of the columns; remarks are kept."""
    plan = plan_of(
        "# Annual Work Plan 2024\n\n"
        "| Expected outputs | Planned activities | Q1 | Q2 | Q3 | Q4 | Responsible party | Comments |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| **Output 1: Policy** | 1.1 Draft | X | X | | | Ministry | First draft ready |\n"
        "| | 1.2 Adopt | | | X | | Cabinet | |\n"
    )
    draft, adopt = plan.activities()
    assert (draft.timeframe, draft.notes) == ("Q1, Q2", "Comments: First draft ready")
    assert (adopt.timeframe, adopt.lead) == ("Q3", "Cabinet")


def test_bold_rows_as_sections() -> None:
    """Lettered headings inside a table without outputs."""
    plan = plan_of(
        "# Programme of work\n\n| Activities | Who | By when |\n|---|---|---|\n| **A. Meetings** | | |\n"
        "| Organise a meeting | Secretariat | 3 March 2026 |\n| **B. Publications** | | |\n"
        "| Publish | Editor | 2026 |\n"
    )
    assert [(a.id, a.title, len(a.activities)) for a in plan.areas] == [
        ("A", "Meetings", 1),
        ("B", "Publications", 1),
    ]


def test_headings_down_to_the_activity() -> None:
    """Pillars, outputs and activities all as headings; what each needs as labelled lines."""
    plan = plan_of(
        "# Implementation plan\n\n## Pillar 1: People\n\n### Output 1.1: Skilled staff\n\n"
        "#### Activity 1.1.1: Run induction\n\nLead: HR\nTimeline: January 2025\n\n"
        "#### Activity 1.1.2: Mentoring\n\nLead: All units\n\n### Output 1.2: Safe workplace\n\n"
        "- 1.2.1 Fire drill (Lead: Facilities; When: May 2025)\n"
    )
    (area,) = plan.areas
    assert [(o.number, len(o.activities)) for o in area.outputs] == [("1.1", 2), ("1.2", 1)]
    induction, mentoring, drill = plan.activities()
    assert (induction.lead, induction.timeframe) == ("HR", "January 2025")
    assert (mentoring.lead, mentoring.timeframe) == ("All units", None)
    assert (drill.number, drill.lead, drill.timeframe) == ("1.2.1", "Facilities", "May 2025")


def test_a_text_with_labelled_lines() -> None:
    """Numbers and labels at line starts, a title wrapped by the page's width."""
    plan = plan_of(
        "Annual plan of the Coastal Cities Alliance\n2026\n\n"
        "Theme 1: Sea level\n\nObjectives\nProtect people.\n\n"
        "Activities\n1.1 Map flood zones\nLead: Planning office\nDeadline: March 2026\n"
        "1.2 Raise the sea wall in the three\ndistricts that flooded\n"
        "Lead: Works department\nDeadline: TBC\n\n"
        "Theme 2: Fisheries\n\nObjectives\nKeep the stock.\n\nActivities\n2.1 Count the boats\nLead: Port\n",
        "plan.txt",
    )
    assert (plan.plan.title, plan.plan.period) == ("Annual plan of the Coastal Cities Alliance", "2026")
    assert [(a.title, a.objectives, a.leads) for a in plan.areas] == [
        ("Sea level", ("Protect people.",), ()),
        ("Fisheries", ("Keep the stock.",), ()),
    ]
    assert plan.areas[0].activities[1].title == "Raise the sea wall in the three districts that flooded"
    assert [a.lead for a in plan.activities()] == ["Planning office", "Works department", "Port"]


def test_start_and_end_in_columns_of_their_own() -> None:
    """One timeframe out of two columns; a share of progress is a status and a note."""
    plan = plan_of(
        "# Project\n\n| ID | Task | Start date | End date | Owner | Progress |\n|---|---|---|---|---|---|\n"
        "| T1 | Design | 2025-01-01 | 2025-02-15 | @ana | 100% |\n"
        "| T2 | Test \\| fix | 2025-02-16 | | @jo | 40% |\n"
    )
    design, test = plan.activities()
    assert (design.number, design.timeframe, design.status) == (
        "T1",
        "2025-01-01 – 2025-02-15",
        Status.COMPLETED,
    )
    assert (test.title, test.timeframe, test.status, test.notes) == (
        "Test | fix",
        "2025-02-16",
        Status.ONGOING,
        "Progress: 40%",
    )


def test_deliverables_as_the_activities() -> None:
    """Where no column is called activity, what names the work is."""
    plan = plan_of(
        "# Deliverables\n\n| Deliverable | Owner | Due |\n|---|---|---|\n| Report A | Ana | May 2025 |\n"
    )
    assert [(a.title, a.lead, a.timeframe) for a in plan.activities()] == [("Report A", "Ana", "May 2025")]


def test_a_deliverable_beside_an_activity_is_a_note() -> None:
    """Right of the activity it says what that yields; it is no output above it."""
    plan = plan_of(
        "| Activity | Deliverable | Who |\n|---|---|---|\n| Survey | Report | Ana |\n"
        "| Analyse | Paper | Jo |\n"
    )
    assert [a.notes for a in plan.areas[0].activities] == ["Deliverable: Report", "Deliverable: Paper"]


def test_an_output_printed_again_in_each_row_is_one_output() -> None:
    """Some tables repeat instead of merging."""
    plan = plan_of(
        "| Output | Activity | Lead |\n|---|---|---|\n| Output 1: Law | 1.1 Draft | A |\n"
        "| Output 1: Law | 1.2 Pass | B |\n"
    )
    assert [len(output.activities) for output in plan.areas[0].outputs] == [2]


def test_another_table_is_pointed_out() -> None:
    """A budget or a list of names is not read as activities, and not passed over in silence."""
    imported = read(
        TABLES
        + "\n## Annex\n\n| Item | Amount | Donor | Year |\n|---|---|---|---|\n| Pumps | 300 | X | 2025 |\n"
    )
    assert len(list(imported.plan.activities())) == 5
    point = imported.account.point(Check.OTHER_TABLE)
    assert point is not None
    assert point.mentions[0].text == "Item | Amount | Donor | Year"


def test_objectives_over_key_results() -> None:
    """Without a column of activities the narrower column is the work, the wider one its area."""
    plan = plan_of(
        "# Team\n\n| Objective | Key result | Owner | Due |\n|---|---|---|---|\n"
        "| Grow | 100 users | Ana | Q1 2025 |\n"
        "| | 200 users | Jo | Q2 2025 |\n| Save | Cut costs | Ana | 2025 |\n"
    )
    assert [(a.title, [x.title for x in a.activities]) for a in plan.areas] == [
        ("Grow", ["100 users", "200 users"]),
        ("Save", ["Cut costs"]),
    ]


def test_outcomes_in_bold_with_labels_below() -> None:
    """A generic title stays as it is when no body is named; outcomes are areas."""
    plan = plan_of(
        "# 2024 Joint workplan\n\n**Outcome 1: Peace**\n\n**Lead:** UNDP\n**Members:** A, B\n\n"
        "Activities:\n1. Train police\n2. Support courts\n\n"
        "**Outcome 2: Land**\n\n**Lead:** FAO\n\nActivities:\n1. Map land\n"
    )
    assert plan.plan.title == "2024 Joint workplan"
    assert [(a.number, a.title, a.leads, len(a.activities)) for a in plan.areas] == [
        ("1", "Peace", ("UNDP",), 2),
        ("2", "Land", ("FAO",), 1),
    ]


def test_a_document_without_a_title_keeps_its_first_area() -> None:
    """The first of several headings of one level heads its own list, not the document."""
    plan = plan_of("## Communications\n\n- Write\n\n## Training\n\n- Teach\n", "our-plan.md")
    assert [(a.title, len(a.activities)) for a in plan.areas] == [("Communications", 1), ("Training", 1)]
    assert plan.plan.title == "our plan"
