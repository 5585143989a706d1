"""A backup of what is remembered is made, and put back: never over a run, and never over what is there."""

from __future__ import annotations

from pathlib import Path

from bot.app import App
from bot.lock import only_run, sole_run
from sync.backup import backup, keep_whole, restore
from sync.errors import Damaged, Invalid, Refused
from sync.state import StateReader


def back_up(app: App, file: Path | None) -> str:
    path = file or beside(app, "backup")
    with app.state_reader() as state:
        backup(state, path)
    return f"Written: {path}. Put it back with: workplan restore {path}\n"


def beside(app: App, what: str) -> Path:
    return app.lock_path.parent / f"{what}-{app.clock():%Y%m%d-%H%M%S}.db"


def put_back(app: App, file: Path) -> str:
    """Raises Busy while a run is at work, Invalid for what is no backup, Refused for one of another plan."""
    if not file.is_file():
        raise Invalid(f"There is no file {file}.", "Name a file that workplan backup has written.")
    source = StateReader(f"sqlite:///{file}")
    try:
        memory, plan = source.load(), app.plan_file().read().plan.plan.id
        if not memory.run:
            raise Invalid(f"{file} holds nothing that was remembered.", "Name another backup.")
        if memory.plan != plan:
            raise Refused(
                f"{file} is of the plan “{memory.plan}”, and {app.plan_path} is the plan “{plan}”. "
                "Nothing was done.",
                "Name a backup of this plan.",
            )
        aside = beside(app, "before-restore")
        with only_run(app.lock_path):
            clear_damage(app, aside)
        with app.state() as state, sole_run(app.lock_path, state):
            if state.path is not None and state.path.resolve() == file.resolve():
                raise Invalid(f"{file} is the state itself.", "Name a backup.")
            if not state.is_absent() and state.load().run:
                keep_whole(state, aside)
            restore(source, state)
    finally:
        source.engine.dispose()
    kept = f"What was there is kept in {aside}.\n" if aside.exists() else ""
    return (
        f"{file} is in place, with all that was known after run {memory.run}.\n{kept}"
        "What was agreed on since is not known: the next sync compares both sides anew, and you are asked "
        "where they differ. See it first with: workplan preview\n"
    )


def clear_damage(app: App, aside: Path) -> None:
    """A state that can't be read any more makes room; another program's database doesn't."""
    with app.state_reader() as state:
        try:
            state.load()
        except Damaged:
            if state.path is None:
                raise
            for end in ("", "-wal", "-shm"):
                part = Path(f"{state.path}{end}")
                if part.exists():
                    part.rename(f"{aside}{end}")
