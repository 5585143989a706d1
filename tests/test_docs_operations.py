"""What docs/operations.md tells to copy: each manifest, unit and crontab can be used as it stands."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.load import parse_settings
from config.secrets import NAMES
from config.settings import Section, Settings
from tests.builders.cli import WORKPLAN
from tests.builders.docs import document, fences, refuse_misuse
from tests.builders.image import stages

PAGE = document("docs/operations.md")
SCRIPT = fences(PAGE, "bash")[0]
UNIT = fences(PAGE, "ini")[0]
USER = int(stages()[-1].last("USER").partition(":")[0])
DAY = re.compile(r"(\*(/\d+)?|\d+) (\*|\d+) \* \* \* (.+)")


def manifests() -> list[dict[str, Any]]:
    return [one for block in fences(PAGE, "yaml") for one in yaml.safe_load_all(block)]


def of_kind(kind: str) -> dict[str, Any]:
    return next(one for one in manifests() if one.get("kind") == kind)


def commands(text: str) -> Iterator[list[str]]:
    """Each call of workplan in a line of a shell, wherever it stands there."""
    for line in text.splitlines():
        for found in re.finditer(r"(?<![\w./-])(?:/usr/local/bin/)?workplan ((?:[\w./=-]+ ?)+)", line):
            words = found[1].removeprefix("workplan ").split()  # an account, or a container, of this name
            if re.fullmatch(r"[a-z]+", words[0]):
                yield words


def test_crontabs_are_crontabs() -> None:
    """Variables, and lines with five fields, whose commands there are."""
    lines = [line for block in fences(PAGE, "crontab") for line in block.splitlines()]
    assert len(lines) > 5
    for line in lines:
        timed = DAY.fullmatch(line)
        assert timed or re.fullmatch(r"[A-Z_]+=\S+", line), line
        if timed:
            assert "%" not in timed[4]  # cron makes a line end of it
            found = list(commands(timed[4]))
            assert found, line
            for words in found:
                refuse_misuse(words)


def test_the_unit_is_one() -> None:
    """It runs the service as its own account, is handed tokens as files, and writes its folder alone."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNIT)
    service = dict(parser["Service"])
    assert service["User"] == "workplan"
    assert service["ReadWritePaths"] == service["WorkingDirectory"] == "/srv/our-plan"
    refuse_misuse(service["ExecStart"].split()[1:])
    handed = dict(re.findall(r"^LoadCredential=(\S+):(\S+)$", UNIT, re.MULTILINE))
    named = dict(re.findall(r"^Environment=(\w+)_FILE=%d/(\S+)$", UNIT, re.MULTILINE))
    assert set(named.values()) == set(handed)
    assert set(named) <= set(NAMES)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on every machine")
def test_systemd_has_nothing_to_say_of_the_unit(tmp_path: Path) -> None:
    """With a program that is here in the place of the one that is installed there."""
    file = tmp_path / "workplan.service"
    file.write_text(UNIT.replace("/opt/workplan/.venv/bin/workplan", str(WORKPLAN)), "utf-8")
    said = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, check=False)
    complaints = [line for line in said.stderr.splitlines() if "workplan.service" in line]
    assert (said.returncode, complaints) == (0, [])


def pods() -> list[dict[str, Any]]:
    return [
        of_kind("Deployment")["spec"]["template"]["spec"],
        of_kind("CronJob")["spec"]["jobTemplate"]["spec"]["template"]["spec"],
    ]


@pytest.mark.parametrize("pod", pods(), ids=["Deployment", "CronJob"])
def test_pods_write_their_data_alone(pod: dict[str, Any]) -> None:
    """As the image's account, on a root that may only be read; secrets are files."""
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsUser"] == pod["securityContext"]["fsGroup"] == USER
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    mounts = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
    assert mounts == {"data": "/data", "secrets": "/secrets"}
    assert {one["name"] for one in pod["volumes"]} == set(mounts)
    config = container["envFrom"][0]["configMapRef"]["name"]
    assert of_kind("ConfigMap")["metadata"]["name"] == config
    claim = pod["volumes"][0]["persistentVolumeClaim"]["claimName"]
    assert of_kind("PersistentVolumeClaim")["metadata"]["name"] == claim
    assert oct(pod["volumes"][1]["secret"]["defaultMode"]) == "0o440"
    for words in [container["args"]] if "args" in container else commands(container["command"][-1]):
        refuse_misuse(words)


