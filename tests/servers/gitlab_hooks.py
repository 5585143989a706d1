"""What GitLab posts to a webhook.

https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

EVENTS = {
    "issue": "Issue Hook",
    "issues": "Issue Hook",
    "note": "Note Hook",
    "milestone": "Milestone Hook",
    "label": "Label Hook",
    "emoji": "Emoji Hook",
}


def delivery(
    event: str, payload: Mapping[str, Any], secret: str, scheme: str, url: str, now: datetime
) -> tuple[dict[str, str], bytes]:
    """`scheme`: "token" sends the secret in clear, "signature" signs with `whsec_` and base64 of a key."""
    body = json.dumps(payload, ensure_ascii=False).encode()
    key = str(uuid.uuid4())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "GitLab/18.6.0",
        "X-Gitlab-Event": EVENTS.get(event, event),
        "X-Gitlab-Instance": url,
        "X-Gitlab-Webhook-UUID": str(uuid.uuid5(uuid.NAMESPACE_URL, url)),
        "X-Gitlab-Event-UUID": str(uuid.uuid4()),
        "Idempotency-Key": key,
    }
    if scheme == "token":
        return {**headers, "X-Gitlab-Token": secret}, body
    stamp = str(int(now.timestamp()))
    signed = f"{key}.{stamp}.".encode() + body
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    digest = base64.b64encode(hmac.new(raw, signed, hashlib.sha256).digest()).decode()
    signature = {"webhook-id": key, "webhook-timestamp": stamp, "webhook-signature": f"v1,{digest}"}
    return {**headers, **signature}, body
