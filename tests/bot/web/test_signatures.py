"""A call is taken from who knows the secret, by every scheme of GitHub and GitLab, and from nobody else."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from bot.web.signatures import TOLERANCE, Key, Verdict, check_github, check_gitlab, key_from
from sync.errors import Invalid

NOW = datetime.fromtimestamp(1614265330, UTC)
"""Of the example in the specification of Standard Webhooks."""
SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
SIGNED = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
GITHUB_SECRET = "It's a Secret to Everybody"
GITHUB_SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def by_github(signature: str | None, body: bytes = b"Hello, World!", secret: str = GITHUB_SECRET) -> Verdict:
    headers = {} if signature is None else {"x-hub-signature-256": signature}
    return check_github(key_from(secret), headers, body)


def by_gitlab(
    body: bytes = BODY, secret: str = SIGNING, now: datetime = NOW, **headers: str | None
) -> Verdict:
    given = SIGNED | {name.replace("_", "-"): value for name, value in headers.items()}
    told = {name: value for name, value in given.items() if value is not None}
    return check_gitlab(key_from(secret), told, body, now)


def test_the_example_of_githubs_documentation_is_genuine() -> None:
    """The secret, the text and the signature stand there."""
    assert by_github(GITHUB_SIGNATURE) is Verdict.GENUINE


@pytest.mark.parametrize(
    "signature",
    [
        "sha256=" + "0" * 64,
        GITHUB_SIGNATURE.upper(),
        GITHUB_SIGNATURE.removeprefix("sha256="),
        GITHUB_SIGNATURE[:-1],
        GITHUB_SIGNATURE + "0",
        GITHUB_SIGNATURE.replace("sha256", "sha1"),
        "sha256=",
        "ÿ" * 71,
    ],
)
def test_anything_else_is_forged(signature: str) -> None:
    """No part of a signature counts for the whole."""
    assert by_github(signature) is Verdict.FORGED


def test_one_changed_byte_is_forged() -> None:
    """Of the text or of the secret."""
    assert by_github(GITHUB_SIGNATURE, body=b"Hello, World?") is Verdict.FORGED
    assert by_github(GITHUB_SIGNATURE, secret=GITHUB_SECRET + "!") is Verdict.FORGED


def test_githubs_old_signature_proves_nothing() -> None:
    """SHA-1 comes along for old receivers, and is not looked at."""
    assert by_github(None) is Verdict.UNSIGNED
    old = {"x-hub-signature": "sha1=" + hmac.new(GITHUB_SECRET.encode(), b"x", hashlib.sha1).hexdigest()}
    assert check_github(key_from(GITHUB_SECRET), old, b"x") is Verdict.UNSIGNED


def test_the_example_of_the_specification_is_genuine() -> None:
    """GitLab signs by Standard Webhooks."""
    assert by_gitlab() is Verdict.GENUINE


def test_id_time_and_text_are_all_signed() -> None:
    """None of them can be exchanged."""
    assert by_gitlab(webhook_id="msg_other") is Verdict.FORGED
    assert by_gitlab(webhook_timestamp="1614265331") is Verdict.FORGED
    assert by_gitlab(body=BODY + b" ") is Verdict.FORGED
    assert by_gitlab(webhook_id=None) is Verdict.FORGED
    assert by_gitlab(webhook_timestamp=None) is Verdict.FORGED


def test_one_of_several_signatures_is_enough() -> None:
    """While a secret is changed both sign, and others may use schemes that we don't know."""
    right = SIGNED["webhook-signature"]
    assert by_gitlab(webhook_signature=f"v1,AAAA v1a,BBBB {right}") is Verdict.GENUINE
    assert by_gitlab(webhook_signature="v1,AAAA v1a,BBBB") is Verdict.FORGED
    assert by_gitlab(webhook_signature=right.replace("v1,", "v2,")) is Verdict.FORGED
    assert by_gitlab(webhook_signature="") is Verdict.FORGED


@pytest.mark.parametrize("way", [1, -1])
def test_an_old_signature_is_stale(way: int) -> None:
    """Whoever overheard a call can't send it again tomorrow; clocks may differ by minutes."""
    assert by_gitlab(now=NOW + way * TOLERANCE) is Verdict.GENUINE
    assert by_gitlab(now=NOW + way * (TOLERANCE + timedelta(seconds=1))) is Verdict.STALE


@pytest.mark.parametrize("stamp", ["", "now", "-1614265330", "1614265330.5", "٣", "9" * 4000])
def test_a_time_that_is_none_is_stale(stamp: str) -> None:
    """Even where it was signed."""
    key = base64.b64decode(SIGNING.removeprefix("whsec_"))
    digest = hmac.new(key, f"a.{stamp}.{BODY.decode()}".encode(), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    told = by_gitlab(webhook_id="a", webhook_timestamp=stamp, webhook_signature=signature)
    assert told is Verdict.STALE


def test_an_old_server_shows_the_secret_itself() -> None:
    """In clear, over TLS."""
    key = key_from("0123456789abcdef")
    assert check_gitlab(key, {"x-gitlab-token": "0123456789abcdef"}, BODY, NOW) is Verdict.GENUINE
    for other in ("0123456789abcdeF", "0123456789abcde", "ü"):
        assert check_gitlab(key, {"x-gitlab-token": other}, BODY, NOW) is Verdict.FORGED
    assert check_gitlab(key, {}, BODY, NOW) is Verdict.UNSIGNED


def test_a_signature_is_not_made_up_for_by_anything() -> None:
    """Where there is one that we can check, it alone counts."""
    assert by_gitlab(body=b"{}", x_gitlab_token=SIGNING) is Verdict.FORGED


def test_a_signature_by_another_token_leaves_the_secret_to_count() -> None:
    """A hook may have both: a signing token that we were not given, and the secret that we were."""
    plain = "0123456789abcdef"
    assert by_gitlab(secret=plain, x_gitlab_token=plain) is Verdict.GENUINE
    assert by_gitlab(secret=plain) is Verdict.UNSIGNED


@pytest.mark.parametrize("secret", ["", "tiger", "whsec_", "whsec_?!", "whsec_AAAA", SIGNING[:-12]])
def test_what_can_be_guessed_is_no_secret(secret: str) -> None:
    """Nor is half of one. It is not told."""
    with pytest.raises(Invalid) as told:
        key_from(secret)
    assert "WORKPLAN_WEBHOOK_SECRET" in told.value.message
    assert secret in ("", "whsec_") or secret not in str(told.value)


def test_a_key_is_not_shown() -> None:
    """Wherever somebody prints it."""
    assert "Secret" not in repr(key_from(GITHUB_SECRET))
    assert repr(Key(b"a", b"b")) == "Key()"
