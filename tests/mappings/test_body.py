"""The managed block: read as people leave it, patched cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mappings.body import (
    Block,
    DamagedBlock,
    Marker,
    parse_block,
    patch_block,
    patch_prose,
    render_block,
    without_rows,
)
from mappings.snapshot import Field, Value

MARK = "<!-- workplan: gmg 2017-1-1.1 -->"
END = "<!-- /workplan -->"


def text(
    rows: str = "| What | Launch |\n| When | April 2017 |\n| Lead | UNU |\n| Funding |  |\n",
    *,
    tasks: str = "",
    context: str = "Data and Research, 2017",
    before: str = "",
    after: str = "",
) -> str:
    """A body with these rows, as it stands on a tracker."""
    listed = f"\n{tasks}" if tasks else ""
    table = f"| | |\n|---|---|\n{rows}"
    return f"{before}{MARK}\n{table}{listed}\n{context}\n\n**Done?** Close this issue.\n{END}{after}"


def read(body: str) -> Block:
    block = parse_block(body)
    assert block is not None
    return block


def values(body: str) -> dict[Field, Value]:
    return {field: cell.value for field, cell in read(body).cells.items()}


def test_a_new_block_reads_as_it_was_written() -> None:
    """Every cell, the checklist and the line below it come back."""
    cells: dict[Field, Value] = {Field.TITLE: "Launch | now", Field.LEAD: None, Field.DUE: "2017-06-30"}
    body = render_block(
        Marker("gmg", "1"), cells, "[x] one\n[ ] two", "Area, 2017", "**Wait.**", "**Done?** Yes."
    )
    block = read(body)
    assert {field: cell.value for field, cell in block.cells.items()} == cells
    assert block.tasks == "[x] one\n[ ] two"
    assert block.context is not None
    assert block.context.value == "Area, 2017"
    assert block.marker == Marker("gmg", "1")


def test_a_new_block_is_set_in_parts() -> None:
    """A blank line between them, and no more."""
    cells: dict[Field, Value] = {Field.TITLE: "Launch", Field.LEAD: None}
    parts = [
        f"{MARK}\n**Wait.**",
        "| | |\n|---|---|\n| What | Launch |\n| Lead |  |",
        "- [x] one\n- [ ] two",
        "Area, 2017",
        f"**Done?** Yes.\n{END}",
    ]
    marker = Marker("gmg", "2017-1-1.1")
    rendered = render_block(marker, cells, "[x] one\n[ ] two", "Area, 2017", "**Wait.**", "**Done?** Yes.")
    assert rendered == "\n\n".join(parts)
    short = render_block(marker, {}, None, "Area, 2017", "", "")
    assert short == f"{MARK}\n| | |\n|---|---|\n\nArea, 2017\n{END}"


@pytest.mark.parametrize(
    "line", ["**Done?** Close this issue.", "    of a list", "| Our room | 12 |", "- [ ] one", "  ", ""]
)
def test_the_line_below_is_looked_for(line: str) -> None:
    """It is none of our sentences, no table that people added, no task and no note under one."""
    body = f"{MARK}\n| | |\n|---|---|\n| What | Launch |\n\n{line}\nArea, 2017\n{END}"
    context = read(body).context
    assert context is not None
    assert (context.value, body[context.start : context.end]) == ("Area, 2017", "Area, 2017")


def test_the_line_below_is_below_the_table() -> None:
    """What a person wrote above it is theirs."""
    body = f"{MARK}\nAsk Ann first.\n\n| | |\n|---|---|\n| What | Launch |\n\nArea, 2017\n{END}"
    context = read(body).context
    assert context is not None
    assert context.value == "Area, 2017"


def test_there_may_be_no_line_below() -> None:
    """Then none is made up."""
    assert read(f"{MARK}\n| | |\n|---|---|\n| What | Launch |\n\n**Done?**\n{END}\nArea").context is None


def test_a_body_without_a_block_is_none() -> None:
    """A person's own issue has no part of ours."""
    assert parse_block("| What | mine |\n") is None


def test_an_empty_cell_is_cleared_and_a_deleted_row_is_not_there() -> None:
    """Only who leaves the row and empties its cell clears the field."""
    assert values(text("| What | Launch |\n| Lead |  |\n")) == {Field.TITLE: "Launch", Field.LEAD: None}


