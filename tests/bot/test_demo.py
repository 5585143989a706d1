"""The demo does what it says, from the document to the digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.cli import everything, here, workplan


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo, run once with settings in the environment that must not matter to it."""
    folder = tmp_path_factory.mktemp("home")
    ran = workplan(
        folder, "demo", WORKPLAN_STATE__URL="sqlite:///elsewhere.db", WORKPLAN_PLAN__FILE="mine.yaml"
    )
    assert ran.code == 0, ran.err
    return folder, ran.out


def test_it_tells_the_whole_story(shown: tuple[Path, str]) -> None:
    """Import, first mirror, three co-leads, the way back, a quiet sync, the digest."""
    _, out = shown
    told = [
        "Found: 6 areas, 103 outputs, 229 activities",
        "Made 103 milestones and 229 issues",
        "anna closed #",
        "ben commented on #",
        'chiara changed "title", "when", "lead" and "funding" of #',
        "+            completed: 2017-05-02\n",
        "Nothing to do.",
        "GMG work plan, 2 May 2017",
        "completed 2 May, anna",
        "Try next",
    ]
    places = [out.find(text) for text in told]
    assert -1 not in places
    assert places == sorted(places)


def test_only_the_told_lines_changed(shown: tuple[Path, str]) -> None:
    """Two lines are new, five have another value, and one is gone: since when these were open."""
    _, out = shown
    diff = out.split("in no other:\n")[1].split("\n5. ")[0].splitlines()[2:]
    assert sum(line.startswith("+") for line in diff) == 7
    assert sum(line.startswith("-") for line in diff) == 6


def test_it_stays_in_its_folder(shown: tuple[Path, str]) -> None:
    """Nothing is made beside it, whatever the settings of the user say."""
    folder, _ = shown
    assert [path.name for path in folder.iterdir()] == ["demo"]


def test_what_it_says_to_try_works(shown: tuple[Path, str]) -> None:
    """The commands at its end, inside its folder."""
    folder, _ = shown
    assert "Expert meeting" in here(folder / "demo", "tracker", "show", "2017-4-1.1").out
    assert "issues." in here(folder / "demo", "tracker", "list", "--area", "4").out
    assert here(folder / "demo", "status").code == 0


def test_a_folder_that_is_not_its_own_is_left_alone(tmp_path: Path) -> None:
    """Somebody else's folder of that name stops it with 64."""
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "plan.yaml").write_text("mine")
    before = everything(tmp_path)
    ran = here(tmp_path, "demo")
    assert ran.code == 64
    assert "has not made" in ran.err
    assert everything(tmp_path) == before


def test_an_earlier_demo_is_kept_as_it_is(tmp_path: Path) -> None:
    """What somebody did in it moves aside whole, time after time, and one line says where to."""
    from bot.demo import make_room

    folder = tmp_path / "demo"
    assert make_room(folder) is None
    (folder / "plan.yaml").write_text("mine")
    first = everything(folder)
    assert make_room(folder) == tmp_path / "demo-1"
    (folder / "plan.yaml").write_text("mine too")
    assert make_room(folder) == tmp_path / "demo-2"
    assert everything(tmp_path / "demo-1") == first
    assert (tmp_path / "demo-2" / "plan.yaml").read_text() == "mine too"
    assert list(everything(folder)) == ["README.txt"]


def test_a_demo_of_an_older_version_is_kept_too(tmp_path: Path) -> None:
    """Its mark has the same first line, whatever the rest of it says."""
    from bot.demo import make_room

    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "README.txt").write_text(
        "Made by: workplan demo\nThe demo clears its own files here."
    )
    assert make_room(tmp_path / "demo") == tmp_path / "demo-1"


def test_the_second_demo_says_where_the_first_is(shown: tuple[Path, str]) -> None:
    """One line, before anything else."""
    folder, _ = shown
    ran = workplan(folder, "demo")
    assert ran.out.startswith("The demo of before is kept: the folder demo is called demo-1 now.\n")
    assert "Expert meeting" in here(folder / "demo-1", "tracker", "show", "2017-4-1.1").out
