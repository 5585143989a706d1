"""Whether a webhook's call comes from who knows the secret: the schemes of GitHub and GitLab. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sync.errors import Invalid

TOLERANCE: Final = timedelta(minutes=5)
"""A signature that names a moment further away, either way, may be an old one sent again by somebody else."""
SHORTEST: Final = 16
"""Characters of a secret, and bytes of a signing token: a shorter one can be guessed."""
SIGNING: Final = "whsec_"
NAME: Final = "WORKPLAN_WEBHOOK_SECRET"


class Verdict(StrEnum):
    GENUINE = "genuine"
    UNSIGNED = "unsigned"
    """It brings nothing that could prove who sent it."""
    FORGED = "forged"
    """Another secret, or another text than was signed."""
    STALE = "stale"
    """Signed with the secret, and too long ago, or by a clock that is wrong."""


@dataclass(frozen=True, slots=True)
class Key:
    """`text`: the secret as it stands; `signing`: what GitLab's signing token stands for, if it is one."""

    text: bytes = field(repr=False)
    signing: bytes = field(default=b"", repr=False)


def key_from(secret: str) -> Key:
    """Raises Invalid for what is too short, and for half a signing token."""
    signing = b""
    if secret.startswith(SIGNING):
        try:
            signing = base64.b64decode(secret.removeprefix(SIGNING), validate=True)
        except binascii.Error:
            signing = b""
        if len(signing) < SHORTEST:
            raise Invalid(
                f"{NAME} begins as a signing token of GitLab, and is not a whole one.",
                "Copy it anew: whsec_ and all that follows.",
            )
    if len(secret) < SHORTEST:
        raise Invalid(
            f"{NAME} is too short: it can be guessed.",
            f"Take at least {SHORTEST} random characters, for example from: openssl rand -hex 32",
        )
    return Key(secret.encode(), signing)


def is_equal(told: str, right: bytes) -> bool:
    """Takes equally long wherever they differ."""
    return hmac.compare_digest(told.encode("utf-8", "replace"), right)


def check_github(key: Key, headers: Mapping[str, str], body: bytes) -> Verdict:
    """`headers` by lower-case name. https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"""
    told = headers.get("x-hub-signature-256", "")
    if not told:
        return Verdict.UNSIGNED
    right = f"sha256={hmac.new(key.text, body, hashlib.sha256).hexdigest()}"
    return Verdict.GENUINE if is_equal(told, right.encode()) else Verdict.FORGED


def check_gitlab(key: Key, headers: Mapping[str, str], body: bytes, now: datetime) -> Verdict:
    """A signature where we can check one, else the secret itself; old servers and hooks know only that.

    https://docs.gitlab.com/user/project/integrations/webhooks/
    """
    if key.signing and "webhook-signature" in headers:
        return check_signed(key.signing, headers, body, now)
    told = headers.get("x-gitlab-token", "")
    if not told:
        return Verdict.UNSIGNED
    return Verdict.GENUINE if is_equal(told, key.text) else Verdict.FORGED


def check_signed(signing: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> Verdict:
    """One of several is enough, while a secret is being changed.

    https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    """
    stamp = headers.get("webhook-timestamp", "")
    signed = b".".join((headers.get("webhook-id", "").encode("latin-1", "replace"), stamp.encode(), body))
    right = b"v1," + base64.b64encode(hmac.new(signing, signed, hashlib.sha256).digest())
    if not any(is_equal(told, right) for told in headers["webhook-signature"].split()):
        return Verdict.FORGED
    apart = abs(now.timestamp() - int(stamp)) if is_seconds(stamp) else None
    in_time = apart is not None and apart <= TOLERANCE.total_seconds()
    return Verdict.GENUINE if in_time else Verdict.STALE


def is_seconds(stamp: str) -> bool:
    return stamp.isascii() and stamp.isdigit() and len(stamp) <= len("99999999999")
