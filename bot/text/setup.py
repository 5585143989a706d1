"""What `init` says once it has written the settings."""

from __future__ import annotations

import shlex
from pathlib import Path


def settings_text(path: Path, *, usual: bool, planned: bool, own: bool) -> str:
    """What was written, and the next command.

    `usual`: the settings are found without being named. `planned`: the plan file exists. `own`: the plan got
    places of its own, as another plan has the usual ones.
    """
    named = "" if usual else f" --config {shlex.quote(str(path))}"
    lines = [f"Wrote {path}."]
    if own:
        lines.append("Another plan is kept in this folder: this one has a tracker and a state of its own.")
    if planned:
        lines.append(f"Next: workplan sync{named}")
    else:
        lines.append(f"Next: workplan import YOUR-DOCUMENT{named}, then: workplan sync{named}")
    return "\n".join(lines) + "\n"
