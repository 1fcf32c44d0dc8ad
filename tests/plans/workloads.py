"""Workloads for the pure parts of a plan, and the week of 2 March 2026."""

from datetime import date, timedelta

from progress.learning.plans.workload import Measure, Stop, Stretch, Workload

MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    """Return the day so many days after MONDAY."""
    return MONDAY + timedelta(days=number)


def stops(units: int) -> tuple[Stop, ...]:
    return tuple(Stop(f"Stop {number}", "") for number in range(1, units + 1))


def make_workload(units: int, *settled: date, learnt: bool = True) -> Workload:
    """One phase of so many topics, those `settled` among them."""
    days = tuple(sorted(settled))
    one = Stretch(1, "Phase", units, 1.0, days, days if learnt else (), stops(units)[len(days) :])
    return Workload(Measure.TOPICS, (one,))
