"""The benchmarks: `make bench`. Each line: what, how much, its bound. Nothing here fails a build.

Times are wall-clock seconds, the median of the runs named; memory is the peak of the process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from bot.picture.picturing import picture
from bot.text.digest_words import ENGLISH
from mappings.documents.importer import import_document
from mappings.items import items
from mappings.snapshot import Field, Snapshot
from sync.memory import Base
from sync.merge import reconcile
from sync.planemit import emit_plan
from sync.planfile import PlanFile
from sync.ports import PlanEdit
from tests.bench_board import bench_board
from tests.bench_digest import bench_digest
from tests.bench_rows import PLANS, large_plan, row, seconds
from tests.bench_service import bench_service
from tests.bench_services import bench_services
from tests.bench_webhooks import bench_webhooks
from tests.builders.planfile import messy_plan

ITEMS = 10_000
WORKPLAN = Path(sys.executable).with_name("workplan")


def command(*words: str, cwd: Path | None = None, runs: int = 3) -> float:
    def run() -> None:
        subprocess.run([WORKPLAN, *words], cwd=cwd, check=True, capture_output=True)

    return seconds(run, runs)


def bench_import() -> None:
    today = datetime.now(UTC).date()
    for name in ("gmg-2016-2018.md", "unnm-2022-2024.txt"):
        data = (PLANS / name).read_bytes()
        took = seconds(partial(import_document, data, name, plan_id="plan", today=today))
        row(f"import of {name}", f"{took:.2f} s", "1 s")
        with tempfile.TemporaryDirectory() as folder:
            took = command("import", str(PLANS / name), "-o", "plan.yaml", cwd=Path(folder), runs=1)
        row(f"… as a command, from a cold start of {name}", f"{took:.2f} s", "1 s")


def bench_plan_file(folder: Path) -> None:
    text = messy_plan(ITEMS)
    path = folder / "messy.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    file = PlanFile(path)
    row("check of a 10,000-activity plan", f"{command('check', str(path), cwd=folder):.2f} s", "2 s")
    document = file.read()
    chosen = [item for item in items(document.plan) if item.activity is not None][:: ITEMS // 50][:50]
    edits = [PlanEdit(item.id, "lead", item.activity.lead, "ESCAP") for item in chosen if item.activity]
    begun = time.perf_counter()
    written = file.write(edits)
    took = time.perf_counter() - begun
    before, after = Counter(text.splitlines()), Counter(file.read().text.splitlines())
    gone, came = (before - after).total(), (after - before).total()
    row(
        f"50 edits in it, verified ({before.total():,} lines)",
        f"{took:.2f} s, {gone} lines changed, {came - gone} added, {len(written.refused)} refused",
        "3 s, 50 lines",
    )


def snapshots(count: int) -> dict[str, Snapshot]:
    from mappings.snapshot import Kind

    names = [name for name in Field if name is not Field.STATE]
    return {
        f"item-{n}": Snapshot(Kind.ACTIVITY, {name: f"{name.value} of {n}" for name in names})
        for n in range(count)
    }


def bench_reconcile() -> None:
    def edited(side: dict[str, Snapshot], first: int, word: str) -> dict[str, Snapshot]:
        found = dict(side)
        for n in range(first, first + 1000):
            old = found[f"item-{n}"]
            found[f"item-{n}"] = replace(old, values={**old.values, Field.LEAD: f"{word} {n}"})
        return found

    plan, forge = snapshots(ITEMS), snapshots(ITEMS)
    bases = {item: Base(one.values, forge[item].values) for item, one in snapshots(ITEMS).items()}
    took = seconds(lambda: reconcile(plan, forge, bases))
    row("reconcile of 10,000 items, no edits", f"{took:.3f} s", "0.1 s")
    plan, forge = edited(plan, 0, "ILO"), edited(forge, 5000, "IOM")
    took = seconds(lambda: reconcile(plan, forge, bases))
    row("… with 1,000 edits on each side", f"{took:.3f} s", "0.15 s")


def bench_sync(folder: Path) -> None:
    (folder / "plan.yaml").write_text(emit_plan(large_plan()), encoding="utf-8")
    begun = time.perf_counter()
    command("sync", cwd=folder, runs=1)
    row("first mirror of 11,000 items, local", f"{time.perf_counter() - begun:.0f} s", "–")
    before = {path: path.stat().st_mtime_ns for path in (folder / "plan.yaml",)}
    took = command("sync", cwd=folder)
    untouched = all(path.stat().st_mtime_ns == at for path, at in before.items())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    row(
        "a sync with nothing to do, 10,000 activities, local",
        f"{took:.2f} s, {'no write' if untouched else 'WROTE THE PLAN'}, {peak:.0f} MB at most",
        "3 s, no write, 400 MB",
    )


def bench_picture() -> None:
    today = date(2017, 5, 2)
    words = partial(picture, large_plan(1_000), [], today, UTC, ENGLISH)
    row("picture of a 1,000-activity plan in ten areas", f"{seconds(words):.2f} s", "0.5 s")


def main() -> None:
    print("| what | measured | bound |\n|---|---|---|")
    row("workplan --help", f"{command('--help', runs=9):.2f} s", "0.2 s")
    bench_import()
    bench_reconcile()
    bench_picture()
    bench_digest()
    with tempfile.TemporaryDirectory() as folder:
        bench_plan_file(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        bench_sync(Path(folder))
    bench_service()
    bench_services()
    bench_webhooks()
    bench_board()


if __name__ == "__main__":
    main()
