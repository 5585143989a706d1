"""Python imports this before the command: see `tests/killing/command.py`.

The process loads what the command will need and then waits for orders, one a line. For each it forks, and the
child goes on to run the real command from its first line, with every moment counted at which it could leave
something behind: files that it opens, renames or removes in its folder, and SQL statements that write. At the
moment that the order names it kills itself.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import signal
import sqlite3
import sqlite3.dbapi2
import sys
from importlib import import_module
from typing import Any

FILES = {
    *("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir"),
    *("os.chmod", "os.chown", "os.truncate", "os.symlink", "os.utime", "sqlite3.connect"),
}


LOADED = (
    *("bot.cli", "bot.posts.sending", "bot.progress", "bot.reporting", "bot.syncing", "config.people"),
    *("sync.forges.github", "sync.forges.gitlab", "sync.forges.local", "sync.state"),
)


def wait_for_orders() -> None:
    """Returns in the children alone, each of which then becomes the command."""
    for name in LOADED:
        import_module(name)
    gc.collect()
    gc.freeze()  # else each child ends with a search through all of it
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            return obey(order)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    os._exit(0)


def obey(order: dict[str, Any]) -> None:
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    sys.argv[1:] = order["arguments"]
    for number, name in enumerate((os.devnull, order["out"], order["err"])):
        flags = os.O_RDWR if not number else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        file = os.open(name, flags)
        os.dup2(file, number)
        os.close(file)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    moments = Moments(order["folder"], order["at"], log, order["pages"], order["vanishes"])
    if order["bytes"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"], order["bytes"]))
    if order["powerless"]:
        give_up_power()
    sys.addaudithook(moments.hear)
    for module in (sqlite3, sqlite3.dbapi2):
        module.connect = moments.connect


def give_up_power() -> None:
    """Root may write everywhere, but for what it is able to: https://man7.org/linux/man-pages/man2/capget.2.html"""
    version, nothing = 0x20080522, (ctypes.c_uint32 * 6)()
    header = (ctypes.c_uint32 * 2)(version, 0)
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


class Moments:
    """Counts the moments in `folder` into the file `log`. At number `at` the process dies.

    `vanishes`: a file that is removed instead. `pages`: how large a database may become.
    """

    def __init__(self, folder: str, at: int, log: int, pages: int, vanishes: str) -> None:
        self.folder = folder
        self.left = at
        self.log = log
        self.pages = pages
        self.vanishes = vanishes

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in FILES and (name := self.inside(arguments[0])):
            self.pass_by(f"{event} {name}")

    def connect(self, *arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*arguments, **more)
        if self.pages:
            connection.execute(f"PRAGMA max_page_count = {self.pages}")
        connection.set_trace_callback(self.hear_sql)
        return connection

    def inside(self, place: Any) -> str:
        """Its name in the folder; "" for what lies elsewhere."""
        if isinstance(place, int):
            try:
                place = os.readlink(f"/proc/self/fd/{place}")
            except OSError:
                return ""
        whole = os.path.abspath(os.fsdecode(place))
        return os.path.relpath(whole, self.folder) if whole.startswith(self.folder) else ""

    def hear_sql(self, statement: str) -> None:
        words = " ".join(statement.split())
        if not words.startswith("SELECT") and not (words.startswith("PRAGMA") and "=" not in words):
            self.pass_by(words[:60])

    def pass_by(self, what: str) -> None:
        os.write(self.log, f"{what}\n".encode())
        self.left -= 1
        if not self.left and self.vanishes:
            os.unlink(self.vanishes)
        elif not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


if os.environ.get("KILLING"):
    wait_for_orders()
