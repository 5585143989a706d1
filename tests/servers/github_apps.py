"""GitHub Apps: a key signs a short-lived JWT, which buys the token of an installation for an hour.

https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jwt

from tests.servers.github_access import Token, credential
from tests.servers.github_json import encode, stamp
from tests.servers.github_model import Repo, User
from tests.servers.github_refusals import Refused, not_found
from tests.servers.wire import Request, Response

if TYPE_CHECKING:
    from tests.servers.github import GitHubServer

LIFE = timedelta(hours=1)
LONGEST_JWT = timedelta(minutes=10)


@dataclass(eq=False, slots=True)
class App:
    id: int
    slug: str
    public_key: str
    permissions: Mapping[str, str]
    owner: User
    bot: User
    installation: int
    repos: frozenset[int]

    @property
    def client_id(self) -> str:
        return f"Iv23{self.id}"


class Apps:
    """Answers what is asked with a JWT instead of a token."""

    def __init__(self, server: GitHubServer) -> None:
        self.server = server
        self.known: list[App] = []
        self.given = 0

    def add(
        self, slug: str, public_key: str, permissions: Mapping[str, str], repos: Iterable[Repo | str]
    ) -> App:
        """An app with one installation, in these repositories; both ids are on it."""
        server, chosen = self.server, [self.server.repo(one) for one in repos]
        bot = server.add_account(f"{slug}[bot]", "Bot")
        ids = frozenset(one.id for one in chosen)
        owner = chosen[0].owner
        app = App(server.next_id(), slug, public_key, permissions, owner, bot, server.next_id(), ids)
        self.known.append(app)
        return app

    def answer(self, request: Request, parts: tuple[str, ...]) -> Response | None:
        match request.verb, *parts:
            case "GET", "app":
                return Response(200, encode(self.app_json(self.asker(request))))
            case "GET", "app", "installations", number:
                return Response(200, encode(self.installation_json(self.installed(request, number))))
            case "GET", "repos", owner, name, "installation":
                app, repo = self.asker(request), self.server.names.get(unquote(f"{owner}/{name}").lower())
                if repo is None or repo.id not in app.repos:
                    raise not_found()
                return Response(200, encode(self.installation_json(app)))
            case "POST", "app", "installations", number, "access_tokens":
                return self.give_token(self.installed(request, number), request.data or {})
            case _:
                return None

    def asker(self, request: Request) -> App:
        value = credential(request) or ""
        try:
            issuer = str(jwt.decode(value, options={"verify_signature": False}).get("iss"))
        except jwt.InvalidTokenError:
            raise Refused(401, "A JSON web token could not be decoded") from None
        app = next((one for one in self.known if issuer in (str(one.id), one.client_id)), None)
        if app is None:
            raise Refused(404, "Integration not found")
        self.check(value, app)
        return app

    def check(self, value: str, app: App) -> None:
        unclocked: Any = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
        try:
            claims = jwt.decode(value, app.public_key, algorithms=["RS256"], options=unclocked)
        except jwt.InvalidTokenError:
            raise Refused(401, "A JSON web token could not be decoded") from None
        now = self.server.now().timestamp()
        if claims["exp"] <= now:
            raise Refused(401, "'Expiration time' claim ('exp') is too far in the past")
        if claims["exp"] > now + LONGEST_JWT.total_seconds():
            raise Refused(401, "'Expiration time' claim ('exp') is too far in the future")
        if claims["iat"] > now:
            raise Refused(
                401, "'Issued at' claim ('iat') must be an Integer representing the time in the past"
            )

    def installed(self, request: Request, number: str) -> App:
        app = self.asker(request)
        if number != str(app.installation):
            raise not_found()
        return app

    def give_token(self, app: App, asked: Mapping[str, Any]) -> Response:
        """Fewer permissions than the installation's may be asked for, not others."""
        permissions = asked.get("permissions") or app.permissions
        if not set(permissions) <= {"metadata", *app.permissions}:
            raise Refused(422, "The permissions requested are not granted to this installation.")
        token = self.issue_token(app, permissions)
        shown = {
            "token": token.value,
            "expires_at": stamp(token.expires),
            "permissions": {"metadata": "read", **permissions},
            "repository_selection": "selected",
        }
        return Response(201, encode(shown))

    def issue_token(self, app: App, permissions: Mapping[str, str] | None = None) -> Token:
        """Also for tests without a key."""
        self.given += 1
        value, expires = f"ghs_{app.slug}{self.given:032}", self.server.time() + LIFE
        granted = app.permissions if permissions is None else permissions
        token = Token(value, app.bot, None, granted, expires, app.repos, app.installation)
        return self.server.tokens.add(token)

    def app_json(self, app: App) -> dict[str, Any]:
        show = self.server.show
        return {
            "id": app.id,
            "slug": app.slug,
            "client_id": app.client_id,
            "node_id": f"A_{app.id}",
            "owner": show.user(app.owner),
            "name": app.slug,
            "description": "",
            "external_url": "https://example.org",
            "html_url": f"{show.web}/apps/{app.slug}",
            "permissions": {"metadata": "read", **app.permissions},
            "events": ["issues", "milestone"],
            "installations_count": 1,
        }

    def installation_json(self, app: App) -> dict[str, Any]:
        show = self.server.show
        url = f"{show.api}/app/installations/{app.installation}"
        return {
            "id": app.installation,
            "account": show.user(app.owner),
            "repository_selection": "selected",
            "access_tokens_url": f"{url}/access_tokens",
            "repositories_url": f"{show.api}/installation/repositories",
            "html_url": f"{show.web}/settings/installations/{app.installation}",
            "app_id": app.id,
            "app_slug": app.slug,
            "target_id": app.owner.id,
            "target_type": app.owner.kind,
            "permissions": {"metadata": "read", **app.permissions},
            "events": ["issues", "milestone"],
            "suspended_at": None,
        }
