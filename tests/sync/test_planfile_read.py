"""Reading a plan file: every mistake at once, each with its place, its key and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from mappings.plan import Status
from sync.errors import Invalid, PlanInvalid, Problem
from sync.planfile import SIZE_LIMIT, PlanFile, parse_plan
from sync.plannotices import notices
from sync.planread import KEYS
from sync.yamllines import line_troubles, starts_of_lines
from tests.builders.planfile import messy_plan, small_plan

PLANS = Path(__file__).parents[2] / "config" / "plans"


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
        ("start: 2017-02-30", "a1.start", "there is no 30 February 2017", "Correct the day"),
        ("due: 2017-04-00", "a1.due", "there is no 0 April 2017", "Correct the day"),
        ("due: 2017-13-01", "a1.due", "there is no month 13", "Correct the month"),
        ("due: 0000-01-01", "a1.due", "year-month-day", "2017-04-30"),
        ("due: 2017-4-30", "a1.due", "year-month-day", "belongs into timeframe"),
        ("deadline: x", "a1.deadline", "unknown key", 'Did you mean "due" or "timeframe"?'),
        ("Owner: x", "a1.Owner", "unknown key", 'Did you mean "lead"?'),
        ("responsible: x", "a1.responsible", "unknown key", 'Did you mean "lead"?'),
        ("who: x", "a1.who", "unknown key", 'Did you mean "lead"?'),
        ("when: x", "a1.when", "unknown key", 'Did you mean "timeframe" or "due"?'),
        ("budget: x", "a1.budget", "unknown key", 'Did you mean "funding"?'),
        ("name: x", "a1.name", "unknown key", 'Did you mean "title"?'),
        ("state: x", "a1.state", "unknown key", 'Did you mean "status"?'),
        ("lead:IOM: x", "a1.lead:IOM", "unknown key", "Write a blank after the colon: lead: IOM"),
        ("tasks: [text:do it]", "a1.tasks.1", "no blank after the colon", "Write text: do it."),
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
        ("title: Small", "title: Small, as_of: January", "plan.as_of", 2, "year-month-day"),
        ("title: Output", "title: Output\n        name: x", "O.name", 9, "unknown key"),
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


def test_the_remedy_for_a_date_fits_its_key() -> None:
    """The whole plan has no timeframe to put words into."""
    (found,) = problems_of(small_plan().replace("title: Small", "title: Small, as_of: January"))
    assert "the day of the document" in found.remedy
    assert "timeframe" not in found.remedy


SAID_ALONE = [
    ("timeframe:March 2026", "no blank after the colon of timeframe", "Write timeframe: March 2026."),
    ("timeframe March 2026", "no colon after timeframe", "Write timeframe: March 2026."),
    ("what goes on", "a key without its colon, or a value that goes on here", "indent"),
    ('notes: "open', "a quote is opened and never closed", "Close the quote."),
    ("notes: 'open", "a quote is opened and never closed", "Close the quote."),
    (
        'notes: The "best" plan: ours',
        "a colon followed by a blank",
        "Write notes: 'The \"best\" plan: ours'.",
    ),
    ('notes: "The "best" plan"', "text stands after the closing quote", "inside the text"),
    ("notes: [review] x", "begins with [ must stand in quotes", 'Write notes: "[review] x".'),
    ("notes: {review} x # why", "begins with { must stand in quotes", 'Write notes: "{review} x".'),
    ("notes: *review*", "begins with * must stand in quotes", 'Write notes: "*review*".'),
    ("notes: & x", "begins with & must stand in quotes", 'Write notes: "& x".'),
    ("notes: %x", "begins with % must stand in quotes", 'Write notes: "%x".'),
    ("notes: @x", "begins with @ must stand in quotes", 'Write notes: "@x".'),
    ("notes: > x", "begins with > must stand in quotes", 'Write notes: "> x".'),
    ("notes: - x", "begins with - must stand in quotes", 'Write notes: "- x".'),
    (f"notes: @{'x' * 80}", "begins with @ must stand in quotes", 'key: "value"'),
    ("notes: [review", "a list in […] is not closed", "Add the ] missing"),
]


@pytest.mark.parametrize(("line", "message", "remedy"), SAID_ALONE)
@pytest.mark.parametrize("after", [(), ("lead: y",), ('lead: "y"', "funding: it's z")])
def test_a_line_that_is_not_yaml_is_named_itself(
    line: str, message: str, remedy: str, after: tuple[str, ...]
) -> None:
    """Not the line below it, where the parser gives up."""
    (found,) = problems_of(small_plan("title: x", line, *after))
    assert found.line == 12
    assert message in found.message
    assert remedy in found.remedy


@pytest.mark.parametrize("opening", ['notes: "begins', "notes: [begins"])
@pytest.mark.parametrize("after", [(), ("funding: y",)])
def test_the_rest_of_an_open_value_is_not_blamed(opening: str, after: tuple[str, ...]) -> None:
    """Its lines have no keys because they are the text that goes on."""
    (found,) = problems_of(small_plan("title: x", opening, "goes on", *after))
    assert found.line == 12


def test_an_id_without_a_blank_is_named_itself() -> None:
    """With the keys below it the parser takes the id for the begin of a longer text."""
    (found,) = problems_of(small_plan("title: x").replace("- id: a1", "- id:a1"))
    assert (found.line, found.remedy) == (10, "Write id: a1.")


def test_all_lines_that_are_not_yaml_are_told_at_once() -> None:
    """The parser stops at the first."""
    lines = ("timeframe:March", "\tlead: x", "funding: a: b", "due: @x", "notes: |", "  \ta: b: c", "issue x")
    found = problems_of(small_plan("title: x", *lines))
    assert [one.line for one in found] == [12, 13, 14, 15, 18]


def test_where_the_parser_stops_is_told_with_what_follows() -> None:
    """Its own message counts where no line before it is wrong in itself."""
    found = problems_of(small_plan("title: x", " lead: y", "funding: @z"))
    assert [one.line for one in found] == [12, 13]


@pytest.mark.parametrize("seed", range(5))
def test_lines_of_a_good_file_are_left_alone(seed: int) -> None:
    """However it is written: a line that is fine is never blamed for another."""
    text = messy_plan(300, seed, newline="\n", bom=False)
    assert line_troubles(text, starts_of_lines(text), KEYS) == []


@pytest.mark.parametrize("plan", sorted(PLANS.glob("*.yaml")), ids=lambda path: path.stem)
def test_lines_of_the_sample_plans_are_left_alone(plan: Path) -> None:
    """Long titles, quotes and footnotes of real documents."""
    text = plan.read_text("utf-8")
    assert line_troubles(text, starts_of_lines(text), KEYS) == []


@pytest.mark.parametrize(
    ("lines", "line", "key", "rest"),
    [
        (("title: Quarterly newsletter #2 and website",), 11, "a1.title", "#2 and website"),
        (("title: x", "timeframe: #tbc"), 12, "a1.timeframe", "#tbc"),
        (("title: x", "lead: IOM\t#tbc"), 12, "a1.lead", "#tbc"),
        (("title: x", "notes: one", "  two #3"), 13, "a1.notes", "#3"),
        (("title: x", "assignees:", "  - ann #1"), 13, "a1.assignees.1", "#1"),
        (("title: x", "tasks:", "  - text: do #1"), 13, "a1.tasks.1.text", "#1"),
        (("title: x", "tasks: [{text: do #1", "  }]"), 12, "a1.tasks.1.text", "#1"),
    ],
)
def test_text_that_a_hash_cuts_off_is_noticed(
    tmp_path: Path, lines: tuple[str, ...], line: int, key: str, rest: str
) -> None:
    """It is no mistake, as a comment may be meant; but nobody would see it go."""
    text = small_plan(*lines)
    path = tmp_path / "plan.yaml"
    path.write_text("\ufeff" + text, "utf-8")
    file = PlanFile(path)
    (found,) = file.notices(file.read())
    assert (found.line, found.key) == (line, key)
    assert text.split("\n")[line - 1][found.column - 1 :] == rest
    assert "comment" in found.message
    assert "quotes" in found.remedy


@pytest.mark.parametrize(
    "line",
    [
        "lead: IOM  # ask",
        "lead: IOM #",
        "lead: IOM ## ask ##",
        "lead: 'IOM' #ask",
        'lead: "IOM #2"',
        "lead: IOM#2",
        "notes: |\n              see #2",
        "#lead: IOM",
        "status: ongoing #ask",
        "due: 2017-04-30 #ask",
        "assignees: #ask",
    ],
)
def test_a_comment_is_left_alone(line: str) -> None:
    """With a blank after its #, after quotes, or on a line of its own, a comment is meant as one."""
    text = small_plan("title: x", line)
    assert parse_plan(text, "plan.yaml")
    assert notices(text, "plan.yaml") == ()


