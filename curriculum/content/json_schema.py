"""JSON Schemas of the files, draft-07, for completion and checking in editors."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from curriculum.content.schemas import ConceptsFile, PhaseFile, ResourcesFile, RetiredFile, RoadmapFile

FILES: dict[str, type[BaseModel]] = {
    "roadmap": RoadmapFile,
    "phase": PhaseFile,
    "concepts": ConceptsFile,
    "resources": ResourcesFile,
    "retired": RetiredFile,
}


def schema_files() -> dict[str, str]:
    """Return the text of each schema by its file's name."""
    return {f"{name}.schema.json": _text(name, model) for name, model in FILES.items()}


def outdated(folder: Path) -> list[str]:
    """Return the names of the schemas that aren't, or are others, in the folder."""
    return [
        name
        for name, text in schema_files().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def _text(name: str, model: type[BaseModel]) -> str:
    schema = model.model_json_schema(ref_template="#/definitions/{model}", schema_generator=_Generator)
    schema = _as_draft_07(schema)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"{name}.yaml"}
    return json.dumps(head | {**schema, "title": head["title"]}, indent=2, ensure_ascii=False) + "\n"


class _Generator(GenerateJsonSchema):
    """Leave out the titles that only repeat a key's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _as_draft_07(part: Any) -> Any:
    """Translate the parts of 2020-12 that differ.

    Draft-07 keeps definitions under another key and ignores what stands beside a `$ref`. A missing
    key is how the files say "none", so null is no alternative.
    """
    if isinstance(part, list):
        return [_as_draft_07(item) for item in part]
    if not isinstance(part, dict):
        return part
    schema = {("definitions" if key == "$defs" else key): _as_draft_07(value) for key, value in part.items()}
    if schema.get("default", ...) is None:
        del schema["default"]
    if isinstance(options := schema.get("anyOf"), list):
        options = [option for option in options if option != {"type": "null"}]
        schema["anyOf"] = options
        if len(options) == 1:
            del schema["anyOf"]
            schema = {**options[0], **schema} if "$ref" not in options[0] else {**schema, "allOf": options}
    if "$ref" in schema and len(schema) > 1:
        schema = {
            **{key: value for key, value in schema.items() if key != "$ref"},
            "allOf": [{"$ref": schema["$ref"]}],
        }
    return schema
