"""Everything that is kept of a person, as one JSON document, written as it is read."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from roadmap_site.accounts.models import User
from roadmap_site.accounts.personal import Provider, providers


def as_json(person: User, *, at: datetime) -> Iterator[str]:
    """Return the document's text in pieces: a list of rows under each provider's name."""
    yield f'{{\n"exported_at": {_text(at)}'
    for provider in providers():
        yield f",\n{_text(provider.name)}: ["
        yield from _rows(provider, person)
        yield "]"
    yield "\n}\n"


def _rows(provider: Provider, person: User) -> Iterator[str]:
    before = "\n"
    for page in provider.pages(person):
        yield before + ",\n".join(map(_text, page))
        before = ",\n"


def _text(value: Any) -> str:
    return json.dumps(value, default=_iso, ensure_ascii=False)


def _iso(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{value!r} has no form in JSON")
