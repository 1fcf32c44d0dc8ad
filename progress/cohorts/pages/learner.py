"""A learner's page for those who look after the cohort. Of who shows only counts it names no topic, but what
was handed in, as nobody could review it otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from progress.cohorts.access import Place
from progress.cohorts.models import MentorNote, Verdict
from progress.cohorts.pages.grid_words import count_words, learning_words, settled_words
from progress.cohorts.pages.overview_words import ICONS, last_words
from progress.cohorts.tables.learner import Deed, History, MilestoneRow
from progress.cohorts.tables.outline import Line, Outline, PhasePlace
from progress.cohorts.tables.overview import Row
from progress.cohorts.tables.people import Person
from progress.cohorts.tables.signals import Signal, pace_words
from progress.cohorts.tables.standings import NO_PHASE
from progress.cohorts.tables.topics import COUNTED, states_in, topics_of
from progress.learning.pages.rows import day_words
from progress.learning.pages.strip import Station, strip
from progress.learning.today.year import DayMark, Month, drawings, marks_of, months_of


@dataclass(frozen=True, slots=True)
class PhaseRow:
    phase: PhasePlace
    settled: str
    told: str  # what is in learning and skipped
    here: bool
    address: str  # of its topics


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`address` is that of its review, or nothing."""

    title: str
    icon: str
    said: str
    address: str


@dataclass(frozen=True, slots=True)
class LineOf:
    line: Line
    drawing: SafeString
    count: str
    phases: Sequence[PhaseRow]
    milestones: Sequence[MilestoneLine]
    milestones_said: str


@dataclass(frozen=True, slots=True)
class DayOf:
    when: str
    did: Sequence[tuple[str, str]]  # a word, and what it is said of


