"""What the documents say is so: every command, option, setting and field, and what the examples print."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.demo import run_demo
from bot.disputes import Dispute
from bot.export.as_conflicts import dispute_record
from bot.export.as_history import history_json
from bot.export.as_preview import conflict_record, finding_record, outcome_record, refused_record, step_record
from bot.export.records import (
    AreaRecord,
    DeliverableRecord,
    ExportRecord,
    ItemRecord,
    PlanRecord,
    SourceRecord,
)
from bot.overview import overview
from bot.text.standing import Past, Waiting, status_json
from config.settings import Section, Settings
from mappings.answers import WORDS as ANSWERS
from mappings.answers import read_answers
from mappings.plan import Activity, Area, Baseline, Deliverable, Heading, Output, Plan, Record, Source, Task
from mappings.snapshot import Field, Kind, Side
from sync.changes import Cause, Conflict, Step, StepKind, Why
from sync.errors import WorkplanError
from sync.guard import Refused
from sync.planfile import parse_plan
from sync.report import Finding, FindingKind, Outcome, Result
from sync.trace import Event
from tests.builders.cli import here
from tests.builders.docs import (
    DOCUMENTS,
    ROOT,
    Edited,
    Typed,
    anchors,
    document,
    examples,
    fences,
    first_cells,
    leaves,
    options,
    pattern,
    refuse_misuse,
    section,
    session,
    without_fences,
)
from tests.builders.docs import LINK as LINKED
from tests.builders.plans import plan

COMMANDS = document("docs/commands.md")
COMMON = section(COMMANDS, "Options of many commands")
SHARED = frozenset({"--config", "--today", "--json", "-h", "--help"})
MODELS = (Plan, Heading, Source, Deliverable, Area, Output, Activity, Task, Baseline)
USERS = (
    "README.md",
    "CHANGELOG.md",
    "docs/people-edits.md",
    "docs/slack.md",
    "docs/service.md",
    *(f"docs/{name}.md" for name in ("guide", "github", "gitlab", "webhooks", "plan-file", "sync", "bench")),
)
STEP = Step(StepKind.EDIT, Side.PLAN, "1.1", Field.LEAD, "IOM", "ILO")

each_command = pytest.mark.parametrize(
    ("name", "command"), list(leaves()), ids=[name for name, _ in leaves()]
)
each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


@each_command
def test_every_command_and_option_is_documented(name: str, command: object) -> None:
    """Each command has its section, and each of its options a row in it."""
    told = " ".join(first_cells(section(COMMANDS, f"workplan {name}")))
    for option in options(command):
        assert re.search(rf"{option}\b", COMMON if option in SHARED else told), option


@each_command
def test_no_option_is_documented_that_is_not_there(name: str, command: object) -> None:
    """What was taken out of the program goes out of its table."""
    told = re.findall(
        r"(?<![\w-])--?[a-z][a-z-]*", " ".join(first_cells(section(COMMANDS, f"workplan {name}")))
    )
    assert set(told) <= set(options(command))


def test_no_command_is_documented_that_is_not_there() -> None:
    """Sections of commands stand for commands, or for the group of those below."""
    told = re.findall(r"^## workplan (.+)$", COMMANDS, re.MULTILINE)
    assert set(told) == {name for name, _ in leaves()} | {"tracker"}


@each_document
def test_every_example_is_a_command(path: Path) -> None:
    """Whoever copies a line from a document gets no "No such option"."""
    for words in examples(path.read_text("utf-8")):
        refuse_misuse(words)


def test_examples_are_looked_at_at_all() -> None:
    """The test above would be green on documents in which it finds none."""
    assert len(list(examples(COMMANDS))) > 40
    assert any(words[:2] == ["tracker", "close"] for words in examples(document("README.md")))


@pytest.mark.parametrize(
    "words", [["sink"], ["sync", "--force"], ["tracker", "close", "--as"], ["sync", "--today", "May"]]
)
def test_a_wrong_example_is_found(words: list[str]) -> None:
    """An unknown command or option, a missing argument and an impossible date."""
    with pytest.raises(Exception, match=r".+"):
        refuse_misuse(words)


@each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    """Files and headings of the project; other sites are not asked."""
    text = path.read_text("utf-8")
    for link in LINKED.findall(without_fences(text)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text("utf-8")), link


@each_document
def test_documents_speak_of_no_machine_and_no_plan_to_do_it_later(path: Path) -> None:
    """Paths of whoever wrote them, and reminders, belong elsewhere."""
    text = path.read_text("utf-8")
    assert not re.findall(r"(?<![\w.])/(?:work|tmp|root|home|Users)/\S*|\b(?:TODO|FIXME|XXX)\b", text)


@pytest.mark.parametrize("name", USERS)
def test_users_read_their_own_words(name: str) -> None:
    """What the code calls a forge, a base or a snapshot, users know by other words."""
    prose = re.sub(r"`[^`\n]*`", "", without_fences(document(name)))
    assert not re.findall(
        r"\b(?:forges?|snapshots?|exceptions? (?:is|was) raised|the base)\b", prose, re.IGNORECASE
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_the_plan_file_is_documented(model: type[Record]) -> None:
    """Each record has a table with exactly its fields, in their order in the file."""
    told = [cell.strip("`") for cell in first_cells(section(document("docs/plan-file.md"), model.__name__))]
    assert told == [field.alias or name for name, field in model.model_fields.items()]


def test_the_plan_shown_is_a_plan() -> None:
    """The example reads without a mistake, and shows an activity with most of its fields."""
    shown = parse_plan(fences(document("docs/plan-file.md"), "yaml")[0], "plan-file.md")
    assert [activity.id for activity in shown.activities()] == ["2017-1-2.2"]


def test_every_setting_is_documented() -> None:
    """Section, key and usual value, in the order of the settings."""
    rows = [
        line.split(" | ") for line in section(COMMANDS, "Settings").splitlines() if line.startswith("| `[")
    ]
    told = [(row[0].strip("| `[]"), row[1].strip("`"), row[2].strip("`")) for row in rows]
    usual = Settings.model_construct()
    wanted = [
        (name, key, getattr(getattr(usual, name), key))
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
        for key in field.annotation.model_fields
    ]
    assert [(name, key) for name, key, _ in told] == [(name, key) for name, key, _ in wanted]
    for (name, key, value), (_, _, default) in zip(told, wanted, strict=True):
        assert tomllib.loads(f"value = {value}")["value"] == (list(default) if default == () else default), (
            name,
            key,
        )


def test_every_exit_code_is_documented() -> None:
    """The codes of all errors, and those that a run ends with."""
    told = {int(cell) for cell in first_cells(section(COMMANDS, "Exit codes"))}
    errors = [WorkplanError, *WorkplanError.__subclasses__()]
    assert told == {error.code for error in errors} | {0, 1, 2}


def keys(text: str) -> list[set[str]]:
    """The keys of a JSON object, then those of the objects in its lists, in the order of the lists."""
    record = json.loads(text)
    return [set(record), *(set(one[0]) for one in record.values() if isinstance(one, list) and one)]


def test_the_json_shown_is_the_json_printed() -> None:
    """The names in the examples are exactly those that other programs find."""
    export, preview, disputes, status, history = fences(section(COMMANDS, "JSON"), "json")

    def names(record: type) -> set[str]:
        return {field.name for field in fields(record)}

    assert keys(export) == [names(one) for one in (ExportRecord, DeliverableRecord, AreaRecord, ItemRecord)]
    assert set(json.loads(export)["plan"]) == names(PlanRecord)
    assert set(json.loads(export)["plan"]["source"]) == names(SourceRecord)
    conflict = Conflict("1.1", Field.LEAD, "IOM", "ILO", None, Why.BOTH)
    refused = Refused("edits", Side.PLAN, 11, 20, "a06a3b81", (STEP,))
    outcome = outcome_record(Outcome(STEP, Result.DONE))
    assert keys(preview) == [
        {"schema", "steps", "conflicts", "refused", "outcomes"},
        *(
            set(one)
            for one in (step_record(STEP), conflict_record(conflict), refused_record(refused), outcome)
        ),
    ]
    dispute = dispute_record(Dispute(conflict, "", None, None, None, None, None), "plan.yaml")
    assert keys(disputes) == [{"schema", "conflicts"}, set(dispute)]
    assert set(outcome) == set(finding_record(Finding(FindingKind.MISSING, "1.1")))
    assert set(json.loads(status)) == set(
        json.loads(status_json(overview(plan(), date(2017, 5, 2)), 0, Past(), Waiting()))
    )
    event = Event(datetime(2017, 5, 2, tzinfo=UTC), 1, "1.1", Field.LEAD, Side.PLAN, "IOM", "ILO")
    assert keys(history) == keys(history_json([event]))


@pytest.mark.parametrize("kind", [StepKind, Why, Cause, Result, FindingKind, Field, Kind])
def test_every_word_of_the_json_is_documented(kind: type) -> None:
    """Programs that read it have to know what may stand there."""
    told = section(COMMANDS, "JSON")
    assert [one for one in kind if f"`{one}`" not in told] == []


def test_the_guide_names_every_line_that_a_comment_may_hold() -> None:
    """Each line shown is read as what it says, and none is left out."""
    shown = first_cells(section(document("docs/guide.md"), "What co-leads do"))
    read = [read_answers(cell.strip("`")) for cell in shown]
    assert [set(answers.values) for answers in read if answers] == [{key} for key in ANSWERS]


def test_the_guide_shows_what_is_printed(tmp_path: Path) -> None:
    """The whole story of the guide, command by command, with what it says that each prints."""
    shutil.copy(ROOT / "config" / "plans" / "gmg-2016-2018.md", tmp_path)
    steps = list(session(document("docs/guide.md")))
    assert len(steps) > 12
    for step in steps:
        match step:
            case Edited():
                file = tmp_path / "plan.yaml"
                text = file.read_text("utf-8")
                assert text.count(step.old) == 1
                file.write_text(text.replace(step.old, step.new), "utf-8")
            case Typed():
                ran = here(tmp_path, *step.words)
                if not pattern(step.prints).fullmatch(ran.out + ran.err):
                    pytest.fail(f"workplan {' '.join(step.words)} prints:\n{ran.out}{ran.err}")


def test_the_readme_shows_what_the_demo_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line of the excerpt is a line of the demo."""
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    run_demo(Path("demo"), said.append)
    printed = [line for text in said for line in text.splitlines()]
    shown = re.findall(r"^ {4}(.+)$", section(document("README.md"), "What the demo prints"), re.MULTILINE)
    assert shown
    assert [line for line in shown if line not in printed] == []


def test_every_target_that_a_document_names_is_in_the_makefile() -> None:
    """`make` without a rule is the first thing that a newcomer would see fail."""
    rules = set(re.findall(r"^(\w+):", document("Makefile"), re.MULTILINE))
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        told = re.findall(r"(?:`|^ {4})make (\w+)", text, re.MULTILINE)
        assert set(told) <= rules, path.name


def test_every_default_is_said_in_the_example_settings() -> None:
    """`workplan init` writes this file: what it shows as usual has to be what holds without it."""
    shown = re.sub(r"^# (?=\w+ = )", "", document("config/workplan.toml"), flags=re.MULTILINE)
    usual = Settings.model_construct().model_dump(mode="json")
    told = tomllib.loads(shown)
    told["forge"]["url"] = usual["forge"]["url"]  # shown as the file that the empty value stands for
    assert told == usual