def test_a_title_that_is_all_comment_is_not_called_missing() -> None:
    """Its key stands there, with words after it."""
    (found,) = problems_of(small_plan("title: #3 review"))
    assert (found.line, found.key) == (11, "a1.title")
    assert "everything after # is a comment" in found.message


def test_an_entry_that_is_all_comment_is_not_called_empty() -> None:
    """The same in a list."""
    (found,) = problems_of(small_plan("title: x", "assignees:", "  - #ann"))
    assert "everything after # is a comment" in found.message


@pytest.mark.parametrize("old", ["issue: local:12", "issue: https://example.org/o/r/issues/12"])
def test_an_issue_that_two_activities_link_names_both_lines(old: str) -> None:
    """One of the two would be synced with the other's words."""
    text = small_plan("title: x", old, "", "- id: a2", "  title: y", f"  {old}")
    text = text.replace("            - id: a2", "          - id: a2").replace(
        "              title: y", "            title: y"
    )
    text = text.replace(f"              {old}", f"            {old}")
    (found,) = problems_of(text)
    assert (found.line, found.key) == (16, "a2.issue")
    assert "from a1 already, in line 12" in found.message


def test_a_milestone_that_two_items_link_names_both_lines() -> None:
    """An area and an output have milestones of their own."""
    text = small_plan(output=("milestone: local:m1",))
    (found,) = problems_of(text.replace("title: Area", "title: Area\n    milestone: local:m1"))
    assert (found.line, found.key) == (10, "O.milestone")
    assert "from A already, in line 6" in found.message


