"""What the settings of Slack are refused for."""

from __future__ import annotations

import pytest

from config.load import parse_settings
from sync.errors import Invalid


@pytest.mark.parametrize(
    "text",
    [
        'channel = "#work-plan"',
        'channel = "work_plan"',
        'channel = "C0123456789"',
        'channel = "#équipe"',
        'channel = "a"\nareas = {1 = "#data", "2" = "C0123456789"}',
        'url = "https://slack.example.org/api/"',
        'url = "http://127.0.0.1:8080/api"',
    ],
)
def test_what_is_possible(text: str) -> None:
    """Names with and without their sign, ids, and servers of an organization's own."""
    assert parse_settings(f"[slack]\n{text}\n", "workplan.toml").slack


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('channel = "work plan"', 'line 2: [slack] channel = "work plan" is no channel. Write its name'),
        ('channel = "@anna"', "is no channel"),
        ('channel = "#a, #b"', "is no channel"),
        ('channel = "a"\nareas = {1 = "#"}', 'line 3: [slack] areas: "#" for area "1" is no channel'),
        ('areas = {1 = "#data"}', "says nothing without a channel for the whole plan"),
        ('areas = ["#data"]', 'Write areas and their channels: areas = {"1" = "#coordination"}'),
        ('quiet = "silent"', '[slack] quiet = "silent" is not possible. Write "line" or "silence".'),
        ('token = "xoxb-1"', "set WORKPLAN_SLACK_TOKEN_FILE"),
        ('url = "slack"', "[slack] url is not where Slack answers. Leave it out"),
        ('url = "https://slack.com/api/"', "For Slack itself leave it out"),
        ('url = "https://hooks.slack.com/services/T0/B0/5ecret"', "goes into WORKPLAN_SLACK_WEBHOOK"),
        ('url = "https://a:b@slack.example.org/"', "no name, password or token"),
        ('url = "https://slack.example.org:x/"', "Leave it out"),
    ],
)
def test_what_is_not(text: str, words: str) -> None:
    """Each with its line and what to write; no secret is told."""
    with pytest.raises(Invalid) as caught:
        parse_settings(f"[slack]\n{text}\n", "workplan.toml")
    assert words in caught.value.message
    assert "5ecret" not in caught.value.message
