"""What an answer of GitHub means: an error in the user's words, or the next page."""

from __future__ import annotations

from typing import Final

from sync.errors import Invalid, Missing, Rejected, Taken
from sync.forges.github_json import Record
from sync.forges.line import Answer

REDIRECTS: Final = frozenset({301, 302, 307, 308})
GONE: Final = frozenset({*REDIRECTS, 404, 410})


def checked(answer: Answer, place: str, account: str) -> Answer:
    """Raises what an answer that is no success means."""
    if answer.status < 300:
        return answer
    record = answer.data if isinstance(answer.data, dict) else {}
    said = str(record.get("message", "")).rstrip(".")
    if answer.status == 401:
        raise Invalid(
            "GitHub does not know the token, or it has expired.",
            "Make a new one and put it into WORKPLAN_GITHUB_TOKEN. See docs/github.md.",
        )
    if answer.status == 403:
        raise Invalid(
            f"GitHub does not let {account or 'this token'} do this in {place}: {said}.",
            "Give the token Issues: Read and write. `workplan doctor` lists all that is missing.",
        )
    if answer.status in GONE:
        raise Missing(f"{place} has it no more, or {account} may not write it: {said}.")
    details = [one for one in record.get("errors", []) if isinstance(one, dict)]
    if any(one.get("code") == "already_exists" for one in details):
        raise Taken(f"GitHub has one of this name already: {said}.")
    why = "; ".join(words(one) for one in details) or said or f"answer {answer.status}"
    raise Rejected(f"GitHub did not take it: {why}.")


def words(detail: Record) -> str:
    return str(detail.get("message") or f"{detail.get('field', '?')} {detail.get('code', '?')}")
