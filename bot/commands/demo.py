"""demo: see all of it on a real plan."""

from __future__ import annotations

from pathlib import Path

from bot.commands.options import say


def demo() -> None:
    """See it all on a real plan, in the folder demo. No account, one minute."""
    from bot.demo import run_demo

    run_demo(Path("demo"), say)
