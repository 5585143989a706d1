"""Programs are told from people by names that nobody can choose."""

from __future__ import annotations

import pytest

from mappings.programs import is_program


@pytest.mark.parametrize(
    ("account", "service"),
    [
        ("stale[bot]", "github"),
        ("github-actions[bot]", "github"),
        ("project_42_bot", "gitlab"),
        ("group_7_bot_0a1b2c", "gitlab"),
    ],
)
def test_programs(account: str, service: str) -> None:
    assert is_program(account, service)


@pytest.mark.parametrize(
    ("account", "service"),
    [
        ("anna", "github"),
        ("abbot", "github"),
        ("plan-bot", "github"),
        ("[bot]", "github"),
        ("stale[bot]", "gitlab"),
        ("project_bot", "gitlab"),
        ("my_project_42_bot", "gitlab"),
        ("project_42_bot", "github"),
        ("stale[bot]", "local"),
    ],
)
def test_people(account: str, service: str) -> None:
    assert not is_program(account, service)
