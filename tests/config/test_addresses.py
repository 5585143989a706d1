"""Where a service listens and whom it calls: what is possible, and how a mistake is told."""

from __future__ import annotations

import pytest

from config.addresses import host_and_port
from config.load import parse_settings
from sync.errors import Invalid


@pytest.mark.parametrize(
    ("listen", "found"),
    [
        ("127.0.0.1:8766", ("127.0.0.1", 8766)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("localhost:65535", ("localhost", 65535)),
        ("[::1]:8766", ("::1", 8766)),
        ("[::]:0", ("::", 0)),
        ("plan.example.org:8766", ("plan.example.org", 8766)),
    ],
)
def test_a_host_and_a_port(listen: str, found: tuple[str, int]) -> None:
    """By number or name; IPv6 in brackets, as in an address of a page."""
    assert host_and_port(listen) == found
    assert parse_settings(f'[service]\nlisten = "{listen}"\n', "x.toml").service.listen == listen


@pytest.mark.parametrize(
    "listen",
    [
        "8766",
        ":8766",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:x",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "::1:8766",
        "[::1]",
        "[::1:8766",
        "http://127.0.0.1:8766",
        "127.0.0.1:8766/",
        "127.0.0.1:8766?a",
        "127.0.0.1:8766#a",
        "anna@127.0.0.1:8766",
    ],
)
def test_anything_else_is_told_with_its_line(listen: str) -> None:
    """And with what to write instead."""
    with pytest.raises(Invalid) as told:
        parse_settings(f'[service]\nlisten = "{listen}"\n', "x.toml")
    assert str(told.value) == (
        f'x.toml, line 2: [service] listen = "{listen}" is not possible. '
        'Write host and port: "127.0.0.1:8766", "[::1]:8766"; "0.0.0.0:8766" for everyone.'
    )


@pytest.mark.parametrize(
    "address", ["", "https://hc.example.org/ping/our-plan", "http://10.0.0.7:9000/a?b=c"]
)
def test_a_heartbeat_goes_to_a_page(address: str) -> None:
    """Inside or outside; or nowhere."""
    settings = parse_settings(f'[service]\nheartbeat = "{address}"\n', "x.toml")
    assert settings.service.heartbeat == address


@pytest.mark.parametrize(
    "address",
    ["hc.example.org/ping", "ftp://hc.example.org", "https://", "https://a b.org/", "https://a.org:0/", "-"],
)
def test_a_heartbeat_to_nowhere_is_told(address: str) -> None:
    """Before the first one is missed."""
    with pytest.raises(Invalid) as told:
        parse_settings(f'[service]\nheartbeat = "{address}"\n', "x.toml")
    assert "x.toml, line 2: [service] heartbeat" in str(told.value)
    assert "Write an address without a name and a password" in str(told.value)


def test_a_password_in_it_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others read the settings, and the message."""
    monkeypatch.setenv("WORKPLAN_SERVICE__HEARTBEAT", "https://anna:tiger@hc.example.org/")
    with pytest.raises(Invalid) as told:
        parse_settings()
    assert str(told.value).startswith("WORKPLAN_SERVICE__HEARTBEAT: ")
    assert "tiger" not in str(told.value)
