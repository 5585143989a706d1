"""The account of an import as people read it."""

from __future__ import annotations

from bot.text.account import account_text, numbered
from tests.builders.documents import read, sample


def text_of(name: str) -> str:
    return account_text(sample(name), name, "plan.yaml")


def test_a_plan_in_tables() -> None:
    """What was found, what became of the lines, then a list that a person can act on."""
    lines = text_of("gmg-2016-2018.md").splitlines()
    assert lines[:2] == [
        "gmg-2016-2018.md -> plan.yaml",
        "Found: 6 areas, 103 outputs, 229 activities (2016: 91, 2017: 73, 2018: 65), 29 deliverables.",
    ]
    assert lines[2].startswith("529 lines with text: 382 used; set aside: ")
    assert "footers, 23 introduction, 15 column titles and captions; 0 not understood." in lines
    at = lines.index("Please check:")
    assert lines[at + 1 : at + 4] == [
        ' 1. 72 activities are named "TBC": 54 Migration, Human Rights and Gender Equality, 18 Data and',
        "    Research. Also to be confirmed: 54 timeframes, 54 leads, 54 funding (lines 316, 317, 318, 319,",
        "    320 and 49 more).",
    ]
    assert " 3. 39 activities took 116 values from merged cells. Least sure: line 409." in lines


def test_a_plan_that_lost_values_says_so_first() -> None:
    """Losses come before anything else, and nothing was guessed."""
    text = text_of("unnm-2022-2024.txt")
    lines = text.splitlines()
    assert lines[1:3] == ["Found: 14 workstreams in 2 groups, 59 activities, 17 tasks.", "NOT READ:"]
    assert lines[3].startswith(" 1. Workstream 2 has no activities here (line 177). They are lost, not none")
    assert " 2. No timelines: 33 labels are empty, 26 activities have no label." in lines
    assert " 3. GCM objectives: empty in all 14." in lines
    assert text.endswith("Nothing was filled in by guessing.\n")


def test_a_plan_without_doubts_is_three_lines() -> None:
    """No list where there is nothing to check."""
    imported = read("# P\n\n| Activity | Lead | When |\n|---|---|---|\n| Write | Jo | 3 May 2025 |\n")
    assert account_text(imported, "p.md", "out.yaml") == (
        "p.md -> out.yaml\nFound: 1 area, 1 activity.\n"
        "4 lines with text: 2 used; set aside: 1 column titles and captions, "
        "1 table rules and empty rows; 0\nnot understood.\n"
    )


def test_lines_not_understood_are_quoted_with_their_place() -> None:
    """A person finds the line again."""
    imported = read("| Activity | Lead | When |\n|---|---|---|\n| | Ana | |\n| Write | Jo | 3 May 2025 |\n")
    text = account_text(imported, "p.md", "p.yaml")
    assert 'Not understood: "| | Ana | |" (line 3: the row names no activity).' in text


def test_what_is_to_be_confirmed_beside_titles() -> None:
    """Dates, leads and funding, each counted, with their lines; one activity in the singular."""
    head = "# P\n\n## Data and evidence\n\n| Activity | Lead | When | Funding |\n|---|---|---|---|\n"
    rows = "| Survey | TBC | TBC | TBC |\n| Report | ILO | TBC | Own |\n"
    text = account_text(read(head + rows), "p.md", "p.yaml")
    assert " 1. To be confirmed: 2 timeframes, 1 lead, 1 funding (lines 7, 8).\n" in text
    text = account_text(read(head + rows + "| TBC | ILO | May 2026 | |\n"), "p.md", "p.yaml")
    told = " ".join(text.split())
    assert '1. 1 activity is named "TBC": 1 Data and evidence. Also to be confirmed: 2 timeframes' in told
    assert text.count("confirmed") == 1


def test_a_date_that_is_only_unconfirmed_is_told_once() -> None:
    """It has a date; the point for such dates has it."""
    imported = read("# P\n\n| Activity | Lead | When |\n|---|---|---|\n| Write | Jo | May 2025 (TBC) |\n")
    text = account_text(imported, "p.md", "p.yaml")
    assert 'Unconfirmed: "May 2025 (TBC)" (line 5).' in text
    assert "o be confirmed" not in text


def test_leads_of_an_area_to_be_confirmed() -> None:
    """Co-leads count like the leads of activities."""
    imported = read("# P\n\n## Data\n\nCo-leads: TBC\n\n- Survey\n\n## Law\n\nCo-leads: ILO\n\n- Act\n")
    assert "To be confirmed: 1 lead (line 3)." in account_text(imported, "p.md", "p.yaml")


def test_timeframes_without_dates_are_quoted() -> None:
    """A person finds them again; TBC is told elsewhere."""
    head = "# P\n\n| Activity | Lead | When |\n|---|---|---|\n"
    text = account_text(read(f"{head}| Write | Jo | soon |\n| Read | Jo | TBC |\n"), "p.md", "p.yaml")
    assert 'No dates could be read from: "soon" (line 5).' in text


def test_words_that_are_no_status_are_quoted() -> None:
    """They are notes in the plan."""
    text = account_text(
        read("| Activity | Lead | Status |\n|---|---|---|\n| Write | Jo | Delayed |\n"), "p", "q"
    )
    assert 'Status not understood, kept as a note: "Delayed" (line 3).' in text


def test_no_account_is_longer_than_a_screen() -> None:
    """An officer checks it in minutes."""
    for name in ("gmg-2016-2018.md", "unnm-2022-2024.txt"):
        lines = text_of(name).splitlines()
        assert len(lines) <= 24
        assert max(map(len, lines)) <= 100


def test_points_beyond_a_dozen_are_counted() -> None:
    """And the option that lists them is named."""
    lines = numbered("Please check:", [f"Point {n}." for n in range(14)]).splitlines()
    assert lines[-2:] == ["12. Point 11.", "    … and 2 points more: --report FILE lists them all."]
