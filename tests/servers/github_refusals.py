"""Answers that say no, in the shapes of the real service.

https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.servers.wire import Response

DOCS = "https://docs.github.com/rest"


class Refused(Exception):
    """Ends a request; nothing may have changed when it is raised."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        body: dict[str, Any] = {"message": message}
        if errors is not None:
            body["errors"] = errors
        body |= {"documentation_url": DOCS, "status": str(status)}
        self.response = Response(status, body, headers or {})


def not_found() -> Refused:
    return Refused(404, "Not Found")


def forbidden(message: str = "Must have admin rights to Repository.") -> Refused:
    return Refused(403, message)


def invalid(resource: str, field: str, code: str, **more: Any) -> Refused:
    """One field of a valid JSON body that can't be taken; code "custom" comes with a message."""
    error = {"resource": resource, "code": code, "field": field, **more}
    return Refused(422, "Validation Failed", errors=[error])


def too_long(resource: str, field: str, most: int) -> Refused:
    message = f"{field} is too long (maximum is {most} characters)"
    return invalid(resource, field, "custom", message=message)


def malformed(what: str) -> Refused:
    """A body that doesn't fit the schema of its endpoint."""
    return Refused(422, f"Invalid request.\n\n{what}")


def moved(url: str) -> Response:
    body = {"message": "Moved Permanently", "url": url, "documentation_url": DOCS}
    return Response(301, body, {"Location": url})
