"""A row for each learner of a cohort: the ones that the overview, its CSV and its JSON show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from progress.cohorts.models import Cohort
from progress.cohorts.tables.outline import Line, Outline, PhasePlace, outline
from progress.cohorts.tables.people import Person, learners
from progress.cohorts.tables.signals import (
    ORDER,
    WEEK,
    Kind,
    Signal,
    Terms,
    has_finished,
    here,
    pace,
    signals,
    terms,
)
from progress.cohorts.tables.standings import NOTHING, Kept, standings

PLAIN = 3.5  # where those without a signal stand among the kinds: before who is ahead


class Row(NamedTuple):
    """`here` is the first phase that is still to be passed; None of one who has passed all."""

    person: Person
    kept: Mapping[int, Kept]
    here: tuple[Line, PhasePlace] | None
    pace: float | None  # phases ahead, below zero behind
    signals: Sequence[Signal]
    finished: bool

    @property
    def is_active(self) -> bool:
        """On one of the last seven days."""
        last = self.person.last_active
        return last is not None and (self.person.today - last).days < WEEK

    def has(self, kind: Kind) -> bool:
        return any(signal.kind == kind for signal in self.signals)

    def in_line(self, line: Line) -> Kept:
        return self.kept.get(line.pk, NOTHING)

    @property
    def settled(self) -> int:
        return sum(kept.settled for kept in self.kept.values())

    @property
    def urgency(self) -> tuple[float, float, str]:
        """For sorting: by the first signal, then its degree, then the name."""
        if not self.signals:
            return PLAIN, 0, self.person.name.casefold()
        first = self.signals[0]
        return ORDER[first.kind], -first.degree, self.person.name.casefold()


class Tally(NamedTuple):
    """Of how many learners what is true; None where nothing can be said without a pace."""

    learners: int
    stuck: int
    waiting: int
    quiet: int
    active: int  # in the last seven days
    behind: int | None
    on_pace: int | None
    ahead: int | None


@dataclass(frozen=True)
class Overview:
    """`rows` has those to look at first before the others."""

    outline: Outline
    rows: Sequence[Row]
    terms: Terms

    @cached_property
    def tally(self) -> Tally:
        return tally(self.rows)


def overview(cohort: Cohort, *, at: datetime) -> Overview:
    """By five statements, however many learners there are."""
    return overview_of(cohort, outline(cohort), at=at)


def overview_of(cohort: Cohort, lines: Outline, *, at: datetime) -> Overview:
    people = learners(cohort, at=at)
    kept = standings([person.pk for person in people], lines)
    measure = terms(cohort, lines, kept.values())
    rows = []
    for person in people:
        mine = kept[person.pk]
        off_pace = pace(person, mine, measure)
        rows.append(
            Row(
                person,
                mine,
                here(mine, lines.lines),
                off_pace,
                signals(person, mine, off_pace, measure),
                has_finished(mine, lines.lines),
            )
        )
    return Overview(lines, sorted(rows, key=lambda row: row.urgency), measure)


def tally(rows: Iterable[Row]) -> Tally:
    rows = list(rows)
    paced = [row for row in rows if row.pace is not None]
    behind, ahead = _count(paced, Kind.BEHIND), _count(paced, Kind.AHEAD)
    return Tally(
        learners=len(rows),
        stuck=_count(rows, Kind.STUCK),
        waiting=_count(rows, Kind.WAITING),
        quiet=_count(rows, Kind.QUIET),
        active=sum(row.is_active for row in rows),
        behind=behind if paced else None,
        on_pace=len(paced) - behind - ahead if paced else None,
        ahead=ahead if paced else None,
    )


def _count(rows: Iterable[Row], kind: Kind) -> int:
    return sum(row.has(kind) for row in rows)