def test_an_issue_and_a_milestone_may_have_the_same_number() -> None:
    """They are counted apart."""
    assert parse_plan(small_plan("title: x", "issue: '12'", output=("milestone: '12'",)), "plan.yaml")


def test_the_words_for_a_status_are_listed_once() -> None:
    """Twenty wrong ones are twenty short lines."""
    entries = [f"- {{id: b{n}, title: x, status: {word}}}" for n, word in enumerate(("xx", "complete", "yy"))]
    text = small_plan("title: x") + "".join(f"          {entry}\n" for entry in entries)
    first, second, third = (one.remedy for one in problems_of(text))
    assert "not started, ongoing, completed, cancelled" in first
    assert second == 'Did you mean "completed"?'
    assert third == "See the words above."


DOCUMENT = "# Health plan\n\n## Activities\n\n| No | Activity |\n|---|---|\n| 1 | Train: nurses |\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("health-plan.md", DOCUMENT),
        ("plan.yaml", DOCUMENT),
        ("plan.yaml", "Health plan\n\n**Draft**\n"),
        ("health-plan.md", "A line of text.\n"),
        ("health-plan.txt", "Work plan: 2026\n\nTitle: x\n"),
        ("health-plan.md", DOCUMENT + "\n```yaml\nschema: 1\n```\n"),
    ],
)
def test_a_document_is_told_from_a_plan_file(tmp_path: Path, name: str, text: str) -> None:
    """Its mistakes as YAML would help nobody."""
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(PlanInvalid) as caught:
        PlanFile(tmp_path / name, name).read()
    (found,) = caught.value.problems
    assert "this is a document, not a plan file" in found.message
    assert f"workplan import {name}" in found.remedy


def test_a_word_processors_document_is_no_plan_file(tmp_path: Path) -> None:
    """Not even its letters can be read."""
    (tmp_path / "my plan.docx").write_bytes(b"PK\x03\x04\xe9\x00")
    with pytest.raises(PlanInvalid, match=r"document, not a plan file.* workplan import 'my plan\.docx'"):
        PlanFile(tmp_path / "my plan.docx", "my plan.docx").read()


@pytest.mark.parametrize("name", ["plan.yaml", "plan.txt"])
@pytest.mark.parametrize("head", ["", "## Kept by the secretariat\n", "<<<<<<< HEAD\n", "---\n"])
def test_a_plan_file_with_mistakes_is_no_document(name: str, head: str) -> None:
    """Whatever its name and its first lines."""
    with pytest.raises(PlanInvalid) as caught:
        parse_plan(head + small_plan("title: **x**"), name)
    assert "document" not in str(caught.value)


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


def test_ten_thousand_activities_are_read() -> None:
    """As many as the largest plan we hold ourselves to."""
    plan = parse_plan(messy_plan(), "plan.yaml")
    assert sum(1 for _ in plan.activities()) == 10_000
