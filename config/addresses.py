"""Addresses that settings name: where a service listens, and whom it calls."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_and_port(listen: str) -> tuple[str, int]:
    """ "127.0.0.1:8766", "localhost:8766" or "[::1]:8766". Port 0 is any that is free. Raises ValueError."""
    parts = urlsplit(f"//{listen}")
    host, port = parts.hostname, parts.port
    if not host or port is None or f"//{parts.netloc}" != f"//{listen}" or "@" in listen:
        raise ValueError("no host and port")
    return host, port


def listening(listen: str) -> str:
    """Raises ValueError for what is neither empty nor a host and port."""
    if listen:
        host_and_port(listen)
    return listen


def web_address(address: str) -> str:
    """Raises ValueError for what is neither empty nor the address of a page without a name or a password."""
    parts = urlsplit(address)
    is_page = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    if address and (not is_page or "@" in parts.netloc or any(sign.isspace() for sign in address)):
        raise ValueError("no address of a page")
    return address
