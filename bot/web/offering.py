"""Everything that a service offers over HTTP, put together and served."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from bot.app import App
from bot.serving.pulse import Pulse
from bot.text.hooks import SECRET
from bot.web.health import Health
from bot.web.hooks import Hooks
from bot.web.metrics import Metrics
from bot.web.readiness import Readiness
from bot.web.serving import serve
from bot.web.signatures import key_from
from bot.web.site import site
from bot.web.watching import watching
from config.secrets import secret


@contextmanager
def offered(
    apps: Mapping[str, App],
    listen: str,
    pulse: Pulse,
    metrics: Metrics,
    now: Callable[[], datetime],
    wake: Callable[[], None],
) -> Iterator[str]:
    """The address where it answers. `apps` by what the service calls its plans; `now` in UTC.

    `wake` is called, in another thread, when a look is asked for. Raises Invalid for an address where nobody
    can listen, and for a secret that is none.
    """
    given = secret(SECRET)
    key = key_from(given.get_secret_value()) if given else None
    troubles = {plan: Readiness(app).trouble for plan, app in apps.items()}
    with watching(tuple(apps.values())) as watched:
        hooks = Hooks(key, watched, now, wake, metrics.delivered)
        health = Health(pulse, metrics, troubles, now)
        with serve(site(hooks.routes, health.routes), listen) as address:
            yield address
