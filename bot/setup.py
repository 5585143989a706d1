"""Makes a settings file from the commented example, with the answers filled in; and a list of people."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import ValidationError

import config
from bot.importing import refuse_existing
from bot.text.setup import NAMES, PEOPLE, document_words, kept_lines, people_lines
from config.load import DEFAULT, Key, parse_settings
from config.secrets import secret
from config.settings import Settings, known_zone
from config.wording import contradictions, remedy_for
from mappings.items import items
from sync.errors import Invalid, WorkplanError
from sync.planfile import PlanFile, create_file
from sync.yamlscalar import double_quoted

PLACE: Final = ".workplan"
PEOPLE_FILE: Final = "people.yaml"
OPTIONS: Final[Mapping[Key, str]] = {
    ("plan", "file"): "--plan",
    ("forge", "kind"): "--kind",
    ("forge", "project"): "--project",
    ("forge", "url"): "--tracker",
    ("slack", "channel"): "--channel",
    ("schedule", "digest"): "--digest",
    ("schedule", "timezone"): "--timezone",
}


def refuse_mixture(kind: str, project: str | None, tracker: str | None) -> None:
    """An option that says nothing to this kind of tracker. Raises Invalid."""
    if kind == "local" and project is not None:
        raise Invalid(
            "--project names a project on GitHub or GitLab.",
            "Add --kind github or --kind gitlab, or leave --project out.",
        )
    if kind != "local" and tracker is not None:
        raise Invalid(
            f"--tracker names the file of the embedded tracker, and says nothing to --kind {kind}.",
            "Leave one of the two out.",
        )


def make_settings(path: Path, answers: Mapping[Key, str]) -> None:
    """Raises Invalid when the file exists, or an answer is no possible setting."""
    refuse_existing(path)
    text = Path(config.__file__).with_name(DEFAULT).read_text("utf-8")
    for (section, key), value in answers.items():
        text = filled(text, section, key, value)
    parse_settings(text, str(path), OPTIONS)
    create_file(path, text)


def settings_of(answers: Mapping[Key, str], words: Mapping[Key, str]) -> Settings:
    """What these answers amount to. Raises Invalid, which calls them by these words."""
    lines = [
        f"{section}.{key} = {json.dumps(value, ensure_ascii=False)}"
        for (section, key), value in answers.items()
    ]
    return parse_settings("\n".join(lines), "", words)


def possible(key: Key, answer: str, beside: Mapping[Key, str], folder: Path) -> str:
    """The answer, if it can be one, whatever the environment says. `beside`: the answers before it.

    Raises Invalid.
    """
    section, name = key
    together = {other: value for (place, other), value in beside.items() if place == section}
    usual = Settings.model_construct()
    try:
        told = type(getattr(usual, section))(**{**together, name: answer})
    except ValidationError:
        raise Invalid(f'{NAMES[key]} "{answer}" is not possible.', remedy_for(key, answer)) from None
    for place, said in contradictions(usual.model_copy(update={section: told})):
        if place == key:
            raise Invalid(
                said.replace(f"[{section}] {name} =", NAMES[key])
                .replace(f"[{section}] {name}", NAMES[key])
                .replace(f'Write {name} = "', 'Write "')
            )
    if key == ("plan", "file") and (folder / answer).is_file() and not answer.endswith((".yaml", ".yml")):
        raise Invalid(*document_words(answer))
    return answer


def without_token(answers: Mapping[Key, str]) -> list[str]:
    """The services of these answers for which no token is set, or none that can be read."""
    kind, wanted = answers["forge", "kind"], []
    if kind != "local":
        wanted.append((kind, ("TOKEN", "APP_ID")))
    if ("slack", "channel") in answers:
        wanted.append(("slack", ("TOKEN", "WEBHOOK")))
    return [
        service
        for service, names in wanted
        if not any(is_set(f"WORKPLAN_{service.upper()}_{name}") for name in names)
    ]


def is_set(name: str) -> bool:
    with suppress(Invalid):
        return secret(name) is not None
    return False


def zone_here(local: Path = Path("/etc/localtime")) -> str:
    """The time zone of this machine, where it tells its name; else UTC."""
    name = os.environ.get("TZ") or os.path.realpath(local).rpartition("/zoneinfo/")[2]
    try:
        return known_zone(name.removeprefix("Etc/"))
    except ValueError:
        return "UTC"


def make_people(folder: Path, plan: str, kind: str) -> list[str]:
    """A list of everyone whom the plan names, to be filled in; what became of it, in words.

    Nothing where there is a list already, or no plan yet that can be read.
    """
    path = folder / PEOPLE_FILE
    if os.path.lexists(path):
        return kept_lines(path)
    try:
        read = PlanFile(folder / plan).read().plan
    except WorkplanError:
        return []
    leads = [lead for item in items(read) for lead in (*item.area.leads, *item.leads)]
    names = list(dict.fromkeys(" ".join(lead.split()) for lead in leads))
    if not names:
        return []
    accounts = f'{{{kind}: "", slack: ""}}'
    create_file(path, PEOPLE + "".join(f"{double_quoted(name)}: {accounts}\n" for name in names))
    return people_lines(path, len(names))


def filled(text: str, section: str, key: str, value: str) -> str:
    """The text with the commented line of this setting taken into use."""
    line = re.compile(rf'(^\[{section}\]$(?:(?!^\[).)*?)^# {key} = ("[^"]*")( *)', re.MULTILINE | re.DOTALL)

    def write(found: re.Match[str]) -> str:
        written = json.dumps(value, ensure_ascii=False)
        # Two characters of the comment sign are gone: the remark behind the value keeps its place.
        blanks = max(len(found[2]) + len(found[3]) + 2 - len(written), 2) if found[3] else 0
        return f"{found[1]}{key} = {written}{' ' * blanks}"

    return line.sub(write, text, count=1)


def own_places(folder: Path, plan: str, *, local: bool) -> dict[Key, str]:
    """A state, and if `local` a tracker, for a plan in a folder where another plan has the usual ones."""
    if not is_taken(folder, plan):
        return {}
    name = re.sub(r"[^\w-]+", "-", Path(plan).stem).strip("-") or "plan"
    tracker = {("forge", "url"): f"{PLACE}/{name}/tracker.db"} if local else {}
    return {**tracker, ("state", "url"): f"sqlite:///{PLACE}/{name}/state.db"}


def is_taken(folder: Path, plan: str) -> bool:
    """The usual tracker or state is there, and nothing says that it is this plan's."""
    if not any((folder / PLACE / name).exists() for name in ("tracker.db", "state.db")):
        return False
    from sync.state import StateReader

    reader = StateReader(f"sqlite:///{folder / PLACE / 'state.db'}")
    try:
        known = PlanFile(folder / plan).read().plan.plan.id
        # Where the state was lost, a plan file that is there already is taken for the one that is kept here.
        return reader.load().plan not in ("", known)
    except WorkplanError:
        return True
    finally:
        reader.engine.dispose()
