"""Templates rendered once, with slots that each request fills.

A roadmap page is the same for everybody but for a few words a row. Django renders it once for a
release; from then on a request only joins strings. Measured in bench/: looping a template over
68 rows costs more than all the rest of the page.
"""

import re
from collections.abc import Mapping
from secrets import token_hex

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

_INDENTATION = re.compile(r"\s*\n\s*")
_CODE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_OPEN, _CLOSE = f"\x02{token_hex(8)}:", "\x03"  # nobody's text can have it
_MARKER = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")


class Slots:
    """In a template, `{{ slots.name }}` leaves a slot called name."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix

    def __getitem__(self, name: str) -> SafeString:
        return mark_safe(f"{_OPEN}{self.prefix}{name}{_CLOSE}")  # noqa: S308 -- a marker, no input


class Prepared:
    """Rendered text with slots; `fill` takes one safe string for each."""

    def __init__(self, text: str) -> None:
        parts = _MARKER.split(text)
        self._parts = parts
        self._slots = [(at, parts[at]) for at in range(1, len(parts), 2)]

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """Raise KeyError when a slot has no value."""
        parts = self._parts.copy()
        for at, name in self._slots:
            parts[at] = values[name]
        return SafeString("".join(parts))


def prepare(template: str, **context: object) -> Prepared:
    """Render `template`, to which `slots` is given, and keep the slots open."""
    return Prepared(rendered(template, **context))


def rendered(template: str, **context: object) -> str:
    """Return the text with markers for its slots. Only code stays indented."""
    pieces = _CODE.split(render_to_string(template, {"slots": Slots(), **context}).strip())
    pieces[::2] = [_INDENTATION.sub("\n", piece) for piece in pieces[::2]]
    return "".join(pieces)
