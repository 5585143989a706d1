"""What an answer of GitLab means: an error in the user's words, or the next page."""

from __future__ import annotations

from typing import Any

from sync.errors import Invalid, Missing, Rejected, Taken
from sync.forges.line import Answer


def checked(answer: Answer, place: str, account: str) -> Answer:
    """Raises what an answer that is no success means."""
    if answer.status < 300:
        return answer
    said = words(answer.data)
    if answer.status == 401:
        raise Invalid(
            "GitLab does not know the token, or it has expired.",
            "Make a new one and put it into WORKPLAN_GITLAB_TOKEN. See docs/gitlab.md.",
        )
    if answer.status == 403:
        raise Invalid(
            f"GitLab does not let {account or 'this token'} do this in {place}: {said}.",
            "The token needs the scope api, and its account the role Planner or a higher one. `workplan "
            "doctor` lists all that is missing.",
        )
    if answer.status in (404, 405, 410):
        raise Missing(f"{place} has it no more, or {account} may not write it: {said}.")
    if answer.status == 409:
        raise Taken(f"GitLab has one of this name already: {said}.")
    raise Rejected(f"GitLab did not take it: {said}.")


def words(data: Any) -> str:
    """A refusal is told as a text, as a list, or field by field."""
    match data:
        case {"message": said} | {"error": said}:
            return words(said)
        case dict():
            return "; ".join(f"{name} {words(said)}" for name, said in data.items())
        case list():
            return ", ".join(map(words, data))
        case None:
            return "no reason told"
        case _:
            return str(data).rstrip(".")
