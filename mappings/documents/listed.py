"""Activities written as text: lists, numbered paragraphs, numbers on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mappings.documents.blocks import Kind, Place, Text, fold, glue, joined
from mappings.documents.drafts import ActivityDraft, AreaDraft, OutputDraft
from mappings.documents.labels import OF_ACTIVITY, Label, label_of, split_labelled, tells_activity
from mappings.documents.ledger import Ledger
from mappings.documents.numbering import (
    ACTIVITY_LABEL,
    OUTPUT_LABEL,
    activity_number,
    output_number,
    unlisted,
)
from mappings.documents.words import Part
from mappings.plan import Status

LONE: Final = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[a-z])[.)]?")
COUNTED: Final = re.compile(r"(?P<number>\d{1,3})\s+(?=\S)")
DATED: Final = re.compile(r"\d|\btb[cd]\b|ongoing|confirm", re.IGNORECASE)
ACTIVITY: Final = "outputs and activities"


@dataclass(slots=True)
class ActivityList:
    """Reads the texts under one area's activities, in order."""

    area: AreaDraft
    ledger: Ledger
    output: OutputDraft | None = None
    last: ActivityDraft | None = None
    open: Part | None = None
    """A label of an activity was printed, and its value may stand below it."""
    counted: bool = False
    depth: int = 0
    told: frozenset[int] = frozenset()
    """First lines of the headings that are activities."""

    def read(self, texts: Sequence[Text]) -> None:
        if any(is_lone(text) for text in texts):
            self._numbered_blocks(texts)
            return
        listed = [text for text in texts if text.kind is Kind.ITEM]
        entries = [text for text in listed if not is_lettered(text)] or listed
        self.depth = min((text.level for text in entries), default=0)
        self.counted = counts_up([text for text in entries if text.level == self.depth])
        self.told = frozenset(t.place.first for at, t in enumerate(texts) if tells_activity(texts, at))
        for text in texts:
            self._take(text)

    def _take(self, text: Text) -> None:
        label = label_of(text)
        if (
            text.kind is Kind.ITEM
            and text.level <= self.depth
            and not self._lettered_below(text)
            and not (label and label.part in OF_ACTIVITY and self.last)
            and not (announces(label) and self.last)
        ):
            self._entry(text)
        elif label and label.part in OF_ACTIVITY and self.last:
            self._labelled(text, label)
        elif text.kind is Kind.ITEM and not announces(label):
            self._task(text)
        elif text.kind is Kind.HEADING or OUTPUT_LABEL.match(text.text) or ACTIVITY_LABEL.match(text.text):
            self._headed(text)
        elif activity_number(text.text).number:
            self._entry(text)
        elif self.open and self.last and is_value(text):
            self._state(self.last, {self.open: joined(text.lines)}, text.place)
            self._claim(text)
            self.open = None
        elif self.last:
            if not announces(label):
                self.last.notes.append(text.text)
            self._claim(text)
        else:
            self.area.notes.append(text.text)
            self.ledger.use(text.place, "notes")

    def _lettered_below(self, text: Text) -> bool:
        """It belongs to the activity above, unless that is lettered as well."""
        return is_lettered(text) and self.last is not None and not (self.last.number or "1").isalpha()

    def _claim(self, text: Text) -> None:
        assert self.last
        self.last.place |= text.place
        self.ledger.use(text.place, ACTIVITY)

    def _state(self, draft: ActivityDraft, stated: dict[Part, str], place: Place) -> None:
        """Take over what labels say of an activity; a second value is for a person to decide on."""
        for part, value in stated.items():
            if part in draft.said and draft.said[part] != value:
                self.ledger.doubt(place, f"a second {part.value} for the same activity")
                continue
            draft.said[part] = value
            if part is Part.STATUS:
                draft.report(fold(value), "Status")
            else:
                draft.own[part] = value
        draft.label = draft.label or Part.TIMEFRAME in stated

    def _entry(self, text: Text) -> None:
        lines, stated = split_labelled(text.lines)
        number, title, _ = activity_number(joined(lines))
        if number is None and self.counted and (match := COUNTED.match(title)):
            number, title = match["number"], title[match.end() :]
        self._begin(text, text.number or number, unlisted(title) if number is None else title, stated)
        if text.checked and self.last:
            self.last.status = Status.COMPLETED

    def _begin(self, text: Text, number: str | None, title: str, stated: dict[Part, str]) -> None:
        draft = ActivityDraft(title or fold(text.text), text.place, number, exact=True)
        self._state(draft, stated, text.place)
        (self.output.activities if self.output else self.area.activities).append(draft)
        self.last, self.open = draft, None
        self.ledger.use(text.place, ACTIVITY)

    def _labelled(self, text: Text, label: Label) -> None:
        assert self.last
        assert label.part
        value = joined(label.value)
        self.last.label = self.last.label or label.part is Part.TIMEFRAME
        if value:
            self._state(self.last, {label.part: value}, text.place)
        self.open = None if value else label.part
        self._claim(text)

    def _task(self, text: Text) -> None:
        if self.last is None:
            self._entry(text)
            return
        self.last.tasks.append((text.text, bool(text.checked)))
        self._claim(text)

    def _headed(self, text: Text) -> None:
        """A heading among the activities: an output, or an activity that is told below it."""
        words = fold(text.text)
        told = text.place.first in self.told
        if told or ACTIVITY_LABEL.match(words) or (activity_number(words).number and self.output):
            number, title, _ = activity_number(words)
            self._begin(text, number, title, {})
            return
        number, title, _ = output_number(words)
        self.output = OutputDraft(title or words, text.place, number)
        self.area.outputs.append(self.output)
        self.last = self.open = None
        self.ledger.use(text.place, ACTIVITY)

    def _numbered_blocks(self, texts: Sequence[Text]) -> None:
        """Numbers on lines of their own; what stands between two of them is shared out."""
        lone = [at for at, text in enumerate(texts) if is_lone(text)]
        begins = [0]
        for number, following in pairwise(lone):
            begins.append(handover(texts, number + 1, following))
        for begin, number, end in zip(begins, lone, [*begins[1:], len(texts)], strict=True):
            self._block([*texts[begin:number], *texts[number + 1 : end]], texts[number])

    def _block(self, texts: Sequence[Text], number: Text) -> None:
        match = LONE.fullmatch(fold(number.text))
        assert match
        self._begin(number, match["number"], "", {})
        assert self.last
        draft, title = self.last, ""
        for text in texts:
            label = label_of(text)
            if label and label.part in OF_ACTIVITY:
                self._labelled(text, label)
            elif text.kind is Kind.ITEM:
                draft.tasks.append((text.text, bool(text.checked)))
            elif self.open and is_value(text):
                self._state(draft, {self.open: joined(text.lines)}, text.place)
                self.open = None
            else:
                lines, stated = split_labelled(text.lines)
                self._state(draft, stated, text.place)
                title = glue(title, joined(lines))
            self._claim(text)
        draft.title = title or (draft.tasks[0][0] if draft.tasks else fold(number.text))


