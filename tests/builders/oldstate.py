"""A state file as the first version wrote it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

TABLES = """
CREATE TABLE meta ("key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key"));
CREATE TABLE bases (item TEXT NOT NULL, "plan" TEXT NOT NULL, forge TEXT NOT NULL, PRIMARY KEY (item));
CREATE TABLE links (
    item TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL, url TEXT NOT NULL,
    removed BOOLEAN NOT NULL, PRIMARY KEY (item)
);
CREATE TABLE journal (
    seq INTEGER NOT NULL, id TEXT NOT NULL, run INTEGER NOT NULL, item TEXT NOT NULL, field TEXT NOT NULL,
    side TEXT NOT NULL, old TEXT, new TEXT, source TEXT, version TEXT NOT NULL, at TEXT NOT NULL,
    outcome TEXT, PRIMARY KEY (seq), UNIQUE (id)
);
CREATE INDEX ix_journal_outcome ON journal (outcome);
CREATE TABLE standing (
    item TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL, "plan" TEXT, forge TEXT, since TEXT NOT NULL,
    why TEXT, comment INTEGER, PRIMARY KEY (item, field)
);
CREATE TABLE history (
    seq INTEGER NOT NULL, at TEXT NOT NULL, run INTEGER NOT NULL, item TEXT NOT NULL, field TEXT NOT NULL,
    side TEXT NOT NULL, old TEXT, new TEXT, who TEXT, PRIMARY KEY (seq)
);
CREATE INDEX ix_history_item ON history (item);
CREATE INDEX ix_history_field ON history (field);
CREATE TABLE heard (comment INTEGER NOT NULL, taken BOOLEAN NOT NULL, PRIMARY KEY (comment));
CREATE TABLE digests (day TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (day));
CREATE TABLE kept ("kind" TEXT NOT NULL, "key" TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (kind, "key"));
CREATE TABLE runs (
    run INTEGER NOT NULL, started TEXT NOT NULL, ended TEXT, code INTEGER, clean BOOLEAN, PRIMARY KEY (run)
);
INSERT INTO meta VALUES ('schema', '1'), ('writer', 'w'), ('place', 'p'), ('plan', 'gmg');
INSERT INTO runs VALUES (1, '2017-05-02T09:00:00+00:00', '2017-05-02T09:00:05+00:00', 0, 1);
"""
AT = "2017-05-02T09:00:00+00:00"


def first_version(path: Path, history: Sequence[tuple[str | None, ...]] = ()) -> None:
    """`history`: item, field, side, old, new, who. One intent on the plan's side is open, one is settled."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(TABLES)
        rows = [(AT, 1, *row) for row in history]
        names = "at, run, item, field, side, old, new, who"
        db.executemany(f"INSERT INTO history ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        names = "id, run, item, field, side, old, new, source, version, at, outcome"
        intents = [
            ("1.1", 1, "a", "answer 7 lead", "plan", "TBC", "IOM", None, "v", AT, None),
            ("1.2", 1, "a", "funding", "plan", None, "UNDP", "UNDP", "v", AT, "applied"),
        ]
        db.executemany(f"INSERT INTO journal ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", intents)
