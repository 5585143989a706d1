"""One digest into one channel: each part is sent once, looked for where that is unclear, edited in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, assert_never

from bot.posts.answers import Sent
from bot.posts.parts import Address, Item, Message, Shared
from bot.posts.posting import Post, Posting
from bot.slack import Slack, Webhook
from bot.text.sending import NO_LOOK, NO_THREAD, TWICE
from config.secrets import masked
from mappings.snapshot import Side
from sync.changes import Cause
from sync.errors import Invalid, Unclear, WorkplanError
from sync.ledger import HEAD, LATE, PICTURE, SETTLED, Account, Part, State, Step, step_for
from sync.memory import Change, Remember
from sync.postings import Claim
from sync.trace import Event

PAUSE: Final = 15.0
"""Seconds between two looks for what may be on its way."""
LOOKS: Final = int(SETTLED.total_seconds() / PAUSE)
"""So many pauses at most, as a clock that was set back meanwhile would never see the time as over."""
TURNS: Final = 5
"""Sent without an answer, not found, sent again, found, edited."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every delivery of a run shares. `now`: in UTC. `run`: of the latest sync."""

    claim: Claim
    outlet: Slack | Webhook
    account: Account
    plan: str
    run: int
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    gone: Post
    """In the place of a message of the thread that a correction has no more."""
    corrects: bool = True
    """Also where all of it is there: somebody asks for it."""


