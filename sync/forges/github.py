"""The way to GitHub by its library: github.com and Enterprise Server, with a token or as an app.

No redirect is followed: a write must not land on an issue that was moved to another repository.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from github import Auth, Github, GithubException, GithubIntegration
from github.Requester import (
    HTTPRequestsConnectionClass,
    HTTPSRequestsConnectionClass,
    Requester,
    RequestsResponse,
)
from jwt import PyJWTError

from sync.errors import Invalid, Unavailable
from sync.forges.github_reads import Limits, budgets, costs
from sync.forges.github_requests import GitHubRequests
from sync.forges.github_source import GitHubSource
from sync.forges.line import GRAPHQL, Answer, Ask, Line, NoAnswer, parsed
from sync.forges.pace import Pace
from sync.forges.service import ServiceTracker
from sync.ports import Shelf, ShelfReader

PUBLIC: Final = "https://api.github.com"
VERSION: Final = "2022-11-28"
TIMEOUT: Final = 30
MOVED: Final = 308
UNREADABLE: Final = (ValueError, TypeError, PyJWTError)
"""Errors of the libraries that read keys."""


@dataclass(frozen=True, slots=True)
class Token:
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class App:
    """An app's number and its private key in PEM. Its installation on the repository is found by itself."""

    number: str
    key: str = field(repr=False)


class Straight:
    """A connection on which 301 reads 308: the library follows the first by itself, for every verb."""

    def getresponse(self) -> RequestsResponse:
        response: RequestsResponse = super().getresponse()  # type: ignore[misc]
        if response.status == 301:
            response.status = MOVED
        return response


class StraightHTTP(Straight, HTTPRequestsConnectionClass):
    pass


class StraightHTTPS(Straight, HTTPSRequestsConnectionClass):
    pass


class Wire:
    """Sends one request and brings its answer, whatever it is. Repeats nothing."""

    def __init__(self, requester: Requester, root: str, timeout: float = TIMEOUT) -> None:
        address = urlsplit(root)
        kind = StraightHTTPS if address.scheme == "https" else StraightHTTP
        self.requester = requester
        self.connection = kind(str(address.hostname), address.port, timeout=timeout, retry=0)  # type: ignore[arg-type]

    def send(self, ask: Ask) -> Answer:
        """Raises NoAnswer."""
        headers = {"Accept": "application/vnd.github+json"}
        if ask.etag:
            headers["If-None-Match"] = ask.etag
        try:
            status, got, text = self.requester.requestJson(
                ask.verb,
                self.requester.graphql_url if ask.path == GRAPHQL else ask.path,
                parameters=dict(ask.params),
                headers=headers,
                input=dict(ask.body) if ask.body is not None else None,
                cnx=self.connection,
            )
        except GithubException as error:  # of the library's own request, for an app's token
            return Answer(error.status, error.headers or {}, error.data)
        except requests.RequestException as error:
            raise NoAnswer(str(error)) from error
        return read(status, got, text, getattr(self.requester.auth, "token", ""))


def read(status: int, headers: Mapping[str, Any], text: str, secret: str = "") -> Answer:
    if not text.strip():
        return Answer(status, headers, None)
    try:
        return Answer(status, headers, parsed(text, secret))
    except ValueError:
        return Answer(status, headers, None, readable=False)


def connect(root: str, project: str, auth: Token | App, timeout: float = TIMEOUT) -> Wire:
    """`root` of the API. Raises Invalid when the app is refused or not installed, NoAnswer."""
    return Wire(client(root, access(root, project, auth)).requester, root, timeout)


def client(root: str, auth: Auth.Auth) -> Github:
    """Its own retries would send a POST twice, and its own pauses know nothing of ours."""
    return Github(
        auth=auth,
        base_url=root,
        timeout=TIMEOUT,
        user_agent="workplan",
        per_page=100,
        retry=0,
        seconds_between_requests=0,
        seconds_between_writes=0,
        lazy=True,
        api_version=VERSION,
    )


def access(root: str, project: str, auth: Token | App) -> Auth.Auth:
    if isinstance(auth, Token):
        return Auth.Token(auth.value)
    try:
        app = app_auth(auth)
        owner, _, name = project.partition("/")
        installed = integration(root, app).get_repo_installation(owner, name)
    except requests.RequestException as error:
        raise NoAnswer(str(error)) from error
    except GithubException as error:
        if error.status not in (401, 404):
            raise NoAnswer(str(error.status)) from error
        raise Invalid(
            f"The GitHub app {auth.number} is not installed on {project}, or its key is not this one.",
            "Install it for this repository, or correct WORKPLAN_GITHUB_APP_ID and "
            "WORKPLAN_GITHUB_APP_KEY_FILE.",
        ) from error
    except UNREADABLE as error:
        raise unreadable_key() from error
    return app.get_installation_auth(installed.id)


