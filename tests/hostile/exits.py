"""Where a text of somebody else's leaves the program, one by one: what goes wrong there, of any text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain
from typing import Final

from icalendar import Calendar

from bot.commands.options import on_terminal
from bot.export.as_csv import export_csv
from bot.export.as_html import export_html
from bot.export.as_ics import export_ics
from bot.export.as_json import export_json
from bot.export.as_md import export_md
from bot.export.as_mermaid import diagrams
from bot.text.board_words import ENGLISH_BOARD
from bot.text.commit import commit_message
from bot.views.rows import rows_of
from mappings import comments
from mappings.issue import Edit, IssueDraft, MilestoneDraft
from mappings.issues import draft_issue, issue_snapshot, patch_issue, plan_snapshots
from mappings.marks import Marker, find_marker, find_span
from mappings.milestones import draft_milestone, milestone_snapshot
from mappings.mirror import Mirror
from mappings.snapshot import OPEN, Field
from mappings.timeframe import read_timeframe
from mappings.visible import visible
from sync.gitplan import Note
from sync.gitrequest import request_text
from sync.planedit import apply_edits
from sync.planemit import emit_plan
from sync.planfile import parse_plan
from sync.ports import PlanDocument, PlanEdit
from tests.builders.forge import created_issue, created_milestone, mirror, patched_issue
from tests.builders.pages import read_page
from tests.builders.plans import activity, plan
from tests.hostile.plans import PLAIN, holding, named
from tests.hostile.services import Shown, name_acts, shown, title_acts

Leaks = Iterator[str]
TODAY: Final = date(2017, 5, 2)
NOW: Final = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)
RAW: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|\r(?!\n)"
)
"""What no terminal may get: it steers it, or turns what stands behind it round."""
FORMULA: Final = re.compile(r"^[\s\"'\u200b-\u200f\u2060\ufeff]*[=+@＝＋－＠-]|^[\t\r\n]")
SERVICES: Final = {
    "GitHub": {"title_limit": 256, "issue_dates": frozenset[Field]()},
    "GitLab": {"title_limit": 255, "issue_dates": frozenset({Field.DUE})},
}


def raw(text: str) -> Leaks:
    yield from (f"raw U+{ord(found[0]):04X}" for found in RAW.finditer(text))


@cache
def mirrored(service: str, text: str) -> tuple[Mirror, IssueDraft, MilestoneDraft]:
    held = mirror(plan(holding(text)), **SERVICES[service])
    return held, draft_issue(held, "a0", None), draft_milestone(held, "o0")


@cache
def rendered(text: str) -> Shown:
    return shown(text)


def like_plain(text: str, plain: str) -> Leaks:
    """Nothing acts, and the parts are those that harmless words would have."""
    yield from rendered(text).acts
    if rendered(text).skeleton != rendered(plain).skeleton:
        yield "it is made of other parts"


def marked(text: str, item: str) -> Leaks:
    """The mark is there once, and it is ours."""
    span = find_span(text)
    if find_marker(text) != Marker("gmg", item) or span is None or span.marker_start != 0:
        yield f"the mark reads {find_marker(text)}"


# On a tracker.


def issue_title(service: str, text: str) -> Leaks:
    _, issue, _ = mirrored(service, text)
    yield from title_acts(issue.title)
    if len(issue.title) > SERVICES[service]["title_limit"]:  # type: ignore[operator]
        yield "it is too long"


def milestone_title(service: str, text: str) -> Leaks:
    _, _, milestone = mirrored(service, text)
    yield from title_acts(milestone.title)
    if len(milestone.title) > SERVICES[service]["title_limit"]:  # type: ignore[operator]
        yield "it is too long"


def labels(service: str, text: str) -> Leaks:
    _, issue, _ = mirrored(service, text)
    for label in issue.labels:
        yield from name_acts(label)
        if len(label) > 50 or "," in label:
            yield f"no name of a label: {label!r}"


def issue_body(service: str, text: str) -> Leaks:
    held, issue, _ = mirrored(service, text)
    _, harmless, _ = mirrored(service, PLAIN)
    yield from marked(issue.body, "a0")
    yield from like_plain(issue.body, harmless.body)
    said = plan_snapshots(held)["a0"].values
    read = issue_snapshot(held, "a0", created_issue(issue, 3), {})
    wanted = {**said, Field.STATUS: OPEN, Field.MILESTONE: None}
    if len(issue.body) < held.body_limit // 2 and (read.values != wanted or read.unread):
        yield "it reads back as something else"


def milestone_text(service: str, text: str) -> Leaks:
    held, _, milestone = mirrored(service, text)
    _, _, harmless = mirrored(service, PLAIN)
    yield from marked(milestone.description, "o0")
    yield from like_plain(milestone.description, harmless.description)
    said = plan_snapshots(held)["o0"].values
    read = milestone_snapshot(held, "o0", created_milestone(milestone))
    if {**said, Field.STATE: OPEN} != read.values:
        yield "it reads back as something else"


def patched_body(service: str, text: str) -> Leaks:
    """The same text where it comes later, into an issue that has another one."""
    old, issue, _ = mirrored(service, PLAIN)
    held, _, _ = mirrored(service, text)
    values = {**plan_snapshots(held)["a0"].values, Field.STATUS: OPEN, Field.MILESTONE: None}
    there = created_issue(issue, 3)
    done = patched_issue(there, patch_issue(held, "a0", there, values, {}))
    yield from title_acts(done.title)
    yield from marked(done.body, "a0")
    if not any(len(text) > 1000 for text in map(str, values.values())):
        yield from like_plain(done.body, issue.body)
    if issue_snapshot(old, "a0", done, {}, {Field.TITLE: values[Field.TITLE]}).values.get(
        Field.LEAD
    ) != values.get(Field.LEAD):
        yield "it reads back as something else"


def comment(text: str) -> Leaks:
    """All that is said in answer to people, with the text in each place."""

    def each(one: str) -> list[str]:
        return [
            comments.conflict_comment(Field.LEAD, one, one, one, TODAY, Edit(one, NOW), Edit(one, NOW)),
            comments.conflict_comment(Field.TITLE, one, "b", None, TODAY, None, None),
            comments.older_date_comment(one, "2017-05-02"),
            comments.settled_comment(Field.FUNDING, one),
            comments.unread_answer_comment([("due", one), ("status", one)], 2017),
            comments.contested_answer_comment(Field.TIMEFRAME, one, one),
        ]

    for said, plain in zip(each(" ".join(text.split())), each(PLAIN), strict=True):
        yield from like_plain(said, plain)
    for said in each(text):
        yield from rendered(said).acts


# Into a file.


def plan_file(text: str) -> Leaks:
    whole = plan(holding(text), title=text if text.strip() else PLAIN)
    written = emit_plan(whole)
    yield from raw(written)
    if parse_plan(written, "plan.yaml") != whole:
        yield "it reads back as another plan"


BEFORE: Final = (
    '# ours\nschema: 1\nplan: {id: gmg, title: T}\nareas:\n- {id: "1", title: A,   activities: [\n'
)
EDITED: Final = "  {id: a1, title: old, lead: 'old'} # keep\n"
AFTER: Final = "  ,{id: a2, title: other}]}\n\n"


def plan_edit(text: str) -> Leaks:
    """One value of a file that a person wrote; every other byte stays."""
    new = text.strip() or PLAIN
    before = PlanDocument(BEFORE + EDITED + AFTER, parse_plan(BEFORE + EDITED + AFTER, "plan.yaml"))
    edits = [PlanEdit("a1", "title", "old", new), PlanEdit("a1", "lead", "old", new)]
    made = apply_edits(before, edits)
    now = made.document.text
    yield from raw(now)
    if not (now.startswith(BEFORE) and now.endswith(AFTER)) or "# keep\n" not in now:
        yield "other bytes changed"
    held = next(parse_plan(now, "plan.yaml").activities())
    if made.refused or (held.title, held.lead) != (new, new):
        yield f"it reads back as something else: {made.refused}"


# Into git.


def note(text: str) -> Note:
    """What a run wrote of an item with this text everywhere, and who is said to have done it."""
    edits = [PlanEdit("a0", key, "old", text) for key in ("title", "timeframe", "lead", "funding")]
    return Note(7, plan(holding(text)), edits, {("a0", "lead"): text, ("a0", "title"): "anna"})


def commit(text: str) -> Leaks:
    """Nothing in it is linked or closed, and only our own trailers are read from it."""
    message = commit_message(note(text))
    harmless = commit_message(note(PLAIN))
    if message.count("\n") != harmless.count("\n"):
        yield "it has more lines"
    for line in message.splitlines():
        yield from title_acts(line)
    found = [line.partition(":")[0] for line in message.splitlines() if line.startswith("Workplan-")]
    if found != ["Workplan-Run", "Workplan-Item", "Workplan-Actor", "Workplan-Actor"]:
        yield f"the trailers are {found}"


def request(text: str) -> Leaks:
    title, body = request_text(commit_message(note(text)))
    _, harmless = request_text(commit_message(note(PLAIN)))
    yield from title_acts(title)
    yield from like_plain(body, harmless)


def exported_json(text: str) -> Leaks:
    told = export_json(plan(holding(text)), TODAY)
    yield from raw(told)
    item = json.loads(told)["items"][1]
    if (item["lead"], item["tasks"][0]["text"]) != (text, text if text.strip() else PLAIN):
        yield "it reads back as something else"


def exported_csv(text: str) -> Leaks:
    told = export_csv(plan(holding(text)), TODAY)
    yield from raw(told.replace("\r", ""))
    for cell in chain(*csv.reader(io.StringIO(told))):
        if FORMULA.match(cell) and not cell.startswith("'"):
            yield f"a formula: {cell[:30]!r}"
        yield from (
            f"a formula behind ;: {part[:30]!r}"
            for part in cell.split(";")[1:]
            if FORMULA.match(part) and not part.startswith("'")
        )


def exported_html(text: str) -> Leaks:
    """It has the parts that harmless words would have, and the text stands in it."""
    told, harmless = (
        read_page(export_html(plan(holding(said)), TODAY, ENGLISH_BOARD)) for said in (text, PLAIN)
    )
    foreign = {"script", "img", "iframe", "form", "object", "embed", "base", "input"} & set(told.tags)
    yield from (f"a tag <{tag}>" for tag in sorted(foreign))
    yield from (f"an attribute {name}" for name in sorted(told.attributes - harmless.attributes - MAYBE))
    yield from (f"a link to {link}" for link in told.links if not link.startswith("#"))
    yield from raw("".join(told.texts))
    if visible(" ".join(text.split())) not in " ".join(told.text.split()):
        yield "the text is not in it"


MAYBE: Final = {"hidden", "colspan"}
"""Attributes of ours that only some plans need."""


def exported_md(text: str) -> Leaks:
    told = export_md(plan(holding(text)), TODAY, ENGLISH_BOARD)
    harmless = export_md(plan(holding(PLAIN)), TODAY, ENGLISH_BOARD)
    yield from raw(told)
    yield from shown(told).acts
    if told.count("\n#") != harmless.count("\n#") and read_timeframe(text).due is None:
        yield "it has other headings"


def drawn_timelines(text: str) -> Leaks:
    """Each line below the head is one bar, whatever its title."""
    held = activity("a0", named(text), start=TODAY, due=TODAY)
    (diagram,) = diagrams(tuple(rows_of(plan(held), TODAY)))
    lines = diagram.split("\n")
    if len(lines) != 5 or not BAR.fullmatch(lines[-1]):
        yield f"no bar: {lines[4:]!r}"


BAR: Final = re.compile(r"  a0 – [^:;#%\n\"`{}<>\\]* :(?:crit, )?milestone, a0, 2017-05-02, 0d")


def exported_ics(text: str) -> Leaks:
    """It reads back as one event with this text, and no line is longer than 75 bytes."""
    held = activity("a0", named(text), lead=text, due=TODAY)
    told = export_ics(plan(held), TODAY, ENGLISH_BOARD)
    if any(len(line.encode()) > 75 for line in told.split("\r\n")):
        yield "a line is too long"
    (event,) = Calendar.from_ical(told).walk("VEVENT")
    if str(event["summary"]) != visible(" ".join(named(text).split())):
        yield f"it reads back as {str(event['summary'])[:40]!r}"
    known = {"SUMMARY", "UID", "CATEGORIES", "DESCRIPTION", "STATUS", "TRANSP", "DTSTART", "DTEND", "DTSTAMP"}
    yield from (f"another property: {name}" for name in sorted(set(event) - known))


def terminal(text: str) -> Leaks:
    said = on_terminal(text)
    yield from raw(said)
    if not RAW.search(text) and said != text:
        yield "ordinary text is not left alone"


def on_service(check: Callable[[str, str], Leaks], service: str) -> Callable[[str], Leaks]:
    return lambda text: check(service, text)


PLACES: Final = {
    "titles of issues": issue_title,
    "texts of issues": issue_body,
    "changed texts of issues": patched_body,
    "titles of milestones": milestone_title,
    "texts of milestones": milestone_text,
    "labels": labels,
}
EXITS: Final[dict[str, Callable[[str], Leaks]]] = {
    **{f"{place}, {name}": on_service(check, name) for name in SERVICES for place, check in PLACES.items()},
    "comments": comment,
    "the plan file, imported": plan_file,
    "the plan file, edited": plan_edit,
    "commits": commit,
    "requests": request,
    "JSON": exported_json,
    "CSV": exported_csv,
    "HTML": exported_html,
    "Markdown": exported_md,
    "timelines": drawn_timelines,
    "calendars": exported_ics,
    "the terminal": terminal,
}
