"""What `workplan board` prints."""

from __future__ import annotations


def serving_text(address: str) -> str:
    return f"The board is at {address}/ (end it with Ctrl+C)."


def nowhere_text() -> tuple[str, str]:
    return (
        "The settings name no address for the board.",
        'Write for example: [board] listen = "127.0.0.1:8765"',
    )
