"""Settings: what holds, what goes first, and how each mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from config.load import line_of, load_settings, parse_settings
from config.settings import Settings
from sync.errors import Invalid


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty folder, and nothing in the environment."""
    monkeypatch.chdir(tmp_path)


def test_defaults_hold_without_a_file() -> None:
    """An empty folder needs no settings."""
    loaded = load_settings(None)
    assert loaded.settings == Settings()
    assert (loaded.path, loaded.folder) == (None, Path())
    assert loaded.settings.plan.file == "plan.yaml"


def test_the_file_of_the_current_folder_is_found(tmp_path: Path) -> None:
    """workplan.toml needs no option."""
    (tmp_path / "workplan.toml").write_text('[plan]\nfile = "a.yaml"\n', "utf-8")
    assert load_settings(None).settings.plan.file == "a.yaml"


def test_another_file_brings_its_folder(tmp_path: Path) -> None:
    """Relative paths start from the folder of the settings."""
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "my.toml").write_text("", "utf-8")
    assert load_settings(Path("one/my.toml")).folder == Path("one")


def test_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable changes its own key and leaves the others of the section."""
    monkeypatch.setenv("WORKPLAN_GUARD__COUNT", "3")
    guard = parse_settings("[guard]\nshare = 0.5\ncount = 7\n", "x.toml").guard
    assert (guard.share, guard.count) == (0.5, 3)


def test_a_list_in_the_environment_has_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """No JSON is asked of whoever writes a variable."""
    monkeypatch.setenv("WORKPLAN_MIRROR__LEAVE_OUT", "funding, lead")
    assert parse_settings().mirror.leave_out == ("funding", "lead")


def test_variables_of_other_kinds_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only names with a section are settings."""
    monkeypatch.setenv("WORKPLAN_DEBUG", "1")
    monkeypatch.setenv("WORKPLAN_GITHUB_TOKEN", "secret")
    assert parse_settings() == Settings()


def test_the_example_says_what_holds() -> None:
    """Every line of the example, taken into use, is the default."""
    text = Path(config.__file__).with_name("workplan.toml").read_text("utf-8")
    used = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    assert parse_settings(text, "x") == Settings()
    assert parse_settings(used, "x").model_dump() == Settings().model_dump()
    for section, model in Settings.model_fields.items():
        for key in type(model.default).model_fields:
            assert line_of(used, (section, key)) > line_of(used, (section,)), (section, key)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[plan]\nfil = "x"\n', 'x.toml, line 2: there is no setting "fil" in [plan]'),
        ('[plan]\nfil = "x"\n', 'Did you mean "file"?'),
        ('[plan]\nurl = "x"\n', "It belongs into [forge]."),
        ("[plan]\nxyz = 1\n", "Known there: file, git, language."),
        ('[forje]\nkind = "local"\n', 'there is no section [forje] in this version. Did you mean "forge"?'),
        ('\nfile = "x"\n', 'x.toml, line 2: "file" belongs into a section: write it below [plan].'),
        ('[forge]\nkind = "jira"\n', 'Write "local" (the embedded tracker), "github" or "gitlab".'),
        ('[forge]\nkind = "github"\n', 'line 1: [forge] project is missing. Write "owner/repository".'),
        ('[forge]\nkind = "github"\nproject = "plan"\n', 'line 3: [forge] project = "plan" is not possible.'),
        ('[forge]\nkind = "gitlab"\nproject = "plan"\n', 'Write "group/project", or the number'),
        ('[forge]\nproject = "gmg/plan"\n', "says nothing to the embedded tracker"),
        ('[forge]\nkind = "gitlab"\nproject = 3\nurl = "x"\n', "Write for example https://gitlab.example.org."),
        ('[forge]\nkind = "github"\nproject = "a/b"\nurl = "https://github.com/a/b"\n', "leave url out"),
        (
            '[forge]\nkind = "gitlab"\nproject = "a/b"\nurl = "https://git.example.org/api/v4"\n',
            "line 4: [forge] url = \"https://git.example.org/api/v4\" is not where gitlab answers. "
            "Write the server alone: https://git.example.org.",
        ),
        ('[forge]\nproject = "https://github.com/sec/plan"\n', 'Write project = "sec/plan".'),
        ('[forge]\ntoken = "ghp_1"\n', "line 2: others read this file: no token stands in it"),
        ('[forge]\npublic = "yes"\n', "Write true or false."),
        ('[mirror]\nlead_labels = "on"\n', "Write true or false."),
        ('[mirror]\noutputs = "both"\n', "needs GitHub or GitLab"),
        ("[limits]\ngithub_creations_per_minute = 0\n", "Write a whole number from 1 on."),
        ('[plan]\nlanguage = "de"\n', 'Write "en", "fr" or "es".'),
        ('[plan]\ngit = "pull"\n', 'Write "off", "commit", "push" or "request".'),
        ('[plan]\ngit = "request"\n', "needs GitHub or GitLab"),
        ('[mirror]\nleave_out = ["fundng"]\n', 'Did you mean "funding"?'),
        ('[schedule]\ntimezone = "Europe/Zurch"\n', 'Did you mean "Europe/Zurich"?'),
        ("[guard]\nshare = 20\n", "Write a number from 0 to 1; 0.2 is 20 %."),
        ("[guard]\ncount = -1\n", "Write a whole number from 0 on."),
        ("[plan]\nfile = 3\n", "Write the name of a file in quotes"),
        ('[forge]\nurl = "https://example.org"\n', "Write the file of the tracker"),
        ('[state]\nurl = "state.db"\n', "Write for example sqlite:///.workplan/state.db."),
        ('[state]\nurl = "sqlite:///:memory:"\n', "Write for example sqlite:///.workplan/state.db."),
        ("guard = 3\n", "x.toml, line 1: [guard] is a section"),
        ("[plan]\nfile plan.yaml\n", "x.toml, line 2: this can't be read as settings"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_remedy(text: str, said: str) -> None:
    """File, line, setting, and what to write instead."""
    with pytest.raises(Invalid) as error:
        parse_settings(text, "x.toml")
    assert said in str(error.value)


def test_all_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those in the environment, under the variable's own name."""
    monkeypatch.setenv("WORKPLAN_PLAN__FIL", "x")
    monkeypatch.setenv("WORKPLAN_SLAK__CHANNEL", "x")
    with pytest.raises(Invalid) as error:
        parse_settings("[guard]\nshare = 3\ncount = 1.5\n", "x.toml")
    lines = str(error.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "WORKPLAN_SLAK__CHANNEL",
        "WORKPLAN_PLAN__FIL",
        "x.toml, line 2",
        "x.toml, line 3",
    ]


@pytest.mark.parametrize(
    "text", ["[a]\nx=1\n[plan]\nfile = 1", "plan.file = 1\n\n", "plan = {file = 1}", "[plan]\nfile = 1"]
)
def test_the_line_is_found_however_it_is_written(text: str) -> None:
    """Tables, dotted keys and inline tables all have a line."""
    line = line_of(text, ("plan", "file"))
    assert "file" in text.splitlines()[line - 1]


def test_a_settings_file_that_is_none(tmp_path: Path) -> None:
    """A folder or other bytes are refused in words."""
    with pytest.raises(Invalid, match="can't be read"):
        load_settings(tmp_path)
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid, match="UTF-8"):
        load_settings(tmp_path / "x.toml")
