"""The first mirror of a plan of three years, killed again and again on its way.

Each run gets a little further before it dies; the last one ends. `make soak` tells more such stories.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.builders.docs import ROOT
from tests.killing.command import Barracks, Kind, Point
from tests.killing.deaths import kind_of
from tests.killing.offices import KINDS, Office, open_office
from tests.killing.pictures import draw

SEEDS = int(os.environ.get("WORKPLAN_BIG_MIRRORS", "1"))
DEATHS = 3
PLAN = ROOT / "config" / "plans" / "gmg-2016-2018.yaml"
LINK_LINE = re.compile(rb"^ +(issue|milestone): .*\n", re.MULTILINE)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("kind", KINDS)
def test_killed_on_its_way(
    kind: str, seed: int, barracks: Barracks, tmp_path: Path, count: Callable[..., None]
) -> None:
    """One issue for each of 229 activities, one milestone for each of 103 outputs, and the plan as it was."""
    random = Random(f"{kind} {seed}")
    with open_office(kind, barracks, tmp_path) as office:
        office.plan.write_bytes(PLAN.read_bytes())
        for _ in range(DEATHS):
            point = somewhere(office, random)
            ended = office.run("sync", dies=point)
            assert ended.killed, ended.err
            count(f"kill points tried: {point.kind if point.kind.at_server else kind_of(ended.moments[-1])}")
        ended = office.run("sync")
        assert ended.code == 0, ended.out + ended.err
        picture = draw(office)
        assert (len(picture.issues), len(picture.milestones)) == (229, 103)
        assert picture.doubled == picture.strange == ()
        assert LINK_LINE.sub(b"", office.plan.read_bytes()) == LINK_LINE.sub(b"", PLAN.read_bytes())
        before = office.plan.read_bytes()
        assert office.run("sync").out == "Nothing to do.\n"
        assert office.plan.read_bytes() == before


def somewhere(office: Office, random: Random) -> Point:
    """So far into a run that three deaths leave a part of the mirror to be made."""
    kinds = [Kind.FILE, *((Kind.BEFORE, Kind.AFTER) if office.server else ())]
    kind = random.choice(kinds)
    most = 90 if kind.at_server else 1700
    return Point(kind, random.randint(most // 6, most), "")
