"""The log of a service: one line for each event, no secret in it, for people and for programs."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.export.form import LogForm
from bot.log import Log

NINE = datetime(2017, 5, 2, 9, 0, 3, tzinfo=ZoneInfo("Europe/Zurich"))


@pytest.fixture
def written() -> io.StringIO:
    return io.StringIO()


def log(written: io.StringIO, form: LogForm = LogForm.JSON) -> Log:
    return Log(written, form, lambda: NINE)


def test_for_programs_it_is_a_line_of_json(written: io.StringIO) -> None:
    """Times are UTC, numbers are numbers, and the level is what is looked for."""
    log(written).say("synced", "plan.yaml", done=3, seconds=0.4)
    log(written).say("failed", "plan.yaml", trouble="GitHub gave no answer.")
    first, second = map(json.loads, written.getvalue().splitlines())
    at = "2017-05-02T07:00:03+00:00"
    assert first == {
        "at": at,
        "level": "info",
        "plan": "plan.yaml",
        "event": "synced",
        "done": 3,
        "seconds": 0.4,
    }
    assert (second["level"], second["trouble"]) == ("error", "GitHub gave no answer.")


def test_for_people_it_is_a_sentence(written: io.StringIO) -> None:
    """By the clock on their wall."""
    log(written, LogForm.TEXT).say("synced", "plan.yaml", done=3, refused_items=2, reason="")
    log(written, LogForm.TEXT).say("failed", "plan.yaml", trouble="GitHub gave no answer.")
    log(written, LogForm.TEXT).say("failed", "plan.yaml", work="digest", trouble="GitHub gave no answer.")
    log(written, LogForm.TEXT).say("ended")
    assert written.getvalue().splitlines() == [
        "2017-05-02 09:00:03  plan.yaml  synced: done 3, refused items 2",
        "2017-05-02 09:00:03  plan.yaml  failed. GitHub gave no answer.",
        "2017-05-02 09:00:03  plan.yaml  failed: digest. GitHub gave no answer.",
        "2017-05-02 09:00:03  ended",
    ]


@pytest.mark.parametrize("form", LogForm)
def test_an_event_is_one_line_without_secrets(
    form: LogForm, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a service or a plan puts into it: nobody writes lines of their own, or steers a terminal."""
    monkeypatch.setenv("WORKPLAN_SLACK_TOKEN", "s3cret-of-ours")
    hostile = 'a\nb\r\x1b[2J\u202e "x" ghp_0123456789abcdefghijABCDEFGHIJ0123456789 s3cret-of-ours'
    log(written, form).say("failed", hostile, trouble=hostile, address=hostile)
    text = written.getvalue()
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert not any(sign in text for sign in ("\r", "\x1b", "\u202e", "s3cret", "ghp_01"))


class Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_nobody_has_to_read_it() -> None:
    """A terminal that was closed, or a full disk, ends no service."""
    log(Gone()).say("synced")


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """As it was, afterwards."""
    logger = logging.getLogger()
    kept, level = logger.handlers[:], logger.level
    yield logger
    logger.handlers[:] = kept
    logger.setLevel(level)


def test_libraries_are_quiet_but_for_errors(written: io.StringIO, root: logging.Logger) -> None:
    """Their errors are lines like all others, without a traceback."""
    log(written).hear_libraries()
    library = logging.getLogger("apscheduler.scheduler")
    library.warning("Execution of job skipped")
    library.info("Added job")
    try:
        raise KeyError("x")
    except KeyError:
        library.exception("Error in %s", "a job")
    (told,) = map(json.loads, written.getvalue().splitlines())
    assert (told["event"], told["library"]) == ("library", "apscheduler.scheduler")
    assert told["trouble"] == "Error in a job KeyError: 'x'"
