"""Where phases lie on a timeline: by their windows, by their lengths, or by their topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from curriculum.models import Phase
from curriculum.tree import GroupNode, PhaseNode
from progress.learning.plans.workload import WEEKS, Measure, effort, measure_of

MOST_TICKS = 15
STEPS = (1, 2, 4, 5, 10, 13, 20, 26, 50, 52, 100, 250, 500, 1_000)
MARGIN = 2.6  # per cent, at both ends
LONG = 26  # weeks; what takes longer is told in months


class Basis(StrEnum):
    """What a source tells of time: when each phase is, how long it takes, or neither."""

    WINDOWS = "windows"
    LENGTHS = "lengths"
    TOPICS = "topics"


class Unit(StrEnum):
    MONTHS = "months"
    WEEKS = "weeks"
    HOURS = "hours"
    TOPICS = "topics"


@dataclass(frozen=True, slots=True)
class Bar:
    """From the beginning of the axis, in its unit."""

    first: float
    last: float


@dataclass(frozen=True)
class Axis:
    """`bars` are by phase; one without a window has none."""

    basis: Basis
    unit: Unit
    total: float
    bars: dict[int, Bar]

    def x(self, value: float) -> float:
        """Return the place in per cent."""
        return round(MARGIN + (100 - 2 * MARGIN) * value / (self.total or 1), 2)

    @property
    def ticks(self) -> list[int]:
        step = next(
            (step for step in STEPS if self.total / step <= MOST_TICKS), ceil(self.total / MOST_TICKS)
        )
        return list(range(step, int(self.total + 0.001) + 1, step))

    def of_weeks(self, weeks: float) -> float | None:
        """Return so many weeks on this axis; None where it doesn't tell time."""
        if self.unit == Unit.WEEKS:
            return weeks
        return weeks / WEEKS["months"] if self.unit == Unit.MONTHS else None


def axis_of(nodes: Sequence[PhaseNode]) -> Axis:
    phases = [node.phase for node in nodes]
    if any(phase.when_from is not None for phase in phases):
        return _of_windows(phases)
    measure = measure_of(phase for phase in phases if not phase.optional)
    if measure == Measure.TOPICS or any(not phase.effort_from for phase in phases):
        return _one_after_another(Basis.TOPICS, Unit.TOPICS, {node.phase.pk: _units(node) for node in nodes})
    unit = Unit.HOURS if measure == Measure.HOURS else Unit.WEEKS
    lengths = {phase.pk: effort(phase, measure) for phase in phases}
    return _one_after_another(Basis.LENGTHS, unit, lengths)


def _units(node: PhaseNode) -> float:
    return float(sum(item.group.choose if isinstance(item, GroupNode) else 1 for item in node.items))


def _of_windows(phases: Sequence[Phase]) -> Axis:
    bars = {phase.pk: _window(phase) for phase in phases if phase.when_from is not None}
    total = max(bar.last for bar in bars.values())
    if total <= LONG and all(phase.when_unit != "months" for phase in phases):
        return Axis(Basis.WINDOWS, Unit.WEEKS, total, bars)
    month = WEEKS["months"]
    bars = {phase: Bar(bar.first / month, bar.last / month) for phase, bar in bars.items()}
    return Axis(Basis.WINDOWS, Unit.MONTHS, total / month, bars)


def _window(phase: Phase) -> Bar:
    """In weeks. The first week of a source is week 1, and a window reaches to the end of its last."""
    week = WEEKS[phase.when_unit]
    first = phase.when_from or 1
    return Bar(week * (first - 1), week * (phase.when_to or first))


def _one_after_another(basis: Basis, unit: Unit, lengths: dict[int, float]) -> Axis:
    bars, reached = {}, 0.0
    for phase, length in lengths.items():
        bars[phase] = Bar(reached, reached + length)
        reached += length
    return Axis(basis, unit, reached, bars)
