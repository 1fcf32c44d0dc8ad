"""A table of a page, to be taken along: its very rows as CSV and as JSON, sent while they are made."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from django.http import StreamingHttpResponse
from django.utils.cache import patch_cache_control

from roadmap_site.accounts.spreadsheet import as_csv

Cell = str | int | float | bool | date | datetime | None
PAGE = 500  # rows that are sent at once


@dataclass(frozen=True)
class Table:
    """`columns` are names for programs, in English; `rows` is asked for the rows when the first is sent."""

    name: str  # of the file
    columns: Sequence[str]
    rows: Callable[[], Iterable[Sequence[Cell]]]


def csv_of(table: Table) -> StreamingHttpResponse:
    """Numbers are numbers; words that a spreadsheet would take for a formula begin with an apostrophe."""
    return _sent(table, "csv", "text/csv; charset=utf-8", _marked(table))


def json_of(table: Table) -> StreamingHttpResponse:
    """A list of objects."""
    return _sent(table, "json", "application/json", _objects(table))


def _sent(table: Table, ending: str, type: str, text: Iterable[str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(text, content_type=type)
    response["Content-Disposition"] = _named(f"{table.name}.{ending}")
    patch_cache_control(response, private=True, no_store=True)
    return response


def _named(file: str) -> str:
    """Tell browsers the name, and those that know only ASCII one of it (RFC 6266)."""
    plain = normalize("NFKD", file).encode("ascii", "ignore").decode().lstrip("-")
    named = f'attachment; filename="{plain}"'
    return named if plain == file else f"{named}; filename*=UTF-8''{quote(file)}"


def _marked(table: Table) -> Iterator[str]:
    """Begin with the sign by which Excel knows UTF-8."""
    text = as_csv(chain([[table.columns]], _pages(table)))
    yield f"\ufeff{next(text)}"
    yield from text


def _pages(table: Table) -> Iterator[list[Sequence[Cell]]]:
    rows = iter(table.rows())
    while page := list(islice(rows, PAGE)):
        yield page


def _objects(table: Table) -> Iterator[str]:
    yield "["
    between = "\n"
    for page in _pages(table):
        text = (json.dumps(dict(zip(table.columns, row, strict=True)), default=_told) for row in page)
        yield between + ",\n".join(text)
        between = ",\n"
    yield "\n]\n"


def _told(value: Any) -> str:
    """Return a date or an instant as ISO 8601 writes it."""
    return str(value.isoformat())
