"""What all benchmarks share: a line of the table, a stopwatch, and the plans."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mappings.documents.importer import import_document
from mappings.plan import Activity, Area, Heading, Output, Plan

PLANS = Path(__file__).parents[1] / "config" / "plans"


def row(what: str, value: str, bound: str) -> None:
    print(f"| {what} | {value} | {bound} |", flush=True)


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def gmg_plan() -> Plan:
    """The sample plan as it is imported: 229 activities below 103 areas and outputs."""
    path = PLANS / "gmg-2016-2018.md"
    return import_document(path.read_bytes(), path.name, plan_id="gmg", today=date(2017, 5, 2)).plan


def large_plan(activities: int = 10_000) -> Plan:
    """Ten areas of outputs with ten activities each."""
    areas = []
    for a in range(10):
        outputs = []
        for o in range(activities // 100):
            own = tuple(
                Activity(
                    id=f"{a}-{o}-{n}",
                    number=f"{o}.{n}",
                    title=f"Activity {n} of output {o}: hold a consultation with members and partners",
                    timeframe=("April 2017", "2017", "Ongoing-2018", "TBC")[n % 4],
                    lead=("IOM", "UNU and members", "ILO and UN Women")[n % 3],
                    funding="Members' staff costs",
                )
                for n in range(10)
            )
            outputs.append(
                Output(id=f"{a}-O{o}", number=str(o), year=2017, title=f"Output {o}", activities=own)
            )
        areas.append(Area(id=str(a), title=f"Area {a}", outputs=tuple(outputs)))
    return Plan(schema=1, plan=Heading(id="large", title="A large plan"), areas=tuple(areas))
