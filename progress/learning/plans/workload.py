"""What a roadmap asks for, in the measure that its source gives, and when which part of it was settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from curriculum.models import Phase


class Measure(StrEnum):
    """Hours and weeks where the source says of every phase how long it takes, topics where it doesn't."""

    HOURS = "hours"
    WEEKS = "weeks"
    TOPICS = "topics"


WEEKS = {"days": 1 / 7, "weeks": 1.0, "months": 365.25 / 12 / 7}


@dataclass(frozen=True, slots=True)
class Stop:
    """A unit still to be settled: a topic, or a choice of a group."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase's units. `settled` has the day of each settled one, sorted; `learnt` those that took learning,
    which a whole phase declared known did not."""

    phase: int
    title: str
    units: int
    weight: float  # of one unit, in the roadmap's measure
    settled: tuple[date, ...] = ()
    learnt: tuple[date, ...] = ()
    waiting: tuple[Stop, ...] = ()

    @property
    def load(self) -> float:
        return self.units * self.weight

    def done_before(self, day: date, share: float = 0.0) -> float:
        """Return what was done before `day`, and `share` of what was done on it."""
        return self.weight * sum(one < day for one in self.settled) + share * self.done_on(day)

    def done_on(self, day: date) -> float:
        return self.weight * self.settled.count(day)


@dataclass(frozen=True)
class Workload:
    measure: Measure
    stretches: tuple[Stretch, ...]

    @cached_property
    def total(self) -> float:
        return sum(stretch.load for stretch in self.stretches)

    @cached_property
    def units(self) -> int:
        return sum(stretch.units for stretch in self.stretches)

    @cached_property
    def settled(self) -> int:
        return sum(len(stretch.settled) for stretch in self.stretches)

    @cached_property
    def done(self) -> float:
        return sum(len(stretch.settled) * stretch.weight for stretch in self.stretches)

    @cached_property
    def mean(self) -> float:
        """Return what a unit weighs on average."""
        return self.total / self.units if self.units else 1.0

    @cached_property
    def began(self) -> date | None:
        return min((day for stretch in self.stretches for day in stretch.settled), default=None)

    def done_before(self, day: date, share: float = 0.0) -> float:
        return sum(stretch.done_before(day, share) for stretch in self.stretches)

    def units_on(self, day: date) -> int:
        return sum(stretch.settled.count(day) for stretch in self.stretches)

    def share(self, day: date, units: int) -> float:
        """Return what part of the day's work so many of the units are that were settled on it."""
        return min(1.0, units / (self.units_on(day) or 1))

    def learnt_since(self, day: date) -> float:
        return sum(stretch.weight * sum(one >= day for one in stretch.learnt) for stretch in self.stretches)

    def next_stops(self, load: float) -> list[Stop]:
        """Return the units, in order, that have to be settled for `load` more to be done."""
        stops: list[Stop] = []
        for stretch in self.stretches:
            for stop in stretch.waiting:
                if load <= TINY:
                    return stops
                stops.append(stop)
                load -= stretch.weight
        return stops


TINY = 1e-9  # sums of weights come out a hair off


def measure_of(phases: Iterable[Phase]) -> Measure:
    """Return the measure in which every one of `phases` has an effort."""
    units = {phase.effort_unit for phase in phases}
    if units == {"hours"}:
        return Measure.HOURS
    return Measure.WEEKS if units and units <= WEEKS.keys() else Measure.TOPICS


def effort(phase: Phase, measure: Measure) -> float:
    """Return the middle of what the source says the phase takes, in `measure`, which isn't topics."""
    first = phase.effort_from or 0
    middle = (first + (phase.effort_to or first)) / 2
    return middle if measure == Measure.HOURS else middle * WEEKS[phase.effort_unit]
