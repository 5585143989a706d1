"""Reading a plan file: every mistake at once, each with its place, its key and the remedy."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from mappings.plan import Status
from sync.errors import Invalid, PlanInvalid, Problem
from sync.planfile import SIZE_LIMIT, PlanFile, parse_plan
from tests.builders.planfile import messy_plan, small_plan


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(PlanInvalid) as caught:
        parse_plan(text, "plan.yaml")
    return caught.value.problems


def test_a_plan_is_read() -> None:
    """The plain case, with values that look like numbers and dates."""
    plan = parse_plan(small_plan("title: 2017", "number: 1.10", "lead: NO", "due: 2017-04-30"), "plan.yaml")
    (activity,) = plan.activities()
    assert (activity.title, activity.number, activity.lead) == ("2017", "1.10", "NO")
    assert str(activity.due) == "2017-04-30"


def test_status_words_are_read() -> None:
    """The four words, as they stand in the file."""
    (activity,) = parse_plan(small_plan("title: x", "status: not started"), "plan.yaml").activities()
    assert activity.status is Status.NOT_STARTED


@pytest.mark.parametrize("key", ["lead", "status", "due", "assignees", "tasks", "tbc_since", "baseline"])
@pytest.mark.parametrize("nothing", ["", " ~", " null"])
def test_a_key_without_a_value_is_as_no_key(key: str, nothing: str) -> None:
    """People clear a value and leave its key."""
    text = small_plan("title: x", f"{key}:{nothing}")
    assert parse_plan(text, "plan.yaml") == parse_plan(small_plan("title: x"), "plan.yaml")


def test_a_detail_without_a_value_is_kept() -> None:
    """Among the details, a label without a value is something that the document said."""
    text = small_plan().replace("title: Area", "title: Area\n    details: {Function: , MPTF: [a, b]}")
    (area,) = parse_plan(text, "plan.yaml").areas
    assert area.details == {"Function": None, "MPTF": ("a", "b")}


def test_an_activity_may_continue_one_that_is_not_here() -> None:
    """It may stand in another edition of the plan."""
    assert parse_plan(small_plan("title: x", "continues: 2012-old"), "plan.yaml")


@pytest.mark.parametrize(
    ("line", "key", "message", "remedy"),
    [
        ("staus: ongoing", "a1.staus", 'unknown key "staus"', 'Did you mean "status"?'),
        ("Lead: x", "a1.Lead", 'unknown key "Lead"', 'Did you mean "lead"?'),
        ("milestone: x", "a1.milestone", 'unknown key "milestone"', "check the indentation"),
        ("qqqq: x", "a1.qqqq", 'unknown key "qqqq"', "Known here: id, number, title"),
        ("status: complete", "a1.status", '"complete" is not a status', 'Did you mean "completed"?'),
        ("status: xx", "a1.status", '"xx" is not a status', "not started, ongoing, completed, cancelled"),
        ("due: 30 April 2017", "a1.due", "year-month-day", "2017-04-30"),
        ("due: 0", "a1.due", "year-month-day", "2017-04-30"),
        ("start: 2017-02-30", "a1.start", "year-month-day", "2017-04-30"),
        ("completed: 2017-04-30T00:00:00", "a1.completed", "year-month-day", "2017-04-30"),
        ("tbc_since: {lead: 0}", "a1.tbc_since.lead", "year-month-day", "2017-04-30"),
        ("baseline: {due: x}", "a1.baseline.due", "year-month-day", "2017-04-30"),
        ("baseline: x", "a1.baseline", "keys with values", "key: value"),
        ("assignees: ann", "a1.assignees", "a list is expected", "[one, two]"),
        ("assignees: [ann, {b: c}]", "a1.assignees.2", "not keys", "quotes"),
        ("tasks: [do it]", "a1.tasks.1", "keys with values", "key: value"),
        ("tasks: [{text: a, done: maybe}]", "a1.tasks.1.done", "true or false", ""),
        ("tasks: [{text: a, doen: true}]", "a1.tasks.1.doen", "unknown key", 'Did you mean "done"?'),
        ("lead: [a, b]", "a1.lead", "not a list", "quotes"),
        ("lead: {a: b}", "a1.lead", "not keys", "quotes"),
        ("lead: &x y", "", "anchor", "quotes"),
    ],
)
def test_a_mistake_is_explained(line: str, key: str, message: str, remedy: str) -> None:
    """In the words of the file, at the line of the value."""
    text = small_plan("title: x", line)
    (found,) = problems_of(text)
    assert found.line == 12
    assert found.key == key
    assert message in found.message
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("old", "new", "key", "line", "message"),
    [
        ("schema: 1", "schema: 2", "schema", 1, "is of schema 2; this version of workplan reads schema 1"),
        ("schema: 1\n", "", "schema", 1, "schema is missing"),
        ("id: small", "id: Small", "plan.id", 2, "small letters"),
        ("title: Small", "title: ", "plan.title", 2, "title is missing"),
        ("id: A\n", "id: Ä\n", "Ä.id", 4, "an id has at most 40"),
        ("    title: Area\n", "", "A.title", 4, "title is missing"),
        ("title: Area", "title: ''", "A.title", 5, "may not be empty"),
        ("title: Output", "title: Output\n        year: soon", "O.year", 9, "whole number"),
        ("title: Output", "title: Output\n        lead: IOM", "O.lead", 9, "unknown key"),
        ("- id: O", "- titel: x", "A.outputs.1.titel", 7, "unknown key"),
    ],
)
def test_a_mistake_outside_activities_is_explained(
    old: str, new: str, key: str, line: int, message: str
) -> None:
    """Every level of the file answers with the same care."""
    found = problems_of(small_plan().replace(old, new))
    assert any((one.key, one.line) == (key, line) and message in one.message for one in found), found


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    """Nobody should run the check five times to learn of five mistakes."""
    text = small_plan("titel: x", "staus: y", "due: soon", "lead: [z]", "notes: &n w", "notes: v")
    found = problems_of(text)
    assert [one.line for one in found] == [10, 11, 12, 13, 14, 15, 16]
    assert "title is missing" in found[0].message


def test_a_value_that_is_refused_is_not_called_missing_too() -> None:
    """One mistake is told once."""
    (found,) = problems_of(small_plan("title: !x y"))
    assert "a tag" in found.message


def test_an_id_used_twice_names_both_lines() -> None:
    """Areas, outputs and activities share one set of ids."""
    (found,) = problems_of(small_plan().replace("id: a1", "id: A"))
    assert (found.line, found.key) == (10, "A.id")
    assert "line 4" in found.message


def test_the_message_names_file_line_column_and_key() -> None:
    """What a person reads is one line for each mistake."""
    with pytest.raises(PlanInvalid) as caught:
        parse_plan(small_plan("title: x", "staus: y"), "plans/gmg.yaml")
    said = 'plans/gmg.yaml, line 12, column 13, a1.staus: unknown key "staus". Did you mean "status"?'
    assert str(caught.value) == said


@pytest.mark.parametrize("text", ["x", "- a", "'# Title'"])
def test_another_kind_of_file_is_no_plan(text: str) -> None:
    """A text or a list is not mistaken for a plan with mistakes."""
    (found,) = problems_of(text)
    assert "not a plan file" in found.message


def test_the_text_of_the_document_is_that_of_the_file(tmp_path: Path) -> None:
    """Byte order mark, line ends and all: what is edited later has to be what stands there."""
    text = "\ufeff" + small_plan().replace("\n", "\r\n")
    path = tmp_path / "plan.yaml"
    path.write_bytes(text.encode())
    assert PlanFile(path).read().text == text


def test_a_missing_file_is_said_with_the_remedy(tmp_path: Path) -> None:
    """A newcomer's first error."""
    with pytest.raises(Invalid, match=r"There is no plan file my plan\.(.|\n)*workplan import"):
        PlanFile(tmp_path / "plan.yaml", "my plan").read()


