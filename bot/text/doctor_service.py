"""What `doctor` says of a service: what stops a sync there, what is worth mending, what is fine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.text.phrases import counted
from bot.trouble import Trouble
from mappings.spans import day
from sync.forges.checkup import Checkup, Contact, Credential, Ground
from sync.ports import Role

SOON: Final = timedelta(days=30)
APART: Final = timedelta(seconds=60)
"""Clocks further apart than that put changes into a wrong order."""
FINE_GRAINED: Final = '"Issues – Read and write" and "Metadata – Read"'
WRITERS: Final = {"GitHub": Role.WRITE, "GitLab": Role.TRIAGE}
"""The least role that makes labels and milestones; on GitLab a Planner's: https://docs.gitlab.com/user/permissions/"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the settings say of the place: its project, and the address that requests go to."""

    service: str
    project: str
    address: str


def asker(found: Checkup) -> str:
    """'the app "workplan"' or an account's name; "" while that is not known."""
    if found.credential is Credential.APP and found.account:
        return f'the app "{found.account.removesuffix("[bot]")}"'
    return found.account


def noun(found: Checkup) -> str:
    return "repository" if found.service == "GitHub" else "project"


def grant(found: Checkup) -> str:
    """What a token needs, as the service calls it."""
    if found.service == "GitLab":
        return "the scope api"
    match found.credential:
        case Credential.CLASSIC:
            return "the scope repo"
        case Credential.FINE_GRAINED:
            return FINE_GRAINED
        case _:
            return f"the scope repo, or as a fine-grained one {FINE_GRAINED}"


def service_stops(found: Checkup, asked: Asked) -> Iterator[Trouble]:
    """Everything at once, but for a public project, which is told in numbers of the plan."""
    yield from contact_trouble(found, asked)
    yield from credential_trouble(found, asked)
    if found.hidden:
        yield hidden(found, asked)
    if found.barred and found.accepted and found.writes is not False:
        who = asker(found) or "this token"
        yield Trouble(
            f"{found.service} does not let {who} read {asked.project}: {found.barred}.",
            f"Let {who} into the {noun(found)}. Where an organization asks for single sign-on, authorize "
            "the token for it.",
        )
    if found.ground:
        yield from ground_trouble(found.ground, found)
        yield from role_trouble(found.ground, found)


def contact_trouble(found: Checkup, asked: Asked) -> Iterator[Trouble]:
    match found.contact:
        case Contact.SILENT:
            yield Trouble(
                f"{found.service} gave no usable answer at {asked.address}.",
                "Check the network, the proxy (HTTPS_PROXY, NO_PROXY), [forge] url, and its status page.",
            )
        case Contact.PAGE:
            yield Trouble(
                f"At {asked.address} a web page came where {found.service} should answer: of a proxy, "
                "a sign-in, or another server.",
                "Reach it without the proxy (NO_PROXY), or correct [forge] url.",
            )
        case Contact.LIMITED:
            yield Trouble(
                f"{found.service} takes no more requests for now.", "Wait an hour, then run this again."
            )
        case Contact.ANSWERED:
            pass


def credential_trouble(found: Checkup, asked: Asked) -> Iterator[Trouble]:
    if found.accepted is False:
        yield unknown(found)
    if found.credential is Credential.APP:
        yield from app_trouble(found, asked)
    elif found.reads is False and found.service == "GitHub":
        yield Trouble("The token may not read issues.", f"Give it {grant(found)}, for this repository.")
    elif found.writes is False:
        may = "may read issues but not write them" if found.reads else "may not read issues"
        lacks = grant(found)
        yield Trouble(
            f"The token lacks {lacks}: it {may}.", f"Make a new one with {lacks}, and {place_of(found)}."
        )


def unknown(found: Checkup) -> Trouble:
    if found.credential is Credential.APP:
        return Trouble(
            "GitHub does not know the app, or its private key is another one.",
            "Correct WORKPLAN_GITHUB_APP_ID and WORKPLAN_GITHUB_APP_KEY_FILE.",
        )
    if found.barred:
        return Trouble(
            f"{found.service} does not take the token: {found.barred}.",
            "It takes the token of an account, or an app: WORKPLAN_GITHUB_APP_ID.",
        )
    return Trouble(
        f"{found.service} does not know the token, or it has expired.",
        f"Make a new one with {grant(found)}, and {place_of(found)}.",
    )


def place_of(found: Checkup) -> str:
    return f"put it into WORKPLAN_{found.service.upper()}_TOKEN"


