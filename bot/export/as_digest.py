"""The digest as JSON: its sentence and its text as people read them, and what they were made from."""

from __future__ import annotations

from dataclasses import fields

from bot.digests.data import Digest
from bot.export.as_json import plain
from bot.text.digest import digest_sentence, digest_text
from bot.text.digest_words import ENGLISH, Words
from mappings.visible import json_text


def digest_json(digest: Digest, words: Words = ENGLISH) -> str:
    record = {
        "schema": 1,
        "sentence": digest_sentence(digest, words),
        "text": digest_text(digest, words),
        "digest": {field.name: getattr(digest, field.name) for field in fields(digest)},
    }
    return json_text(record, plain_or_list)


def plain_or_list(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else plain(value)
