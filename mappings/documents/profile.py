"""What the text says of one area under its labels, those that many plans have and those of this one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mappings.documents.blocks import Kind, Text, fold, joined
from mappings.documents.drafts import AreaDraft
from mappings.documents.heads import shared_label
from mappings.documents.labels import OF_ACTIVITY, OF_AREA, Label, label_of, tells_activity
from mappings.documents.ledger import Ledger
from mappings.documents.listed import ActivityList
from mappings.documents.names import split_names
from mappings.documents.numbering import ACTIVITY_LABEL, DOTTED, OUTPUT_LABEL, unlisted
from mappings.documents.words import Part

FOOTNOTE: Final = re.compile(r"(?:[⁰¹²³⁴-⁹]+|\[\^\w+\]:?)\s*")
CLAUSE: Final = re.compile(
    r"\s+(?:as (?:framed|defined|set out|stated|described|agreed|per)\b.*|\(.*)", re.IGNORECASE
)
FIGURES: Final = re.compile(r"\d{1,4}(?:(?:\s*[,;]\s*|\s+|\s+and\s+)\d{1,4})*")


@dataclass(slots=True)
class OpenField:
    """A label and the texts that stand under it. `bare`: without a label, a list in it is activities."""

    label: Label | None
    bare: bool = False
    texts: list[Text] = field(default_factory=list)

    def ends_before(self, text: Text, *, announced: bool) -> bool:
        """The label has its value, and the text is something else. `announced`: activities have a label.

        A value beside the label is complete, and so are leads or members when a list of another kind begins.
        """
        if self.label is None or self.label.part is Part.ACTIVITY or not self.texts:
            return False
        if fold(self.texts[-1].text).endswith((":", ",")):
            return False
        named = self.label.part in (Part.LEAD, Part.MEMBERS)
        if self.label.value:
            return named or not announced
        before = next((t for t in reversed(self.texts) if t.level <= text.level), text)
        return named and is_activity(text) and style_of(text) != style_of(before)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What holds for all areas of the document."""

    labels: frozenset[str]
    """Labels without a colon, folded."""
    told: bool
    """Some label says where activities begin: a list elsewhere is none."""
    lead_each: bool
    """Leads are named under each activity."""
    headings: frozenset[int] = frozenset()
    """First lines of the headings that are activities."""


def read_area(area: AreaDraft, texts: Sequence[Text], conventions: Conventions, ledger: Ledger) -> None:
    """Fill in one area from the texts below its heading."""
    announced = any((found := label_of(text)) and found.part is Part.ACTIVITY for text in texts)
    fields = [OpenField(None, bare=not conventions.told)]
    for text in texts:
        if FOOTNOTE.match(text.text):
            note = FOOTNOTE.sub("", fold(text.text), count=1)
            area.notes.append(note)
            ledger.use(text.place, "notes")
            continue
        label = label_of(text) or shared_label(text, conventions.labels)
        if label and opens_field(label, text, fields[-1], conventions):
            fields.append(OpenField(label))
            if label.part is Part.ACTIVITY:
                area.told_at = text.place.first
            ledger.use(text.place, "labels")
            if label.value:
                fields[-1].texts.append(Text(Kind.PARAGRAPH, label.value, text.place))
            continue
        if fields[-1].ends_before(text, announced=announced):
            fields.append(OpenField(None, bare=not announced))
        fields[-1].texts.append(text)
    for opened in fields:
        close(area, opened, ledger)


def opens_field(label: Label, text: Text, opened: OpenField, conventions: Conventions) -> bool:
    """A label of the area, not one of an activity in it or of its words."""
    among = opened.label is not None and opened.label.part is Part.ACTIVITY
    among = among or (
        opened.bare and any(is_activity(t) or names_activity(t, conventions) for t in opened.texts)
    )
    if text.kind is Kind.ITEM and (among or label.part not in OF_ACTIVITY | OF_AREA):
        return False
    if label.part is Part.LEAD:
        below = bool(opened.texts) and names_activity(opened.texts[-1], conventions)
        return not among or not (conventions.lead_each or below)
    if label.part in OF_ACTIVITY:
        return not among
    if label.part is None and among:
        return text.kind is Kind.FIELD or (
            not label.beside and fold(label.printed).casefold() in conventions.labels
        )
    return True


def is_activity(text: Text) -> bool:
    return text.kind is Kind.ITEM or bool(
        OUTPUT_LABEL.match(text.text) or DOTTED.match(text.text) or ACTIVITY_LABEL.match(text.text)
    )


def names_activity(text: Text, conventions: Conventions) -> bool:
    """A line with the number of an activity, or a heading with its lead or dates below it."""
    numbered = text.kind is not Kind.ITEM and (DOTTED.match(text.text) or ACTIVITY_LABEL.match(text.text))
    return bool(numbered) or text.place.first in conventions.headings


def style_of(text: Text) -> tuple[Kind, bool]:
    return text.kind, text.number is not None


def close(area: AreaDraft, opened: OpenField, ledger: Ledger) -> None:
    texts, label = opened.texts, opened.label
    if label is None:
        introduce(area, opened, ledger)
    elif label.part is Part.ACTIVITY:
        ActivityList(area, ledger).read(texts)
    elif label.part in (Part.LEAD, Part.MEMBERS):
        names = [name for text in texts for name in split_names(text.lines)]
        area.lists.setdefault(label.part, []).extend(names)
        claim(texts, "leads and members", ledger)
    elif label.part in OF_AREA:
        entries, before = entries_of(texts)
        area.lists.setdefault(label.part, []).extend(entries)
        area.notes += before
        claim(texts, label.part.value, ledger)
    else:
        value, rest = detail_of(texts)
        area.details[CLAUSE.sub("", label.printed)] = value
        area.notes += rest
        claim(texts, "details of the area", ledger)


def introduce(area: AreaDraft, opened: OpenField, ledger: Ledger) -> None:
    """What stands under no label: activities where no label announces them, else notes."""
    texts = opened.texts
    if opened.bare and any(is_activity(t) or tells_activity(texts, at) for at, t in enumerate(texts)):
        ActivityList(area, ledger).read(texts)
        return
    if texts:
        area.notes += [joined(text.lines) for text in texts]
        claim(texts, "notes", ledger)


def claim(texts: Sequence[Text], what: str, ledger: Ledger) -> None:
    for text in texts:
        ledger.use(text.place, what)


def entries_of(texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    """The entries of a list field, and what leads in to them."""
    items = [text for text in texts if text.kind is Kind.ITEM]
    if not items:
        return [unlisted(joined(text.lines)) for text in texts], []
    entries = [unlisted(joined(text.lines)) for text in items]
    return entries, [joined(text.lines) for text in texts if text.kind is not Kind.ITEM]


def detail_of(texts: Sequence[Text]) -> tuple[str | tuple[str, ...] | None, list[str]]:
    """The value under a label that only this plan has. Bold text ends where plain text begins."""
    own = list(texts)
    if own and own[0].strong:
        end = next((at for at, text in enumerate(own) if not text.strong), len(own))
        own = own[:end]
    rest = [joined(text.lines) for text in texts[len(own) :]]
    value = "\n".join(joined(text.lines) for text in own)
    if not value:
        return None, rest
    if FIGURES.fullmatch(fold(value)):
        return tuple(re.findall(r"\d+", value)), rest
    return value, rest
