"""The command aimed at an imitated service: a plan with its people, and settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.planemit import emit_plan
from tests.builders.plans import activity, area, plan

PROJECT = "gmg/work-plan"


def aim(at: pytest.MonkeyPatch, kind: str, url: str, *, token: str = "t", project: str = PROJECT) -> None:
    at.setenv("NO_PROXY", "127.0.0.1")
    at.setenv("WORKPLAN_FORGE__KIND", kind)
    at.setenv("WORKPLAN_FORGE__PROJECT", project)
    at.setenv("WORKPLAN_FORGE__URL", url)
    at.setenv(f"WORKPLAN_{kind.upper()}_TOKEN", token)


def two_areas(folder: Path, *leads: str) -> Path:
    """A plan with an activity in each of two areas, for each of these leads; the first has a funding note."""
    leads = leads or ("IOM",)
    titles = {"1": "Data and Research", "2": "Mainstreaming"}
    areas = [
        area(
            id,
            title,
            *(
                activity(
                    f"{id}-{number}", f"Activity {number}", lead=lead, funding="GMG" if number == 1 else None
                )
                for number, lead in enumerate(leads, 1)
            ),
        )
        for id, title in titles.items()
    ]
    path = folder / "plan.yaml"
    path.write_text(emit_plan(plan(*areas)), "utf-8")
    return path


def accounts(folder: Path, kind: str, **names: str) -> Path:
    """people.yaml, with an account for each name."""
    path = folder / "people.yaml"
    path.write_text("".join(f"{name}: {{{kind}: {account}}}\n" for name, account in names.items()), "utf-8")
    return path
