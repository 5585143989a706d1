"""The way to GitLab by its library: gitlab.com and self-managed servers, projects in groups and subgroups."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

import gitlab
import requests
from gitlab.exceptions import GitlabHttpError, RedirectError

from sync.forges.gitlab_reads import Limits, budgets, costs
from sync.forges.gitlab_requests import GitLabRequests
from sync.forges.gitlab_source import GitLabSource
from sync.forges.line import Answer, Ask, Line, NoAnswer, parsed
from sync.forges.pace import Pace
from sync.forges.service import ServiceTracker
from sync.ports import Shelf, ShelfReader

PUBLIC: Final = "https://gitlab.com"
TIMEOUT: Final = 30


class Wire:
    """Sends one request and brings its answer, whatever it is. Repeats nothing."""

    def __init__(self, url: str, token: str, timeout: float = TIMEOUT) -> None:
        self.token = token
        self.heard: list[requests.Response] = []
        self.library = gitlab.Gitlab(
            url, private_token=token, timeout=timeout, user_agent="workplan", keep_base_url=True
        )
        # The library's errors keep the text of an answer, and not its headers.
        self.library.session.hooks["response"].append(self.note)
        # A redirect to another host would take the token along.
        self.library.session.max_redirects = 0

    def note(self, response: requests.Response, *_: Any, **__: Any) -> None:
        self.heard.append(response)

    def send(self, ask: Ask) -> Answer:
        """Raises NoAnswer."""
        self.heard.clear()
        try:
            response = self.library.http_request(
                ask.verb.lower(),
                ask.path,
                query_data=dict(ask.params),
                post_data=dict(ask.body) if ask.body is not None else None,
                obey_rate_limit=False,
                retry_transient_errors=False,
                max_retries=0,
                extra_headers={"If-None-Match": ask.etag} if ask.etag else None,
            )
        except (
            GitlabHttpError,
            RedirectError,
            gitlab.GitlabAuthenticationError,
            requests.TooManyRedirects,
        ) as error:
            if not self.heard:
                raise NoAnswer(str(error)) from error
            response = self.heard[-1]
        except requests.RequestException as error:
            raise NoAnswer(str(error)) from error
        return read(response, self.token)


def read(response: requests.Response, secret: str = "") -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if not response.content.strip():
        return Answer(response.status_code, headers, None)
    try:
        return Answer(response.status_code, headers, parsed(response.content.decode(), secret))
    except ValueError:
        # A limit is told in plain text, by what stands before the service itself.
        return Answer(response.status_code, headers, None, readable=response.status_code in (304, 429))


def limited(answer: Answer, now: datetime) -> timedelta | None:  # noqa: ARG001  it tells how long, not till when
    """How long an answer asks to wait; None where it is no limit. https://docs.gitlab.com/security/rate_limits/"""
    if answer.status != 429:
        return None
    after = answer.headers.get("retry-after", "")
    return timedelta(seconds=max(int(after), 1)) if after.isdigit() else timedelta()


def open_tracker(
    *,
    url: str,
    project: str,
    token: str,
    shelf: Shelf | ShelfReader,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    limits: Limits | None = None,
    longest_wait: timedelta = timedelta(hours=1),
    sweep: timedelta = timedelta(days=1),
    timeout: float = TIMEOUT,
) -> ServiceTracker:
    """`url` of the server, "" for gitlab.com; `project` is "group/project" or its number."""
    url = (url or PUBLIC).rstrip("/")
    credential = hashlib.sha256(token.encode()).hexdigest()[:8]
    pace = Pace(budgets(limits or Limits()), now, sleep, longest_wait)
    line = Line("GitLab", Wire(url, token, timeout).send, pace, costs, limited)
    source = GitLabSource(line, project)
    return ServiceTracker(source, shelf, f"{url} {project}", credential, now, sweep, GitLabRequests(source))
