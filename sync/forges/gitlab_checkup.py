"""GitLab looked at for `doctor`: the token, the project, the role of its account there, the people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial

from sync.errors import Invalid, Missing
from sync.forges.checkup import Checkup, Contact, Credential, Ground, Person, in_turn, knock
from sync.forges.gitlab_answers import words
from sync.forges.gitlab_json import day
from sync.forges.gitlab_reads import GitLabReads
from sync.forges.line import Ask
from sync.forges.source import Identity
from sync.ports import Role


def check_gitlab(source: GitLabReads, accounts: Sequence[str], now: Callable[[], datetime]) -> Checkup:
    """`accounts` are looked at one by one."""
    start = Checkup(source.service, Credential.TOKEN)
    return in_turn(
        start,
        (
            partial(check_token, source, now),
            partial(check_account, source),
            partial(check_project, source),
            partial(check_people, source, accounts),
        ),
    )


def check_token(source: GitLabReads, now: Callable[[], datetime], found: Checkup) -> Checkup:
    """Old servers and OAuth tokens tell nothing. https://docs.gitlab.com/api/personal_access_tokens/"""
    ask = Ask("GET", "/personal_access_tokens/self")
    found, answer = knock(found, source.line, partial(source.line.send, ask), now)
    if found.contact is not Contact.ANSWERED:
        return found
    if answer.status == 401:
        return replace(found, accepted=False)
    if answer.status != 200:
        return found
    scopes = frozenset(answer.data["scopes"])
    ends = day(answer.data.get("expires_at"))
    return replace(
        found,
        accepted=bool(answer.data.get("active", True)),
        credential=Credential.PERSONAL,
        scopes=scopes,
        reads=bool(scopes & {"api", "read_api"}),
        writes="api" in scopes,
        expires=datetime.combine(ends, time(), UTC) if ends else None,
    )


def check_account(source: GitLabReads, found: Checkup) -> Checkup:
    answer = source.get("/user")
    if answer.status == 401:
        return replace(found, accepted=False)
    if answer.status != 200:
        return found
    role = Role.WRITE if answer.data.get("is_admin") else None
    return replace(found, accepted=True, account=answer.data["username"], role=role)


def check_project(source: GitLabReads, found: Checkup) -> Checkup:
    answer = source.ask_project()
    if answer.status == 404:
        return replace(found, hidden=True)
    if answer.status != 200:
        return replace(found, barred=words(answer.data))
    record = answer.data
    name = record["web_url"].partition("://")[2]
    source.settle_on(Identity(found.account, record["id"], name))
    ground = Ground(
        path=record["path_with_namespace"],
        name=name,
        public=record["visibility"] == "public",
        archived=record["archived"],
        issues=record.get("issues_access_level", "enabled") != "disabled"
        and record.get("issues_enabled", True),
        open=record["visibility"] in ("public", "internal"),
    )
    role = found.role or (role_of(source, found.account) if found.account else None)
    return replace(found, ground=ground, reads=True, role=role)


def role_of(source: GitLabReads, account: str) -> Role | None:
    try:
        return source.role(account)
    except (Invalid, Missing):  # the list of members is not for everyone
        return None


def check_people(source: GitLabReads, accounts: Sequence[str], found: Checkup) -> Checkup:
    if found.ground is None:
        return found
    look = partial(person, source, found.ground.open)
    return replace(found, people=tuple(map(look, accounts)))


def person(source: GitLabReads, open_to_all: bool, account: str) -> Person:
    """Who is no member is looked for among all accounts; where all may read, all may be assigned."""
    role = role_of(source, account)
    if role is not Role.NONE:
        return Person(account, assignable=None if role is None else True, role=role)
    if not is_known(source, account):
        return Person(account, exists=False)
    return Person(account, assignable=open_to_all, role=Role.READ if open_to_all else Role.NONE)


def is_known(source: GitLabReads, account: str) -> bool:
    try:
        return source.number_of(account) is not None
    except (Invalid, Missing):  # nor is the list of accounts
        return True
