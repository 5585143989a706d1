"""A PostgreSQL of the tests' own, on a socket in a folder of its own, gone when they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection

MISSING = "PostgreSQL is not installed here. On Debian and Ubuntu: apt-get install postgresql"


def programs() -> Path | None:
    """The folder of initdb and postgres: Debian keeps each version in one that no PATH names."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    return debian[-1].parent if debian else None


class Postgres:
    """Hands out schemas that nobody has used yet: they cost less than databases."""

    def __init__(self, sockets: Path) -> None:
        self.sockets = sockets
        self.numbers = count(1)

    def database(self) -> str:
        """The address of a new one, for `[state] url`."""
        name = f"plan{next(self.numbers)}"
        with psycopg.connect(f"postgresql://workplan@/postgres?host={self.sockets}") as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        place = f"host={self.sockets}&options=-csearch_path%3D{name}"
        return f"postgresql+psycopg://workplan@/postgres?{place}"


@contextmanager
def postgres_server(bin: Path) -> Iterator[Postgres]:
    """It refuses to run as root: then it runs as the user that its package made, or as nobody."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        home = Path(folder)
        user = own_user()
        if user:
            shutil.chown(home, user)
        data = home / "data"
        run = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
        begin = [bin / "initdb", "-D", data, "-U", "workplan", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(begin, check=True, **run)
        options = (
            f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off -c max_connections=200"
        )
        control = [bin / "pg_ctl", "-D", data, "-w", "-s", "-l", home / "log"]
        subprocess.run([*control, "-o", options, "start"], check=True, **run)
        try:
            yield Postgres(home)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, **run)


@contextmanager
def closed_behind() -> Iterator[None]:
    """Close each connection that SQLAlchemy opens meanwhile, as the end of a process would."""
    opened: list[DBAPIConnection] = []

    def note(connection: DBAPIConnection, record: object) -> None:
        opened.append(connection)

    sa.event.listen(sa.Pool, "connect", note)
    try:
        yield
    finally:
        sa.event.remove(sa.Pool, "connect", note)
        for connection in opened:
            connection.close()


def own_user() -> str | None:
    if os.getuid() != 0:
        return None
    known = Path("/etc/passwd").read_text("utf-8")
    return "postgres" if "\npostgres:" in known else "nobody"
