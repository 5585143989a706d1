"""Reads workplan.toml and says what is wrong with it: file, line, setting and remedy, all at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_settings import SettingsError

from config.settings import BETWEEN, PREFIX, Settings
from config.wording import contradictions, remedy_for, unknown_section, wrong
from sync.errors import Invalid
from sync.masked import masked
from sync.wholefile import TooLarge, whole

DEFAULT: Final = "workplan.toml"
SIZE_LIMIT: Final = 1_000_000
Key = tuple[str, str]
"""Section and key."""
AT_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)$")
TABLE: Final = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
KEY: Final = re.compile(r"""\s*["']?([\w-]+)["']?(?:\s*\.\s*["']?([\w-]+)["']?)?\s*=""")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings and the folder that their relative paths start from. `path` is None when there is no file."""

    settings: Settings
    path: Path | None
    folder: Path


def load_settings(path: Path | None) -> Loaded:
    """The settings in `path`, else in workplan.toml of the current folder, else the defaults.

    Raises Invalid with every mistake.
    """
    # A link that leads nowhere is told, not passed over: other settings were meant than the usual ones.
    if path is None and os.path.lexists(DEFAULT):
        path = Path(DEFAULT)
    settings = parse_settings(settings_text(path), str(path)) if path else parse_settings()
    return Loaded(settings, path, path.parent if path else Path())


def parse_settings(text: str = "", name: str = "", options: Mapping[Key, str] | None = None) -> Settings:
    """The settings of a file's text and of the environment. Raises Invalid with every mistake in both.

    `options` says which options of the command line the text was made from: a mistake names them instead.
    """
    tables = toml_tables(text, name)
    problems = strange_variables()
    try:
        settings = Settings(**tables)
        problems += [told(place, said, text, name, options or {}) for place, said in contradictions(settings)]
    except ValidationError as error:
        told_all = "\n".join([*problems, *mistakes(error, text, name, options or {})])
        raise Invalid(masked(told_all)) from None
    except SettingsError:
        remedy = (
            "Set single settings, for example WORKPLAN_PLAN__FILE=plan.yaml, "
            """or WORKPLAN_SLACK__AREAS='{"1": "#coordination"}'."""
        )
        said = "A WORKPLAN_… variable of a whole section, or WORKPLAN_SLACK__AREAS, can't be read."
        raise Invalid(said, remedy) from None
    if problems:
        raise Invalid(masked("\n".join(problems)))
    return settings


def told(place: Key, said: str, text: str, name: str, options: Mapping[Key, str]) -> str:
    """A mistake at its place: a variable, an option, or a line."""
    if variable := variable_for(place):
        return f"{variable}: {said}"
    if place in options:
        named = f"[{place[0]}] {place[1]}"
        return said.replace(f"{named} =", options[place], 1).replace(named, options[place], 1)
    return f"{name}, line {line_of(text, place)}: {said}" if name else said


def mistakes(error: ValidationError, text: str, name: str, options: Mapping[Key, str]) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        place = tuple(str(step) for step in detail["loc"])
        said = detail["input"]
        option = options.get((place[0], place[-1])) if len(place) == 2 else None
        if variable := variable_for(place):
            yield f"{variable}: {wrong(place, detail['type'], said)}"
        elif option:
            yield f'{option} "{said}" is not possible. {remedy_for((place[0], place[1]), said)}'
        else:
            yield f"{name}, line {line_of(text, place)}: {wrong(place, detail['type'], said)}"


def settings_text(path: Path) -> str:
    try:
        return whole(path, SIZE_LIMIT).decode("utf-8")
    except TooLarge as error:
        told = f"{path} is {error.megabytes} MB large; settings have at most {SIZE_LIMIT // 1_000_000} MB."
        raise Invalid(told, "Name the settings file with --config.") from None
    except FileNotFoundError:
        remedy = "Make one with: workplan init; or leave --config out, then the usual settings hold."
        raise Invalid(f"There is no settings file {path}.", remedy) from None
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not text in UTF-8.", "Save it again with the encoding UTF-8.") from None
    except OSError as error:
        remedy = "Name the settings file with --config, and check who may read it."
        raise Invalid(f"The settings file {path} can't be read: {error.strerror}.", remedy) from None


def toml_tables(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        line = AT_LINE.search(said)
        where = f"{name}, line {line[1]}" if line else name
        message = f"{where}: this can't be read as settings: {AT_LINE.sub('', said).strip()}."
        raise Invalid(masked(message), 'A setting is written key = "value", below its [section].') from None


def strange_variables() -> list[str]:
    """Variables that look like a setting of a section that doesn't exist: they would silently do nothing."""
    named = [
        (variable, variable.upper().removeprefix(PREFIX).split(BETWEEN)[0].lower())
        for variable in sorted(os.environ)
        if variable.upper().startswith(PREFIX) and BETWEEN in variable
    ]
    return [
        f"{variable}: {unknown_section(section)}"
        for variable, section in named
        if section not in Settings.model_fields
    ]


def variable_for(place: tuple[str, ...]) -> str | None:
    """The environment variable that a value came from, if one did."""
    names = {variable.upper(): variable for variable in os.environ}
    for depth in (2, 1):
        variable = names.get(PREFIX + BETWEEN.join(place[:depth]).upper())
        if variable is not None:
            return variable
    return None


def line_of(text: str, place: tuple[str, ...]) -> int:
    """Where a setting stands; its section where the key itself can't be found."""
    section, key = place[0], place[1] if len(place) > 1 else None
    table, fallback = "", 1
    for number, line in enumerate(text.splitlines(), 1):
        if found := TABLE.match(line):
            table = found[1]
            if table == section:
                fallback = number
                if key is None:
                    return number
        elif found := KEY.match(line):
            names = [name for name in (table, found[1], found[2]) if name]
            if names[:2] == [section, key] or (key is None and names[:1] == [section]):
                return number
            if names[:1] == [section] and table == "":
                fallback = number
    return fallback
