"""What is wrong with a setting, and the remedy, in the words of whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, get_args
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from config.recurrence import EXAMPLES, read_days, read_recurrence
from config.settings import ForgeSection, LeftOut, Section, Settings
from config.slack_wording import slack_mistakes

GITHUB_PROJECT: Final = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
GITLAB_PROJECT: Final = re.compile(r"\d+|[^/\s]+(?:/[^/\s]+)+")
SECRET: Final = re.compile("token|secret|passw|webhook|private", re.IGNORECASE)
RENEWED: Final = (
    "Take it out, make a new one, and set WORKPLAN_GITHUB_TOKEN_FILE or WORKPLAN_GITLAB_TOKEN_FILE."
)
RENEWED_IN: Final = {
    "slack": "Take it out, make a new one, and set WORKPLAN_SLACK_TOKEN_FILE or WORKPLAN_SLACK_WEBHOOK_FILE.",
    "service": "Take it out, make a new one, and set WORKPLAN_WEBHOOK_SECRET_FILE.",
}
WANTED: Final = {
    ("plan", "language"): 'Write "en", "fr" or "es".',
    ("plan", "git"): 'Write "off", "commit", "push" or "request".',
    ("plan", "file"): 'Write the name of a file in quotes: "plan.yaml".',
    ("people", "file"): 'Write the name of a file in quotes: "people.yaml".',
    ("forge", "kind"): 'Write "local" (the embedded tracker), "github" or "gitlab".',
    ("forge", "url"): "Write the file of the tracker, for example .workplan/tracker.db.",
    ("forge", "public"): "Write true or false.",
    (
        "state",
        "url",
    ): "Write for example sqlite:///.workplan/state.db. An @ in a password is written %40.",
    ("guard", "share"): "Write a number from 0 to 1; 0.2 is 20 %.",
    ("guard", "count"): "Write a whole number from 0 on.",
    ("mirror", "lead_labels"): "Write true or false.",
    ("merge", "trusted_bots"): 'Write a list of accounts: trusted_bots = ["ours[bot]"].',
    ("schedule", "sync"): 'Write text in quotes: "every 15 minutes".',
    ("schedule", "digest"): 'Write text in quotes: "mon 09:00".',
    ("schedule", "holidays"): "Write days as year, month, day: holidays = [2026-12-25, 2027-01-01].",
    ("slack", "areas"): 'Write areas and their channels: areas = {"1" = "#coordination"}.',
    ("slack", "quiet"): 'Write "line" or "silence".',
    ("mirror", "outputs"): 'Write "milestones", "issues" or "both".',
    (
        "service",
        "listen",
    ): 'Write host and port: "127.0.0.1:8766", "[::1]:8766"; "0.0.0.0:8766" for everyone.',
    (
        "service",
        "heartbeat",
    ): 'Write an address without a name and a password: "https://example.org/ping/our-plan".',
}


def keys_of(section: str) -> list[str]:
    """The keys of a section; none when there is no such section."""
    field = Settings.model_fields.get(section)
    model = field.annotation if field else None
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, Section) else []


def nearest(word: str, known: list[str], cutoff: float = 0.6) -> str:
    near = get_close_matches(word, known, n=1, cutoff=cutoff)
    return f'Did you mean "{near[0]}"?' if near else ""


def unknown_section(section: str) -> str:
    known = list(Settings.model_fields)
    remedy = nearest(section, known) or f"Known sections: {', '.join(known)}."
    return f"there is no section [{section}] in this version. {remedy}"


def wrong(place: tuple[str, ...], kind: str, value: object) -> str:
    """One mistake as sentences; `place` is section and key."""
    section = place[0]
    if section not in Settings.model_fields:
        return misplaced(section)
    if len(place) == 1:
        return f"[{section}] is a section: write [{section}], and its settings on the lines below."
    key = (section, place[1])
    if kind == "extra_forbidden":
        return unknown_key(*key)
    shown = f"[{section}] {place[1]} = {value!r}".replace("'", '"')
    return f"{shown} is not possible. {remedy_for(key, value)}"


def misplaced(name: str) -> str:
    """A key before any section, or a section that doesn't exist."""
    owners = [section for section in Settings.model_fields if name in keys_of(section)]
    if owners:
        return f'"{name}" belongs into a section: write it below [{owners[0]}].'
    return unknown_section(name)


