"""Addresses from a spreadsheet: those to invite, and what is wrong with each other line."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from roadmap_site.accounts.models import User

MOST = 1_000
LONGEST = 254


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
    """Read an address from each line, in whichever column; a heading and empty lines are passed over."""
    lines = text.splitlines()
    told = [_judged(number, line) for number, line in enumerate(lines, 1) if line.strip(" \t,;\"'")]
    if told and isinstance(told[0], BadLine) and "@" not in told[0].text and len(told) > 1:
        told = told[1:]
    good = list(dict.fromkeys(address for address in told if isinstance(address, str)))
    over = gettext("There are more than %(n)s addresses: invite the others afterwards.") % {"n": MOST}
    beyond = [BadLine(0, address, over) for address in good[MOST:]]
    return Addresses(good[:MOST], [*(line for line in told if isinstance(line, BadLine)), *beyond])


def decode(content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, UTF-16, or what Windows writes."""
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _judged(number: int, line: str) -> str | BadLine:
    candidates = [cell for cell in _cells(line) if "@" in cell]
    if not candidates:
        return BadLine(number, line, gettext("There is no address in it."))
    if len(candidates) > 1:
        return BadLine(number, line, gettext("There is more than one address in it: one a line, please."))
    address = User.objects.normalize_email(candidates[0].strip("<>"))
    try:
        validate_email(address)
    except ValidationError:
        return BadLine(number, line, gettext("This is no address that mail could reach."))
    if len(address) > LONGEST:
        return BadLine(number, line, gettext("This address is too long."))
    return address


def _cells(line: str) -> Sequence[str]:
    """Split at whichever sign the spreadsheet puts between its columns; "Name <address>" is two cells."""
    cells = chain.from_iterable(csv.reader([line.replace(";", ",").replace("\t", ",")]))
    return [word.strip("\"',") for cell in cells for word in cell.split()]
