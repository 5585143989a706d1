"""What the document says of itself: its title, its period, its own date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from mappings.documents.blocks import Block, Document, Kind, Line, Place, Text, fold, joined
from mappings.documents.dates import find_day, only_day
from mappings.documents.drafts import PlanDraft
from mappings.documents.furniture import COVER
from mappings.documents.labels import COLON
from mappings.documents.ledger import Ledger
from mappings.documents.numbering import area_number
from mappings.documents.words import FRONT_MATTER, phrases, plain

PERIOD: Final = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|to|à|a|until)\s*((?:19|20)?\d\d)\b")
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
GENERIC: Final = phrases(
    "workplan, work plan, action plan, plan of action, plan of work, plan, programme of work, "
    "work programme, plan de travail, plan de travail annuel, plan d'action, plan de trabajo, "
    "plan de accion, plan operativo, plan operativo anual",
    after="the, our, draft, joint, annual, multi-annual, multiannual, strategic",
)
OPEN: Final = re.compile(
    r"(?:\b(?:of|the|for|and|on|to|in|de|des|du|la|le|les|del|el|los|las|y|et|pour|para)|[,–-])\Z", re.I
)
SMALL: Final = re.compile(
    r"\b(?:Of|The|For|And|On|To|In|De|Des|Du|La|Le|Les|Del|El|Los|Las|Y|Et|Pour|Para)\b"
)
AS_OF: Final = re.compile(
    r"\b(?:as (?:of|at)|version|dated?|updated?|état au|au|al|mise? à jour|actualizado)\b", re.IGNORECASE
)


def read_cover(
    document: Document, blocks: Sequence[Block], plan: PlanDraft, ledger: Ledger
) -> frozenset[int]:
    """Fill in what is said once for the whole plan. Returns the first lines of the blocks that said it."""
    cover = cover_of(blocks)
    used: set[int] = set()
    years: list[str] = []
    names: list[Text] = []
    for block in cover:
        text = fold(block.text)
        if days := find_day(text):
            plan.as_of = plan.as_of or days[0]
        elif match := PERIOD.fullmatch(text):
            plan.period = plan.period or f"{match[1]}-{match[2]}"
        elif YEAR.fullmatch(text):
            years.append(text)
        elif AS_OF.search(text) and len(text) < COVER * 5:
            pass
        else:
            names.append(block)
            continue
        used.add(block.place.first)
        ledger.use(block.place, "date of the plan")
    if years and plan.period is None:
        plan.period = years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"
    used |= read_title(names, plan, ledger)
    if plan.period is None and plan.title:
        plan.period = period_in(plan.title) or next(filter(None, map(period_of_plan, names)), None)
    plan.as_of = footer_day(document) or plan.as_of
    return frozenset(used)


def cover_of(blocks: Sequence[Block]) -> list[Text]:
    """The first texts: up to the first chapter, long paragraph, list or table."""
    cover: list[Text] = []
    for at, block in enumerate(blocks[:COVER]):
        if not isinstance(block, Text) or block.kind in (Kind.ITEM, Kind.FIELD):
            break
        if block.kind is Kind.HEADING and not heads_all(blocks, at):
            break
        if FRONT_MATTER.match(plain(block.text)) or len(block.text) > 200:
            break
        chapter = block.level > 1 or any(b.level == 1 for b in cover) or YEAR.fullmatch(fold(block.text))
        if block.kind is Kind.HEADING and cover and chapter:
            break
        cover += lines_apart(block)
    return cover


def heads_all(blocks: Sequence[Block], at: int) -> bool:
    """A heading above the whole document: no other is of its level, or another follows it at once."""
    levels = [b.level if isinstance(b, Text) and b.kind is Kind.HEADING else 0 for b in blocks]
    return levels.count(levels[at]) == 1 or (at + 1 < len(levels) and levels[at + 1] > 0)


def lines_apart(text: Text) -> list[Text]:
    """The lines of a cover each for itself, but for those that only the page's width parts."""
    groups: list[list[Line]] = []
    for line in text.lines:
        last = groups[-1][-1] if groups else None
        open_end = last is not None and (OPEN.search(last.text) or line.text[:1].islower())
        if last is not None and line.strong == last.strong and (line.strong or open_end):
            groups[-1].append(line)
        else:
            groups.append([line])
    if len(groups) < 2:
        return [text]
    return [
        Text(text.kind, tuple(group), Place(group[0].number, group[-1].number), text.level)
        for group in groups
    ]


def read_title(names: Sequence[Text], plan: PlanDraft, ledger: Ledger) -> set[int]:
    """The first name on the cover; "Work plan" alone is none: the body goes before it, the period after."""
    if not names:
        return set()
    headed = next((block for block in names if block.kind is Kind.HEADING), names[0])
    text = fold(headed.text)
    used = [headed]
    if GENERIC.match(plain(YEAR.sub("", text))):
        bodies = [block for block in names if block is not headed and may_name(fold(block.text))]
        body = next((block for block in bodies if any(line.strong for line in block.lines)), None)
        body = body or next((block for block in bodies if len(block.text) < 100), None)
        words_of_plan = SMALL.sub(lambda m: m[0].lower(), text.title()) if text.isupper() else text
        if body:
            strong = [line for line in body.lines if line.strong]
            text = f"{fold(joined(strong or body.lines))} {words_of_plan}"
            used.append(body)
            if plan.period and plan.period not in text:
                text = f"{text} {plan.period}"
    plan.title = text
    for block in used:
        ledger.use(block.place, "title of the plan")
    return {block.place.first for block in used}


def may_name(text: str) -> bool:
    """It could name the body whose plan this is: no label, no numbered heading."""
    return not text.endswith((":", ",")) and not COLON.match(text) and area_number(text).number is None


def period_in(title: str) -> str | None:
    if match := PERIOD.search(title):
        return f"{match[1]}-{match[2]}"
    years = YEAR.findall(title)
    return years[0] if len(years) == 1 else None


def period_of_plan(block: Text) -> str | None:
    """What a line like "Work Plan 2026" says below another title."""
    text = fold(block.text)
    years = YEAR.sub("", PERIOD.sub("", text))
    return period_in(text) if GENERIC.match(plain(years)) else None


def footer_day(document: Document) -> date | None:
    """A day that stands alone on page after page is the date of this version."""
    days = Counter(day for line in document.source if 6 <= len(line) <= 40 and (day := only_day(line)))
    if not days:
        return None
    day, count = days.most_common(1)[0]
    return day if count > 2 else None
