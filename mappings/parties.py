"""Printed leads, split into the parties they name."""

from __future__ import annotations


def split_parties(text: str | None) -> tuple[str, ...]:
    """Who is named, in order, verbatim; nobody for None, an empty text or one that only says TBC."""
    raise NotImplementedError
