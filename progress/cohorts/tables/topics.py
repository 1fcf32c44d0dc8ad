"""Where each learner stands with each topic of one phase: the rows of its grid, its CSV and its JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from progress.cohorts.tables.outline import Line, Outline, PhasePlace, TopicPlace
from progress.cohorts.tables.overview import Overview, Row
from progress.cohorts.tables.signals import Kind
from progress.cohorts.tables.standings import NO_PHASE, Kept, KeptPhase

COUNTED = ("d", "c", "l", "s")  # letters of `states`, in the order in which they are told


class TopicRow(NamedTuple):
    """`states` has a letter for each topic of the phase, in the order of the path.

    `counts` are how many topics have each of COUNTED. Of who shows only those, `states` is None.
    """

    row: Row
    phase: KeptPhase
    counts: tuple[int, ...]
    states: str | None
    since: Sequence[date | None]  # in learning; nothing but None where there are no states
    stuck: Sequence[bool]


@dataclass(frozen=True)
class TopicGrid:
    overview: Overview
    line: Line
    phase: PhasePlace

    @cached_property
    def topics(self) -> Sequence[TopicPlace]:
        return topics_of(self.line, self.phase)

    @cached_property
    def _places(self) -> Sequence[int]:
        """Of the phase's topics among the letters that are kept."""
        place = {topic.pk: number for number, topic in enumerate(self.line.by_pk)}
        return [place[topic.pk] for topic in self.topics]

    def of(self, rows: Iterable[Row]) -> list[TopicRow]:
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> TopicRow:
        kept = row.in_line(self.line)
        states = kept.states
        letters = "".join([states[place] for place in self._places]) if states else self._nothing
        tally, counts = kept.phases.get(self.phase.pk, NO_PHASE), _counts(letters)
        if not row.person.names_topics:
            return TopicRow(row, tally, counts, None, self._no_days, self._not_stuck)
        since = [kept.since.get(topic.pk) for topic in self.topics] if "l" in letters else self._no_days
        return TopicRow(row, tally, counts, letters, since, self._stuck(row, since))

    def _stuck(self, row: Row, since: Sequence[date | None]) -> Sequence[bool]:
        if not row.has(Kind.STUCK) or row.in_line(self.line).complete:
            return self._not_stuck
        limit = self.overview.terms.limit(self.phase.pk)
        return [day is not None and (row.person.today - day).days > limit for day in since]

    @cached_property
    def _nothing(self) -> str:
        return "." * len(self.topics)

    @cached_property
    def _no_days(self) -> Sequence[None]:
        return [None] * len(self.topics)

    @cached_property
    def _not_stuck(self) -> Sequence[bool]:
        return [False] * len(self.topics)


def phase_in(outline: Outline, pk: int) -> tuple[Line, PhasePlace] | None:
    for line in outline.lines:
        for phase in line.phases:
            if phase.pk == pk:
                return line, phase
    return None


@lru_cache(maxsize=4096)
def _counts(letters: str) -> tuple[int, ...]:
    """Many learners have the same states."""
    return tuple(map(letters.count, COUNTED))


def states_in(kept: Kept, line: Line, topics: Sequence[TopicPlace]) -> str:
    """Return a letter for each of the topics."""
    place = {topic.pk: number for number, topic in enumerate(line.by_pk)}
    return "".join(kept.states[place[topic.pk]] if kept.states else "." for topic in topics)


def topics_of(line: Line, phase: PhasePlace) -> list[TopicPlace]:
    """Return those that are live, in the order of the path."""
    return [topic for topic in line.topics if topic.phase == phase.pk]
