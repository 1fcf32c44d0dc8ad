"""What the plan expects by the end of each week to come."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from progress.learning.plans.going import Going, Pace
from progress.learning.plans.rest import DAY
from progress.learning.plans.schedule import Schedule
from progress.learning.plans.workload import Stop, Workload

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`settled` is how many units should be settled by the end of `day`, `stops` those to do in its week.

    `closes` has the phases (primary keys) whose last unit is among them.
    """

    day: date
    settled: int
    stops: tuple[Stop, ...]
    closes: tuple[int, ...] = ()
    resting: bool = False


def checkpoints(pace: Pace) -> Iterator[Checkpoint]:
    """Yield them from this week's Sunday to the plan's end; none once that has passed."""
    if pace.schedule is None or pace.schedule.end < pace.today:
        return
    plan, workload, told = _from_here(pace, pace.schedule), pace.workload, 0
    for day in _evenings(pace.today, plan.end):
        ahead = workload.next_stops(plan.expected(day + DAY) - workload.done)
        resting = pace.rest.days(max(pace.today, day - timedelta(days=6)), day) > 3
        stops = tuple(ahead[told:])
        yield Checkpoint(day, workload.settled + len(ahead), stops, _closed(workload, stops), resting)
        told = len(ahead)


def _from_here(pace: Pace, plan: Schedule) -> Schedule:
    """Return the plan; for who is behind what is left, evenly, as nobody catches up in a week."""
    if pace.going != Going.BEHIND:
        return plan
    days = pace.rest.awake(pace.today, plan.end + DAY)
    return Schedule(pace.today, pace.workload.done, plan.total, max(1, days), pace.rest)


def _closed(workload: Workload, stops: Collection[Stop]) -> tuple[int, ...]:
    return tuple(
        stretch.phase for stretch in workload.stretches if stretch.waiting and stretch.waiting[-1] in stops
    )


def _evenings(today: date, end: date) -> Iterator[date]:
    day = today + timedelta(days=SUNDAY - today.weekday())
    while day < end:
        yield day
        day += timedelta(days=7)
    yield end
