"""Which rows of an overview are shown, and in which order: what an address says of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from curriculum.search.words import plain
from progress.cohorts.tables.overview import Row
from progress.cohorts.tables.signals import Kind

MOST_WORDS = 100  # characters

Test = Callable[[Row], bool]


def _on_pace(row: Row) -> bool:
    return row.pace is not None and abs(row.pace) < 1


TESTS: dict[str, Test] = {
    "stuck": lambda row: row.has(Kind.STUCK),
    "waiting": lambda row: row.has(Kind.WAITING),
    "behind": lambda row: row.has(Kind.BEHIND),
    "quiet": lambda row: row.has(Kind.QUIET),
    "on-pace": _on_pace,
    "ahead": lambda row: row.has(Kind.AHEAD),
    "active": lambda row: row.is_active,
    "paused": lambda row: row.person.paused,
    "finished": lambda row: row.finished,
}

# Each with its first direction; whoever asks for "-name" gets the other. What has no value comes last.
SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row.person.name.casefold(),
    "progress": lambda row: -row.settled,
    "pace": lambda row: row.pace,
    "active": lambda row: -(row.person.last_active or date.min).toordinal(),
}
URGENCY = ""  # what is as it comes: whom to look at first


@dataclass(frozen=True, slots=True)
class Choice:
    """`phase` is the one where they are (its primary key); `sort` may begin with a minus."""

    words: str = ""
    show: str = ""
    phase: int | None = None
    sort: str = URGENCY

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """What nobody knows is left out, so that an old address goes on to lead somewhere."""
        phase, sort = asked.get("phase", ""), asked.get("sort", "")
        return cls(
            asked.get("q", "").strip()[:MOST_WORDS],
            asked.get("show", "") if asked.get("show") in TESTS else "",
            int(phase) if phase.isascii() and phase.isdecimal() and len(phase) < 18 else None,
            sort if sort.removeprefix("-") in SORTS else URGENCY,
        )

    @property
    def fields(self) -> list[tuple[str, str]]:
        told = {"q": self.words, "show": self.show, "phase": self.phase, "sort": self.sort}
        return [(name, str(value)) for name, value in told.items() if value]

    @property
    def query(self) -> str:
        return urlencode(self.fields)

    def sorted_by(self, sort: str) -> Self:
        """Return the same in another order: the opposite one where it is sorted so already."""
        return replace(self, sort=f"-{sort}" if self.sort == sort != URGENCY else sort)


def chosen(rows: Sequence[Row], choice: Choice) -> list[Row]:
    found = [row for row in rows if _matches(row, choice)]
    if choice.sort == URGENCY:
        return found
    value = SORTS[choice.sort.removeprefix("-")]
    known = [row for row in found if value(row) is not None]
    known.sort(key=value, reverse=choice.sort.startswith("-"))
    return known + [row for row in found if value(row) is None]


def _matches(row: Row, choice: Choice) -> bool:
    if choice.show and not TESTS[choice.show](row):
        return False
    if choice.phase is not None and (row.here is None or row.here[1].pk != choice.phase):
        return False
    return not choice.words or plain(choice.words) in plain(row.person.name)