def announces(label: Label | None) -> bool:
    """ "Tasks:" with nothing beside it: what follows is a list of them."""
    return label is not None and label.part is Part.ACTIVITY and not label.value


def is_lettered(text: Text) -> bool:
    return text.number is not None and text.number.isalpha()


def is_lone(text: Text) -> bool:
    return text.kind is Kind.PARAGRAPH and LONE.fullmatch(fold(text.text)) is not None


def counts_up(entries: Sequence[Text]) -> bool:
    """The entries begin with 1, 2, 3 …: these are their numbers, not amounts."""
    numbers = [int(match["number"]) for text in entries if (match := COUNTED.match(fold(text.text)))]
    return len(numbers) == len(entries) and numbers == list(range(1, len(numbers) + 1))


def handover(texts: Sequence[Text], begin: int, end: int) -> int:
    """Where the next activity begins: after a label that closes the one before, or after a list."""
    listed = False
    for at in range(begin, end):
        text = texts[at]
        label = label_of(text)
        if label and label.part in OF_ACTIVITY:
            return after_labels(texts, at, end)
        if text.kind is Kind.ITEM:
            listed = True
        elif listed:
            return at
    return end


def after_labels(texts: Sequence[Text], at: int, end: int) -> int:
    """The first text after a run of labels and the values below them."""
    while at < end:
        label = label_of(texts[at])
        if not (label and label.part in OF_ACTIVITY):
            break
        at += 1
        if not label.value and at < end and is_value(texts[at]):
            at += 1
    return at


def is_value(text: Text) -> bool:
    """Short, and with a figure or an open word: what may stand below a label for a date."""
    return len(text.text) <= 80 and DATED.search(text.text) is not None and not is_lone(text)
