"""Lists in pages, by number and by cursor, and the tags by which a reader knows an answer again.

https://docs.gitlab.com/api/rest/#pagination
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from tests.servers.gitlab_access import Call
from tests.servers.gitlab_limits import Limits
from tests.servers.gitlab_refusal import Refusal
from tests.servers.wire import Request, Response, encoded

Row = TypeVar("Row")


@dataclass(slots=True)
class Pager:
    limits: Limits
    url: str
    """Of the installation: links are absolute."""
    keyset: bool
    """Whether issues can be paged by cursor."""

    def page(
        self,
        call: Call,
        rows: Sequence[Row],
        show: Callable[[Row], Any],
        *,
        cursor: Callable[[Row], str] | None = None,
    ) -> Response:
        """`show` gives bytes or what becomes JSON; with `cursor` the list can be paged by it."""
        by_cursor = cursor is not None and self.keyset
        if by_cursor and cursor is not None and call.params.get("pagination") == "keyset":
            return self._after(call, rows, show, cursor)
        number = max(_number(call, "page", 1), 1)
        size = min(max(_number(call, "per_page", 20), 1), self.limits.per_page)
        if by_cursor and self.limits.offset is not None and number * size > self.limits.offset:
            raise Refusal(405, {"error": too_far(self.limits.offset)})
        part = rows[(number - 1) * size : number * size]
        return Response(
            200, joined([show(row) for row in part]), self._numbered(call, len(rows), number, size)
        )

    def _numbered(self, call: Call, total: int, number: int, size: int) -> dict[str, str]:
        pages = max(-(-total // size), 1)
        following = number + 1 if number < pages else None
        previous = number - 1 if 1 < number <= pages + 1 else None
        counted = total <= self.limits.counted_rows
        links = {"prev": previous, "next": following, "first": 1, "last": pages if counted else None}
        headers = {
            "X-Per-Page": str(size),
            "X-Page": str(number),
            "X-Next-Page": str(following or ""),
            "X-Prev-Page": str(previous or ""),
            "Link": ", ".join(
                self._link(call, {"page": page, "per_page": size}, name)
                for name, page in links.items()
                if page
            ),
        }
        return headers | ({"X-Total": str(total), "X-Total-Pages": str(pages)} if counted else {})

    def _after(
        self, call: Call, rows: Sequence[Row], show: Callable[[Row], Any], cursor: Callable[[Row], str]
    ) -> Response:
        size = min(max(_number(call, "per_page", 20), 1), self.limits.per_page)
        after = base64.urlsafe_b64decode(str(call.params.get("cursor", ""))).decode()
        start = next((place + 1 for place, row in enumerate(rows) if cursor(row) == after), 0) if after else 0
        part = rows[start : start + size]
        headers = {"X-Per-Page": str(size)}
        if start + size < len(rows):
            mark = base64.urlsafe_b64encode(cursor(part[-1]).encode()).decode()
            headers["Link"] = self._link(call, {"cursor": mark, "per_page": size}, "next")
        return Response(200, joined([show(row) for row in part]), headers)

    def _link(self, call: Call, changed: dict[str, Any], name: str) -> str:
        kept = {key: list(values) for key, values in call.request.query.items() if key not in changed}
        query = urlencode({**kept, **changed}, doseq=True)
        host = self.url.split("/", 3)[:3]
        return f'<{"/".join(host)}{call.request.raw_path}?{query}>; rel="{name}"'


def too_far(limit: int) -> str:
    return (
        f"Offset pagination has a maximum allowed offset of {limit} for requests that return objects of "
        "type Issue. Remaining records can be retrieved using keyset pagination."
    )


def _number(call: Call, name: str, default: int) -> int:
    value = str(call.params.get(name, "") or default)
    try:
        return int(value)
    except ValueError:
        raise Refusal(400, {"error": f"{name} is invalid"}) from None


def joined(shown: Sequence[Any]) -> bytes:
    parts = [one if isinstance(one, bytes) else encoded(Response(200, one)) for one in shown]
    return b"[" + b",".join(parts) + b"]"


def tagged(request: Request, response: Response) -> Response:
    """Weak tags over the very body, as Rack::ETag makes them; 304 to who has it already."""
    if request.verb not in ("GET", "HEAD") or response.status not in (200, 201):
        return response
    body = encoded(response)
    tag = f'W/"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    headers = {**response.headers, "ETag": tag, "Cache-Control": "max-age=0, private, must-revalidate"}
    asked = request.headers.get("if-none-match", "")
    if asked.strip() == "*" or tag in (one.strip() for one in asked.split(",")):
        return Response(304, None, headers)
    return Response(response.status, body, headers)
