"""A file's plain data into its model, or pydantic's errors into an editor's words."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from curriculum.content import fields, schemas
from curriculum.content.errors import ContentError, Position, did_you_mean, shown
from curriculum.content.salvage import Dropped, Keys, LostIds, Salvage, lost_ids
from curriculum.content.shape import known_keys
from curriculum.content.yaml_source import MAX_ERRORS, Key, Place, Source

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Model]):
    """What has the right shape in a file: its model, where each value stands, and what was dropped."""

    model: Model
    source: Source
    dropped: tuple[Dropped, ...] = ()

    @classmethod
    def of(cls, model: type[Model], file: str, data: Any) -> "Sheet[Model]":
        """Return a sheet for a file that isn't there."""
        return cls(model.model_validate(data), Source(file, data, Place(1, 1)))

    def at(self, *path: Key) -> Position:
        return self.source.position(*path)

    def lost(self, *path: Key) -> bool:
        """Tell whether the value at `path`, or some of its items, may have been among what was dropped."""
        return self.source.lost(*path)

    def lost_ids(self, *places: Keys) -> LostIds:
        return lost_ids(self.dropped, places)

    def error(self, path: Iterable[Key], message: str, suggestion: str = "") -> ContentError:
        return ContentError.at(self.source.position(*path), message, suggestion)


def read_sheet(
    model: type[Model], source: Source, fill: Mapping[str, Any] | None = None
) -> tuple[Sheet[Model] | None, list[ContentError]]:
    """Check a file's shape. Of a file with mistakes the sheet has what is well-formed, if anything is.

    `fill` has what stands for keys that the file must have.
    """
    dropped = [Dropped((key,) if key == "id" else (), value) for key, value in source.repeated]
    try:
        return Sheet(model.model_validate(source.data), source, tuple(dropped)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    errors = [_explain(model, detail, source) for detail in details[:MAX_ERRORS]]
    if len(details) > MAX_ERRORS:
        message = f"more than {MAX_ERRORS} mistakes in this file"
        return None, [*errors, ContentError.at(Position(source.file), message, "mend those first")]
    salvage = Salvage(model, source, fill or {}, dropped)
    rest = salvage.run(details)
    return (Sheet(rest, source, tuple(salvage.dropped)) if rest is not None else None), errors


def _explain(model: type[BaseModel], detail: ErrorDetails, source: Source) -> ContentError:
    path = detail["loc"]
    if detail["type"] == "extra_forbidden":
        message, suggestion = _unknown_key(model, path)
        return ContentError.at(source.key_position(*path), message, suggestion)
    explanation = EXPLANATIONS.get(detail["type"])
    message, suggestion = explanation(detail) if explanation else (detail["msg"], "")
    return ContentError.at(source.position(*path), message, suggestion)


Explanation = tuple[str, str]


def _missing(detail: ErrorDetails) -> Explanation:
    return f"{_name(detail)} is missing", f"add `{detail['loc'][-1]}: …` here"


def _unknown_key(model: type[BaseModel], path: tuple[Key, ...]) -> Explanation:
    key = str(path[-1])
    known = known_keys(model, path[:-1])
    suggestion = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
    return f"the key {shown(key)} isn't known", suggestion


def _not_text(detail: ErrorDetails) -> Explanation:
    value = detail["input"]
    quoted = (
        f'put it into quotes: "{value}"' if isinstance(value, int) and not isinstance(value, bool) else ""
    )
    return f"{_name(detail)} must be text, not {_kind(value)}", quoted or "write text, in quotes if need be"


def _pattern(detail: ErrorDetails) -> Explanation:
    value = str(detail["input"])
    pattern = detail["ctx"]["pattern"]
    message, suggestion = PATTERNS[pattern]
    if pattern == fields.ID_PATTERN and (id := fields.as_id(value)) not in ("", value):
        suggestion = f"write `{id}`"
    return f"{_name(detail)} {shown(value)} {message}", suggestion


def _choice(detail: ErrorDetails) -> Explanation:
    value = detail["input"]
    allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
    suggestion = did_you_mean(value, allowed) if isinstance(value, str) else ""
    message = f"{_name(detail)} is {shown(value)}, but must be one of {', '.join(allowed)}"
    return message, suggestion or "choose one of these"


def _too_long(detail: ErrorDetails) -> Explanation:
    most = detail["ctx"]["max_length"]
    length = len(str(detail["input"]))
    return f"{_name(detail)} has {length} characters, {most} are the most", "shorten it"


def _empty(detail: ErrorDetails) -> Explanation:
    return f"{_name(detail)} is empty", "write something, or take the key out"


def _bound(word: str, key: str) -> Callable[[ErrorDetails], Explanation]:
    def explain(detail: ErrorDetails) -> Explanation:
        bound = detail["ctx"][key]
        return f"{_name(detail)} is {detail['input']}, but must be {word} {bound}", "mend the number"

    return explain


def _must_be(what: str, suggestion: str) -> Callable[[ErrorDetails], Explanation]:
    def explain(detail: ErrorDetails) -> Explanation:
        return f"{_name(detail)} must be {what}, not {_kind(detail['input'])}", suggestion

    return explain


def _own(suggestion: str) -> Callable[[ErrorDetails], Explanation]:
    """The message of one of our own checks, which continues the name."""

    def explain(detail: ErrorDetails) -> Explanation:
        value = detail["input"]
        what = shown(value) if isinstance(value, str | int) else f"({_kind(value)})"
        return f"{_name(detail)} {what} {detail['msg']}", suggestion

    return explain


EXPLANATIONS: dict[str, Callable[[ErrorDetails], Explanation]] = {
    "missing": _missing,
    "string_type": _not_text,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "string_too_short": _empty,
    "too_short": _empty,
    "literal_error": _choice,
    "greater_than_equal": _bound("at least", "ge"),
    "less_than_equal": _bound("at most", "le"),
    "int_type": _must_be("a whole number", "write digits, without quotes"),
    "bool_type": _must_be("true or false", "write true or false, without quotes"),
    "list_type": _must_be("a list", "put it into brackets, [ ], or on lines that begin with a dash"),
    "model_type": _must_be("a mapping", "write keys and values, `key: value`"),
    "url": _own("write an address that begins with https://"),
    "date": _own("write year-month-day"),
    "form": _own("see docs/content-format.md"),
}

PATTERNS = {
    fields.ID_PATTERN: ("isn't an id", "use lower-case letters, digits and single hyphens"),
    fields.OLD_ID_PATTERN: ("isn't an id", "write `old-id` or `other-roadmap/old-id`"),
    fields.LINE_PATTERN: ("has a line break in it", "write it on one line"),
    fields.PROSE_FILE_PATTERN: (
        "isn't a Markdown file of this roadmap's folder",
        "write a name such as `foundation.md`",
    ),
    fields.LANGUAGE_PATTERN: ("isn't a language", "write a code such as en or pt-BR"),
}


def _name(detail: ErrorDetails) -> str:
    """Return the key that a value belongs to, or whose item it is."""
    path = [part for part in detail["loc"] if part not in schemas.FORMS]
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return "an item of the list" if path else "the file"
    return f"`{names[-1]}`" if path[-1] == names[-1] else f"an item of `{names[-1]}`"


def _kind(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"the number {value}"
        case str():
            return shown(value)
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "nothing"
