"""Every way in which one kind of request of a story goes wrong, for as long as one run goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.story import Story, end
from tests.servers.github_limits import SECONDARY
from tests.servers.gitlab_limits import TOO_MANY
from tests.servers.wire import FaultKind, Request, Response, encoded

Rig = GitHubRig | GitLabRig
TRIES = 4
"""So often a request is repeated that may be: with as many faults it is lost."""
TIMEOUT = 0.4
"""Real seconds that a hasty bot waits for an answer."""


class HastyGitHub(GitHubRig):
    def bot(self, **more: Any) -> Any:
        return super().bot(timeout=TIMEOUT, **more)


class HastyGitLab(GitLabRig):
    def bot(self, **more: Any) -> Any:
        return super().bot(timeout=TIMEOUT, **more)


@dataclass(frozen=True, order=True, slots=True)
class Kind:
    """Requests of one shape: what differs from item to item is left out."""

    verb: str
    path: str
    asked: str
    """What tells one list of issues from another."""
    listed: bool = False
    """Answered with a list."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.verb, self.path, self.asked) if part)


TELLING = ("sort", "order_by", "pagination", "since", "updated_after", "content", "title")


def kind_of(request: Request) -> Kind:
    path = re.sub(r"^(/repos/gmg/work-plan|/repositories/\d+)", "", request.path)
    path = re.sub(r"^/api/v4(/projects/(\d+|gmg/work-plan))?", "", path)
    path = re.sub(r"/labels/.+$", "/labels/NAME", re.sub(r"/\d+", "/N", path))
    path = re.sub(r"/(collaborators)/[^/]+", r"/\1/WHO", path)
    asked = [name for name in TELLING if request.one(name)] if request.verb == "GET" else []
    order = request.one("sort") if asked and request.one("sort") in ("created", "updated") else ""
    order = order or request.one("order_by")
    words = [order if name in ("sort", "order_by") else name for name in asked]
    return Kind(request.verb, path or "/", ", ".join(dict.fromkeys(words)))


def kinds_of(make: Callable[[], Rig], story: Story) -> dict[Kind, int]:
    """Those of the story's run when nothing goes wrong, in their order; and how often each is asked."""
    with make() as rig:
        made = story.begin(rig)
        lists: set[Kind] = set()
        found: Counter[Kind] = Counter()
        plain = rig.server.answer

        def answer(request: Request) -> Response:
            response = plain(request)
            kind = kind_of(request)
            found[kind] += 1
            if encoded(response).startswith(b"["):
                lists.add(kind)
            return response

        rig.server.answer = answer  # type: ignore[method-assign]
        assert end(made) in (0, 2)
        return {replace(one, listed=one in lists): count for one, count in found.items()}


def possible(service: str, kind: Kind) -> str:
    return ""


def empty(service: str) -> Response:
    return Response(200, [])


def unknown(service: str) -> Response:
    return Response(401, {"message": "Bad credentials"})


Faults = Callable[[Rig, Kind, int], None]
"""Lets a trouble happen from the given request of a kind on."""


@dataclass(frozen=True, slots=True)
class Trouble:
    name: str
    strike: Faults
    impossible: Callable[[str, Kind], str] = possible
    """Why it can't happen to this kind on this service; "" where it can."""
    hasty: bool = False
    """It takes real time until a request is given up."""


def fault(kind: FaultKind, times: int = TRIES, **more: Any) -> Faults:
    def strike(rig: Rig, of: Kind, skip: int) -> None:
        def asks(request: Request) -> bool:
            found = kind_of(request)
            return (found.verb, found.path, found.asked) == (of.verb, of.path, of.asked)

        rig.server.fail(kind, asks=asks, skip=skip, times=times, **more)

    return strike


def outage(kind: FaultKind, **more: Any) -> Faults:
    """From that request on nothing is answered."""

    def strike(rig: Rig, of: Kind, skip: int) -> None:
        begun: list[int] = []

        def asks(request: Request) -> bool:
            found = kind_of(request)
            if (found.verb, found.path, found.asked) == (of.verb, of.path, of.asked):
                begun.append(1)
            return len(begun) > skip

        rig.server.fail(kind, asks=asks, times=10_000, **more)

    return strike


def reply(response: Callable[[str], Response], times: int = TRIES) -> Faults:
    def strike(rig: Rig, of: Kind, skip: int) -> None:
        fault(FaultKind.REPLY, times, response=response(rig.kind))(rig, of, skip)

    return strike


def too_much(status: int, headers: Mapping[str, str], service: str) -> Response:
    if service == "github":
        return Response(status, {"message": SECONDARY}, headers)
    if "Retry-After" in headers:
        return Response(status, b"Retry later\n", {"Content-Type": "text/plain", **headers})
    return Response(status, TOO_MANY)


def spent(service: str) -> Response:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1493720000"}
    return Response(403, {"message": "API rate limit exceeded for user ID 1."}, headers)


def only_github(service: str, kind: Kind) -> str:
    return "" if service == "github" else "GitLab tells every limit by 429"


def only_lists(service: str, kind: Kind) -> str:
    if kind.path == "/users":
        return "it is a true answer, to the question who there is of this name"
    return "" if kind.listed and kind.verb == "GET" else "it does not ask for a list"


def limit(status: int, **headers: str) -> Faults:
    return reply(partial(too_much, status, {name.replace("_", "-"): text for name, text in headers.items()}))


K = FaultKind
TROUBLES = (
    *(Trouble(f"{status} before", fault(K.STATUS_BEFORE, status=status)) for status in (500, 502, 503)),
    *(Trouble(f"{status} after", fault(K.STATUS_AFTER, status=status)) for status in (500, 502, 503)),
    Trouble("502 once before", fault(K.STATUS_BEFORE, 1)),
    Trouble("502 once after", fault(K.STATUS_AFTER, 1)),
    Trouble("dropped before", fault(K.DROP_BEFORE)),
    Trouble("dropped after", fault(K.DROP_AFTER)),
    Trouble("dropped once after", fault(K.DROP_AFTER, 1)),
    Trouble("cut in the middle", fault(K.CUT)),
    Trouble("a web page", fault(K.HTML)),
    Trouble("429 with a time", limit(429, Retry_After="60")),
    Trouble("429 without a time", limit(429)),
    Trouble("403 as too much, with a time", limit(403, Retry_After="60"), only_github),
    Trouble("403 as too much, without a time", limit(403), only_github),
    Trouble("403, and none left this hour", reply(spent), only_github),
    Trouble("429 for longer than a run waits", limit(429, Retry_After="9000")),
    Trouble("an empty list", reply(empty), only_lists),
    Trouble("a token that ends", reply(unknown)),
    Trouble("too slow", fault(K.SLOW, seconds=TIMEOUT * 2), hasty=True),
    Trouble("too slow once", fault(K.SLOW, 1, seconds=TIMEOUT * 2), hasty=True),
    Trouble("down from there on", outage(K.DROP_BEFORE)),
    Trouble("unheard from there on", outage(K.DROP_AFTER)),
)
"""A list without its link to the next page is none of these: the head comes whole, or no answer does."""
