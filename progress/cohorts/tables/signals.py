"""What a mentor should notice of a learner, and why: pure rules over dates and counts.

Before a cohort starts and after it has ended nobody is stuck, quiet, behind or ahead; what waits for a review
waits always. Nobody's pace begins before they have joined.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, trunc
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from progress.cohorts.models import Cohort, is_past
from progress.cohorts.tables.outline import Line, Outline, PhasePlace
from progress.cohorts.tables.people import Person
from progress.cohorts.tables.standings import NO_PHASE, NOTHING, Kept, KeptPhase
from progress.cohorts.tables.waiting import days_waited

STUCK_DAYS = 14  # at least; a topic may be in learning as long as that
FINISHERS = 5  # of a phase, who make its median count
QUIET_DAYS = 7
WEEK = 7


class Kind(StrEnum):
    """In the order in which learners are shown."""

    STUCK = "stuck"
    WAITING = "waiting"
    BEHIND = "behind"
    QUIET = "quiet"
    AHEAD = "ahead"


class Signal(NamedTuple):
    """`degree` sorts those of one kind, the greatest first; it is noticed from the day `began` on."""

    kind: Kind
    why: str
    degree: float
    began: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a cohort measures its learners by. `medians` has the days a phase's finishers took for a topic."""

    starts_on: date
    ended_on: date | None = None
    weeks_a_phase: int | None = None
    lines: Sequence[Line] = ()
    medians: Mapping[int, float] = field(default_factory=dict)

    def limit(self, phase: int) -> float:
        """Return for how many days a topic of the phase may be in learning."""
        return max(STUCK_DAYS, 2 * self.medians.get(phase, 0))

    def has_begun(self, today: date) -> bool:
        return self.starts_on <= today

    def goes_on(self, today: date) -> bool:
        return self.has_begun(today) and not is_past(self.ended_on, today)


def terms(cohort: Cohort, outline: Outline, standings: Iterable[Mapping[int, Kept]]) -> Terms:
    return Terms(cohort.starts_on, cohort.ended_on, cohort.weeks_a_phase, outline.lines, _medians(standings))


def _medians(standings: Iterable[Mapping[int, Kept]]) -> dict[int, float]:
    """Return the medians of those phases that enough learners have finished."""
    took: dict[int, list[int]] = {}
    for of_learner in standings:
        for kept in of_learner.values():
            for phase, tally in kept.phases.items():
                if tally.complete and tally.days is not None:
                    took.setdefault(phase, []).append(tally.days)
    return {phase: median(days) for phase, days in took.items() if len(days) >= FINISHERS}


def pace(person: Person, kept: Mapping[int, Kept], terms: Terms) -> float | None:
    """Return how many phases a learner is ahead of the cohort's pace, below zero behind it; None without one.

    The lines are gone along one after the other, and a phase counts by the share that is settled. Tenths are
    cut off towards zero, so that one says -1 or less exactly of those who are a phase behind.
    """
    if terms.weeks_a_phase is None or not terms.goes_on(person.today):
        return None
    begins = max(terms.starts_on, person.paced_from)
    days = (person.today - begins).days - person.extra_days
    stations = sum(len(line.stations) for line in terms.lines)
    expected = min(stations, max(0, days) / (WEEK * terms.weeks_a_phase))
    return trunc(round(10 * (passed(kept, terms.lines) - expected), 6)) / 10


def passed(kept: Mapping[int, Kept], lines: Sequence[Line]) -> float:
    return sum(
        _share(kept.get(line.pk, NOTHING).phases.get(phase.pk, NO_PHASE))
        for line in lines
        for phase in line.stations
    )


def _share(tally: KeptPhase) -> float:
    """Of one phase; one that is skipped as a whole is passed."""
    if tally.complete or (tally.skipped and not tally.required):
        return 1
    return min(tally.settled / tally.required, 1) if tally.required else 0


def here(kept: Mapping[int, Kept], lines: Sequence[Line]) -> tuple[Line, PhasePlace] | None:
    """Return the first phase that is still to be passed; None of one who has passed them all."""
    for line in lines:
        phases = kept.get(line.pk, NOTHING).phases
        for phase in line.stations:
            if _share(phases.get(phase.pk, NO_PHASE)) < 1:
                return line, phase
    return None


def has_finished(kept: Mapping[int, Kept], lines: Sequence[Line]) -> bool:
    return bool(lines) and all(kept.get(line.pk, NOTHING).complete for line in lines)


def signals(person: Person, kept: Mapping[int, Kept], off_pace: float | None, terms: Terms) -> list[Signal]:
    """Return what there is to notice, in the order of kinds; `off_pace` is what `pace` says."""
    found: list[Signal | None] = [_waiting(person), _off_pace(off_pace, person)]
    if terms.goes_on(person.today) and not has_finished(kept, terms.lines):
        found += [_stuck(person, kept, terms), _quiet(person, terms)]
    return sorted(filter(None, found), key=lambda signal: ORDER[signal.kind])


ORDER = {kind: place for place, kind in enumerate(Kind)}


