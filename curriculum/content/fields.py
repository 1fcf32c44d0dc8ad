"""The kinds of values that files have: ids, lines, paragraphs, addresses, days."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from curriculum.content.links import MAX_URL, web_address_problem

ID = "[a-z0-9]+(-[a-z0-9]+)*"
ID_PATTERN = f"^{ID}$"
OLD_ID_PATTERN = f"^({ID}/)?{ID}$"
LINE_PATTERN = r"^[^\n]*\n?$"  # text folded by `>` ends with a line break, which is stripped
PROSE_FILE_PATTERN = f"^({ID}/)?{ID}[.]md$"
LANGUAGE_PATTERN = "^[a-z]{2,3}(-[A-Z]{2})?$"
DATE_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def text(most: int, pattern: str = LINE_PATTERN) -> Any:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=pattern)


def _check_url(value: str) -> str:
    if problem := web_address_problem(value):
        raise PydanticCustomError("url", "{problem}", {"problem": problem})
    return value


def _read_date(value: Any) -> date:
    """Read 2026-11-20 and nothing else."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("date", "isn't a date of the calendar, such as 2026-11-20")


def as_id(value: Any) -> str:
    """Return the id that somebody may have meant, or an empty string."""
    plain = unicodedata.normalize("NFKD", str(value)).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain.removesuffix(".yaml"))
    return "-".join(words)[:64].strip("-") if isinstance(value, str | int) else ""


Id = Annotated[str, StringConstraints(max_length=64, pattern=ID_PATTERN)]
OldId = Annotated[str, StringConstraints(max_length=129, pattern=OLD_ID_PATTERN)]
Name = Annotated[str, text(200)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Url = Annotated[
    str,
    AfterValidator(_check_url),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": MAX_URL}),
]
Day = Annotated[
    date,
    BeforeValidator(_read_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN}),
]
ResourceKind = Literal[
    "docs", "article", "book", "course", "video", "channel", "tool", "practice", "community"
]
Unit = Literal["hours", "days", "weeks", "months"]
Level = Literal["beginner", "intermediate", "advanced", "mixed"]
Slug = Annotated[Id | None, Field(description="Its part of the address, when that isn't to be the id.")]
Was = Annotated[
    list[OldId],
    Field(description="Ids it had or that joined it, `old` or `other-roadmap/old`: progress on them counts."),
]
PROSE = "One paragraph of Markdown: emphasis, `code` and links."


class Strict(BaseModel):
    """A mapping without keys that nobody knows; values are taken as they are, nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)
