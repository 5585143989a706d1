"""Secrets come from the environment, or from a file that a variable names; never from the settings."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from sync.errors import Invalid
from sync.masked import MASK
from sync.masked import masked as masked_by_form
from sync.wholefile import TooLarge, whole

SIZE_LIMIT: Final = 100_000
PLAIN_PATH: Final = re.compile(r"[\w./ ~-]{1,300}")

SHORTEST: Final = 10
"""What is shorter is no token, and stands in ordinary words."""
NAMES: Final = (
    "WORKPLAN_GITHUB_TOKEN",
    "WORKPLAN_GITHUB_APP_KEY",
    "WORKPLAN_GITLAB_TOKEN",
    "WORKPLAN_SLACK_TOKEN",
    "WORKPLAN_SLACK_WEBHOOK",
    "WORKPLAN_WEBHOOK_SECRET",
    "WORKPLAN_BOARD_VIEWER_TOKEN",
    "WORKPLAN_BOARD_EDITOR_TOKEN",
)


def masked(text: str) -> str:
    """The text without any secret that is set, and without what looks like one."""
    for name in NAMES:
        with suppress(Invalid):
            value = secret(name)
            if value is not None and len(value) >= SHORTEST:
                text = text.replace(value.get_secret_value(), MASK)
    return masked_by_form(text)


def secret(name: str) -> SecretStr | None:
    """The value of NAME, else what stands in the file that NAME_FILE names; None when neither is set.

    Raises Invalid when the file can't be read or holds nothing.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return checked(value, name)
    file = os.environ.get(f"{name}_FILE", "").strip()
    if not file:
        return None
    named = f"The file {file}, which {name}_FILE names," if is_path(file) else f"The file of {name}_FILE"
    try:
        text = whole(Path(file).expanduser(), SIZE_LIMIT).decode("utf-8-sig").strip()
    except (OSError, RuntimeError, UnicodeDecodeError, TooLarge) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or "it is no text"
        raise Invalid(
            f"{named} can't be read: {why}.",
            f"It takes the path of a file. What stands in there can also go into {name} itself.",
        ) from None
    if not text:
        raise Invalid(f"{named} is empty.", "Put the secret into it.")
    return checked(text, named)


def is_path(file: str) -> bool:
    """It may be the token itself, or a whole key, put there by mistake: then it is not told."""
    return "/" in file and PLAIN_PATH.fullmatch(file) is not None and masked_by_form(file) == file


def checked(text: str, where: str) -> SecretStr:
    """A token is one line of plain characters; a key is told as a block between two lines of dashes.

    Anything else would be told, as it stands, by whoever finds out that it can't be sent.
    """
    is_key = text.startswith("-----BEGIN ")
    plain = text.isascii() and (is_key or (text.isprintable() and " " not in text))
    if not plain:
        raise Invalid(
            f"{where} holds no token: it has more than one line, or characters that no token has.",
            "Copy it anew, by itself.",
        )
    return SecretStr(text)
