"""What every route needs at hand, and how values come out of a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.servers import gitlab_access as access
from tests.servers.gitlab_access import Call
from tests.servers.gitlab_json import Renderer
from tests.servers.gitlab_limits import Limits, Meter
from tests.servers.gitlab_pages import Pager
from tests.servers.gitlab_refusal import Refusal, forbidden, missing, not_found
from tests.servers.gitlab_state import Issue, Note, Project, World
from tests.servers.wire import Response


@dataclass(slots=True)
class Desk:
    world: World
    limits: Limits
    meter: Meter
    render: Renderer
    pager: Pager


@dataclass(frozen=True, slots=True)
class Route:
    """`path` below the project or the API; words with a colon stand for any one part."""

    verb: str
    path: str
    answer: Callable[..., Response]

    def matches(self, verb: str, parts: Sequence[str]) -> list[str] | None:
        pattern = self.path.split("/")
        if verb != self.verb or len(pattern) != len(parts):
            return None
        pairs = list(zip(pattern, parts, strict=True))
        if any(not word.startswith(":") and word != part for word, part in pairs):
            return None
        return [part for word, part in pairs if word.startswith(":")]


def find_issue(desk: Desk, call: Call, project: Project, iid: str) -> Issue:
    """Switched off issues are not found either."""
    issue = project.issues.get(int(iid)) if iid.isdigit() else None
    if issue is None or not project.issues_enabled or not access.may_see(desk.world, call.user, issue):
        raise not_found()
    return issue


def find_note(issue: Issue, number: str) -> Note:
    note = next((one for one in issue.notes if str(one.id) == number), None)
    if note is None:
        raise not_found()
    return note


def need_planner(desk: Desk, call: Call, project: Project) -> None:
    access.check_writable(project)
    if not access.plans(desk.world, call.user, project):
        raise forbidden()


def needed(call: Call, name: str) -> str:
    if call.params.get(name) is None:
        raise missing(name)
    return str(call.params[name])


def one_of(call: Call, name: str, values: Sequence[str], default: str) -> str:
    value = str(call.params.get(name) or default)
    if value not in values:
        raise Refusal(400, {"error": f"{name} does not have a valid value"})
    return value


def words(value: Any) -> list[str]:
    """Lists of names come as such or as one string with commas."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def day(value: Any) -> date | None:
    """What is no date clears the field, as the database column does."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def moment(call: Call, name: str) -> datetime | None:
    value = call.params.get(name)
    if not value:
        return None
    try:
        at = datetime.fromisoformat(str(value).replace(" ", "+"))
    except ValueError:
        raise Refusal(400, {"error": f"{name} is invalid"}) from None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def yes(value: Any) -> bool:
    return str(value).lower() in ("true", "1")
