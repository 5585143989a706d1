"""What `init` asks, and says once it has written the settings."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bot.text.phrases import counted
from bot.trouble import Trouble

KINDS: Final = "Where the issues live: local (a file beside the plan), github or gitlab"
QUESTIONS: Final[Mapping[tuple[str, str], str]] = {
    ("plan", "file"): "The plan file",
    ("forge", "url"): "The file of the tracker",
    ("slack", "channel"): "The Slack channel of the weekly digest (none: press Enter)",
    ("schedule", "digest"): "When the digest is posted",
    ("schedule", "timezone"): "The time zone, for example Europe/Zurich",
}
PROJECTS: Final[Mapping[str, str]] = {
    "github": "The repository, as owner/repository",
    "gitlab": "The project, as group/project or its number",
}
NAMES: Final[Mapping[tuple[str, str], str]] = {
    ("plan", "file"): "The plan file",
    ("forge", "project"): "The project",
    ("forge", "url"): "The tracker",
    ("slack", "channel"): "The channel",
    ("schedule", "digest"): "The time",
    ("schedule", "timezone"): "The time zone",
}
"""What a mistake in an answer begins with."""
PEOPLE: Final = """\
# Who stands behind the names in the plan: fill in accounts between the quotes, as many or few as you know.
# A name without an account fails nothing: it is listed, and nobody is assigned.
"""


def question(key: tuple[str, str], kind: str | None, kept: str | None) -> str:
    """`kept`: what was tried, and may stay all the same."""
    if kept is not None:
        return f"Another one, or Enter to keep {kept}"
    return PROJECTS[kind or ""] if key == ("forge", "project") else QUESTIONS[key]


def document_words(file: str) -> tuple[str, str]:
    return (
        f"{file} is a document, not a plan file.",
        f"Name the plan file to make, such as plan.yaml; afterwards: workplan import {shlex.quote(file)}",
    )


def wrong_text(troubles: Iterable[Trouble]) -> str:
    lines = [line for one in troubles for line in (f"  ✗ {one.what}", f"    {one.remedy}") if line.strip()]
    return "\n".join(lines) + "\n"


def fine_text(words: str) -> str:
    return f"  ✓ {words}\n"


def untried_text(trouble: Trouble) -> str:
    return f"  Not tried: {trouble.what}\n"


def settings_text(
    path: Path,
    kind: str,
    *,
    usual: bool,
    planned: bool,
    own: bool,
    lacking: Sequence[str] = (),
    people: Sequence[str] = (),
) -> str:
    """What was written, and the next command.

    `usual`: the settings are found without being named. `planned`: the plan file exists. `own`: the plan got
    places of its own, as another plan has the usual ones. `lacking`: the services without a token. `people`:
    what became of the list of people.
    """
    named = "" if usual else f" --config {shlex.quote(str(path))}"
    local = kind not in PROJECTS
    lines = [f"Wrote {path}.", *people]
    if own:
        places = "a tracker and a state" if local else "a state"
        lines.append(f"Another plan is kept in this folder: this one has {places} of its own.")
    lines += [line for service in lacking for line in token_lines(service)]
    steps = [] if planned else [f"workplan import YOUR-DOCUMENT{named}"]
    steps.append(f"workplan sync{named}" if local and not lacking else f"workplan doctor{named}")
    lines.append(f"{'Then' if lacking else 'Next'}: {', then: '.join(steps)}")
    return "\n".join(lines) + "\n"


def token_lines(service: str) -> list[str]:
    variable = f"WORKPLAN_{service.upper()}_TOKEN"
    return [
        f"Next: give workplan a token: {variable}, or {variable}_FILE for a file with it.",
        f"How to make one: docs/{service}.md.",
    ]


def people_lines(path: Path, names: int) -> list[str]:
    return [f"Wrote {path}, with {counted(names, 'name')} of the plan: fill in who stands behind them."]


def kept_lines(path: Path) -> list[str]:
    return [f"{path} is there already, and stays as it is."]
