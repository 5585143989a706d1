"""A digest is posted to Slack: now, or if its slot is due; once, whoever else tries it at the same time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeAlias

from bot.app import App
from bot.digesting import digest_of
from bot.digests.data import Digest
from bot.export.as_blocks import only_line
from bot.lock import only_run, place_of
from bot.posts.delivery import Delivery, Desk
from bot.posts.posting import Posting
from bot.posts.postings import illustrated, unreadable
from bot.schedule import latest_slot, next_slot
from bot.slack import Slack, Webhook
from bot.text.sending import ONE_CHANNEL, Came, Result, sending_text, undue_text
from bot.text.slack import NO_CHANNEL, NO_TOKEN, TOKEN, WEBHOOK
from config.secrets import masked, secret
from sync.errors import Invalid, WorkplanError
from sync.ledger import HEAD, LATE, NOTE, Account, Due, Slot, Stage, due_now
from sync.ledger import State as Sent
from sync.memory import Change
from sync.memory import Told as Remembered
from sync.postings import Claim, first_run, pass_over, read_account
from sync.refuse import refuse_other_plan
from sync.state import State

PASSED: Final = 60
"""So many missed slots are written down at most."""
ORDER: Final = (75, 64, 69, 3, 1, 2)
"""Of exit codes: the first that applies."""
Content: TypeAlias = Callable[[App, Digest], Sequence[Posting]]


@dataclass(frozen=True, slots=True)
class Sending:
    """What is said of it, and the exit code."""

    text: str
    code: int = 0
    due: bool = True
    """False where there was nothing to post."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def send(
    app: App,
    *,
    due: bool,
    now: Callable[[], datetime] = utc_now,
    sleep: Callable[[float], None] | None = None,
    content: Content = illustrated,
) -> Sending:
    """`due`: only if the latest slot is due and not posted; then nothing else costs a request.

    `now`: the real time in UTC, whatever day is taken for today. Raises Busy while another run posts it,
    Invalid without a channel or a token.
    """
    sleep = sleep or app.leave.sleep
    outlet = outlet_of(app, now, sleep)
    slot, following = current_slot(app)
    with app.state() as state:
        account = read_account(state)
        if due:
            if slot is None:
                return undue(app, Due.DONE, None, following)
            slot = account.slots.get(slot.key, slot)
            found = due_now(slot, following or slot.due, app.clock(), first_run(state))
            if found is Due.GONE and slot.key not in account.slots:
                pass_over(state, [*missed(app, slot, account), replace(slot, stage=Stage.PASSED)])
            if found is not Due.NOW:
                return undue(app, found, slot, following)
        slot = slot or Slot(app.today.isoformat(), app.clock().astimezone(UTC))
        with turn(app, state, slot, now, missed(app, slot, account)) as claim:
            account = read_account(state)
            if due and account.slots[slot.key].stage is not Stage.OPEN:
                return undue(app, Due.DONE, slot, following)
            gone = only_line(app.words.nothing_here)
            desk = Desk(claim, outlet, account, "", 0, now, sleep, gone, corrects=not due)
            return post_all(app, state, desk, content, due=due)


@contextmanager
def turn(
    app: App, state: State, slot: Slot, now: Callable[[], datetime], passed: Sequence[Slot] = ()
) -> Iterator[Claim]:
    """To post one slot: a lock on this machine, a claim between machines. Raises Busy when it is another's.

    `passed`: older slots that were missed, for the record.
    """
    lock = app.lock_path.with_name("digest.lock")
    with only_run(lock):
        claim = Claim(state, slot, place_of(lock), now)
        claim.take(passed)
        try:
            yield claim
        finally:
            with suppress(WorkplanError):
                claim.release()


def outlet_of(app: App, now: Callable[[], datetime], sleep: Callable[[float], None]) -> Slack | Webhook:
    """A token goes before a webhook. Raises Invalid for neither."""
    if not app.slack.channel:
        raise Invalid(*NO_CHANNEL)
    if token := secret(TOKEN):
        pace = 60 / app.service_limits.slack_messages_per_minute
        return Slack(token, app.slack.url, now, sleep, pace)
    if address := secret(WEBHOOK):
        return Webhook(address)
    raise Invalid(*NO_TOKEN)


