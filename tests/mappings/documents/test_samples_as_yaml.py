"""The plan files beside the sample documents are what the import makes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mappings.documents.importer import import_document
from sync.planemit import emit_plan

PLANS = Path(__file__).parents[3] / "config" / "plans"


@pytest.mark.parametrize(
    ("document", "plan_id"), [("gmg-2016-2018.md", "gmg"), ("unnm-2022-2024.txt", "unnm")]
)
def test_kept_up_to_date(document: str, plan_id: str) -> None:
    """A change of the import shows in these files, and so in the review of the change."""
    data = (PLANS / document).read_bytes()
    plan = import_document(data, document, plan_id=plan_id, today=date(2026, 11, 22)).plan
    assert (PLANS / document).with_suffix(".yaml").read_text(encoding="utf-8") == emit_plan(plan)
