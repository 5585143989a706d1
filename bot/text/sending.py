"""What is told of posting a digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never

from bot.text.dates import moment
from bot.text.slack import UNCLEAR
from sync.ledger import Due

NO_LOOK: Final = f"{UNCLEAR} It could not be looked up, and is not posted again."
NO_READING: Final = (
    "Through a webhook nobody can look what was posted.",
    "Look in the channel yourself. With a token instead of a webhook this does not happen.",
)
NO_THREAD: Final = "A webhook has no thread: the full list and the picture are left out."
ONE_CHANNEL: Final = "A webhook posts into its own channel alone."
TWICE: Final = "Slack gave no clear answer several times, and nothing was found in the channel."


class Came(StrEnum):
    """What came of one channel."""

    POSTED = "posted"
    EDITED = "edited"
    SAME = "same"
    NOTHING = "nothing"
    """It is not there; the trouble says why."""
    LEFT = "left"
    """It is there, and could not be brought up to date; the trouble says why."""


@dataclass(frozen=True, slots=True)
class Result:
    """Of one channel."""

    channel: str
    came: Came
    trouble: str = ""


def sending_text(told: Sequence[Result], due: datetime) -> str:
    """One line a channel; nothing to say where nothing was to be posted."""
    lines = [told_line(one, due) for one in told]
    return "".join(f"{line}\n" for line in lines) or "There is nothing to tell. Nothing was posted.\n"


def told_line(one: Result, due: datetime) -> str:
    what = f"the digest of {moment(due)}"
    match one.came:
        case Came.POSTED:
            said = f"Posted in {one.channel}: {what}."
        case Came.EDITED:
            said = f"Corrected in {one.channel}: {what}."
        case Came.SAME:
            said = f"Nothing to do in {one.channel}: {what} is there already."
        case Came.NOTHING:
            return f"Not posted in {one.channel}: {one.trouble}"
        case Came.LEFT:
            return f"Not brought up to date in {one.channel}, where {what} stands: {one.trouble}"
        case _:
            assert_never(one.came)
    return f"{said} {one.trouble}" if one.trouble else said


def undue_text(found: Due, due: datetime | None, following: datetime | None) -> str:
    """Why nothing is posted. `due`: of the latest slot, if there ever was one."""
    after = f" The next one is due on {moment(following)}." if following else ""
    if due is None:
        return f"No digest is due.{after}\n"
    match found:
        case Due.EARLY:
            return f"The digest of {moment(due)} was due before the plan was synced first.{after}\n"
        case Due.GONE:
            return f"The digest of {moment(due)} was missed by too long, and is left out.{after}\n"
        case _:
            return f"The digest of {moment(due)} is posted already.{after}\n"
