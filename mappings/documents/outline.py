"""A whole document, headings, texts and tables, into the draft of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mappings.documents.blocks import Document, Kind, Text, fold
from mappings.documents.cover import read_cover
from mappings.documents.drafts import AreaDraft, PlanDraft, area_key, area_named
from mappings.documents.furniture import without_furniture
from mappings.documents.habits import habits_of
from mappings.documents.heads import OUTCOME, Outline, Section, read_outline
from mappings.documents.labels import apart, heading_like, label_of, tells_activity
from mappings.documents.ledger import Ledger
from mappings.documents.leftover import account_for_rest
from mappings.documents.letters import with_lettered_entries
from mappings.documents.numbering import OUTPUT_LABEL, area_number
from mappings.documents.profile import Conventions, read_area
from mappings.documents.rows import RowReader
from mappings.documents.sheets import OtherTable, Piece, Sheet, last_columns, put_together, year_of
from mappings.documents.words import FRONT_MATTER, LABELS, Part, look_up, plain


@dataclass(frozen=True, slots=True)
class Drafted:
    plan: PlanDraft
    sheets: tuple[Sheet, ...]
    others: tuple[OtherTable, ...]


def draft_plan(document: Document, ledger: Ledger) -> Drafted:
    """Read everything; each line used or set aside is in the ledger afterwards."""
    kept = without_furniture(document.blocks, ledger)
    blocks = [part for block in kept for part in (apart(block) if isinstance(block, Text) else [block])]
    blocks = with_lettered_entries(blocks)
    plan = PlanDraft()
    taken = read_cover(document, blocks, plan, ledger)
    pieces = put_together(blocks)
    outline = read_outline(pieces, taken)
    read_sections(pieces, outline, plan, ledger)
    sheets = tuple(piece for piece in pieces if isinstance(piece, Sheet))
    read_sheets(pieces, sheets, taken, plan, ledger)
    put_in_order(plan.areas)
    others = tuple(piece for piece in pieces if isinstance(piece, OtherTable))
    account_for_rest(pieces, outline, ledger)
    return Drafted(plan, sheets, others)


def read_sections(pieces: Sequence[Piece], outline: Outline, plan: PlanDraft, ledger: Ledger) -> None:
    spans = [(section, texts_in(pieces, section)) for section in outline.sections]
    conventions = conventions_of([texts for _, texts in spans], outline)
    for section, texts in spans:
        head = pieces[section.begin]
        assert isinstance(head, Text)
        area = plan.area(f"{head.number}. {head.text}" if head.number else head.text, head.place)
        ledger.use(head.place, "area")
        if section.group is not None and isinstance(group := pieces[section.group], Text):
            area.group = fold(group.text)
            ledger.use(group.place, "group of areas")
        # A list that nothing else is said of is activities, whatever labels the other areas have.
        own = replace(conventions, told=False) if section.listed else conventions
        read_area(area, texts, own, ledger)
    name_introductions(plan.areas)


def put_in_order(areas: Sequence[AreaDraft]) -> None:
    """Tables are read after the lists around them: back to the order of the document."""
    for area in areas:
        for activities in (area.activities, *(output.activities for output in area.outputs)):
            activities.sort(key=lambda activity: activity.place.first)


def texts_in(pieces: Sequence[Piece], section: Section) -> list[Text]:
    return [piece for piece in pieces[section.begin + 1 : section.end] if isinstance(piece, Text)]


def conventions_of(areas: Sequence[Sequence[Text]], outline: Outline) -> Conventions:
    told = any(
        text.kind is not Kind.ITEM and (label := label_of(text)) and label.part is Part.ACTIVITY
        for texts in areas
        for text in texts
    )
    leads = [leads_in(texts) for texts in areas]
    has_profile = any(
        (label := label_of(text)) and label.part in (Part.OBJECTIVES, Part.RESULTS, Part.KEY_OUTPUTS)
        for texts in areas
        for text in texts
    )
    headings = frozenset(
        text.place.first for texts in areas for at, text in enumerate(texts) if tells_activity(texts, at)
    )
    told = told or (has_profile and not outline.bare)
    return Conventions(outline.labels, told, max(leads, default=0) > 1, headings)


def leads_in(texts: Sequence[Text]) -> int:
    """How many leads are named; one beside a date of its own counts twice, it is an activity's."""
    labels = [label_of(text) for text in texts]
    parts = [
        label.part if label and not label.printed.casefold().startswith("co") else None for label in labels
    ]
    valued = [part if label and label.value else None for part, label in zip(parts, labels, strict=True)]
    beside = any({Part.LEAD, Part.TIMEFRAME} == {one, two} for one, two in pairwise(valued))
    return parts.count(Part.LEAD) + beside


