"""What a streak is made of while its days are gone through."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from progress.learning.models import StreakMode
from progress.learning.streaks.history import ModeFrom
from progress.learning.streaks.verdicts import Week

FREEZE_EVERY, FREEZES = 7, 2  # active days for one freeze, and how many are kept
USUAL = 3  # active days that a week needs where no other number was chosen


@dataclass
class Chain:
    """Days and weeks that hold together, in either unit: changing from one to the other loses nothing."""

    days: int = 0  # active ones
    weeks: int = 0  # that reached their days, the running one left out
    in_daily: int = 0  # of the days, those in daily mode, which earn freezes
    freezes: int = 0

    def copy(self) -> "Chain":
        return replace(self)

    def length(self, mode: StreakMode, week: "RunningWeek") -> int:
        if mode == StreakMode.WEEKLY:
            return self.weeks + week.reached
        return self.days if mode == StreakMode.DAILY else 0

    def add_day(self, mode: StreakMode) -> bool:
        """Return whether it earned a freeze."""
        self.days += 1
        if mode != StreakMode.DAILY:
            return False
        self.in_daily += 1
        if self.in_daily % FREEZE_EVERY or self.freezes == FREEZES:
            return False
        self.freezes += 1
        return True

    @property
    def had_freeze(self) -> bool:
        return self.in_daily >= FREEZE_EVERY

    @property
    def to_next_freeze(self) -> int:
        return FREEZE_EVERY - self.in_daily % FREEZE_EVERY if self.freezes < FREEZES else 0


@dataclass
class RunningWeek:
    """`needed` is the least that was asked for on any of its days, so that raising it holds from Monday."""

    monday: date
    active: int = 0
    needed: int | None = None  # None while no day was in weekly mode
    cut: bool = False

    @classmethod
    def around(cls, first: date) -> "RunningWeek":
        """Return the week of a learner's first active day."""
        return cls(first - timedelta(days=first.weekday()), cut=first.weekday() > 0)

    def copy(self) -> "RunningWeek":
        return replace(self)

    def live(self, mode: ModeFrom) -> None:
        """Go through one more day in `mode`."""
        if mode.mode == StreakMode.WEEKLY:
            self.needed = min(mode.days, self.needed or mode.days)
        else:
            self.cut = True

    @property
    def reached(self) -> bool:
        return self.active >= (self.needed or USUAL)

    def as_verdict(self) -> Week | None:
        return Week(self.monday, self.active, self.needed, self.cut) if self.needed else None