def test_a_folder_is_no_plan_file(tmp_path: Path) -> None:
    """The path of the folder instead of the file in it."""
    with pytest.raises(Invalid, match="is a folder"):
        PlanFile(tmp_path).read()


@pytest.mark.parametrize(
    ("data", "place"), [(b"a: b\nc: \xe9t\xe9", (2, 4)), ("a: b".encode("utf-16"), (1, 1)), (b"\xe9", (1, 1))]
)
def test_another_encoding_is_named_with_its_place(
    tmp_path: Path, data: bytes, place: tuple[int, int]
) -> None:
    """An old editor saved the file in Latin-1, or in UTF-16."""
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    with pytest.raises(PlanInvalid) as caught:
        PlanFile(path).read()
    (found,) = caught.value.problems
    assert (found.line, found.column) == place
    assert "UTF-8" in found.remedy


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """Somebody gave an archive."""
    path = tmp_path / "plan.yaml"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(Invalid, match="at most 50 MB"):
        PlanFile(path).read()


def test_ten_thousand_activities_are_read_in_time() -> None:
    """The whole check has two seconds, start of the program included."""
    text = messy_plan()
    began = process_time()
    plan = parse_plan(text, "plan.yaml")
    assert process_time() - began < 1.5
    assert sum(1 for _ in plan.activities()) == 10_000
