"""The tables of the state database, and nothing else."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

SCHEMA: Final = 1
"""Of the tables. A higher number in the file was written by a newer version, and is left alone."""

metadata: Final = sa.MetaData()
meta = sa.Table(
    "meta", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)
bases = sa.Table(
    "bases",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("plan", sa.Text, nullable=False, comment="JSON: field -> value"),
    sa.Column("forge", sa.Text, nullable=False, comment="JSON: field -> value as read back"),
)
links = sa.Table(
    "links",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("removed", sa.Boolean, nullable=False),
)
journal = sa.Table(
    "journal",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, unique=True, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("old", sa.Text),
    sa.Column("new", sa.Text),
    sa.Column("source", sa.Text),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, index=True, comment="empty: not settled yet"),
    sa.Column("why", sa.Text),
    sa.Column("who", sa.Text),
    sa.Column("actor", sa.Text),
)
standing = sa.Table(
    "standing",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("plan", sa.Text),
    sa.Column("forge", sa.Text),
    sa.Column("since", sa.Text, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("comment", sa.Integer),
)
editors = sa.Table(
    "editors",
    metadata,
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("who", sa.Text, nullable=False, comment="who changed what stands open, on the tracker"),
    sa.Column("at", sa.Text, nullable=False),
)
history = sa.Table(
    "history",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("item", sa.Text, nullable=False, index=True),
    sa.Column("field", sa.Text, nullable=False, index=True),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("old", sa.Text),
    sa.Column("new", sa.Text),
    sa.Column("who", sa.Text),
    sa.Column("why", sa.Text),
    sa.Column("written", sa.Text),
    sa.Column("actor", sa.Text),
)
GREW: Final = (journal, history)
"""These had fewer columns in the first version, and get the rest in place."""
failures = sa.Table(
    "failures",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False, index=True),
    sa.Column("code", sa.Integer, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
)
heard = sa.Table(
    "heard",
    metadata,
    sa.Column("comment", sa.Integer, primary_key=True),
    sa.Column("taken", sa.Boolean, key="owed", nullable=False, comment="a receipt is to be put on it yet"),
)
digests = sa.Table(
    "digests",
    metadata,
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("counts", sa.Text, nullable=False, comment="JSON: its figures, for the next one"),
)
digest_slots = sa.Table(
    "digest_slots",
    metadata,
    sa.Column("slot", sa.Text, primary_key=True),
    sa.Column("due", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False, comment="who is posting it; empty: nobody"),
    sa.Column("until", sa.Text, nullable=False, comment="then its turn ends, if it says nothing"),
    sa.Column("told", sa.Text, comment="the day that its figures are remembered of"),
)
postings = sa.Table(
    "postings",
    metadata,
    sa.Column("slot", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("part", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False, comment="the channel's id"),
    sa.Column("ts", sa.Text, nullable=False, comment="the message's id"),
    sa.Column("content", sa.Text, nullable=False, comment="a hash of what was posted"),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("trouble", sa.Text, nullable=False),
)
proposals = sa.Table("proposals", metadata, sa.Column("item", sa.Text, primary_key=True))
kept = sa.Table(
    "kept",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("data", sa.Text, nullable=False, comment="what was last read of the tracker, as JSON"),
)
runs = sa.Table(
    "runs",
    metadata,
    sa.Column("run", sa.Integer, primary_key=True),
    sa.Column("started", sa.Text, nullable=False),
    sa.Column("ended", sa.Text),
    sa.Column("code", sa.Integer),
    sa.Column("clean", sa.Boolean),
)
lease = sa.Table(
    "lease",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False, comment="empty: nobody"),
    sa.Column("fence", sa.Integer, nullable=False, comment="grows with each holder"),
    sa.Column("until", sa.Text, nullable=False),
)
deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("id", sa.Text, primary_key=True, comment="of a webhook's call, as the service numbers it"),
    sa.Column("at", sa.Text, nullable=False, index=True),
)
asked = sa.Table(
    "asked",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False, comment="grows with each time that a look is asked for"),
    sa.Column("answered", sa.Integer, nullable=False, comment="the number that the last look began with"),
    sa.Column("first", sa.Text, nullable=False, comment="when the first of those not answered came"),
    sa.Column("last", sa.Text, nullable=False),
)
