"""The JSON Schema of quiz files, for editors, made from the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Union

from pydantic import Field, create_model
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import NullableSchema, WithDefaultSchema

from studyreport.files import write
from studyreport.project import Project
from studyreport.quiz.model import Part, Text
from studyreport.quiz.types import TYPES


class _Strict(GenerateJsonSchema):
    """A field that may be left out may not be empty: the reader refuses null."""

    def nullable_schema(self, schema: NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default", ...) is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of one file of the bank."""
    models = tuple(kind.model for kind in TYPES.values())
    item: Any = Annotated[Union[models], Field(discriminator="type")]  # noqa: UP007 - from a tuple
    file = create_model(
        "QuizFile",
        __base__=Part,
        title=(Text, Field(description="The heading of the confirmation test.")),
        items=(list[item], Field(min_length=1)),
    )
    made = file.model_json_schema(schema_generator=_Strict)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_path(project: Project) -> Path:
    """Return where editors find the schema.

    A quiz file names it in its first line:
    `# yaml-language-server: $schema=../build/quiz.schema.json`.
    """
    return project.build / "quiz.schema.json"


def write_schema(project: Project) -> Path:
    """Write the schema for editors; return its path."""
    path = schema_path(project)
    write(path, json.dumps(schema(), indent=1, ensure_ascii=False) + "\n")
    return path
