"""GitHub looked at for `doctor`: the token or the app, the repository, what may be done there, the people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import quote

from sync.forges.checkup import Checkup, Contact, Credential, Ground, Person, in_turn, knock
from sync.forges.github_json import ROLES, Record, token_end
from sync.forges.github_reads import GitHubReads
from sync.forges.line import Answer, Ask
from sync.forges.source import Identity
from sync.ports import Role

AsApp = Callable[[str], Answer]
"""Asks what only an app itself may ask: by its key, not by the token of an installation."""

RIGHTS: Final = (("push", Role.WRITE), ("triage", Role.TRIAGE), ("pull", Role.READ))


def check_github(
    source: GitHubReads, accounts: Sequence[str], now: Callable[[], datetime], as_app: AsApp | None = None
) -> Checkup:
    """`accounts` are looked at one by one. Raises Invalid when the key of an app can't be read."""
    start = Checkup(source.service, Credential.APP if as_app else Credential.TOKEN)
    who = (
        (partial(check_app, source, as_app, now), partial(check_installation, source, as_app))
        if as_app
        else (partial(check_token, source, now),)
    )
    return in_turn(
        start,
        (
            *who,
            partial(check_repository, source),
            partial(check_rights, source),
            partial(check_people, source, accounts),
        ),
    )


def check_token(source: GitHubReads, now: Callable[[], datetime], found: Checkup) -> Checkup:
    found, answer = knock(found, source.line, partial(source.line.send, Ask("GET", "/user")), now)
    if found.contact is not Contact.ANSWERED:
        return found
    if answer.status != 200:
        return replace(found, accepted=False, barred="" if answer.status == 401 else said(answer))
    told = answer.headers.get("x-oauth-scopes")
    scopes = None if told is None else frozenset(one.strip() for one in told.split(",") if one.strip())
    return replace(
        found,
        accepted=True,
        account=answer.data["login"],
        credential=Credential.FINE_GRAINED if scopes is None else Credential.CLASSIC,
        scopes=scopes,
        expires=token_end(answer.headers),
    )


def check_app(source: GitHubReads, as_app: AsApp, now: Callable[[], datetime], found: Checkup) -> Checkup:
    found, answer = knock(found, source.line, partial(as_app, "/app"), now)
    if found.contact is not Contact.ANSWERED:
        return found
    if answer.status != 200:
        return replace(found, accepted=False)
    return replace(found, accepted=True, account=f"{answer.data['slug']}[bot]")


def check_installation(source: GitHubReads, as_app: AsApp, found: Checkup) -> Checkup:
    """What it may do: the repository shows an app no permission at all, whatever it may."""
    answer = as_app(f"/repos/{source.wanted}/installation")
    if answer.status != 200:
        return replace(found, installed=False)
    level = answer.data["permissions"].get("issues", "none")
    return replace(
        found,
        installed=True,
        suspended=bool(answer.data.get("suspended_at")),
        reads=level != "none",
        writes=level in ("write", "admin"),
    )


def check_repository(source: GitHubReads, found: Checkup) -> Checkup:
    if found.suspended:
        return found
    answer = source.wanted_repository()
    if answer.status == 404:
        return replace(found, hidden=True)
    if answer.status != 200:
        return replace(found, barred=said(answer))
    record = answer.data
    name = record["html_url"].partition("://")[2]
    source.settle_on(Identity(found.account, record["id"], name))
    ground = Ground(
        path=record["full_name"],
        name=name,
        public=record.get("visibility", "private" if record["private"] else "public") == "public",
        archived=record["archived"],
        issues=record["has_issues"],
    )
    return replace(found, ground=ground, role=None if found.credential is Credential.APP else role_in(record))


def role_in(record: Record) -> Role:
    held = record.get("permissions") or {}
    return next((role for name, role in RIGHTS if held.get(name)), Role.NONE)


def said(answer: Answer) -> str:
    told = answer.data.get("message") if isinstance(answer.data, dict) else None
    return str(told or f"answer {answer.status}").rstrip(".")


def check_rights(source: GitHubReads, found: Checkup) -> Checkup:
    """A fine-grained token does not tell what it may write; labels need the same permission as issues."""
    public = found.ground is not None and found.ground.public
    if found.scopes is not None:
        writes = "repo" in found.scopes or (public and "public_repo" in found.scopes)
        found = replace(found, writes=writes)
    if found.ground is None or found.reads is False:
        return found
    reads = source.get(f"{source.root}/labels", {"per_page": 1}).status == 200
    return replace(found, reads=reads, writes=found.writes if reads else False)


def check_people(source: GitHubReads, accounts: Sequence[str], found: Checkup) -> Checkup:
    """Who may not write is not told the roles of others."""
    if found.ground is None:
        return found
    asks = found.credential is Credential.APP or (found.role or Role.NONE) >= Role.WRITE
    look = partial(by_role, source, found.ground.public) if asks else partial(by_assignment, source)
    return replace(found, people=tuple(map(look, accounts)))


def by_role(source: GitHubReads, public: bool, account: str) -> Person:
    """https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user"""
    answer = source.get(f"{source.root}/collaborators/{quote(account, safe='')}/permission")
    if answer.status == 404:
        return Person(account, exists=False)
    if answer.status != 200:
        return by_assignment(source, account)
    record = answer.data
    role = ROLES.get(record.get("role_name"), ROLES.get(record["permission"], Role.NONE))
    if role is Role.READ and public:
        # Everyone reads it; only who was let in can be assigned.
        return Person(account, assignable=is_assignable(source, account), role=role)
    return Person(account, assignable=role >= Role.READ, role=role)


def by_assignment(source: GitHubReads, account: str) -> Person:
    if is_assignable(source, account):
        return Person(account, assignable=True)
    exists = source.get(f"/users/{quote(account, safe='')}").status != 404
    return Person(account, exists=exists, assignable=False)


def is_assignable(source: GitHubReads, account: str) -> bool:
    """https://docs.github.com/en/rest/issues/assignees#check-if-a-user-can-be-assigned"""
    return source.get(f"{source.root}/assignees/{quote(account, safe='')}").status == 204
