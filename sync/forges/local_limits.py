"""What the local tracker takes and what it refuses, as the services do."""

from __future__ import annotations

import sqlite3
from typing import Final

from mappings.issue import Label
from sync.errors import Rejected, Taken

TITLE_LIMIT: Final = 255
BODY_LIMIT: Final = 65_536
LABEL_LIMIT: Final = 50
LABEL_TEXT_LIMIT: Final = 100


def check_text(kind: str, title: str, body: str) -> None:
    if not title.strip():
        raise Rejected(f"The title of the {kind} is empty.", "Give it one.")
    if len(title) > TITLE_LIMIT:
        raise Rejected(
            f"The title of the {kind} has {len(title)} characters; the tracker takes {TITLE_LIMIT}.",
            "Shorten it.",
        )
    if len(body) > BODY_LIMIT:
        raise Rejected(
            f"The text of the {kind} has {len(body):,} characters; the tracker takes {BODY_LIMIT:,}.",
            "Shorten it.",
        )


def check_comment(body: str) -> None:
    if not body.strip():
        raise Rejected("The comment is empty.", "Write something in it.")
    if len(body) > BODY_LIMIT:
        raise Rejected(
            f"The comment has {len(body):,} characters; the tracker takes {BODY_LIMIT:,}.", "Shorten it."
        )


def check_label(label: Label) -> None:
    if not label.name.strip() or len(label.name) > LABEL_LIMIT or "," in label.name:
        raise Rejected(
            f'The label "{label.name}" is not possible.',
            f"A label has 1 to {LABEL_LIMIT} characters and no comma.",
        )
    if len(label.description) > LABEL_TEXT_LIMIT:
        raise Rejected(
            f'The description of the label "{label.name}" has {len(label.description)} characters; the '
            f"tracker takes {LABEL_TEXT_LIMIT}.",
            "Shorten it.",
        )


def check_unique(db: sqlite3.Connection, title: str, number: int | None) -> None:
    row = db.execute("SELECT number FROM milestones WHERE title = ?", (title,)).fetchone()
    if row is not None and row[0] != number:
        raise Taken(f'A milestone with the title "{title}" already exists: milestone {row[0]}.')


def check_milestone(db: sqlite3.Connection, number: int) -> None:
    if db.execute("SELECT 1 FROM milestones WHERE number = ?", (number,)).fetchone() is None:
        raise Rejected(f"There is no milestone {number} on the tracker.")
