"""Makes a settings file from the commented example, with what was answered filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import config
from bot.importing import refuse_existing
from config.load import DEFAULT, parse_settings
from sync.planfile import create_file

Answers = Mapping[tuple[str, str], str]
"""(section, key) -> value."""


def make_settings(path: Path, answers: Answers) -> None:
    """Raises Invalid when the file exists, or an answer is no possible setting."""
    refuse_existing(path)
    text = Path(config.__file__).with_name(DEFAULT).read_text("utf-8")
    for (section, key), value in answers.items():
        text = filled(text, section, key, value)
    parse_settings(text, str(path))
    create_file(path, text)


def filled(text: str, section: str, key: str, value: str) -> str:
    """The text with the commented line of this setting taken into use."""
    line = re.compile(rf'(^\[{section}\]$(?:(?!^\[).)*?)^# {key} = ("[^"]*")( *)', re.MULTILINE | re.DOTALL)

    def write(found: re.Match[str]) -> str:
        written = json.dumps(value, ensure_ascii=False)
        # Two characters of the comment sign are gone: the remark behind the value keeps its place.
        blanks = max(len(found[2]) + len(found[3]) + 2 - len(written), 2) if found[3] else 0
        return f"{found[1]}{key} = {written}{' ' * blanks}"

    return line.sub(write, text, count=1)
