"""Pull requests. https://docs.github.com/en/rest/pulls/pulls"""

from __future__ import annotations

from sync.forges.github_json import Record
from sync.forges.github_source import GitHubSource
from sync.request import Request, RequestState


class GitHubRequests:
    """Of the repository that the source has settled on. The token needs Pull requests: Read and write."""

    def __init__(self, source: GitHubSource) -> None:
        self.source = source

    def latest(self, branch: str) -> Request | None:
        owner = self.source.name.split("/")[-2]
        params: dict[str, str | int] = {"head": f"{owner}:{branch}", "state": "all", "sort": "created"}
        answer = self.source.get(f"{self.source.root}/pulls", {**params, "direction": "desc", "per_page": 1})
        found = self.source.checked(answer).data
        return request_from(found[0]) if found else None

    def open(self, branch: str, target: str, title: str, body: str) -> Request:
        asked = {"head": branch, "base": target, "title": title, "body": body}
        return request_from(self.source.write("POST", "/pulls", asked, "pull request").data)

    def edit(self, number: int, title: str, body: str) -> Request:
        answer = self.source.write("PATCH", f"/pulls/{number}", {"title": title, "body": body})
        return request_from(answer.data)


def request_from(record: Record) -> Request:
    if record["merged_at"] is not None:
        state = RequestState.MERGED
    else:
        state = RequestState.OPEN if record["state"] == "open" else RequestState.CLOSED
    return Request(
        number=record["number"],
        url=record["html_url"],
        state=state,
        head=record["head"]["sha"],
        title=record["title"],
        body=record["body"] or "",
    )
