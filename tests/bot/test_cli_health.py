"""`workplan health`: what a container's health check asks."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.serving.pulse import Pulse
from bot.serving.wellbeing import reached
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.serving import serve
from bot.web.site import site
from tests.builders.cli import Ran, everything, here

NOW = datetime(2017, 5, 2, 9, 0, tzinfo=UTC)


def asked(folder: Path, address: str) -> Ran:
    """The command, with settings that name this address."""
    listen = address.removeprefix("http://")
    (folder / "workplan.toml").write_text(f'[service]\nlisten = "{listen}"\n', "utf-8")
    before = everything(folder)
    ran = here(folder, "health")
    assert everything(folder) == before
    return ran


@pytest.mark.parametrize(
    ("passed", "code", "said"),
    [
        (timedelta(minutes=1), 0, "The service is well.\n"),
        (timedelta(hours=1), 1, "plan.yaml: The schedule stands still.\n"),
    ],
)
def test_a_service_says_how_it_is(tmp_path: Path, passed: timedelta, code: int, said: str) -> None:
    """By its schedule's last tick: well, or what stands still."""
    pulse = Pulse(["plan.yaml"], NOW)
    health = Health(pulse, Metrics(pulse, lambda: NOW), {}, lambda: NOW + passed)
    with serve(site(health.routes), "127.0.0.1:0") as address:
        assert asked(tmp_path, address) == Ran(code, said, "")


def test_a_service_that_does_not_run_is_not_well(tmp_path: Path) -> None:
    """Nor is a program that takes a connection and says nothing of use."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
    ran = asked(tmp_path, address)
    assert ran.code == 1
    assert ran.out == (
        f"Nobody answers at http://{address}/healthz. The service does not run, or has other settings.\n"
    )


def test_another_program_is_not_taken_for_it(tmp_path: Path) -> None:
    """Whatever page it shows."""

    def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("[]", 503)

    with serve(site([Route("/healthz", page)]), "127.0.0.1:0") as address:
        assert asked(tmp_path, address).out == f"Another program answers at {address}/healthz.\n"


def test_a_service_that_answers_nobody_can_not_be_asked(tmp_path: Path) -> None:
    """That is a mistake in the settings of whoever asks, and no illness."""
    ran = asked(tmp_path, "")
    assert ran.code == 64
    assert "[service] listen is empty" in ran.err


@pytest.mark.parametrize(
    ("listen", "host"),
    [
        ("0.0.0.0:8766", "127.0.0.1"),
        ("[::]:8766", "::1"),
        ("192.0.2.7:8766", "192.0.2.7"),
        ("localhost:8766", "localhost"),
    ],
)
def test_it_is_asked_where_it_can_be_reached(listen: str, host: str) -> None:
    """In a container it listens on all addresses, and is asked on the machine's own."""
    assert reached(listen) == (host, 8766)