def _stuck(person: Person, kept: Mapping[int, Kept], terms: Terms) -> Signal | None:
    """Tell of the topic that is the furthest beyond its limit."""
    beyond = max(_beyond(person, kept, terms), key=lambda one: one[0], default=None)
    if beyond is None:
        return None
    degree, days, phase, topic = beyond
    began = person.today - timedelta(days=ceil(degree) - 1)
    return Signal(Kind.STUCK, _why_stuck(person, topic, phase, days, terms), degree, began)


def _beyond(
    person: Person, kept: Mapping[int, Kept], terms: Terms
) -> Iterator[tuple[float, int, PhasePlace, str]]:
    for line in terms.lines:
        since = kept.get(line.pk, NOTHING).since
        if not since or kept[line.pk].complete:
            continue
        phases = {phase.pk: phase for phase in line.phases}
        for topic in line.topics:
            if topic.pk in since:
                days = (person.today - since[topic.pk]).days
                if days > terms.limit(topic.phase):
                    yield days - terms.limit(topic.phase), days, phases[topic.phase], topic.title


def stuck_phases(person: Person, kept: Mapping[int, Kept], terms: Terms) -> frozenset[int]:
    """Return the phases of those topics that one who is stuck has had in learning for too long."""
    if not terms.goes_on(person.today) or has_finished(kept, terms.lines):
        return frozenset()
    return frozenset(phase.pk for _, _, phase, _ in _beyond(person, kept, terms))


def _why_stuck(person: Person, topic: str, phase: PhasePlace, days: int, terms: Terms) -> str:
    told = {"topic": topic, "phase": phase.name, "days": days}
    why = gettext("On “%(topic)s” for %(days)d days")
    if not person.names_topics:
        why = gettext("On a topic of “%(phase)s” for %(days)d days")
    usual = terms.medians.get(phase.pk)
    if usual is None or usual < 1:
        return why % told
    others = ngettext(
        "others took %(usual)g day a topic", "others took %(usual)g days a topic", 1 if usual == 1 else 2
    )
    return f"{why % told}; {others % {'usual': usual}}"


def _quiet(person: Person, terms: Terms) -> Signal | None:
    """Who has just come, or whose cohort has, is not asked about the days before."""
    if person.paused:
        return None
    last = person.last_active
    begun = max(terms.starts_on, person.joined_at.date())
    days = (person.today - max(last or begun, begun)).days
    if days < QUIET_DAYS:
        return None
    began = person.today - timedelta(days=days - QUIET_DAYS)
    return Signal(Kind.QUIET, _why_quiet(person, days), days, began)


def _why_quiet(person: Person, days: int) -> str:
    if person.last_active is None:
        return ngettext(
            "Has not begun, %(days)d day after joining", "Has not begun, %(days)d days after joining", days
        ) % {"days": days}
    days = (person.today - person.last_active).days
    return ngettext("Quiet for %(days)d day", "Quiet for %(days)d days", days) % {"days": days}


def _off_pace(off_pace: float | None, person: Person) -> Signal | None:
    if off_pace is None or abs(off_pace) < 1:
        return None
    kind = Kind.AHEAD if off_pace > 0 else Kind.BEHIND
    why = pace_words(off_pace)
    if person.extra_days:
        days = person.extra_days
        extra = ngettext("with %(days)d day more", "with %(days)d days more", days) % {"days": days}
        why = f"{why}, {extra}"
    return Signal(kind, why[:1].upper() + why[1:], abs(off_pace))


def pace_words(off_pace: float | None) -> str:
    """Return nothing where there is no pace."""
    if off_pace is None:
        return ""
    if abs(off_pace) < 1:
        return gettext("on pace")
    told = {"phases": abs(off_pace)}
    if off_pace < 0:
        return ngettext("%(phases)g phase behind", "%(phases)g phases behind", _number(off_pace)) % told
    return ngettext("%(phases)g phase ahead", "%(phases)g phases ahead", _number(off_pace)) % told


def _number(phases: float) -> int:
    """The number whose plural is to be used: 1.5 phases, as 2 are."""
    return 1 if abs(phases) == 1 else 2


def _waiting(person: Person) -> Signal | None:
    if person.waits_since is None:
        return None
    days = days_waited(person.waits_since, person.today)
    return Signal(Kind.WAITING, waiting_words(person.waiting, days), days, person.waits_since)


def waiting_words(milestones: int, days: int) -> str:
    told = {"milestones": milestones, "days": days}
    if days == 0:
        return (
            ngettext(
                "A milestone waits for a review since today",
                "%(milestones)d milestones wait for a review since today",
                milestones,
            )
            % told
        )
    if milestones == 1:
        return (
            ngettext(
                "A milestone waits for a review, for %(days)d day",
                "A milestone waits for a review, for %(days)d days",
                days,
            )
            % told
        )
    return (
        ngettext(
            "%(milestones)d milestones wait for a review, the first for %(days)d day",
            "%(milestones)d milestones wait for a review, the first for %(days)d days",
            days,
        )
        % told
    )
