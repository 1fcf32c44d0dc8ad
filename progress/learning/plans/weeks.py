"""What the plan expects by the end of each week to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from progress.learning.plans.going import Pace
from progress.learning.plans.rest import DAY
from progress.learning.plans.workload import Stop

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`settled` is how many units should be settled by the end of `day`, `stops` those to do in its week."""

    day: date
    settled: int
    stops: tuple[Stop, ...]
    resting: bool = False


def checkpoints(pace: Pace) -> Iterator[Checkpoint]:
    """Yield them from this week's Sunday to the plan's end, as long as something is left to do."""
    if pace.schedule is None:
        return
    workload, told = pace.workload, 0
    for day in _evenings(pace.today, pace.schedule.end):
        ahead = workload.next_stops(pace.schedule.expected(day + DAY) - workload.done)
        resting = pace.rest.days(max(pace.today, day - timedelta(days=6)), day) > 3
        yield Checkpoint(day, workload.settled + len(ahead), tuple(ahead[told:]), resting)
        told = len(ahead)


def _evenings(today: date, end: date) -> Iterator[date]:
    day = today + timedelta(days=SUNDAY - today.weekday())
    while day < end:
        yield day
        day += timedelta(days=7)
    yield max(end, today)
