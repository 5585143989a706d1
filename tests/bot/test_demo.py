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
        "chiara changed title, when, lead and funding of #",
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
    """Two lines are new and five have another value."""
    _, out = shown
    diff = out.split("in no other:\n")[1].split("\n5. ")[0].splitlines()[2:]
    assert sum(line.startswith("+") for line in diff) == 7
    assert sum(line.startswith("-") for line in diff) == 5


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


def test_it_clears_only_what_it_made(shown: tuple[Path, str]) -> None:
    """A second demo replaces its own files and leaves a person's beside them."""
    from bot.demo import clear

    folder, _ = shown
    (folder / "demo" / "notes.txt").write_text("mine")
    clear(folder / "demo")
    assert set(everything(folder / "demo")) == {"README.txt", "notes.txt"}