def test_no_two_work_on_one_volume() -> None:
    """The old service ends before the new one begins; a job that takes long is not overtaken."""
    deployment = of_kind("Deployment")["spec"]
    assert (deployment["replicas"], deployment["strategy"]["type"]) == (1, "Recreate")
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"] == labels
    assert of_kind("CronJob")["spec"]["concurrencyPolicy"] == "Forbid"


def test_the_probes_ask_what_the_service_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the port of its settings, which are possible ones."""
    told = of_kind("ConfigMap")["data"]
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings = parse_settings()
    container = pods()[0]["containers"][0]
    (port,) = container["ports"]
    assert settings.service.listen == f"0.0.0.0:{port['containerPort']}"
    for probe in ("livenessProbe", "readinessProbe"):
        assert container[probe]["httpGet"]["port"] == port["name"]
    secrets = {name.removesuffix("_FILE") for name in told if name.endswith("_FILE")}
    assert secrets <= set(NAMES)


def test_scheduled_runs_never_overtake_each_other() -> None:
    """One group for all, and none is stopped for the next."""
    workflow = next(one for one in manifests() if "jobs" in one)
    assert workflow["concurrency"] == {"group": "workplan", "cancel-in-progress": False}
    assert workflow[True]["schedule"][0]["cron"].split()[0].isdigit()  # YAML 1.1 reads "on" as a truth
    assert workflow["permissions"] == {"contents": "write"}
    job = next(one["workplan"] for one in manifests() if "workplan" in one)
    assert job["resource_group"] == "workplan"
    assert job["interruptible"] is False
    assert workflow["jobs"]["sync"]["steps"][-1]["run"] == job["script"][-1] == "bash scheduled.sh"
    assert workflow["jobs"]["sync"]["steps"][0]["with"] == {"fetch-depth": int(job["variables"]["GIT_DEPTH"])}


def test_settings_shown_are_possible() -> None:
    """Together with the usual ones."""
    for shown in fences(PAGE, "toml"):
        assert tomllib.loads(shown)
        parse_settings(shown, "workplan.toml")


def test_every_variable_there_is() -> None:
    """A setting or a secret, or the one that the script itself looks at."""
    usual = Settings.model_construct()
    settings = {
        f"WORKPLAN_{name}__{key}".upper()
        for name in Settings.model_fields
        if isinstance(getattr(usual, name), Section)
        for key in type(getattr(usual, name)).model_fields
    }
    known = settings | set(NAMES) | {f"{name}_FILE" for name in NAMES} | {"WORKPLAN_FIRST_RUN"}
    assert set(re.findall(r"WORKPLAN_\w+", PAGE)) <= known


def test_the_program_is_installed_by_the_version_of_uv_that_wrote_the_lock() -> None:
    """Wherever the page installs it."""
    version = re.search(r"^UV_VERSION := (\S+)$", document("Makefile"), re.MULTILINE)
    assert version is not None
    assert set(re.findall(r"uv==(\S+)", PAGE)) == {version[1]}


def test_every_command_of_the_scripts_there_is() -> None:
    """Also behind others on a line."""
    shown = [*fences(PAGE, "sh"), SCRIPT, *re.findall(r"^ {4}(.+)$", PAGE, re.MULTILINE)]
    found = [words for text in shown for words in commands(text)]
    assert len(found) > 15
    for words in found:
        refuse_misuse(words)


def test_a_line_of_the_page_that_says_nothing_is_found() -> None:
    """The tests above would be green on commands that they do not see."""
    assert list(commands("cd x && /usr/local/bin/workplan digest --send >>a")) == [["digest", "--send"]]
    assert list(commands("sudo -iu workplan workplan backup")) == [["backup"]]
    assert list(commands("git -C /opt/workplan fetch; systemctl stop workplan")) == []
    with pytest.raises(AssertionError):
        refuse_misuse(["sink"])
