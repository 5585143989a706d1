"""The plan as JSON or CSV, to a file or as text."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from bot.export.as_csv import export_csv
from bot.export.as_json import export_json
from bot.export.form import Format
from mappings.plan import Plan
from sync.errors import Invalid


def export_text(plan: Plan, form: Format, today: date, *, gaps: bool) -> str:
    """Raises Invalid for `gaps` without CSV: a part of the JSON would pass for the whole."""
    if form is Format.CSV:
        return export_csv(plan, today, gaps)
    if gaps:
        raise Invalid("--gaps lists the open points as CSV.", "Write: --format csv --gaps")
    return export_json(plan, today)


def replace_file(path: Path, text: str, form: Format, keep: tuple[Path, ...]) -> None:
    """Write an export, whole or not at all, over an older one. `keep` are files that it never replaces."""
    if any(same_file(path, other) for other in keep):
        raise Invalid(
            f"{path} belongs to the plan itself. Nothing was written.", "Choose another name for -o."
        )
    # Excel reads accents right only behind a byte order mark.
    encoding = "utf-8-sig" if form is Format.CSV else "utf-8"
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding=encoding, newline="") as file:
            file.write(text)
        part.replace(path)
    except OSError as error:
        raise Invalid(
            f"{path} can't be written: {error.strerror}.", "Check the folder, its rights and the space left."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def same_file(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()
