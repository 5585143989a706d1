"""A message beside the digests, posted once for what it is about: by the same ledger, and as surely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.app import App
from bot.export.as_blocks import only_line
from bot.posts.delivery import Delivery, Desk
from bot.posts.posting import Post
from bot.posts.sending import outlet_of, turn
from sync.ledger import NOTE, NOTICE, Slot, Stage
from sync.postings import read_account


def notify(app: App, about: str, post: Post, now: Callable[[], datetime]) -> None:
    """Into the plan's channel; `about` names it for ever. `now` in UTC.

    Raises Busy while another process is posting, Invalid or Unavailable when it can't be posted.
    """
    outlet = outlet_of(app, now, app.leave.sleep)
    with app.state() as state:
        slot = Slot(f"{NOTICE}{about}", now())
        slot = read_account(state, notices=True).slots.get(slot.key, slot)
        if slot.stage is not Stage.OPEN:
            return
        with turn(app, state, slot, now) as claim:
            account, memory = read_account(state, notices=True), state.load()
            gone = only_line(app.words.nothing_here)
            desk = Desk(claim, outlet, account, memory.plan, memory.run, now, app.leave.sleep, gone)
            delivery = Delivery(desk, app.slack.channel.removeprefix("#"), app.slack.channel)
            delivery.note(NOTE, post)
            if delivery.error:
                raise delivery.error
            claim.done()
