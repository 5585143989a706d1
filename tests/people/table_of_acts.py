"""All acts, in the order of the table in the documents."""

from __future__ import annotations

from typing import Final

from tests.builders.acts import Act
from tests.people import (
    both,
    both_items,
    both_status,
    closing,
    dates,
    fields,
    form,
    issues,
    items,
    labels,
    membership,
    milestones,
    plan_dates,
    standing,
    table,
    tasks,
    titles,
)

MODULES: Final = (
    *(closing, titles, table, dates, tasks, issues, labels, milestones),
    *(fields, plan_dates, standing, items, membership, form),
    *(both, both_status, both_items),
)
ACTS: Final[tuple[Act, ...]] = tuple(act for module in MODULES for act in module.ACTS)
