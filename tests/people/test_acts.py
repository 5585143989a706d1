"""Everything that people do, on every tracker: what the next sync makes of it, and that then it is quiet.

The acts and what comes of them are in the modules beside this one; `docs/people-edits.md` tells them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.builders.acts import Act, block, words
from tests.builders.boards import GitHubRig, GitLabRig
from tests.builders.desk import Desk, Mirrored, changes, mirrors
from tests.people.table_of_acts import ACTS

CASES = [pytest.param(act, kind, id=f"{act.name}-{kind}") for act in ACTS for kind in act.outcomes]


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Mirrored]]:
    with pytest.MonkeyPatch.context() as at:
        at.setenv("NO_PROXY", "127.0.0.1")
        at.setenv("WORKPLAN_GITHUB_TOKEN", "workplan")
        at.setenv("WORKPLAN_GITLAB_TOKEN", "workplan")
        yield from mirrors(tmp_path_factory.mktemp("mirrored"))


@pytest.mark.parametrize(("act", "kind"), CASES)
def test_an_act_has_one_outcome(
    mirrored: Mapping[str, Mirrored], tmp_path: Path, act: Act, kind: str
) -> None:
    """To the letter, on both sides and in words; the sync after it writes nothing."""
    with mirrored[kind].desk(tmp_path) as desk:
        if act.before is not None:
            act.before(desk)
            desk.sync()
        act.do(desk)
        plan, tracker = desk.planned(), desk.shown()
        ran, wanted = desk.sync(), act.outcomes[kind]
        assert words(ran.said) == words(wanted.said)
        assert changes(plan, desk.planned()) == block(wanted.plan)
        assert changes(tracker, desk.shown()) == block(wanted.tracker)
        assert ran.code == wanted.code
        quiet(desk, wanted.again, wanted.code_again)


def quiet(desk: Desk, said: str, code: int) -> None:
    """Nothing is written once more, on either side."""
    plan, tracker = desk.text, desk.shown()
    forget(desk)
    ran = desk.sync()
    assert words(ran.said) == words(said)
    assert ran.code == code
    assert writes(desk) == []
    assert (desk.text, desk.shown()) == (plan, tracker)


def forget(desk: Desk) -> None:
    if desk.rig.server is not None:
        desk.rig.server.forget()


def writes(desk: Desk) -> list[Any]:
    """The requests of the last sync that changed something."""
    rig = desk.rig
    if not isinstance(rig, GitHubRig | GitLabRig):
        return []
    return [one.request for one in rig.server.log if one.request.verb != "GET"]