def current_slot(app: App) -> tuple[Slot | None, datetime | None]:
    """The latest slot, and when the next one is due."""
    now = app.clock()
    latest = latest_slot(app.digest, app.zone, now, app.holidays)
    following = next_slot(app.digest, app.zone, now, app.holidays)
    return Slot(latest.key, latest.at) if latest else None, following.at if following else None


def missed(app: App, slot: Slot, account: Account) -> tuple[Slot, ...]:
    """The slots between the last one that is known and this one."""
    known = account.latest
    found: list[Slot] = []
    at = slot.due
    while known is not None and len(found) < PASSED:
        earlier = latest_slot(app.digest, app.zone, at - timedelta(microseconds=1), app.holidays)
        if earlier is None or earlier.at <= known.due:
            break
        at = earlier.at
        found.append(Slot(earlier.key, earlier.at, Stage.PASSED))
    return tuple(found)


def undue(app: App, found: Due, slot: Slot | None, following: datetime | None) -> Sending:
    local = following.astimezone(app.zone) if following else None
    text = undue_text(found, slot.due.astimezone(app.zone) if slot else None, local)
    return Sending(text, due=False)


def post_all(app: App, state: State, desk: Desk, content: Content, *, due: bool) -> Sending:
    """Into each channel by itself; the slot is done when all of it is there."""
    memory = state.load()
    slot = desk.account.slots[desk.claim.slot.key]
    try:
        digest = digest_of(app, memory, state, told=slot.told, late=late_day(app, desk) if due else None)
        found = content(app, digest)
        plan = app.plan_file().read().plan.plan.id
        refuse_other_plan(memory, plan, app.plan_path.name)
        desk = replace(desk, plan=plan, run=memory.run)
    except Invalid as error:
        desk = replace(desk, plan=memory.plan, run=memory.run)
        note = unreadable(app, error)
        Delivery(desk, note.channel.removeprefix("#"), note.channel).note(NOTE, note.head)
        raise
    at = slot.due.astimezone(app.zone)
    counts = json.dumps(asdict(digest.counts), ensure_ascii=False, sort_keys=True)
    done = list(
        delivered(desk, app.slack.channel, found, [] if slot.told else [Remembered(app.today, counts)])
    )
    codes = {one.error.code for one in done if one.error}
    if not codes:
        desk.claim.done()
    return Sending(
        sending_text([result(one) for one in done], at), next((one for one in ORDER if one in codes), 0)
    )


def late_day(app: App, desk: Desk) -> date | None:
    """The day on which it was due, if it comes late, or came late when it was half posted."""
    slot = desk.claim.slot
    sent = [one.at for one in desk.account.of_slot(slot.key) if one.part == HEAD and one.state is Sent.SENT]
    late = min(filter(None, sent), default=app.clock()) - slot.due >= LATE
    return slot.due.astimezone(app.zone).date() if late else None


def delivered(
    desk: Desk, main: str, found: Iterable[Posting], remembered: Sequence[Change]
) -> Iterator[Delivery]:
    """What the readers of the plan's own channel, `main`, know is remembered for the next."""
    times = Counter[str]()
    for posting in found:
        name = posting.channel.removeprefix("#")
        times[name] += 1
        key = name if times[name] == 1 else f"{name} {times[name]}"  # of an area in the same channel
        is_main = posting.channel == main and key == name
        one = Delivery(desk, key, posting.channel, remembered if is_main else ())
        if isinstance(desk.outlet, Webhook) and not is_main:
            one.skip(HEAD, ONE_CHANNEL)
        else:
            one.deliver(posting)
        yield one


def result(of: Delivery) -> Result:
    """Of what was posted, and what was not."""
    trouble = masked(" ".join(str(of.error).split())) if of.error else ""
    came = Came.POSTED if of.posted else Came.EDITED if of.edited else Came.SAME
    if of.error and came is Came.SAME:
        stands = any(one.part == HEAD and one.state is Sent.SENT for one in of.parts.values())
        came = Came.LEFT if stands else Came.NOTHING
    return Result(of.target, came, trouble)
