"""A plan laid along the calendar: what it expects of each day. Pure functions over dates."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from progress.learning.plans.rest import DAY, Rest

WEEK = 7
LONGEST = 30 * 366  # days


@dataclass(frozen=True, slots=True)
class Target:
    """Either a `rate`, in the roadmap's measure a week, or a date to be done `by`.

    `earlier` is how many units were settled on its day before it was made.
    """

    made_on: date
    rate: float | None = None
    by: date | None = None
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """From `start`, what was done when the plan was made, to `total`, evenly over `days` without rest."""

    made_on: date
    start: float
    total: float
    days: float
    rest: Rest

    @classmethod
    def of(cls, target: Target, *, start: float, total: float, rest: Rest) -> "Schedule":
        return cls(target.made_on, start, total, min(_days(target, total - start), LONGEST), rest)

    @property
    def load(self) -> float:
        return max(0.0, self.total - self.start)

    @property
    def rate(self) -> float:
        """Return what it expects a week."""
        return WEEK * self.load / self.days

    def expected(self, day: date) -> float:
        """Return what should be done when `day` begins."""
        gone = self.rest.awake(self.made_on, day)
        return self.start + self.load * min(1.0, gone / self.days)

    def begins(self, load: float) -> date:
        """Return the day on which it expects what comes after `load` to begin."""
        if load <= self.start or not self.load:
            return self.made_on
        gone = self.days * min(1.0, (load - self.start) / self.load)
        return self.rest.nth(self.made_on, int(round(gone, 6)))

    def reached(self, load: float) -> date:
        """Return the day on which it expects `load` to be done, never before the plan was made."""
        if load <= self.start or not self.load:
            return self.made_on
        needed = self.days * min(1.0, (load - self.start) / self.load)
        return self.rest.nth(self.made_on, max(0, ceil(round(needed, 6)) - 1))

    @property
    def end(self) -> date:
        return self.rest.nth(self.made_on, max(0, ceil(round(self.days, 6)) - 1))

    @property
    def moved(self) -> int:
        """Return by how many days rest has moved its end."""
        return self.rest.days(self.made_on, self.end)


def _days(target: Target, load: float) -> float:
    if target.by is not None:
        return max(1, (target.by - target.made_on + DAY).days)
    assert target.rate is not None  # noqa: S101 -- one of the two is there
    return max(1.0, WEEK * load / target.rate)
