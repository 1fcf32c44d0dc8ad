"""What a milestone asks for, line by line, to be ticked by who reviews it."""

import re
from html.parser import HTMLParser

from django.utils.html import strip_tags

MOST = 30  # lines
LONGEST = 300  # characters of one
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


def checklist(brief: str) -> list[str]:
    """Return the items of the brief's lists; where it has none, its sentences. `brief` is HTML."""
    items = _Items()
    items.feed(brief)
    items.close()
    found = items.found or _SENTENCE.split(_squeezed(strip_tags(brief)))
    words = dict.fromkeys(_squeezed(one)[:LONGEST] for one in found)
    return [one for one in words if one][:MOST]


def _squeezed(words: str) -> str:
    return " ".join(words.split())


class _Items(HTMLParser):
    """Items of lists; of one that has a list itself, its own words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[int] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "li":
            self._open.append(len(self.found))
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open[-1]] += data
