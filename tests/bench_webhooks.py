"""How many deliveries a second are taken: over real HTTP, into a real state, from a process of its own."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.bench_rows import row
from tests.builders.reception import github_call, issue, reception

DELIVERIES = 5000
CALLERS = 50


def serve(folder: Path) -> None:
    """Until nobody speaks to it any more."""
    with reception(folder, ("github", "gmg/work-plan")) as desk:
        begun = time.process_time()
        print(desk.address, flush=True)
        sys.stdin.read()
        print(time.process_time() - begun, flush=True)


def calls() -> list[bytes]:
    """As long as GitHub's are: the text of the issue is in them."""
    made = []
    for number in range(DELIVERIES):
        data = issue()
        data["issue"]["body"] = f"{number} " + "An activity, and what people wrote below it. " * 250
        body = json.dumps(data).encode()
        lines = [f"{name}: {value}" for name, value in github_call(body, id=f"{number}").items()]
        head = ["POST /webhooks/github HTTP/1.1", "Host: x", f"Content-Length: {len(body)}", *lines, "", ""]
        made.append("\r\n".join(head).encode() + body)
    return made


async def deliver(address: str, waiting: list[bytes], *, anew: bool) -> int:
    """One caller; `anew`: with a connection for each. How many were taken."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    taken, writer = 0, None
    while waiting:
        call = waiting.pop()
        if writer is None:
            reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(call)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        taken += head.startswith(b"HTTP/1.1 202 ")
        if anew:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()
    return taken


async def burst(address: str, *, anew: bool) -> tuple[float, int]:
    waiting = calls()
    begun = time.perf_counter()
    taken = sum(await asyncio.gather(*(deliver(address, waiting, anew=anew) for _ in range(CALLERS))))
    return time.perf_counter() - begun, taken


def bench_webhooks() -> None:
    for anew in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            run = [sys.executable, "-m", "tests.bench_webhooks", folder]
            with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
                assert server.stdout is not None
                took, taken = asyncio.run(burst(server.stdout.readline().strip(), anew=anew))
                spent = float(server.communicate()[0])
            with closing(sqlite3.connect(Path(folder) / "0.db")) as db:
                kept = db.execute("SELECT count(*) FROM deliveries").fetchone()[0]
        how = "a connection for each" if anew else f"{CALLERS} connections"
        row(
            f"{DELIVERIES:,} webhooks of 12 kB, {how}",
            f"{DELIVERIES / took:,.0f} a second, {spent / DELIVERIES * 1000:.2f} ms of processor time each, "
            f"{taken:,} taken, {kept:,} on the disk",
            "1,000 a second, all",
        )


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
