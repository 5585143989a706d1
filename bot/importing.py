"""A document on disk becomes a plan file on disk; nothing that stands there already is overwritten."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import config
from mappings.documents.importer import Imported, import_document, plan_id_from
from mappings.documents.read import LARGEST, Unreadable
from mappings.plan import PLAN_ID
from mappings.visible import json_text
from sync.errors import Invalid
from sync.planemit import emit_plan
from sync.planfile import create_file
from sync.wholefile import NoFile, TooLarge, whole

SCHEMA: Final = "plan.schema.json"


def import_file(
    document: Path, output: Path, *, plan_id: str | None, report: Path | None, today: date
) -> Imported:
    """Raises Invalid when there is no plan in the document, or a file to be written exists already."""
    data = document_bytes(document)
    for path in filter(None, (output, report)):
        refuse_existing(path)
    if plan_id is not None and not re.fullmatch(PLAN_ID, plan_id):
        raise Invalid(
            f'"{plan_id}" can\'t be the id of a plan.',
            "An id has at most 31 small letters, digits and hyphens, and begins with a letter.",
        )
    try:
        imported = import_document(
            data, document.name, plan_id=plan_id or plan_id_from(document.name), today=today
        )
    except Unreadable as error:
        where = f"{document}, line {error.line}: " if error.line is not None else ""
        raise Invalid(f"{where}{error.message} Nothing was written.", error.remedy) from None
    create_file(output, emit_plan(imported.plan))
    put_schema(output)
    if report is not None:
        create_file(report, json_text(imported.account.to_json()))
    return imported


def refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise Invalid(
            f"{path} exists already. Nothing was written.", "Choose another name, or move the file away."
        )


def document_bytes(path: Path) -> bytes:
    try:
        return whole(path, LARGEST)
    except TooLarge as error:
        raise Invalid(
            f"{path} holds {error.megabytes:,} MB; a document may hold {LARGEST // 1_000_000} MB.",
            "Import the part of the document that holds the work plan.",
        ) from None
    except NoFile as error:
        remedy = "Name a document: Markdown (.md) or plain text (.txt)."
        raise Invalid(f"{path} is {error.what}, not a document.", remedy) from None
    except FileNotFoundError:
        raise Invalid(f"There is no document {path}.", "Check the name and the folder.") from None
    except OSError as error:
        raise Invalid(f"{path} can't be read: {error.strerror}.", "Check who may read it.") from None


def put_schema(plan: Path) -> None:
    """The file that lets an editor complete and check the plan, where the plan's first line says it is."""
    folder = plan.parent / ".workplan"
    try:
        folder.mkdir(exist_ok=True)
        (folder / SCHEMA).write_bytes(Path(config.__file__).with_name(SCHEMA).read_bytes())
    except OSError as error:
        raise Invalid(
            f"{plan} is written, but {folder / SCHEMA} beside it can't be: {error.strerror}.",
            "Editors then don't check the plan while you type; nothing else needs it.",
        ) from None
