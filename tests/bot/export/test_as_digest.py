"""The digest as JSON: what people read, and what it was made from."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

from bot.digest import Digest, DigestInputs, Resolved, build_digest
from bot.export.as_digest import digest_json
from bot.text.digest import digest_sentence, digest_text
from tests.builders.plans import activity, plan

DIGEST = build_digest(
    DigestInputs(
        plan(activity("a", "Launch", timeframe="April 2017", lead="IOM")),
        date(2017, 5, 2),
        resolved=(Resolved("a", "lead", "Bo"),),
    )
)


def test_sentence_and_text_are_those_that_are_printed() -> None:
    """A program that passes the message on has the same words as the terminal."""
    made = json.loads(digest_json(DIGEST))
    assert list(made) == ["schema", "sentence", "text", "digest"]
    assert (made["sentence"], made["text"]) == (digest_sentence(DIGEST), digest_text(DIGEST))


def test_what_it_was_made_from() -> None:
    """Every part of the digest, with days as ISO dates and sets as lists."""
    made = json.loads(digest_json(DIGEST))["digest"]
    assert list(made) == [field.name for field in fields(Digest)]
    assert (made["today"], made["unchanged"]) == ("2017-05-02", [])
    assert made["fresh"][0]["due"] == "2017-04-30"
    assert made["filled"] == [
        {"id": "a", "issue": None, "title": "Launch", "fields": ["lead"], "who": ["Bo"], "side": "tracker"}
    ]