def app_trouble(found: Checkup, asked: Asked) -> Iterator[Trouble]:
    if found.installed is False:
        yield Trouble(
            f"There is no repository {asked.project} on GitHub where {asker(found)} is installed.",
            "Ask an owner to install it for this repository, or correct [forge] project.",
        )
    elif found.suspended:
        yield Trouble("The app's installation is suspended.", "Ask an owner to take that back.")
    if found.writes is False:
        may = "may read issues but not write them" if found.reads else "may neither read nor write issues"
        yield Trouble(
            f"The app {may}. Ask an owner for: Issues – Read and write.",
            "It stands in the app's permissions; an owner then approves it for the installation.",
        )


def hidden(found: Checkup, asked: Asked) -> Trouble:
    who = asker(found) or "this token"
    if found.service == "GitHub":
        return Trouble(
            f"There is no repository {asked.project} on GitHub that {who} can see.",
            'Correct [forge] project ("owner/repository"), or give the token access to it.',
        )
    return Trouble(
        f"There is no project {asked.project} on this GitLab that {who} can see.",
        'Correct [forge] project ("group/project" or its number), or make the account a member.',
    )


def ground_trouble(ground: Ground, found: Checkup) -> Iterator[Trouble]:
    if ground.archived:
        yield Trouble(
            f"{ground.name} is archived: it can only be read.",
            "Ask an owner to take it out of the archive, or name another project in [forge] project.",
        )
    if not ground.issues:
        where = "Features" if found.service == "GitHub" else "Visibility, project features, permissions"
        yield Trouble(
            f"Issues are switched off in {ground.name}.",
            f"Switch them on: Settings, General, {where}, Issues.",
        )


def role_trouble(ground: Ground, found: Checkup) -> Iterator[Trouble]:
    if found.role is None or found.role >= WRITERS[found.service]:
        return
    if found.service == "GitHub":
        yield Trouble(
            f"{found.account} may not push: GitHub would silently drop labels, milestones and assignees.",
            f"Give {found.account} the role Write in {ground.path}.",
        )
    else:
        yield Trouble(
            f"{found.account} may not make labels and milestones, nor change others' issues.",
            f"Give {found.account} the role Planner or a higher one in {ground.path} (before GitLab 17.7: "
            "Reporter).",
        )


def service_worth(found: Checkup, asked: Asked, now: datetime) -> Iterator[Trouble]:
    ground = found.ground
    if found.expires and found.accepted and found.expires - now <= SOON:
        left = max((found.expires - now).days, 0)
        yield Trouble(
            f"The token ends in {counted(left, 'day')}, on {day(found.expires.date())}.",
            f"Make a new one with {grant(found)} in time, and {place_of(found)}.",
        )
    if ground and not asked.project.isdigit() and ground.path.casefold() != asked.project.casefold():
        yield Trouble(
            f"{asked.project} is an old name: the {noun(found)} is {ground.path} now.",
            f'Write [forge] project = "{ground.path}".',
        )
    if found.skew is not None and abs(found.skew) > APART:
        way = "ahead of" if found.skew > timedelta() else "behind"
        yield Trouble(
            f"This computer's clock is {length(abs(found.skew))} {way} {found.service}'s.",
            "Let it be set by a time server.",
        )


def length(of: timedelta) -> str:
    seconds = round(of.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    return counted(seconds // 60, "minute") if seconds < 7200 else counted(seconds // 3600, "hour")


def service_fine(found: Checkup, now: datetime) -> Iterator[str]:
    ground = found.ground
    lasts = found.expires is None or found.expires - now > SOON
    if found.accepted and lasts and found.writes is not False and found.installed is not False:
        yield f"token ({', '.join(token_words(found))})"
    if ground and ground.issues:
        yield "issues on"
    if ground and not ground.archived:
        yield "not archived"
    enough = found.role is None or found.role >= WRITERS[found.service]
    if ground and found.reads and found.writes is not False and enough:
        yield "labels"
    if found.skew is not None and abs(found.skew) <= APART:
        seconds = abs(found.skew).total_seconds()
        yield f"clock ({seconds:.0f} s off)" if seconds >= 1 else "clock (less than 1 s off)"


def token_words(found: Checkup) -> Iterator[str]:
    if found.credential is Credential.APP:
        yield "an app's, renews itself"
        return
    if found.expires:
        yield f"until {day(found.expires.date())}"
    else:
        yield "end not told" if found.credential is Credential.TOKEN else "without an end"
    if found.writes is None:
        yield "only the first write shows whether it may write"
