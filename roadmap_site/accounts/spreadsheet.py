"""Rows as CSV that a spreadsheet opens without surprises."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(pages: Iterable[Sequence[Sequence[Any]]]) -> Iterator[str]:
    """Return the text of each page of rows."""
    for page in pages:
        text = StringIO()
        csv.writer(text).writerows([cell(value) for value in row] for row in page)
        yield text.getvalue()


def cell(value: Any) -> Any:
    """Numbers stay numbers and dates are ISO; words that would be a formula get an apostrophe before them."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return value
