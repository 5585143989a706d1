"""What a service is answered that delivers a webhook: its administrators read it on the page of the hook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reply:
    """`outcome` is how it is counted."""

    status: int
    outcome: str
    text: str


SECRET: Final = "WORKPLAN_WEBHOOK_SECRET"
READY: Final = Reply(200, "ready", "Ready.")
TAKEN: Final = Reply(202, "taken", "Taken. A sync follows in a moment.")
KNOWN: Final = Reply(202, "known", "Known already.")
OTHER: Final = Reply(202, "other", "Nothing to do: no plan here is mirrored there, or it is no such event.")
UNREADABLE: Final = Reply(
    400, "unreadable", "This is no event in JSON. Choose the content type application/json for the webhook."
)
UNSIGNED: Final = Reply(
    401, "refused", f"Nothing shows who sent this. Give the webhook the secret that {SECRET} holds here."
)
FORGED: Final = Reply(
    401, "refused", f"The signature is not by the secret that {SECRET} holds here. Make both the same."
)
STALE: Final = Reply(
    401, "refused", "It was signed at another time than now. Let both clocks be set by a time server."
)
OFF: Final = Reply(404, "off", f"Webhooks are off here: set {SECRET}, and start the service again.")
SLOW: Final = Reply(408, "slow", "It came too slowly.")
LARGE: Final = Reply(413, "large", "It is larger than 10 MB.")
FULL: Final = Reply(503, "full", "Too much came at once. Send it again.")
NOT_KEPT: Final = Reply(503, "not kept", "It could not be written down. Send it again later.")
