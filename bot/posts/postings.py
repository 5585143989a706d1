"""Who gets what of a digest on Slack: the plan's channel, those of areas, and persons who ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from bot.app import App
from bot.digests.addressees import mentions, personal
from bot.digests.data import Digest
from bot.digests.personal import personal_message
from bot.digests.posts import fitting, posts_of
from bot.digests.summary import is_quiet
from bot.picture.picturing import picture
from bot.posts.posting import Posting
from bot.text.digest_words import Words
from bot.text.unreadable import unreadable_message
from mappings.people import People
from sync.errors import PlanInvalid, WorkplanError


def postings(app: App, digest: Digest) -> tuple[Posting, ...]:
    """What is to be posted: the plan's first, then of areas, then to persons.

    Nothing for a channel that is not set, nor in a week with nothing to tell where silence is wanted. Raises
    PlanInvalid for a people.yaml that can't be read.
    """
    people = app.people()
    digest = named_plan(app, digest)
    main = (posting(app, digest, app.slack.channel, people),) if app.slack.channel else ()
    areas = (
        posting(app, replace(one, links=digest.links), app.slack.areas[one.area.id], people)
        for one in digest.areas
        if one.area
    )
    found = [one for one in (*main, *areas) if one]
    return (*found, *persons(digest, people, app.words))


def illustrated(app: App, digest: Digest) -> tuple[Posting, ...]:
    """The same to be sent: a picture in the thread of the plan's message, unless the week is a quiet one."""
    found = postings(app, digest)
    if not found or found[0].channel != app.slack.channel or is_quiet(digest):
        return found
    with app.state_reader() as state:
        drawn = picture(app.plan_file().read().plan, state.events(), app.today, app.zone, app.words)
    return (replace(found[0], picture=drawn), *found[1:])


def shown_postings(app: App, digest: Digest) -> tuple[Posting, ...]:
    """The same to be looked at: the plan's first also where no channel is set, as that of ""."""
    found = postings(app, digest)
    if app.slack.channel:
        return found
    slack = app.slack.model_copy(update={"quiet": "line"})
    main = posting(replace(app, slack=slack), named_plan(app, digest), "", app.people())
    return (main, *found) if main else found


def named_plan(app: App, digest: Digest) -> Digest:
    """On Slack the plan file goes by its name alone: where it lies on a machine says nothing there."""
    return replace(digest, links=replace(digest.links, plan=app.plan_path.name))


def posting(app: App, digest: Digest, channel: str, people: People) -> Posting | None:
    if is_quiet(digest) and app.slack.quiet == "silence":
        return None
    head, thread = posts_of(digest, app.words, mentions(digest, people))
    return Posting(channel, head, thread)


def persons(digest: Digest, people: People, words: Words) -> Iterator[Posting]:
    for account, mine in personal(digest, people).items():
        message = personal_message(digest, mine, words)
        if message:
            yield Posting(account, fitting(message, words))


def unreadable(app: App, error: WorkplanError) -> Posting:
    """For the plan's channel, when a digest is due and the plan file, or people.yaml, can't be read."""
    with app.state_reader() as state:
        memory = state.load()
    since = memory.quiet_since.astimezone(app.zone) if memory.quiet_since else None
    file = error.name if isinstance(error, PlanInvalid) else app.plan_path.name  # people.yaml, too
    message = unreadable_message(error, PurePath(file).name, memory.plan, app.today, since, app.words)
    return Posting(app.slack.channel, fitting(message, app.words))