@dataclass(slots=True)
class Delivery:
    """What became of one posting. `channel`: its key in the ledger."""

    desk: Desk
    channel: str
    target: str
    told: Sequence[Change] = ()
    """Known with the message, once it is there."""
    posted: bool = False
    fresh: bool = False
    """The message was sent by this run: nothing can stand below it yet."""
    edited: bool = False
    stays: bool = False
    """What is there is left as it is: it is whole, and the digest is tried again for another channel."""
    error: WorkplanError | None = None

    def deliver(self, posting: Posting) -> None:
        """The error of the first part that is not there is kept, and the rest goes as far as it can."""
        self.stays = not self.desk.corrects and self.is_told(posting)
        try:
            head = self.settle(Message(self.to, HEAD, posting.head))
        except WorkplanError as error:
            self.error = error
            return
        for item in self.rest(posting, head):
            try:
                self.settle(item)
            except Invalid as error:  # of this part alone: a scope that only pictures need
                self.error = self.error or error
            except WorkplanError as error:
                self.error = self.error or error
                return

    def note(self, part: str, post: Post) -> None:
        try:
            self.settle(Message(self.to, part, post))
        except WorkplanError as error:
            self.error = error

    def rest(self, posting: Posting, head: Part) -> Iterator[Item]:
        if isinstance(self.desk.outlet, Webhook):
            if posting.thread:
                self.skip("1", NO_THREAD)
            return
        for number, post in enumerate(posting.thread, 1):
            yield Message(self.to, str(number), post, head)
        for name, part in self.parts.items():  # of a longer thread, before the digest was corrected
            if name.isdigit() and int(name) > len(posting.thread) and part.state is State.SENT:
                yield Message(self.to, name, self.desk.gone, head)
        if posting.picture is not None:
            yield Shared(self.to, posting.picture, head)

    @property
    def to(self) -> Address:
        desk = self.desk
        return Address(desk.outlet, desk.plan, desk.claim.slot, self.channel, self.target)

    @property
    def doubt(self) -> bool:
        """What comes late may be there already: the state may be an old copy, which nobody told of it."""
        slot = self.desk.claim.slot
        return self.desk.account.doubt(slot.key) or self.desk.now() - slot.due >= LATE

    @property
    def parts(self) -> dict[str, Part]:
        slot = self.desk.claim.slot.key
        return {part.part: part for part in self.desk.account.of_slot(slot) if part.channel == self.channel}

    def is_told(self, posting: Posting) -> bool:
        """The message and its thread are there, whatever they said."""
        there = {name for name, part in self.parts.items() if part.state is State.SENT}
        return {HEAD, *(str(number) for number, _ in enumerate(posting.thread, 1))} <= there

    def settle(self, item: Item) -> Part:
        """The part as it stands in the channel now. Raises what keeps it from there."""
        part = self.parts.get(item.part)
        content = item.content
        for _ in range(TURNS):
            match step_for(part, content, doubt=self.doubt and not self.fresh):
                case Step.NOTHING:
                    assert part is not None
                    return part
                case Step.EDIT:
                    assert part is not None
                    if self.stays or isinstance(item, Shared) or isinstance(self.desk.outlet, Webhook):
                        return part  # the last two nobody can edit
                    part = self.edit(item, part)
                case Step.LOOK:
                    part = self.look(item, part or self.to.part(item.part))
                case Step.POST:
                    part = self.post(item, part or self.to.part(item.part))
                case other:
                    assert_never(other)
        assert part is not None
        self.put(replace(part, state=State.UNKNOWN, trouble=TWICE))
        raise Unclear(TWICE)

    def post(self, item: Item, part: Part) -> Part:
        part = replace(part, content=item.content, at=self.desk.now(), trouble="")
        part = self.put(replace(part, state=State.SENDING))
        try:
            found = item.send()
        except Unclear:
            return part
        except WorkplanError as error:
            trouble = masked(error.message)
            if isinstance(error, Invalid) and item.part == PICTURE:
                return self.put(replace(part, state=State.SKIPPED, trouble=trouble))
            self.put(replace(part, state=State.PENDING, trouble=trouble))
            raise
        self.fresh = self.fresh or item.part == HEAD
        return self.sent(item, part, found)

    def edit(self, item: Message, part: Part) -> Part:
        try:
            item.edit(part)
        except WorkplanError as error:
            self.put(replace(part, trouble=masked(error.message)))
            raise
        self.edited = True
        return self.put(replace(part, content=item.content, trouble=""), [self.event(item, "edited")])

    def look(self, item: Item, part: Part) -> Part:
        """Sent, if it is found; else it may be sent. Raises what makes it impossible to look."""
        try:
            found = self.awaited(item, part)
        except WorkplanError as error:
            if part.at is None and not self.desk.account.restored:
                return replace(part, state=State.PENDING)  # most likely it was never sent
            said = f"{NO_LOOK} {masked(error.message)}"
            self.put(replace(part, state=State.UNKNOWN, trouble=said))
            raise type(error)(said, error.remedy) from None
        return self.sent(item, part, found) if found else replace(part, state=State.PENDING)

    def awaited(self, item: Item, part: Part) -> Sent | None:
        """Looks until what may be on its way has come."""
        found = item.find(part)
        for _ in range(LOOKS):
            if found or part.at is None or self.desk.now() - part.at >= SETTLED:
                break
            self.desk.sleep(PAUSE)
            found = item.find(part)
        return found

    def sent(self, item: Item, part: Part, found: Sent) -> Part:
        self.posted = self.posted or item.part == HEAD
        told = self.told if item.part == HEAD else ()
        part = replace(part, state=State.SENT, place=found.place, ts=found.ts, trouble="")
        return self.put(part, [self.event(item, "posted", found.by), *told])

    def skip(self, name: str, why: str) -> None:
        if name not in self.parts:
            self.put(replace(self.to.part(name), state=State.SKIPPED, trouble=why))

    def put(self, part: Part, changes: Sequence[Change] = ()) -> Part:
        return self.desk.claim.put(replace(part, at=part.at or self.desk.now()), changes)

    def event(self, item: Item, done: str, by: str | None = None) -> Change:
        """A line of the history."""
        field = "digest" if item.head is None else "digest thread"
        new = f"{item.words} {done} in {self.target}, of {self.desk.claim.slot.key}"
        now, run = self.desk.now(), self.desk.run
        return Remember(Event(now, run, "", field, Side.PLAN, None, new, None, Cause.POSTED, None, by))
