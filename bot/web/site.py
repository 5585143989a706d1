"""All that a service answers over HTTP; whatever else is asked for is not there."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute


def site(*routes: Sequence[BaseRoute]) -> Starlette:
    app = Starlette(routes=[route for some in routes for route in some])
    app.router.redirect_slashes = False  # by a header of the call itself
    return app