def name_introductions(areas: Sequence[AreaDraft]) -> None:
    """Where most areas begin with the same label, an area's introduction without one is that too."""
    firsts = Counter(next(iter(area.details)) for area in areas if area.details and not area.outputs)
    if not firsts:
        return
    name, count = firsts.most_common(1)[0]
    for area in areas:
        if count * 2 > len(areas) and not area.details and area.notes and not area.activities:
            area.details[name] = "\n".join(area.notes)
            area.notes.clear()


def read_sheets(
    pieces: Sequence[Piece], sheets: Sequence[Sheet], taken: frozenset[int], plan: PlanDraft, ledger: Ledger
) -> None:
    known = dict(plan.by_title)
    habits = habits_of(sheets, lambda text: area_key(area_named(text)[1]) in known)
    reader = RowReader(plan, ledger, habits)
    heading: Text | None = None
    year: int | None = None
    trail: list[Text] = []
    groups: list[tuple[AreaDraft, Text]] = []
    for piece in pieces:
        if isinstance(piece, Text) and piece.kind is Kind.HEADING:
            trail = [above for above in trail if above.level < piece.level]
            if piece.place.first not in taken:
                trail.append(piece)
        match piece:
            case Text():
                if (stated := year_of(piece.text)) and heading_like(piece) and piece.place.first not in taken:
                    year, heading = stated, None
                    ledger.use(piece.place, "year")
                elif heads_table(piece, heading) and piece.place.first not in taken:
                    heading = piece
            case Sheet():
                output = heading
                heading = area_above(heading, trail, piece) or heading
                reader.read(piece, heading, year, output if output is not heading else None)
                year = None
                if reader.area_from_heading and heading:
                    ledger.use(heading.place, "area")
                    if reader.area and (above := group_above(heading, trail)):
                        groups.append((reader.area, above))
                heading = None
            case OtherTable():
                pass
    name_groups(groups, ledger)


def group_above(heading: Text, trail: Sequence[Text]) -> Text | None:
    """The heading of the next higher rank."""
    at = next((at for at, text in enumerate(trail) if text is heading), 0)
    if at == 0 or look_up(LABELS, words := fold(trail[at - 1].text)):
        return None
    return None if FRONT_MATTER.match(plain(words)) or year_of(words) else trail[at - 1]


def name_groups(groups: Sequence[tuple[AreaDraft, Text]], ledger: Ledger) -> None:
    """One heading above all areas is a chapter; several are groups."""
    if len({id(heading) for _, heading in groups}) < 2:
        return
    for area, heading in groups:
        area.group = area.group or fold(heading.text)
        ledger.use(heading.place, "group of areas")


def area_above(heading: Text | None, trail: Sequence[Text], sheet: Sheet) -> Text | None:
    """The heading of the area, where the one right above the table is that of an output."""
    if heading is None or len(trail) < 2 or trail[-1] is not heading:
        return None
    columns = last_columns(sheet)
    words, above = fold(heading.text), fold(trail[-2].text)
    if columns is None or columns.at(Part.OUTPUT) is not None or columns.at(Part.AREA) is not None:
        return None
    if not OUTPUT_LABEL.match(words) or FRONT_MATTER.match(plain(above)) or look_up(LABELS, above):
        return None
    # A wider result below a chapter is an area; below a pillar it is an output of that.
    if year_of(above) or (OUTCOME.match(words) and not area_number(above).label):
        return None
    return trail[-2]


def heads_table(text: Text, above: Text | None) -> bool:
    """It names what the table below it belongs to."""
    words = fold(text.text)
    if FRONT_MATTER.match(plain(words)) or look_up(LABELS, words) or not heading_like(text):
        return False
    return text.kind is Kind.HEADING or text.strong or (above is None and bool(area_number(words).number))
