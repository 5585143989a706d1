"""The plan in one of its forms, to a file or as text."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import assert_never

from bot.export.as_csv import export_csv
from bot.export.as_json import export_json
from bot.export.form import Format
from bot.text.phrases import counted
from mappings.plan import Plan
from mappings.snapshot import Field
from sync.errors import Invalid
from sync.wholefile import is_there


def form_for(said: Format | None, output: Path | None) -> Format:
    """What was asked for, else what the name of the file ends with. Raises Invalid for another ending."""
    ending = output.suffix.lower().removeprefix(".") if output else ""
    if said is not None or not ending:
        return said or Format.JSON
    try:
        return Format(ending)
    except ValueError:
        raise Invalid(
            f"{output}: no export is of the kind .{ending}. Nothing was written.",
            "Let the name end in .html, .md, .ics (a calendar), .csv (a spreadsheet opens it) or .json; "
            "or say --format html.",
        ) from None


def export_text(
    plan: Plan,
    form: Format,
    today: date,
    *,
    gaps: bool,
    language: str = "en",
    hidden: Collection[Field] = (),
) -> str:
    """What is for people leaves out what the settings do (`hidden`).

    Raises Invalid for `gaps` without CSV: a part of the whole would pass for it.
    """
    if gaps and form is not Format.CSV:
        raise Invalid("--gaps lists the open points as CSV.", "Write: --format csv --gaps")
    match form:
        case Format.CSV:
            return export_csv(plan, today, gaps)
        case Format.JSON:
            return export_json(plan, today)
        case Format.HTML:
            from bot.export.as_html import export_html as export
        case Format.MD:
            from bot.export.as_md import export_md as export
        case Format.ICS:
            from bot.export.as_ics import export_ics as export
        case _:
            assert_never(form)
    from bot.text.board_words import board_words

    return export(plan, today, board_words(language), hidden)


def refuse_own(path: Path, keep: tuple[Path, ...]) -> None:
    """Raises Invalid for one of the files that no export may replace."""
    if any(same_file(path, other) for other in keep):
        raise Invalid(
            f"{path} belongs to the plan itself. Nothing was written.", "Choose another name for -o."
        )


def replace_file(path: Path, text: str, form: Format) -> None:
    """Write an export, whole or not at all, over an older one."""
    # Excel reads accents right only behind a byte order mark.
    encoding = "utf-8-sig" if form is Format.CSV else "utf-8"
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        is_there(path)  # a folder, pipe or device is not replaced
        with part.open("x", encoding=encoding, newline="") as file:
            file.write(text)
        part.replace(path)
    except OSError as error:
        raise Invalid(
            f"{path} can't be written: {error.strerror}.", "Check the folder, its rights and the space left."
        ) from None
    finally:
        part.unlink(missing_ok=True)


def written_text(path: Path, text: str, form: Format) -> str:
    """What was written where; of a table, how much."""
    if form is not Format.CSV:
        return f"Wrote {path}."
    rows = sum(1 for _ in csv.reader(io.StringIO(text))) - 1
    return f"Wrote {path}: {counted(rows, 'row')}."


def same_file(path: Path, other: Path) -> bool:
    return os.path.realpath(path) == os.path.realpath(other)
