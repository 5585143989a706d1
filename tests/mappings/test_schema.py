"""The JSON Schema that editors complete and check plan files with."""

from __future__ import annotations

import json
from pathlib import Path

from mappings.plan import Activity, Status
from mappings.schema import plan_schema

STORED = Path(__file__).parents[2] / "config" / "plan.schema.json"


def test_the_stored_schema_is_that_of_the_models() -> None:
    """A changed model without a new schema would make editors flag what is right."""
    remedy = 'python -c "from mappings.schema import plan_schema; print(plan_schema(), end=str())"'
    assert STORED.read_text(encoding="utf-8") == plan_schema(), f"{remedy} > config/plan.schema.json"


def test_every_key_of_an_activity_is_offered() -> None:
    """Completion knows exactly the keys that the models know."""
    definitions = json.loads(plan_schema())["$defs"]
    assert set(definitions["Activity"]["properties"]) == set(Activity.model_fields)


def test_unknown_keys_are_flagged() -> None:
    """A misspelt key is marked while it is typed."""
    schema = json.loads(plan_schema())
    assert schema["additionalProperties"] is False
    assert all(
        model["additionalProperties"] is False for model in schema["$defs"].values() if "properties" in model
    )


def test_the_four_status_words_are_offered() -> None:
    """Completion offers the words of the plan file, and no others."""
    assert json.loads(plan_schema())["$defs"]["Status"]["enum"] == [status.value for status in Status]


def test_text_may_look_like_a_number() -> None:
    """A timeframe typed as a bare 2017 is right, as it is to the reader."""
    timeframe = json.loads(plan_schema())["$defs"]["Activity"]["properties"]["timeframe"]
    assert "number" in timeframe["anyOf"][0]["type"]


def test_an_optional_key_may_stand_without_a_value() -> None:
    """An empty `assignees:` means nobody, and is not marked as a mistake."""
    properties = json.loads(plan_schema())["$defs"]["Activity"]["properties"]
    assert {"type": "null"} in properties["assignees"]["anyOf"]
    assert "anyOf" not in properties["title"]


def test_the_top_level_key_is_schema() -> None:
    """The file says `schema: 1`, whatever the model calls the field."""
    schema = json.loads(plan_schema())
    assert "schema" in schema["properties"]
    assert schema["required"] == ["schema", "plan"]
