"""The JSON Schema of the plan file, from its models, for editors that complete and check what is typed."""

from __future__ import annotations

import json
from typing import Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import CoreSchema, StringSchema

from mappings.plan import Plan

ADDRESS: Final = "https://json-schema.org/draft/2020-12/schema"


class PlanSchema(GenerateJsonSchema):
    """Says of each value what may be typed for it in YAML.

    The reader takes every scalar as the text that stands there, so where text is wanted `2017` or `1.10` is
    right as well; and a key without a value is as good as no key.
    """

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        # "Tbc Since" would tell nobody more than `tbc_since`.
        return False

    def str_schema(self, schema: StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def generate(self, schema: CoreSchema, mode: str = "validation") -> JsonSchemaValue:  # noqa: ARG002
        document = super().generate(schema, "validation")
        for model in (document, *document.get("$defs", {}).values()):
            required = model.get("required", ())
            for name, field in model.get("properties", {}).items():
                if name not in required:
                    model["properties"][name] = or_nothing(field)
        return {"$schema": ADDRESS, **document}


def or_nothing(field: JsonSchemaValue) -> JsonSchemaValue:
    if {"type": "null"} in field.get("anyOf", []):
        return field
    about = {key: value for key, value in field.items() if key in ("default", "description")}
    rest = {key: value for key, value in field.items() if key not in about}
    return {"anyOf": [rest, {"type": "null"}], **about}


def plan_schema() -> str:
    """The schema as the text of a JSON file."""
    schema = Plan.model_json_schema(by_alias=True, schema_generator=PlanSchema)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
