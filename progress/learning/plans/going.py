"""How it goes, measured against the plan: ahead, on time or behind, and what would bring it back."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from progress.learning.plans.forecast import Forecast, forecast
from progress.learning.plans.rest import DAY, Rest
from progress.learning.plans.schedule import WEEK, Schedule, Target
from progress.learning.plans.workload import TINY, Stop, Workload

AWHILE = timedelta(weeks=2)  # time enough for a pace
MOST_HASTE = 3  # times one's own pace; beyond that a day is too near


class Going(StrEnum):
    NO_PLAN = "no plan"
    AHEAD = "ahead"
    ON_TIME = "on time"
    BEHIND = "behind"
    RESTING = "resting"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Pace:
    """`behind` is in days of the plan, negative when ahead; `missing` are the units that bring it back.

    `since` is when the line was started, as far as anybody knows.
    """

    workload: Workload
    today: date
    rest: Rest
    going: Going
    forecast: Forecast | None
    target: Target | None = None
    schedule: Schedule | None = None
    behind: float = 0.0
    missing: tuple[Stop, ...] = ()
    since: date | None = None

    @property
    def untried(self) -> bool:
        """Whether it is on time only because nothing says anything else: no pace, and nothing done for it."""
        if self.going != Going.ON_TIME or self.schedule is None or self.forecast is not None:
            return False
        return self.workload.done <= self.schedule.start + TINY

    @property
    def late_at_own_pace(self) -> int:
        """Return how many days too late one's own pace arrives, while on time so far; 0 for about in time."""
        if self.going != Going.ON_TIME or self.schedule is None or self.early is None:
            return 0
        return -self.early if -self.early > tolerance(self.schedule) else 0

    @property
    def away(self) -> bool:
        """Whether there is no pace any more: it was learnt on weeks ago, and hardly since."""
        if self.since is None or self.forecast is not None:
            return False
        return self.today - self.since >= AWHILE and self.workload.learnt_since(self.since) > 0

    @property
    def weeks_behind(self) -> float:
        return self.behind / WEEK

    @property
    def needed(self) -> float | None:
        """Return what is to be done a week from today to be done in time; None when the time is over."""
        if self.schedule is None or self.schedule.end < self.today:
            return None
        return WEEK * (self.workload.total - self.workload.done) / max(1, self.days_left)

    @property
    def too_near(self) -> bool:
        """Whether what is left by the day of the plan is out of reach at any pace shown so far."""
        if self.going not in (Going.ON_TIME, Going.BEHIND) or self.target is None or not self.target.by:
            return False
        if self.needed is None:
            return False
        if self.forecast is None:  # no pace shown: not a week left, and more than a topic for each day
            return self.needed > WEEK * self.workload.mean and self.days_left < WEEK
        left = self.workload.total - self.workload.done
        return self.needed > MOST_HASTE * self.forecast.rate and left > self.forecast.rate

    @property
    def days_left(self) -> int:
        """Return how many days without rest the plan has left, today among them."""
        if self.schedule is None:
            return 0
        return self.rest.awake(self.today, self.schedule.end + DAY)

    @property
    def early(self) -> int | None:
        """Return how many days before the plan's end one arrives at one's own pace; negative when later."""
        if self.schedule is None or self.forecast is None or self.forecast.arrives is None:
            return None
        return (self.schedule.end - self.forecast.arrives).days


def measured(
    workload: Workload,
    target: Target | None,
    *,
    today: date,
    began: date | None,
    rest: Rest,
    since: date | None = None,
) -> Pace:
    """`began` is the first day that anything says something of, here or on a line that carries on to it."""
    seen = forecast(workload, today=today, began=began, rest=rest)
    if workload.units and workload.settled >= workload.units:
        going = Going.ARRIVED
    else:
        going = Going.RESTING if today in rest else Going.NO_PLAN
    if target is None or not workload.units:
        return Pace(workload, today, rest, going, seen, since=since)
    start = workload.done_before(target.made_on, workload.share(target.made_on, target.earlier))
    schedule = Schedule.of(target, start=start, total=workload.total, rest=rest)
    lacking = schedule.expected(today) - workload.done
    behind = WEEK * lacking / schedule.rate if schedule.rate else 0.0
    if going == Going.NO_PLAN:
        going = _going(behind, lacking, schedule, workload)
    missing = tuple(workload.next_stops(lacking)) if going == Going.BEHIND else ()
    return Pace(workload, today, rest, going, seen, target, schedule, behind, missing, since)


def _going(behind: float, lacking: float, schedule: Schedule, workload: Workload) -> Going:
    """A plan is an even line and topics are not: less than one of them is on time."""
    if abs(behind) <= tolerance(schedule) or abs(lacking) < workload.mean:
        return Going.ON_TIME
    return Going.BEHIND if behind > 0 else Going.AHEAD


def tolerance(schedule: Schedule) -> float:
    """Return how many days to either side are on time: a twentieth of the plan, 1 to 3.5."""
    return min(max(1.0, schedule.days / 20), WEEK / 2)
