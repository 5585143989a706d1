"""The finished draft into a plan: merged cells written out, ids minted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mappings.documents.blocks import Document, fold
from mappings.documents.drafts import ActivityDraft, AreaDraft, OutputDraft, PlanDraft
from mappings.documents.words import KINDS, Part
from mappings.items import open_since
from mappings.keys import Keys
from mappings.plan import Activity, Area, Deliverable, Heading, Output, Plan, PlanId, Source, Task


@dataclass(slots=True)
class Assembler:
    """Makes the plan, and remembers which draft each activity came from."""

    keys: Keys = field(default_factory=Keys)
    drafts: dict[str, ActivityDraft] = field(default_factory=dict)
    told_at: dict[str, int] = field(default_factory=dict)
    """For an area that announces activities, the line where it does."""
    day: date = field(init=False)
    """The document's own, or that of its import: what it leaves open is open since then."""

    def plan(self, draft: PlanDraft, document: Document, plan_id: PlanId, source: Source) -> Plan:
        kind, self.day = kind_of(document), draft.as_of or source.imported
        ids = [self.keys.area(area.number, at) for at, area in enumerate(draft.areas, start=1)]
        return Plan(
            schema_=1,
            plan=Heading(
                id=plan_id,
                title=draft.title or title_from(document.name),
                period=draft.period,
                as_of=draft.as_of,
                source=source,
            ),
            deliverables=tuple(
                Deliverable(year=year, kind=kind_of_list, title=title)
                for year, kind_of_list, title in draft.deliverables
            ),
            areas=tuple(self._area(area, kind, key) for area, key in zip(draft.areas, ids, strict=True)),
        )

    def _area(self, area: AreaDraft, kind: str, key: str) -> Area:
        lists = area.lists
        if area.told_at is not None:
            self.told_at[key] = area.told_at
        return Area(
            id=key,
            number=area.number,
            title=area.title or "Activities",
            kind=kind,
            group=area.group,
            source=str(area.place),
            objectives=tuple(lists.get(Part.OBJECTIVES, ())),
            expected_results=tuple(lists.get(Part.RESULTS, ())),
            key_outputs=tuple(lists.get(Part.KEY_OUTPUTS, ())),
            leads=tuple(lists.get(Part.LEAD, ())),
            members=tuple(lists.get(Part.MEMBERS, ())),
            notes=tuple(area.notes),
            details=dict(area.details),
            outputs=tuple(self._outputs(area.outputs, key)),
            activities=tuple(
                self._activity(activity, self.keys.activity_of_area(key, activity.number, at))
                for at, activity in enumerate(area.activities, start=1)
            ),
        )

    def _outputs(self, outputs: Sequence[OutputDraft], area: str) -> list[Output]:
        made = []
        positions: dict[int | None, int] = {}
        for output in outputs:
            positions[output.year] = positions.get(output.year, 0) + 1
            key = self.keys.output(output.year, area, output.number, positions[output.year])
            made.append(self._output(output, area, key))
        return made

    def _output(self, output: OutputDraft, area: str, key: str) -> Output:
        above: dict[Part, str] = {}
        for activity in output.activities:
            activity.inherit(above)
        return Output(
            id=key,
            number=output.number,
            year=output.year,
            title=output.title,
            source=str(output.place),
            notes="\n".join(output.notes) or None,
            activities=tuple(
                self._activity(
                    activity, self.keys.activity_of_output(output.year, area, key, activity.number, at)
                )
                for at, activity in enumerate(output.activities, start=1)
            ),
        )

    def _activity(self, activity: ActivityDraft, key: str) -> Activity:
        self.drafts[key] = activity
        made = Activity(
            id=key,
            number=activity.number,
            title=activity.title,
            timeframe=activity.own.get(Part.TIMEFRAME),
            lead=activity.own.get(Part.LEAD),
            funding=activity.own.get(Part.FUNDING),
            source=str(activity.place),
            status=activity.status,
            tasks=tuple(Task(text=text, done=done) for text, done in activity.tasks),
            notes="\n".join(activity.notes) or None,
        )
        return made.model_copy(update={"tbc_since": open_since(made, self.day)})


def kind_of(document: Document) -> str:
    """What the document calls its areas: the word it uses most."""
    text = "\n".join(document.source)
    counts = [(len(pattern.findall(text)), name) for name, pattern in KINDS]
    count, name = max(counts, key=lambda pair: pair[0])
    return name if count > 1 else "work area"


def title_from(name: str) -> str:
    stem = re.sub(r"\.[A-Za-z]\w{0,8}\Z", "", re.split(r"[/\\]", name)[-1])
    return fold(re.sub(r"[_-]+", " ", stem)) or "Work plan"
