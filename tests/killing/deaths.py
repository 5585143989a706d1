"""Kills a run of a story at one point after the other, and looks at what the next run makes of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.builders.rigs import BOT
from tests.killing.command import Ended, Kind, Point
from tests.killing.offices import Office, Saved
from tests.killing.pictures import Picture, draw
from tests.killing.stories import Story


@dataclass(frozen=True)
class Rehearsal:
    """A story that was told to its end without a death."""

    story: Story
    saved: Saved
    """Just before the run that is to die."""
    points: Sequence[Point]
    picture: Picture
    """After the run, what a person did meanwhile, and the next run."""


def rehearse(office: Office, story: Story) -> Rehearsal:
    story.begin(office)
    saved = office.save("before")
    asked = office.requests
    ended = office.run("sync")
    assert ended.code == story.code, ended.err
    points = [*own_points(ended), *server_points(office, asked)]
    picture = recovered(office, story)
    assert not picture.doubled
    assert not picture.strange
    story.ends(picture)
    return Rehearsal(story, saved, points, picture)


def own_points(ended: Ended) -> Iterable[Point]:
    for number, words in enumerate(ended.moments, 1):
        yield Point(kind_of(words), number, words)


def kind_of(words: str) -> Kind:
    return Kind.FILE if words.startswith(("open ", "os.", "sqlite3.")) else Kind.STATEMENT


def server_points(office: Office, asked: int) -> Iterable[Point]:
    made = office.server.log[asked:] if office.server else []
    for number, one in enumerate(made, 1):
        yield Point(Kind.BEFORE, number, one.words)
        yield Point(Kind.AFTER, number, one.words)


def recovered(office: Office, story: Story) -> Picture:
    """What both sides say after one more run, which has to end as the story says; and then all is quiet."""
    story.meanwhile(office)
    ended = office.run("sync")
    assert ended.code == story.code, f"the next run ended with {ended.code}:\n{ended.out}{ended.err}"
    picture = draw(office)
    if office.server:
        office.server.forget()
    before = office.plan.read_bytes(), office.written()
    again = office.run("sync", "--json")
    assert again.code == story.code, again.err
    told = json.loads(again.out)
    assert told["steps"] == []
    assert (office.plan.read_bytes(), office.written()) == before
    return replace(picture, asked=frozenset((one["item"], one["field"]) for one in told["conflicts"]))


def kill_at(office: Office, rehearsal: Rehearsal, point: Point) -> int:
    """How many questions more than without a death. Raises AssertionError where anything else is amiss."""
    office.put_back(rehearsal.saved)
    ended = office.run("sync", dies=point)
    assert ended.killed, f"it lived on: {ended.code} {ended.err}"
    left = draw(office) if office.is_begun else None
    assert not left or not left.doubled, left.doubled
    picture = recovered(office, rehearsal.story)
    return compare(picture, rehearsal.picture)


def compare(found: Picture, wanted: Picture) -> int:
    """All is as it was to be, but for two things that nobody can know after a death.

    Whether a comment was posted: then it may be missing, rather than be there twice. And whether a person was
    at work, where a service had done the first half of a write that takes two requests: that is asked, and
    the issue stands as it was left until it is answered. The plan file has every edit in any case.
    """
    assert not found.doubled, found.doubled
    assert not found.strange, found.strange
    assert found.plan == wanted.plan
    more = found.asked - wanted.asked
    assert wanted.asked <= found.asked
    assert len(more) <= 1, more
    open_still = {item for item, _ in more}
    assert without(found.issues, open_still) == without(wanted.issues, open_still)
    assert without(found.milestones, open_still) == without(wanted.milestones, open_still)
    assert found.labels == wanted.labels
    new = set(found.comments) - set(wanted.comments)
    assert all(item in open_still and "Nothing has been overwritten" in text for item, _, text, _ in new), new
    assert [one for one in wanted.comments if one[1] != BOT and one not in found.comments] == []
    return len(more)


def without(said: Mapping[str, tuple[object, ...]], items: Collection[str]) -> dict[str, tuple[object, ...]]:
    return {item: all_of_it for item, all_of_it in said.items() if item not in items}


def chosen(points: Sequence[Point], count: int, seed: str) -> list[Point]:
    """So many, the kinds in turn, spread evenly over the run from a random start: always the same ones.

    What begins and ends a transaction stands for the statements in it, which leave nothing by themselves.
    """
    random = Random(seed)
    telling = [point for point in points if is_telling(point)]
    kinds = [kind for kind in Kind if any(point.kind is kind for point in telling)]
    found: list[Point] = []
    for place, kind in enumerate(kinds):
        share = count // len(kinds) + (place < count % len(kinds))
        own = [point for point in telling if point.kind is kind]
        start = random.random()
        found += [own[int((turn + start) * len(own) / share)] for turn in range(share)]
    return found


def is_telling(point: Point) -> bool:
    if point.kind is Kind.FILE:
        return not point.words.startswith("os.mkdir")
    return point.kind is not Kind.STATEMENT or point.words.startswith(("BEGIN", "COMMIT", "PRAGMA"))
