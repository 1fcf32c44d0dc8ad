"""Which model has its say at a place of a file."""

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from curriculum.content import schemas
from curriculum.content.yaml_source import Key


def known_keys(model: type[BaseModel], path: Iterable[Key]) -> list[str]:
    """Return the keys of the mapping at `path` of a file."""
    return list(fields_at(model, path))


def fields_at(model: type[BaseModel], path: Iterable[Key]) -> dict[str, FieldInfo]:
    return _fields(model_at(model, path))


def model_at(model: type[BaseModel], path: Iterable[Key]) -> type[BaseModel]:
    """Return the model of the mapping at `path`, in which the unions' tags stand as in pydantic's errors."""
    here = model
    for part in path:
        if part in schemas.FORMS:
            here = schemas.FORMS[str(part)] or here
        elif isinstance(part, str):
            here = _model_in(_fields(here)[part].annotation) or here
        elif issubclass(here, RootModel):
            here = _model_in(here.model_fields["root"].annotation) or here
    return here


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