def app_auth(auth: App) -> Auth.AppAuth:
    """The library asserts that there is a key."""
    if not auth.key:
        raise unreadable_key()
    return Auth.AppAuth(auth.number, auth.key)


def unreadable_key() -> Invalid:
    return Invalid(
        "The private key of the GitHub app can't be read.",
        "WORKPLAN_GITHUB_APP_KEY_FILE names the .pem file that GitHub gave you, whole.",
    )


def integration(root: str, app: Auth.AppAuth) -> GithubIntegration:
    return GithubIntegration(
        auth=app,
        base_url=root,
        timeout=TIMEOUT,
        user_agent="workplan",
        retry=0,
        seconds_between_requests=0,
        seconds_between_writes=0,
        lazy=True,
    )


def app_login(root: str, auth: App) -> str:
    """The account that an app writes as."""
    try:
        return f"{integration(root, app_auth(auth)).get_app().slug}[bot]"
    except GithubException as error:
        if error.status in (401, 404):
            raise Invalid(
                f"GitHub knows no app {auth.number} with this key.",
                "Correct WORKPLAN_GITHUB_APP_ID and WORKPLAN_GITHUB_APP_KEY_FILE.",
            ) from error
        raise unnamed() from error
    except requests.RequestException as error:
        raise unnamed() from error
    except UNREADABLE as error:
        raise unreadable_key() from error


def unnamed() -> Unavailable:
    return Unavailable("GitHub did not say what the app is called.", "Try again later.")


def ask_as_app(root: str, auth: App, path: str) -> Answer:
    """What only an app itself may ask, by its key. Raises NoAnswer, Invalid for a key that can't be read."""
    asker = integration(root or PUBLIC, app_auth(auth))
    try:
        status, headers, text = asker.requester.requestJson("GET", path)
    except requests.RequestException as error:
        raise NoAnswer(str(error)) from error
    except UNREADABLE as error:
        raise unreadable_key() from error
    return read(status, headers, text)


def limited(answer: Answer, now: datetime) -> timedelta | None:
    """How long an answer asks to wait: zero where it names no time, None where it is no limit.

    https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
    """
    if answer.status not in (403, 429):
        return None
    after = answer.headers.get("retry-after", "")
    if after.isdigit():
        return timedelta(seconds=max(int(after), 1))
    if answer.headers.get("x-ratelimit-remaining") == "0":
        reset = datetime.fromtimestamp(int(answer.headers.get("x-ratelimit-reset", "0")), UTC)
        return max(reset - (answer.at or now), timedelta(seconds=1))
    said = answer.data.get("message", "") if isinstance(answer.data, dict) else ""
    return timedelta() if answer.status == 429 or Requester.isRateLimitError(said) else None


class Sender:
    """Connects with the first request, so that what needs no answer needs no service."""

    def __init__(self, root: str, project: str, auth: Token | App, timeout: float) -> None:
        self.connect: Callable[[], Wire] = partial(connect, root, project, auth, timeout)
        self.wire: Wire | None = None

    def __call__(self, ask: Ask) -> Answer:
        if self.wire is None:
            self.wire = self.connect()
        return self.wire.send(ask)


def open_tracker(
    *,
    root: str,
    project: str,
    auth: Token | App,
    shelf: Shelf | ShelfReader,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    limits: Limits | None = None,
    longest_wait: timedelta = timedelta(hours=1),
    sweep: timedelta = timedelta(days=1),
    timeout: float = TIMEOUT,
) -> ServiceTracker:
    """`root` of the API, "" for github.com; `project` is "owner/repository"; `sleep` takes seconds."""
    root = (root or PUBLIC).rstrip("/")
    who = auth.value if isinstance(auth, Token) else auth.number
    credential = hashlib.sha256(who.encode()).hexdigest()[:8]
    pace = Pace(budgets(limits or Limits()), now, sleep, longest_wait)
    login = None if isinstance(auth, Token) else partial(app_login, root, auth)
    line = Line("GitHub", Sender(root, project, auth, timeout), pace, costs, limited)
    source = GitHubSource(line, project, login)
    return ServiceTracker(source, shelf, f"{root} {project}", credential, now, sweep, GitHubRequests(source))