@dataclass(frozen=True)
class LearnerPage:
    place: Place
    outline: Outline
    row: Row
    year: Mapping[date, int]
    milestones: Sequence[MilestoneRow]
    history: History
    notes: Sequence[MentorNote]

    @property
    def person(self) -> Person:
        return self.row.person

    @property
    def cohort(self) -> str:
        return reverse("cohort", args=[self.place.cohort.pk])

    @property
    def signals(self) -> list[tuple[Signal, str]]:
        return [(signal, ICONS[signal.kind]) for signal in self.row.signals]

    @property
    def last(self) -> str:
        return last_words(self.person.last_active, self.person.today)

    @property
    def pace(self) -> str:
        words = pace_words(self.row.pace)
        days = self.person.extra_days
        if not (words and days):
            return words
        extra = ngettext("with %(n)d day more", "with %(n)d days more", days) % {"n": days}
        return f"{words}, {extra}"

    # The lines

    @cached_property
    def lines(self) -> list[LineOf]:
        return [self._line(line) for line in self.outline.lines]

    def _line(self, line: Line) -> LineOf:
        kept = self.row.in_line(line)
        here = self.row.here[1].pk if self.row.here and self.row.here[0] == line else None
        stations = tuple(self._station(line, phase) for phase in line.phases)
        place = next((number for number, phase in enumerate(line.phases) if phase.pk == here), None)
        count = settled_words(kept.settled, kept.required)
        said = gettext("%(line)s: %(count)s settled") % {"line": line.title, "count": count}
        return LineOf(
            line,
            strip(stations, place, said, named=True),
            count,
            [self._phase(line, phase, phase.pk == here) for phase in line.phases],
            list(self._milestones(line)),
            self._milestones_said(line),
        )

    def _station(self, line: Line, phase: PhasePlace) -> Station:
        tally = self.row.in_line(line).phases.get(phase.pk, NO_PHASE)
        share = min(1.0, tally.settled / tally.required) if tally.required else 0.0
        return Station(phase.name, share, tally.complete, phase.optional)

    def _phase(self, line: Line, phase: PhasePlace, here: bool) -> PhaseRow:
        tally = self.row.in_line(line).phases.get(phase.pk, NO_PHASE)
        told = self._named(line, phase) if self.person.names_topics else self._numbers(line, phase)
        address = reverse("cohort_phase_grid", args=[self.place.cohort.pk, phase.pk])
        return PhaseRow(phase, settled_words(tally.settled, tally.required), "; ".join(told), here, address)

    def _named(self, line: Line, phase: PhasePlace) -> Iterator[str]:
        kept, topics = self.row.in_line(line), topics_of(line, phase)
        states = states_in(kept, line, topics)
        for topic, letter in zip(topics, states, strict=True):
            since = kept.since.get(topic.pk)
            if letter == "l" and since is not None:
                days = learning_words((self.person.today - since).days)
                yield gettext("learning “%(topic)s” (%(days)s)") % {"topic": topic.title, "days": days}
        skipped = [topic.title for topic, letter in zip(topics, states, strict=True) if letter == "s"]
        if skipped:
            yield gettext("skipped %(topics)s") % {"topics": ", ".join(f"“{title}”" for title in skipped)}

    def _numbers(self, line: Line, phase: PhasePlace) -> Iterator[str]:
        states = states_in(self.row.in_line(line), line, topics_of(line, phase))
        for letter in COUNTED[2:]:
            if number := states.count(letter):
                yield count_words(letter, number)

    # Milestones

    def _of_line(self, line: Line) -> list[MilestoneRow]:
        return [row for row in self.milestones if row.roadmap == line.pk]

    def _milestones(self, line: Line) -> Iterator[MilestoneLine]:
        for row in self._of_line(line):
            if not (row.submission or self.person.names_topics):
                continue
            address = f"{self.cohort}reviews/{row.submission}/" if row.submission else ""
            icon = "cairn" if row.confirmed else "cairn-sent" if row.submission else "cairn-open"
            yield MilestoneLine(row.title, icon, self._said(row), address)

    def _said(self, row: MilestoneRow) -> str:
        if row.day is None:
            return gettext("not handed in")
        told = {"day": day_words(row.day, self.person.today)}
        if row.confirmed:
            return gettext("confirmed, handed in %(day)s") % told
        if row.verdict == Verdict.CHANGES:
            return gettext("changes wanted, handed in %(day)s") % told
        if row.waits:
            return gettext("waits for a review, handed in %(day)s") % told
        return gettext("handed in %(day)s") % told

    def _milestones_said(self, line: Line) -> str:
        rows = self._of_line(line)
        if not rows:
            return ""
        handed_in = [row for row in rows if row.submission]
        words = ngettext(
            "%(done)d of %(n)d milestone handed in", "%(done)d of %(n)d milestones handed in", len(rows)
        )
        told = [words % {"done": len(handed_in), "n": len(rows)}]
        if confirmed := sum(row.confirmed for row in rows):
            told.append(gettext("%(n)d confirmed") % {"n": confirmed})
        if waits := sum(row.waits for row in rows):
            told.append(gettext("%(n)d to review") % {"n": waits})
        return ", ".join(told)

    # The year, and the history

    @cached_property
    def marks(self) -> list[DayMark]:
        return marks_of(self.year, [], self.person.today)

    @property
    def drawings(self) -> list[SafeString]:
        return drawings(self.marks)

    @cached_property
    def months(self) -> list[Month]:
        return months_of(self.marks)

    @property
    def active_days(self) -> int:
        return sum(month.active for month in self.months)

    @cached_property
    def days(self) -> list[DayOf]:
        return [
            DayOf(_capital(day_words(day, self.person.today)), list(self._did(list(deeds))))
            for day, deeds in groupby(self.history.deeds, key=lambda deed: deed.day)
        ]

    def _did(self, deeds: Sequence[Deed]) -> Iterator[tuple[str, str]]:
        words = _deed_words()
        for what in words:
            titles = [deed.title for deed in deeds if deed.what == what]
            if titles:
                named = self.person.names_topics or what == "handed in"
                told = ", ".join(titles) if named else str(len(titles))
                yield words[what], told


def _deed_words() -> dict[str, str]:
    """In the order in which a day tells them."""
    return {
        "done": gettext("done"),
        "learning": gettext("began"),
        "worked": gettext("worked on"),
        "handed in": gettext("handed in"),
        "skipped": gettext("skipped"),
        "todo": gettext("set to do"),
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
