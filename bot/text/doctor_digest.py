"""What `doctor` says of those whom a digest would not reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from bot.digests.addressees import callable_account, gets_messages
from bot.text.phrases import joined
from bot.trouble import Trouble
from mappings.people import People
from mappings.plan import Plan


def addressee_troubles(plan: Plan, people: People, path: Path, areas: Collection[str]) -> Iterator[Trouble]:
    """Areas that the settings name and the plan doesn't have; accounts that Slack can't call or write to."""
    known = {area.id for area in plan.areas}
    for area in areas:
        if area not in known:
            yield Trouble(
                f'[slack] areas has a channel for "{area}", and the plan has no such area.',
                f"It has: {', '.join(sorted(known))}.",
            )
    wrong = {
        f'"{name}" ({entry.slack})'
        for name, entries in people.root.items()
        for entry in entries
        if entry.slack and not callable_account(entry.slack)
    }
    if wrong:
        yield Trouble(
            f"No ids of accounts on Slack, so nobody is mentioned: {joined(sorted(wrong))}.",
            f"Write the id into {path}, such as U024BE7LH: it stands in the person's profile there.",
        )
    unreached = {
        f'"{name}"'
        for name, entries in people.root.items()
        for entry in entries
        if entry.digest and not gets_messages(entry.slack)
    }
    if unreached:
        yield Trouble(
            f"digest: true needs the id of a person's account on Slack: {joined(sorted(unreached))}.",
            f"Write it into {path} beside it: slack: U024BE7LH. A group gets no messages of its own.",
        )
