"""What `init` asks of a service, and says once it has written the settings."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PROJECTS: Final[Mapping[str, str]] = {
    "github": "The repository, as owner/repository",
    "gitlab": "The project, as group/project or its number",
}


def settings_text(path: Path, kind: str, *, usual: bool, planned: bool, own: bool) -> str:
    """What was written, and the next command.

    `usual`: the settings are found without being named. `planned`: the plan file exists. `own`: the plan got
    places of its own, as another plan has the usual ones.
    """
    named = "" if usual else f" --config {shlex.quote(str(path))}"
    local = kind not in PROJECTS
    lines = [f"Wrote {path}."]
    if own:
        places = "a tracker and a state" if local else "a state"
        lines.append(f"Another plan is kept in this folder: this one has {places} of its own.")
    lines += [] if local else token_lines(kind)
    steps = [] if planned else [f"workplan import YOUR-DOCUMENT{named}"]
    steps.append(f"workplan sync{named}" if local else f"workplan doctor{named}")
    lines.append(f"{'Next' if local else 'Then'}: {', then: '.join(steps)}")
    return "\n".join(lines) + "\n"


def token_lines(kind: str) -> list[str]:
    variable = f"WORKPLAN_{kind.upper()}_TOKEN"
    return [
        f"Next: give workplan a token: {variable}, or {variable}_FILE for a file with it.",
        f"How to make one: docs/{kind}.md.",
    ]
