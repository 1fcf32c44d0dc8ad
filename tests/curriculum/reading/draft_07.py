"""As much of JSON Schema draft-07 as our schemas use; an unknown keyword is an error."""

import re
from typing import Any

SILENT = {"$schema", "title", "description", "default", "definitions", "format"}
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}

Schema = dict[str, Any]


def problems(value: Any, schema: Schema, root: Schema, path: str = "") -> list[str]:
    """Return what is wrong with a value."""
    if "$ref" in schema:
        assert set(schema) == {"$ref"}, "draft-07 ignores what stands beside a $ref"
        name = schema["$ref"].removeprefix("#/definitions/")
        return problems(value, root["definitions"][name], root, path)
    found = []
    for keyword, argument in schema.items():
        if keyword not in SILENT:
            found += CHECKS[keyword](value, argument, schema, root, path)
    return found


def _type(value, argument, schema, root, path):
    names = argument if isinstance(argument, list) else [argument]
    fits = any(isinstance(value, TYPES[name]) and (name != "integer" or value is not True) for name in names)
    return [] if fits else [f"{path}: {value!r} isn't {argument}"]


def _properties(value, argument, schema, root, path):
    if not isinstance(value, dict):
        return []
    return [
        problem
        for key, inner in argument.items()
        if key in value
        for problem in problems(value[key], inner, root, f"{path}/{key}")
    ]


def _items(value, argument, schema, root, path):
    items = value if isinstance(value, list) else []
    return [
        problem
        for number, item in enumerate(items)
        for problem in problems(item, argument, root, f"{path}/{number}")
    ]


def _count(least: int, most: int | None):
    def check(value, argument, schema, root, path):
        fitting = [inner for inner in argument if not problems(value, inner, root, path)]
        right = len(fitting) >= (len(argument) if least < 0 else least) and (
            most is None or len(fitting) <= most
        )
        return [] if right else [f"{path}: {value!r} fits {len(fitting)} of {len(argument)} forms"]

    return check


def _only(applies: type | tuple[type, ...], holds):
    """Check values of some types, and let others pass."""

    def check(value, argument, schema, root, path):
        right = not isinstance(value, applies) or holds(value, argument, schema)
        return [] if right else [f"{path}: {value!r} against {argument!r}"]

    return check


CHECKS = {
    "type": _type,
    "properties": _properties,
    "items": _items,
    "oneOf": _count(1, 1),
    "anyOf": _count(1, None),
    "allOf": _count(-1, None),
    "enum": _only(object, lambda value, allowed, _: value in allowed),
    "required": _only(dict, lambda value, keys, _: set(keys) <= set(value)),
    "additionalProperties": _only(
        dict, lambda value, allowed, schema: allowed or set(value) <= set(schema["properties"])
    ),
    "pattern": _only(str, lambda value, pattern, _: re.search(pattern, value) is not None),
    "minLength": _only(str, lambda value, least, _: len(value) >= least),
    "maxLength": _only(str, lambda value, most, _: len(value) <= most),
    "minimum": _only(int, lambda value, least, _: value >= least),
    "maximum": _only(int, lambda value, most, _: value <= most),
    "minItems": _only(list, lambda value, least, _: len(value) >= least),
}
