"""Killed at any moment: wherever a sync dies, the next one ends as if nothing had been.

The command is a process of its own. It dies by SIGKILL at an event of its own in its folder (a file is
opened, renamed, removed; an SQL statement begins that writes the state or the embedded tracker), or when one
of its requests has reached the service, before or after that has done what it asks. A usual run of the tests
tries points drawn from a fixed seed, `make soak` tries all.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.killing.command import Barracks
from tests.killing.deaths import chosen, kill_at, rehearse
from tests.killing.offices import KINDS, open_office
from tests.killing.stories import STORIES, Story

SAMPLE = int(os.environ.get("WORKPLAN_KILL_POINTS", "10"))
"""Points of each story on each tracker; 0 for all."""
PARTS = int(os.environ.get("WORKPLAN_KILL_PARTS", "1"))
"""So many tests share the points of a story."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
@pytest.mark.parametrize("kind", KINDS)
def test_killed(
    kind: str,
    story: Story,
    part: int,
    barracks: Barracks,
    tmp_path: Path,
    count: Callable[..., None],
) -> None:
    with open_office(kind, barracks, tmp_path) as office:
        rehearsal = rehearse(office, story)
        points = rehearsal.points
        tried = chosen(points, SAMPLE, f"{kind} {story.name}") if SAMPLE else points[part::PARTS]
        failed = []
        for point in tried:
            try:
                count("questions asked beside", kill_at(office, rehearsal, point))
            except AssertionError as error:
                failed.append(f"{point}\n{error}")
            count(f"kill points tried: {point.kind}")
    count("kill points that there are", len(points) if not part else 0)
    count("kill points after which something was lost, doubled or undone", len(failed))
    assert not failed, f"{len(failed)} of {len(tried)}\n" + "\n\n".join(failed)
