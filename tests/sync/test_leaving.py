"""A process that is asked to end: the item in hand is finished, nothing more is begun or in doubt."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from sync.errors import Leaving, Unavailable
from sync.forges import github_reads
from sync.leave import Leave
from tests.builders.remote import RemoteWorld
from tests.builders.rigs import GitHubRig, GitLabRig
from tests.builders.story import STORIES, Story, differences, doubles, end, outcome, settle, undisturbed
from tests.servers.wire import Request, Response

Rig = GitHubRig | GitLabRig
FIRST, EDITS, _ = STORIES
WRITES = ("POST", "PUT", "PATCH", "DELETE")
IN_HAND = 3
"""Requests that finish an item: what it says, and the labels that come and go."""


def is_work(request: Request) -> bool:
    """It makes or changes something. What was done is told in comments all the same."""
    tells = any(word in request.path for word in ("/comments", "/notes", "/reactions", "/award_emoji"))
    return request.verb in WRITES and not tells


@contextmanager
def asked_at(rig: Rig, made: RemoteWorld, place: int) -> Iterator[list[Request]]:
    """Whoever runs is asked to end as the service answers that request. Gives the requests after it."""
    leave, real, asked, after = Leave(), rig.server.answer, [0], list[Request]()

    def answer(request: Request) -> Response:
        asked[0] += 1
        if asked[0] > place:
            after.append(request)
        if asked[0] == place:
            leave.wish()
        return real(request)

    def open_as(account: str, **more: Any) -> Any:
        return opened(account, **{**more, "sleep": sleep})

    def sleep(seconds: float) -> None:
        leave.sleep(0)
        rig.time.sleep(seconds)

    opened = rig.open_as
    rig.server.answer, rig.open_as = answer, open_as  # type: ignore[method-assign]
    made.leaving = leave.wished
    yield after
    rig.server.answer, rig.open_as, made.leaving = real, opened, bool  # type: ignore[method-assign]


@pytest.mark.parametrize("story", [FIRST, EDITS], ids=lambda story: story.name)
def test_asked_to_end_at_any_request(rig: Rig, story: Story, count: Callable[..., None]) -> None:
    """The run ends by itself within the item, all is remembered, and the next run goes on from there."""
    kind = type(rig)
    made = story.begin(rig)
    rig.server.forget()
    end(made)
    requests = len(rig.server.log)
    chance = random.Random(story.name)
    for place in sorted(chance.sample(range(1, requests), 4)):
        with kind() as other:
            made = story.begin(other)
            with asked_at(other, made, place) as after:
                made.sync()
            assert len([one for one in after if is_work(one)]) <= IN_HAND, (place, after)
            assert not made.state.memory.open
            settle(made)
            assert doubles(made) + differences(undisturbed(kind, story), outcome(made)) == []
        count("moments at which a run was asked to end")


class SlowGitHub(GitHubRig):
    """The bot makes four things in a minute. It is asked to end while it waits for the `last` time."""

    last = 0
    waits = 0

    def open_as(self, account: str, **more: Any) -> Any:
        pace = github_reads.Limits(creations_per_minute=4)
        return super().open_as(account, limits=pace, **{"sleep": self.sleep, **more})

    def sleep(self, seconds: float) -> None:
        self.waits += 1
        leave = Leave()
        if self.waits == self.last:
            leave.wish()
        leave.sleep(0)
        self.time.sleep(seconds)


def test_asked_to_end_while_it_waits() -> None:
    """A wait for the service's pace ends at once, and what was only announced is known not to be done."""
    with SlowGitHub() as rig:
        assert FIRST.begin(rig).sync().code == 0
        waits = rig.waits
    assert waits > 2
    for last in range(1, waits + 1):
        with SlowGitHub() as rig:
            made = FIRST.begin(rig)
            rig.last = last
            with pytest.raises(Leaving):
                made.sync()
            assert rig.waits == last, "it ends without another wait"
            assert not made.state.memory.open
            settle(made)
            assert doubles(made) + differences(undisturbed(GitHubRig, FIRST), outcome(made)) == []


@pytest.mark.parametrize("verb", ["PATCH", "GET"])
def test_asked_to_end_before_it_asks_again(verb: str) -> None:
    """No answer came: what became of it is told as not known, not as not begun."""
    with GitHubRig() as rig:
        FIRST.begin(rig).sync()
        leave, real = Leave(), rig.server.answer

        def answer(request: Request) -> Response:
            if request.verb == verb:
                leave.wish()
                real(request)
                return Response(502)
            return real(request)

        tracker = rig.bot(sleep=lambda _: leave.sleep(0))
        label = tracker.listing().labels[0]
        rig.server.answer = answer  # type: ignore[method-assign]
        ask: Callable[[], object] = tracker.project if verb == "GET" else partial(tracker.edit_label, label)
        with pytest.raises(Unavailable) as error:
            ask()
        assert not isinstance(error.value, Leaving)
