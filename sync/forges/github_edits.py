"""Who changed an issue on GitHub: titles and people by its events, its text by GraphQL, which alone tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mappings.issue import Edit
from mappings.snapshot import Field
from sync.forges.github_json import Record, moment

EVENTS: Final = {
    Field.TITLE: ("renamed",),
    Field.STATUS: ("closed", "reopened"),
    Field.ASSIGNEES: ("assigned", "unassigned"),
}
"""https://docs.github.com/en/rest/using-the-rest-api/issue-event-types"""
IN_TEXT: Final = frozenset(Field) - {Field.STATUS, Field.ASSIGNEES}
LAST_EDITOR: Final = """
query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) { lastEditedAt editor { __typename login } }
  }
}
"""
"""https://docs.github.com/en/graphql/reference/interfaces#comment"""


def edits_told(events: Iterable[Record], name: Field) -> Iterator[Edit]:
    """Of who assigned the actor may be the one assigned."""
    for event in events:
        actor = event.get("assigner") or event.get("actor")
        if event["event"] in EVENTS.get(name, ()) and actor:
            yield Edit(actor["login"], moment(event["created_at"]))


def last_editor(data: object) -> Edit | None:
    """Errors come with what could be found: anything may be null."""
    for part in ("data", "repository", "issue"):
        data = data.get(part) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not data.get("editor") or not data.get("lastEditedAt"):
        return None
    who = data["editor"]
    bot = "[bot]" if who.get("__typename") == "Bot" else ""  # as everything else calls it
    return Edit(who["login"] + bot, moment(data["lastEditedAt"]))
