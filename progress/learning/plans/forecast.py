"""When one arrives at one's own pace: that of the last eight weeks."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from progress.learning.plans.rest import DAY, Rest
from progress.learning.plans.schedule import WEEK
from progress.learning.plans.workload import Workload

LOOKING_BACK = timedelta(weeks=8)
FEWEST_DAYS = 7  # less than a week says nothing about weeks
FURTHEST = 10 * 366  # days; beyond that it is no forecast


@dataclass(frozen=True, slots=True)
class Forecast:
    """`rate` is what was done a week, in the roadmap's measure; `arrives` is None when it is too far away.

    It is of all the time since one `began`, or else of the last eight weeks.
    """

    rate: float
    arrives: date | None
    began: bool = False


def forecast(workload: Workload, *, today: date, began: date | None, rest: Rest) -> Forecast | None:
    """Return None where too little has been done, or for too short a time. Days of rest don't count."""
    first = today - LOOKING_BACK + DAY
    since = max(first, began or today)
    days = rest.awake(since, today + DAY)
    learnt = workload.learnt_since(since)
    if days < FEWEST_DAYS or not learnt:
        return None
    rate = learnt / (days / WEEK)
    return Forecast(rate, _arrives(workload.total - workload.done, rate, today, rest), since > first)


def _arrives(load: float, rate: float, today: date, rest: Rest) -> date | None:
    days = ceil(round(WEEK * load / rate, 6))
    return rest.nth(today, days) if days <= FURTHEST else None