@pytest.mark.parametrize(
    "row",
    [
        "| When | June 2017 |",
        "|When|June 2017|",
        "|  **When**   |   June 2017   |  ",
        "| when | June 2017",
        "  | WHEN | June 2017 |",
        "| When | June 2017 |\r",
    ],
)
def test_a_row_is_read_however_it_is_spaced(row: str) -> None:
    """Blanks, case, bold and a missing last bar are a person's way of writing."""
    assert values(text(f"| What | Launch |\n{row}\n")) == {
        Field.TITLE: "Launch",
        Field.TIMEFRAME: "June 2017",
    }


def test_a_bare_bar_typed_into_a_cell_is_that_sign() -> None:
    """Markdown would hide what follows; the person meant it."""
    assert values(text("| Lead | IOM | UNDP |\n")) == {Field.LEAD: "IOM | UNDP"}


def test_an_escaped_bar_is_not_the_end_of_the_row() -> None:
    """Also where the person left out the last bar."""
    assert values(text("| Lead | IOM \\|\n")) == {Field.LEAD: "IOM |"}


def test_a_row_that_stands_twice_is_told() -> None:
    """Which of two rows is meant can't be known."""
    assert read(text("| When | May |\n| When | June |\n")).doubled == {Field.TIMEFRAME}


def test_rows_outside_the_block_are_people_s() -> None:
    """A table that a person wrote elsewhere says nothing to us."""
    assert Field.DUE not in values(text(before="| Due | 2017-01-01 |\n\n", after="\n| Due | 2017-01-01 |\n"))


def test_a_patch_of_nothing_changes_nothing() -> None:
    """The same values leave every byte, however the cell is spaced."""
    body = text("|What|  Launch|\n| When | a<BR>b |\n")
    same = {
        Field.TITLE: "Launch",
        Field.TIMEFRAME: "a\nb",
        Field.TASKS: None,
        Field.CONTEXT: "Data and Research, 2017",
    }
    assert patch_block(body, same) == body


def test_a_patch_changes_one_cell_only() -> None:
    """All other bytes stay: spacing, line ends, rows that people added, text round the block."""
    body = text(
        "|What|  Launch @all|\r\n| When | April 2017 |\r\n| Our room | 12 |\r\n",
        before="Hello\r\n\r\n",
        after="\r\nA person's | When | note",
    )
    assert patch_block(body, {Field.TIMEFRAME: "June 2017"}) == body.replace(
        "| April 2017 |", "| June 2017 |"
    )


def test_a_cleared_cell_keeps_its_row() -> None:
    """So that it reads as cleared, and can be filled in again."""
    assert values(patch_block(text(), {Field.LEAD: None}))[Field.LEAD] is None


def test_a_missing_row_is_added_below_the_table() -> None:
    """A date that was not there before gets its row."""
    body = text()
    assert patch_block(body, {Field.DUE: "2017-06-30"}) == body.replace(
        "| Funding |  |\n", "| Funding |  |\n| Due | 2017-06-30 |\n"
    )


def test_missing_rows_are_added_together() -> None:
    """Each of them, in the order in which they are asked for."""
    body = text()
    assert patch_block(body, {Field.START: "2017-04-01", Field.DUE: "2017-06-30"}) == body.replace(
        "| Funding |  |\n", "| Funding |  |\n| Start | 2017-04-01 |\n| Due | 2017-06-30 |\n"
    )


def test_a_missing_row_is_not_added_for_nothing() -> None:
    """No value needs no row."""
    assert patch_block(text(), {Field.DUE: None}) == text()


def test_a_deleted_table_is_written_anew() -> None:
    """Where a person removed the whole table, the next value brings it back."""
    body = f"{MARK}\nArea, 2017\n{END}"
    assert patch_block(body, {Field.LEAD: "UNU"}) == (
        f"{MARK}\n| | |\n|---|---|\n| Lead | UNU |\nArea, 2017\n{END}"
    )


def test_a_doubled_row_is_not_written() -> None:
    """The patch says which row stands there twice."""
    with pytest.raises(DamagedBlock, match=r"^The row When stands there twice\.$"):
        patch_block(text("| When | May |\n| When | June |\n"), {Field.TIMEFRAME: "July"})


def test_a_doubled_row_does_not_stop_the_others() -> None:
    """Only its own field has to wait."""
    body = text("| When | May |\n| When | June |\n| Lead | UNU |\n")
    assert patch_block(body, {Field.LEAD: "IOM"}) == body.replace("UNU", "IOM")


