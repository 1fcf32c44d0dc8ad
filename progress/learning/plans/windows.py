"""When the plan expects each phase to be under way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from progress.learning.plans.schedule import Schedule, Target
from progress.learning.plans.workload import TINY, Workload


@dataclass(frozen=True, slots=True)
class Window:
    phase: int  # primary key
    first: date
    last: date


def windows(workload: Workload, target: Target, schedule: Schedule) -> Iterator[Window]:
    """Yield them for the phases that had something left when the plan was made, one after another."""
    reached = schedule.start
    share = workload.share(target.made_on, target.earlier)
    for stretch in workload.stretches:
        left = stretch.load - stretch.done_before(target.made_on, share)
        if left <= TINY:
            continue
        first = schedule.begins(reached)
        reached += left
        yield Window(stretch.phase, first, schedule.reached(reached))
