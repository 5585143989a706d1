"""Who asks, and what that one may do where.

https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.servers.github_model import Repo, Role, User
from tests.servers.github_refusals import Refused, forbidden, not_found
from tests.servers.github_world import World
from tests.servers.wire import Request

LEVELS = ("none", "read", "write", "admin")


@dataclass(eq=False, slots=True)
class Token:
    """Classic with `scopes`, fine-grained or of an installation with `permissions`."""

    value: str
    user: User
    scopes: tuple[str, ...] | None = None
    permissions: Mapping[str, str] | None = None
    expires: datetime | None = None
    repos: frozenset[int] | None = None
    """The repositories it was made for; None: all of its user."""
    installation: int | None = None

    @property
    def word(self) -> str:
        return "integration" if self.installation else "personal access token"

    def role_in(self, repo: Repo) -> Role:
        public = Role.NONE if repo.private else Role.READ
        if self.repos is not None and repo.id not in self.repos:
            return public
        if self.installation:
            level = (self.permissions or {}).get("issues", "none")
            return max(public, Role.WRITE if level == "write" else Role.READ)
        if self.scopes is not None and "repo" not in self.scopes:
            return public if "public_repo" not in self.scopes or repo.private else repo.role_of(self.user)
        return repo.role_of(self.user)

    def require(self, needs: Iterable[str], level: str) -> None:
        """One of the permissions at that level; metadata can always be read."""
        if self.permissions is None:
            return
        granted = {"metadata": "read", **self.permissions}
        if not any(LEVELS.index(granted.get(one, "none")) >= LEVELS.index(level) for one in needs):
            raise forbidden(f"Resource not accessible by {self.word}")

    def require_write_scope(self, repo: Repo) -> None:
        """Without the scope the service pretends that there is nothing to write to."""
        if self.scopes is None:
            return
        enough = {"repo"} if repo.private else {"repo", "public_repo"}
        if not enough.intersection(self.scopes):
            raise not_found()


class Tokens:
    """The tokens that were given out."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by_value: dict[str, Token] = {}

    def add(self, token: Token) -> Token:
        self.by_value[token.value] = token
        return token

    def asker(self, request: Request) -> Token:
        value = credential(request)
        if value is None:
            raise Refused(401, "Requires authentication")
        token = self.by_value.get(value)
        if token is None or (token.expires and token.expires <= self.world.now()):
            raise Refused(401, "Bad credentials")
        return token


def credential(request: Request) -> str | None:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if kind.lower() in ("token", "bearer") and value else None


def token_headers(token: Token, needs: Iterable[str], level: str) -> dict[str, str]:
    """https://docs.github.com/en/rest/authentication/token-expiration-and-revocation"""
    headers: dict[str, str] = {}
    if token.scopes is not None:
        headers["X-OAuth-Scopes"] = ", ".join(token.scopes)
        headers["X-Accepted-OAuth-Scopes"] = "" if "metadata" in needs else "repo"
    else:
        headers["X-Accepted-GitHub-Permissions"] = "; ".join(f"{one}={level}" for one in needs)
    if token.expires and not token.installation:
        headers["GitHub-Authentication-Token-Expiration"] = f"{token.expires:%Y-%m-%d %H:%M:%S} UTC"
    return headers
