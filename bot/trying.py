"""Tries what somebody has just answered: the project with its token, and the channel. Writes nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import build_app
from bot.checking import asked, check_service, impatient, openness
from bot.places import ServicePlace
from bot.setup import settings_of
from bot.text.doctor_service import asker, noun, service_stops
from bot.text.setup import NAMES, fine_text, untried_text, wrong_text
from bot.trouble import Trouble, trouble
from config.load import Key, Loaded
from config.secrets import secret
from sync.errors import WorkplanError


@dataclass(frozen=True, slots=True)
class Tried:
    """`wrong`: another answer may be better."""

    text: str
    wrong: bool


def try_project(answers: Mapping[Key, str], folder: Path) -> Tried:
    """Is it there, and may the token write there?"""
    app = build_app(Loaded(settings_of(answers, NAMES), None, folder), None)
    assert isinstance(app.place, ServicePlace)
    place = impatient(app.place)
    try:
        seen = check_service(replace(app, place=place), place, ())
    except WorkplanError as error:
        return Tried(untried_text(trouble(error)), wrong=False)
    stops = list(service_stops(seen, asked(place)))
    if seen.ground and seen.ground.public and not app.public:
        stops.append(openness(app, place, None))
    if stops:
        return Tried(wrong_text(stops), wrong=True)
    who = asker(seen)
    name = seen.ground.name if seen.ground else place.project
    return Tried(fine_text(f"The {noun(seen)} {name}" + (f", as {who}" if who else "")), wrong=False)


def try_channel(answers: Mapping[Key, str], folder: Path) -> Tried:  # noqa: ARG001
    """Is it there, and does the app see it? Nothing is posted."""
    from bot.posts.check import channel_troubles
    from bot.slack import Slack

    slack = settings_of(answers, NAMES).slack
    try:
        token = secret("WORKPLAN_SLACK_TOKEN")
        if token is None:
            return Tried(untried_text(Trouble("There is no token for Slack yet.")), wrong=False)
        outlet = Slack(token, slack.url, lambda: datetime.now(UTC), time.sleep)
        found = outlet.place(slack.channel)
        if troubles := channel_troubles(outlet, slack.channel):
            return Tried(wrong_text(troubles), wrong=True)
    except WorkplanError as error:
        return Tried(wrong_text([trouble(error)]), wrong=True)
    return Tried(fine_text(f"The channel {slack.channel} ({found})"), wrong=False)
