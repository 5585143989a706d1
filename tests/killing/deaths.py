"""Kills a run of a story at one point after the other, and looks at what the next run makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

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
    return Rehearsal(story, saved, points, picture)


def own_points(ended: Ended) -> Iterable[Point]:
    for number, words in enumerate(ended.moments, 1):
        kind = Kind.FILE if words.startswith(("open ", "os.", "sqlite3.")) else Kind.STATEMENT
        yield Point(kind, number, words)


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
    assert json.loads(again.out)["steps"] == []
    assert (office.plan.read_bytes(), office.written()) == before
    return picture


def kill_at(office: Office, rehearsal: Rehearsal, point: Point) -> None:
    """Raises AssertionError where the next run does not make good what the death left."""
    office.put_back(rehearsal.saved)
    ended = office.run("sync", dies=point)
    assert ended.killed, f"it lived on: {ended.code} {ended.err}"
    left = draw(office) if office.is_begun else None
    assert not left or not left.doubled, left.doubled
    picture = recovered(office, rehearsal.story)
    compare(picture, rehearsal.picture)


def compare(found: Picture, wanted: Picture) -> None:
    """A comment may be missing where nobody can know whether it was posted: rather none than two."""
    assert not found.doubled, found.doubled
    assert not found.strange, found.strange
    assert found.plan == wanted.plan
    assert found.issues == wanted.issues
    assert found.milestones == wanted.milestones
    assert found.labels == wanted.labels
    assert set(found.comments) <= set(wanted.comments)
    assert [one for one in wanted.comments if one[1] != "workplan" and one not in found.comments] == []


def chosen(points: Sequence[Point], count: int, seed: str) -> list[Point]:
    """So many of each kind, as far as there are: always the same ones."""
    random = Random(seed)
    kinds = [kind for kind in Kind if any(point.kind is kind for point in points)]
    found: list[Point] = []
    for place, kind in enumerate(kinds):
        share = count // len(kinds) + (place < count % len(kinds))
        own = [point for point in points if point.kind is kind]
        found += random.sample(own, min(share, len(own)))
    return found
