"""One sync, or one full reading, in a process of its own that loads no more than the command does.

Prints the most memory it held, in MB. `at` is the time of the imitated service.
"""

from __future__ import annotations

import re
import resource
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import sleep

from bot.app import usual_app
from bot.places import ServicePlace
from bot.syncing import sync_plan
from config.settings import LimitsSection
from sync.state import State


def main(what: str, kind: str, project: str, url: str, folder: str, at: str) -> None:
    now = datetime.fromisoformat(at)
    place = ServicePlace(kind, project, url, LimitsSection(), lambda: now, sleep)  # type: ignore[arg-type]
    if what == "read":
        place.forge(State(f"sqlite:///{folder}/read.db")).listing()
    else:
        sync_plan(replace(usual_app(Path(folder), now.date()), place=place))
    print(peak())


def peak() -> float:
    """The most memory that this process has held, in MB.

    getrusage tells it of whatever process started this one, too, where that was larger; Linux knows better.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main(*sys.argv[1:])
