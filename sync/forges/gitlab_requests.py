"""Merge requests. https://docs.gitlab.com/api/merge_requests/"""

from __future__ import annotations

from typing import Final

from sync.forges.gitlab_source import GitLabSource
from sync.forges.rest import Params, Record
from sync.request import Request, RequestState

STATES: Final = {
    "opened": RequestState.OPEN,
    "locked": RequestState.OPEN,  # it is being merged just now
    "merged": RequestState.MERGED,
    "closed": RequestState.CLOSED,
}


class GitLabRequests:
    """Of the project that the source has settled on."""

    def __init__(self, source: GitLabSource) -> None:
        self.source = source

    def latest(self, branch: str) -> Request | None:
        params: Params = {"source_branch": branch, "order_by": "created_at", "sort": "desc", "per_page": 1}
        found = self.source.checked(self.source.get(f"{self.source.root}/merge_requests", params)).data
        return request_from(found[0]) if found else None

    def open(self, branch: str, target: str, title: str, body: str) -> Request:
        asked = {"source_branch": branch, "target_branch": target, "title": title, "description": body}
        return request_from(self.source.write("POST", "/merge_requests", asked, "merge request").data)

    def edit(self, number: int, title: str, body: str) -> Request:
        changed = {"title": title, "description": body}
        return request_from(self.source.write("PUT", f"/merge_requests/{number}", changed).data)


def request_from(record: Record) -> Request:
    return Request(
        number=record["iid"],
        url=record["web_url"],
        state=STATES[record["state"]],
        head=record["sha"] or "",
        title=record["title"],
        body=record["description"] or "",
    )
