"""The benchmarks of the services, counted at imitated servers over real HTTP; part of `make bench`.

What a pace takes is simulated time: the server, the adapter and the engine go by one clock, which waiting
moves on. Wall time and memory are those of a whole process, the server's not included.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from mappings.plan import Plan
from tests.bench_naive import paced, sync_naively
from tests.bench_place import Site, most_within, shortest, site
from tests.bench_rows import gmg_plan, large_plan, row
from tests.builders.world import Died, Fate, Mortal

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LIMITS = {"github": [(80, MINUTE), (500, HOUR)], "gitlab": [(200, MINUTE)]}
"""Of creations on GitHub, whatever they are, and of issues on GitLab."""


def judged(what: str, value: str, bound: str, holds: bool) -> None:
    row(what, value if holds else f"{value} – MISSED", bound)


def bench_services() -> None:
    os.environ["NO_PROXY"] = "127.0.0.1"
    for kind in ("github", "gitlab"):
        bench_first_mirror(kind, gmg_plan(), "332 items")
        bench_cut_off(kind)
        if kind == "github":
            bench_first_mirror(kind, large_plan(1000), "1,000 activities")
        bench_life(kind)
        bench_large(kind)
        bench_naive(kind)


# The first mirror, at the documented limits.


def bench_first_mirror(kind: str, plan: Plan, what: str) -> None:
    with site(kind, plan, limits=True) as at:
        begun = at.rig.time.at
        at.sync()
        took = at.rig.time.at - begun
        made = Counter(kind for _, kind in at.creations())
        told = ", ".join(f"{made[name]} {name}s" for name in ("label", "milestone", "issue"))
        judged(
            f"{at.name}: first mirror of {what}",
            f"{told} made; {at.reads} reads, {at.rewrites} second writes, refused: {at.refusals}",
            "15 reads, 0 second writes",
            at.reads <= 15 and at.rewrites == 0,
        )
        judge_pace(at, "… its pace", took)


def judge_pace(at: Site, what: str, took: timedelta) -> None:
    kinds = ("issue",) if at.rig.kind == "gitlab" else ("label", "milestone", "issue")
    moments = [moment for moment, kind in at.creations() if kind in kinds]
    limits = LIMITS[at.rig.kind]
    most = [most_within(moments, span) for _, span in limits]
    best = shortest(len(moments), limits)
    over = took / best - 1
    spans = [int(span.total_seconds()) for _, span in limits]
    judged(
        what,
        " and ".join(f"{count} in {span} s" for count, span in zip(most, spans, strict=True))
        + f" at most; {took.total_seconds():,.0f} s simulated, {over:.1%} over the least that is possible",
        " and ".join(f"{limit} in {span} s" for (limit, _), span in zip(limits, spans, strict=True))
        + ", 5 %",
        over <= 0.05 and all(count <= limit for count, (limit, _) in zip(most, limits, strict=True)),
    )


def bench_cut_off(kind: str) -> None:
    """The process dies when the service has made an issue and nobody has written that down yet."""
    with site(kind, gmg_plan(), limits=True) as at:
        begun, fate = at.rig.time.at, Fate(dies_at=345)
        with suppress(Died):
            at.sync(lambda forge: Mortal(forge, fate))  # type: ignore[arg-type, return-value]
        before = len(at.creations())
        at.server.forget()
        at.sync()
        made = Counter(kind for _, kind in at.creations())
        things = made["milestone"] + made["issue"]
        judged(
            f"{at.name}: first mirror of 332 items, cut off after {before} creations and resumed",
            f"{things} milestones and issues made, {things - 332} of them twice; the second process: "
            f"{at.reads} reads, {at.rewrites} second writes, refused: {at.refusals}",
            "none twice, no refusal",
            things == 332 and at.refusals == 0,
        )
        judge_pace(at, "… the pace of both processes together", at.rig.time.at - begun)


# What runs cost from then on.


def bench_life(kind: str) -> None:
    with site(kind, gmg_plan()) as at:
        at.sync()
        at.server.forget()
        at.rig.advance(minutes=15)
        at.sync()
        row(f"{at.name}: the first run after the first mirror of 332 items", counted(at), "–")
        quiet(at, "332 items")
        at.rig.advance(hours=1)
        at.server.forget()
        closed(at, 7, "332 items, one issue closed by a person an hour after")
        closed(at, 8, "… and another one an hour later")


def counted(at: Site) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(at.requests().items()))


def quiet(at: Site, what: str) -> None:
    at.rig.advance(minutes=15)
    at.run()
    at.rig.advance(minutes=15)
    at.server.forget()
    before = at.plan_path.stat().st_mtime_ns
    runs = [at.run() for _ in range(3)]
    untouched = at.plan_path.stat().st_mtime_ns == before and at.writes == 0
    middle = sorted(runs, key=lambda ran: ran.seconds)[1]
    judged(
        f"{at.name}: nothing to do, {what}, three runs",
        f"{counted(at)}; {'no write' if untouched else 'WROTE'}; {middle.words}",
        "2 × GET 304 for each, no write",
        untouched and at.requests() == {"GET 304": 6},
    )


def closed(at: Site, number: int, what: str) -> None:
    at.rig.advance(hours=1)
    at.server.person("anna").close(number)
    at.server.forget()
    before = at.plan_path.read_text(encoding="utf-8").splitlines()
    at.sync()
    after = at.plan_path.read_text(encoding="utf-8").splitlines()
    lines = differing(before, after)
    gone = sum(line[0] == "-" for line in lines)
    came = [line[1:].split(":")[0].strip() for line in lines if line[0] == "+"]
    judged(
        f"{at.name}: {what}",
        f"{at.reads} reads, {at.writes} writes; {gone} lines of the plan changed, {len(came)} added "
        f"({', '.join(came)})",
        "3 reads, no write, 1 line changed",
        at.reads <= 3 and at.writes == 0 and gone <= 1,
    )


def differing(before: list[str], after: list[str]) -> list[str]:
    """Lines that are gone and lines that are new, wherever they stand."""
    gone, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return [*(f"-{line}" for line in gone.elements()), *(f"+{line}" for line in came.elements())]


def bench_large(kind: str) -> None:
    """The state was lost, or another machine takes over: everything is read, and found again by its marks."""
    with site(kind, large_plan()) as at:
        at.sow()
        at.rig.advance(hours=1)
        ran = at.read()
        asked = Counter(one.request.path.rstrip("/").split("/")[-1] for one in at.server.log)
        milestones = asked.pop("milestones")
        judged(
            f"{at.name}: 10,000 issues read in full",
            f"{asked['issues']} requests for the issues, {asked.total() - asked['issues']} others, "
            f"{milestones} for 1,000 milestones; {ran.words}",
            "102 requests and the milestones, 300 MB",
            asked["issues"] <= 102 and ran.peak < 300,
        )
        at.server.forget()
        ran = at.run()
        row(
            f"{at.name}: 11,000 items found again by a new state, with their links into the plan",
            f"{at.reads} reads, {at.writes} writes; {ran.words}",
            "–",
        )
        quiet(at, "10,000 activities")
        closed(at, 7, "10,000 activities, one issue closed by a person")


# Against the naive way.


def bench_naive(kind: str) -> None:
    with site(kind, gmg_plan()) as at:
        at.sync()
        for _ in range(2):
            at.rig.advance(minutes=15)
            at.sync()
        ours, asked = timed(at, at.sync)
        naive, needed = timed(at, lambda: sync_naively(at))
        row(
            f"{at.name}: 332 items brought up to date, nothing to do",
            f"{asked} requests, {ours:.2f} s",
            "–",
        )
        row(
            "… each read and written by the library, without pauses", f"{needed} requests, {naive:.2f} s", "–"
        )
        if kind == "github":
            row(
                "… the same at the library's own pace, computed",
                f"{needed} requests, {paced(332):,.0f} s",
                "–",
            )


def timed(at: Site, work: Callable[[], object]) -> tuple[float, int]:
    at.server.forget()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun, len(at.server.log)


if __name__ == "__main__":
    bench_services()
