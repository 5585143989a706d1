"""What `health` says of a service."""

from __future__ import annotations

from typing import Final

WELL: Final = "The service is well."
SILENT: Final = "Nobody answers at {address}. The service does not run, or has other settings."
STRANGE: Final = "Another program answers at {address}."
UNSERVED: Final = (
    "The service answers nobody: [service] listen is empty.",
    "Name an address there, for example 127.0.0.1:8766.",
)
