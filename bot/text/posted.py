"""What `status` says of the digests on Slack: the last one, what is not there, and what was missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo

from bot.text.dates import moment
from bot.text.phrases import counted
from mappings.spans import day
from sync.ledger import HEAD, NOTE, PICTURE, Account, State


@dataclass(frozen=True, slots=True)
class Absent:
    """A part of the latest digest that is not there, or may be there twice if it were sent again."""

    channel: str
    part: str
    state: str
    message: str


@dataclass(frozen=True, slots=True)
class Posted:
    """`missed`: when the digests were due that were passed over since the last one that was begun."""

    last: datetime | None = None
    absent: tuple[Absent, ...] = ()
    missed: tuple[datetime, ...] = ()


def posted(account: Account, zone: tzinfo) -> Posted:
    last = account.last
    return Posted(
        last.at.astimezone(zone) if last and last.at else None,
        tuple(Absent(one.channel, one.part, one.state.value, one.trouble) for one in account.troubled),
        tuple(one.due.astimezone(zone) for one in account.missed),
    )


def posted_lines(of: Posted) -> Iterator[str]:
    if of.last:
        yield f"Last digest on Slack: {moment(of.last)}."
    for one in of.absent:
        of_which = f"of the latest digest in {one.channel}: {part_words(one.part)}. {one.message}"
        yield f"There, but not up to date, {of_which}" if one.state == State.SENT else f"Not there {of_which}"
    if of.missed:
        which = "of" if len(of.missed) == 1 else "since the one of"
        said = f"{counted(len(of.missed), 'digest')} {which} {day(of.missed[0].date())}"
        yield f"Left out, as it was too late: {said}."


def part_words(part: str) -> str:
    known = {HEAD: "the message", PICTURE: "the picture", NOTE: "the note that the plan can't be read"}
    return known.get(part, f"message {part} of its thread")


def posted_record(of: Posted) -> dict[str, object]:
    return {
        "last": of.last.isoformat() if of.last else None,
        "not_there": [asdict(one) for one in of.absent],
        "missed": [one.isoformat() for one in of.missed],
    }
