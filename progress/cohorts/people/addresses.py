"""Addresses from a spreadsheet: those to invite, and what is wrong with each other line."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from roadmap_site.accounts.models import User

MOST = 1_000
LONGEST = 254
LONGEST_LINE = 2_000  # characters
HIGHEST_CELL = 20  # lines


@dataclass(frozen=True, slots=True)
class BadLine:
    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Addresses:
    good: list[str]
    bad: list[BadLine]

    @property
    def left(self) -> str:
        """The lines that are still to be mended, as they were typed."""
        return "\n".join(line.text for line in self.bad)


def read(text: str) -> Addresses:
    """Read an address from each row, in whichever column; a heading and empty rows are passed over."""
    told = [_judged(number, row) for number, row in _rows(text.splitlines()) if row.strip(" \t,;\"'\n")]
    if told and isinstance(told[0], BadLine) and "@" not in told[0].text and len(told) > 1:
        told = told[1:]
    good = list(dict.fromkeys(address for address in told if isinstance(address, str)))
    over = gettext("There are more than %(n)s addresses: invite the others afterwards.") % {"n": MOST}
    beyond = [BadLine(0, address, over) for address in good[MOST:]]
    return Addresses(good[:MOST], [*(line for line in told if isinstance(line, BadLine)), *beyond])


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return each with the number of its first line: a cell in quotation marks may go over several."""
    place = 0
    while place < len(lines):
        height = _height(lines[place : place + HIGHEST_CELL]) if '"' in lines[place] else 1
        yield place + 1, "\n".join(lines[place : place + height])
        place += height


def _height(lines: Sequence[str]) -> int:
    """Return over how many of the lines the first row goes.

    What nobody closes goes over one, and so does a cell that has an address on each of its lines.
    """
    if max(map(len, lines)) > LONGEST_LINE:
        return 1
    rows = csv.reader((f"{_separated(line)}\n" for line in lines), strict=True)
    try:
        words = [word for cell in next(rows) for word in cell.split()]
    except csv.Error:
        return 1
    return rows.line_num if sum("@" in word for word in words) < 2 else 1


def decode(content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, UTF-16, or what Windows writes."""
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _judged(number: int, row: str) -> str | BadLine:
    if max(map(len, row.split("\n"))) > LONGEST_LINE:
        return BadLine(number, row, gettext("This line is too long: one address a line, please."))
    candidates = [cell for cell in _cells(row) if "@" in cell]
    if not candidates:
        return BadLine(number, row, gettext("There is no address in it."))
    if len(candidates) > 1:
        return BadLine(number, row, gettext("There is more than one address in it: one a line, please."))
    address = User.objects.normalize_email(_bare(candidates[0]))
    try:
        validate_email(address)
    except ValidationError:
        return BadLine(number, row, gettext("This is no address that mail could reach."))
    if len(address) > LONGEST:
        return BadLine(number, row, gettext("This address is too long."))
    return address


def _bare(word: str) -> str:
    """Return the address in it, which may stand between angle brackets or be a link to write to."""
    word = word.strip("<>")
    if word[:7].lower() != "mailto:":
        return word
    return unquote(word[7:].partition("?")[0])


def _cells(row: str) -> Sequence[str]:
    """Split at whichever sign the spreadsheet puts between its columns; "Name <address>" is two cells."""
    cells = chain.from_iterable(csv.reader(_separated(row).splitlines(keepends=True)))
    return [word.strip("\"',") for cell in cells for word in cell.split()]


def _separated(line: str) -> str:
    return line.replace(";", ",").replace("\t", ",")
