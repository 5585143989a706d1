"""init: the settings of a plan, and the list of its people, from a few questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Config, Kind, one_of, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.trying import Tried
    from config.load import Key

    Answers = dict[Key, str]
    Attempt = Callable[[Mapping[Key, str], Path], Tried]


def init(
    config: Config = None,
    plan: Annotated[str | None, typer.Option("--plan", metavar="FILE", help="The plan file.")] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            parser=one_of(Kind),
            help="Where the issues live: local, github or gitlab.",
        ),
    ] = None,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="NAME", help="There: owner/repository, or group/project."),
    ] = None,
    tracker: Annotated[
        str | None, typer.Option("--tracker", metavar="FILE", help="The file of the embedded tracker.")
    ] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar="NAME", help="Where the digest is posted in Slack.")
    ] = None,
    digest: Annotated[
        str | None, typer.Option("--digest", metavar="WHEN", help='When it is posted: "mon 09:00".')
    ] = None,
    timezone: Annotated[
        str | None, typer.Option("--timezone", metavar="ZONE", help="Where a day begins and ends.")
    ] = None,
) -> None:
    """Write a settings file. Asks what no option says, if somebody is there to answer."""
    from bot.importing import refuse_existing
    from bot.setup import make_people, make_settings, own_places, refuse_mixture, without_token
    from bot.text.setup import settings_text
    from bot.trying import try_project
    from config.load import DEFAULT

    path = config or Path(DEFAULT)
    refuse_existing(path)
    try:
        place = kind or (asked_kind() if tracker is None else Kind.LOCAL)
        refuse_mixture(place, project, tracker)
        file = asked(("plan", "file"), plan, "plan.yaml", {}, path.parent)
        own = own_places(path.parent, file, local=place is Kind.LOCAL)
        answers: Answers = {("plan", "file"): file, ("forge", "kind"): place.value}
        if place is Kind.LOCAL:
            usual = own.get(("forge", "url"), ".workplan/tracker.db")
            answers["forge", "url"] = asked(("forge", "url"), tracker, usual, answers, path.parent)
        else:
            key = ("forge", "project")
            answers[key] = tried(key, project, None, answers, path.parent, try_project)
        answers |= asked_slack(channel, digest, answers, path.parent)
        answers["schedule", "timezone"] = asked(
            ("schedule", "timezone"), timezone, usual_zone(), {}, path.parent
        )
    except (typer.Abort, KeyboardInterrupt):
        raise typer.Abort("Nothing was written.") from None
    make_settings(path, own | answers)
    told = settings_text(
        path,
        place,
        usual=config is None,
        planned=(path.parent / file).exists(),
        own=bool(own),
        lacking=without_token(answers),
        people=make_people(path.parent, file, place) if is_asking() else (),
    )
    say(told)


def is_asking() -> bool:
    """Somebody is there to answer."""
    return sys.stdin.isatty()


def usual_zone() -> str:
    from bot.setup import zone_here

    return zone_here() if is_asking() else "UTC"


def asked_kind() -> Kind:
    from bot.text.setup import KINDS

    if not is_asking():
        return Kind.LOCAL
    answer: Kind = typer.prompt(KINDS, default=Kind.LOCAL.value, value_proc=one_of(Kind))
    return answer


def asked_slack(channel: str | None, digest: str | None, answers: Answers, folder: Path) -> Answers:
    """Without a channel there is no time for it."""
    from bot.trying import try_channel

    found: Answers = {}
    if name := tried(("slack", "channel"), channel, "", answers, folder, try_channel):
        found["slack", "channel"] = name
    if name or digest is not None:
        found["schedule", "digest"] = asked(("schedule", "digest"), digest, "mon 09:00", {}, folder)
    return found


def tried(
    key: Key, given: str | None, usual: str | None, beside: Answers, folder: Path, attempt: Attempt
) -> str:
    """What is asked for, and tried: somebody who is there may name another one, or keep it all the same."""
    name = asked(key, given, usual, beside, folder)
    while name and is_asking():
        found = attempt({**beside, key: name}, folder)
        say(found.text)
        other = asked(key, None, name, beside, folder, again=True) if found.wrong and given is None else name
        if other == name:
            break
        name = other
    return name


def asked(
    key: Key, given: str | None, usual: str | None, beside: Answers, folder: Path, *, again: bool = False
) -> str:
    """What the option says, else what somebody answers, else what is usual, else nothing.

    `beside`: the answers that this one has to go with. `again`: it was tried, and may stay as it is.
    """
    from bot.setup import possible
    from bot.text.setup import question
    from sync.errors import Invalid

    if given is not None:
        return given
    if not is_asking():
        return usual or ""

    def read(text: str) -> str:
        try:
            return possible(key, text.strip(), beside, folder)
        except Invalid as error:
            raise typer.BadParameter(str(error)) from None

    words = question(key, beside.get(("forge", "kind")), usual if again else None)
    answer: str = typer.prompt(words, default=usual, value_proc=read, show_default=bool(usual) and not again)
    return answer