def unknown_key(section: str, key: str) -> str:
    if SECRET.search(key):
        kind = "token" if "token" in key else "secret"
        return f"others read this file: no {kind} stands in it. {RENEWED_IN.get(section, RENEWED)}"
    message = f'there is no setting "{key}" in [{section}] in this version.'
    if near := nearest(key, keys_of(section)):
        return f"{message} {near}"
    owners = [other for other in Settings.model_fields if key in keys_of(other)]
    if owners:
        return f"{message} It belongs into [{owners[0]}]."
    return f"{message} Known there: {', '.join(keys_of(section))}."


def remedy_for(key: tuple[str, str], value: object) -> str:
    match key:
        case ("limits", _):
            return "Write a whole number from 1 on."
        case ("mirror", "leave_out"):
            known = list(get_args(LeftOut))
            hint = nearest(str(value), known, 0.4) + " " if isinstance(value, str) else ""
            return f'{hint}Write a list of: {", ".join(known)}; for example leave_out = ["funding"].'
        case ("schedule", "timezone"):
            near = nearest(str(value), sorted(available_timezones()))
            return near or 'Write for example "Europe/Zurich" or "UTC".'
        case ("schedule", "sync" | "digest") if isinstance(value, str):
            return schedule_remedy(key[1], value)
        case _:
            return WANTED.get(key, "Write text in quotes.")


def schedule_remedy(key: str, text: str) -> str:
    try:
        read_days(text) if key == "digest" else read_recurrence(text)
    except ValueError as error:
        return str(error)
    return EXAMPLES


def contradictions(settings: Settings) -> Iterator[tuple[tuple[str, str], str]]:
    """What is possible by itself, and not together with what else is set: the place, and what to write."""
    yield from slack_mistakes(settings.slack)
    forge = settings.forge
    for key, address in (("url", forge.url), ("project", forge.project)):
        rest = address.partition("://")[2]
        if "@" in rest or "?" in rest:
            said = "others read this file: no name, password or token stands in an address."
            yield ("forge", key), f"[forge] {key}: {said} {RENEWED}"
            return
    if forge.project.startswith(("https://", "http://")):
        short = urlsplit(forge.project).path.strip("/")
        yield ("forge", "project"), f'{shown_project(forge.project)}. Write project = "{short}".'
        return
    is_address = forge.url.startswith(("https://", "http://"))
    if forge.kind == "local":
        if "://" in forge.url:
            shown = f'[forge] url = "{forge.url}" is not possible'
            yield ("forge", "url"), f"{shown}. {WANTED['forge', 'url']}"
        if settings.mirror.outputs != "milestones":
            yield (
                ("mirror", "outputs"),
                f'[mirror] outputs = "{settings.mirror.outputs}" needs GitHub or GitLab: on the embedded '
                'tracker outputs are milestones. Write outputs = "milestones".',
            )
        if settings.plan.git == "request":
            yield (
                ("plan", "git"),
                '[plan] git = "request" needs GitHub or GitLab. Write git = "commit", or git = "push".',
            )
        if forge.project:
            yield (
                ("forge", "project"),
                f'[forge] project = "{forge.project}" says nothing to the embedded tracker. '
                'Write kind = "github" or kind = "gitlab" beside it, or take it out.',
            )
        return
    if forge.kind == "github" and not GITHUB_PROJECT.fullmatch(forge.project):
        yield ("forge", "project"), f'{shown_project(forge.project)}. Write "owner/repository".'
    if forge.kind == "gitlab" and not GITLAB_PROJECT.fullmatch(forge.project):
        yield (
            ("forge", "project"),
            f'{shown_project(forge.project)}. Write "group/project", or the number of the project.',
        )
    if forge.url and not (is_address and is_possible(forge.url)):
        example = {
            "github": "https://github.example.org/api/v3",
            "gitlab": "https://gitlab.example.org",
        }[forge.kind]
        yield ("forge", "url"), f'[forge] url = "{forge.url}" is no address. Write for example {example}.'
    elif forge.url and (remedy := misdirected(forge)):
        yield ("forge", "url"), f'[forge] url = "{forge.url}" is not where {forge.kind} answers. {remedy}'


def misdirected(forge: ForgeSection) -> str:
    """What to write instead of the address of a page; "" for one where an API may be."""
    parts = urlsplit(forge.url)
    if parts.hostname in ("github.com", "www.github.com", "gitlab.com", "www.gitlab.com"):
        return "For github.com and gitlab.com leave url out."
    if forge.kind == "gitlab" and "/api/v4" in parts.path:
        return f"Write the server alone: {forge.url.partition('/api/v4')[0]}."
    return ""


def shown_project(project: str) -> str:
    if not project:
        return "[forge] project is missing"
    return f'[forge] project = "{project}" is not possible'


def is_possible(address: str) -> bool:
    """It names a host, and a port that there can be."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