@pytest.mark.parametrize(
    "body", [f"{MARK}\n| When | May |\n", "No block", text().replace(MARK, f"{MARK}\n{MARK}")]
)
def test_damaged_marks_are_never_written_between(body: str) -> None:
    """The text may be a person's."""
    with pytest.raises(DamagedBlock):
        patch_block(body, {Field.TIMEFRAME: "June"})


@pytest.mark.parametrize(
    "write",
    [
        lambda body: patch_block(body, {Field.LEAD: "IOM"}),
        lambda body: without_rows(body, {Field.LEAD}),
        lambda body: patch_prose(body, str.upper),
    ],
)
def test_a_body_without_a_block_is_not_written(write: Callable[[str], str]) -> None:
    """It says what is missing there."""
    with pytest.raises(DamagedBlock, match=r"^The part between the marks is missing\.$"):
        write("| Lead | A person's own |\n")


def test_a_first_checklist_begins_below_the_table() -> None:
    """With a blank line before it; wherever in the body the table stands."""
    body = text(before="Hello\n\n", after="\nkept")
    assert patch_block(body, {Field.TASKS: "[ ] one\n[x] two"}) == body.replace(
        "| Funding |  |\n", "| Funding |  |\n\n- [ ] one\n- [x] two\n"
    )


def test_a_first_checklist_without_a_table() -> None:
    """It is the first thing between the marks."""
    body = f"Hello\n\n{MARK}\nArea, 2017\n{END}"
    assert patch_block(body, {Field.TASKS: "[ ] one"}) == body.replace("Area", "\n- [ ] one\nArea")


class TestWithoutRows:
    """Rows that shall not be shown any more."""

    BODY = text(
        "| What | Launch |\n| Lead | UNU |\n| Our room | 12 |\n|  lead | IOM |\n| Funding | UNDP |\n",
        tasks="- [ ] one\n",
        before="| Lead | a person's |\n\n",
        after="\n| Funding | a person's |\n",
    )

    def test_rows_go_as_often_as_they_stand_there(self) -> None:
        """All other rows stay, and so do those outside the marks, and the checklist."""
        kept = self.BODY.replace("| Lead | UNU |\n", "").replace("|  lead | IOM |\n", "")
        assert without_rows(self.BODY, {Field.LEAD}) == kept
        assert without_rows(self.BODY, {Field.LEAD, Field.FUNDING}) == kept.replace(
            "| Funding | UNDP |\n", ""
        )

    def test_the_checklist_goes_alone(self) -> None:
        """When it is what shall not be shown."""
        assert without_rows(self.BODY, {Field.TASKS}) == self.BODY.replace("- [ ] one\n", "")


def test_the_prose_is_what_stands_between_the_marks() -> None:
    """Nothing else is handed over, and nothing else changes."""
    assert patch_prose(f"before\n{MARK}\nours\n{END}\nafter", str.upper) == (
        f"before\n{MARK}\nOURS\n{END}\nafter"
    )


def test_the_line_below_is_exchanged_alone() -> None:
    """What is computed has its own line."""
    body = text()
    assert patch_block(body, {Field.CONTEXT: "Data, 2018"}) == body.replace(
        "Data and Research, 2017", "Data, 2018"
    )


def test_a_lost_line_below_comes_back() -> None:
    """When it has something new to say."""
    body = f"{MARK}\n| | |\n|---|---|\n| What | Launch |\n\n**Done?** Close this issue.\n{END}"
    context = read(patch_block(body, {Field.CONTEXT: "Data, 2018"})).context
    assert context is not None
    assert context.value == "Data, 2018"


def test_several_changes_at_once() -> None:
    """Cells, rows, tasks and the line below don't get in each other's way."""
    wanted: dict[Field, Value] = {
        Field.TITLE: "A much longer title than before",
        Field.FUNDING: "IOM",
        Field.START: "2017-01-01",
        Field.TASKS: "[ ] one\n[x] two",
        Field.CONTEXT: "Elsewhere",
    }
    block = read(patch_block(text(after="\nkept"), wanted))
    assert {field: cell.value for field, cell in block.cells.items()} == {
        Field.TITLE: "A much longer title than before",
        Field.TIMEFRAME: "April 2017",
        Field.LEAD: "UNU",
        Field.FUNDING: "IOM",
        Field.START: "2017-01-01",
    }
    assert block.tasks == "[ ] one\n[x] two"
    assert block.context is not None
    assert block.context.value == "Elsewhere"
