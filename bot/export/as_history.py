"""The history as JSON, oldest first."""

from __future__ import annotations

from collections.abc import Iterable

from mappings.visible import json_text
from sync.trace import Event


def history_json(events: Iterable[Event]) -> str:
    record = {
        "schema": 1,
        "events": [
            {
                "at": event.at.isoformat(),
                "run": event.run,
                "item": event.item,
                "field": event.field,
                "side": event.side.value,
                "old": event.old,
                "new": event.new,
                "who": event.who,
                "why": event.why.value,
                "written": event.written.value if event.written else None,
                "actor": event.actor,
            }
            for event in events
        ],
    }
    return json_text(record)
