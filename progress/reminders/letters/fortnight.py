"""What became of the last days, told by what is stored: counting all days of years would take too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from progress.learning.models import StreakMode
from progress.learning.streaks.history import History
from progress.learning.streaks.stored import Short
from progress.reminders.letters.letter import Day, Shape

DAY = timedelta(days=1)
FORTNIGHT = 14
READ = timedelta(days=20)  # before today: enough for a fortnight, and for the week before on any weekday


@dataclass(frozen=True)
class Lived:
    """`history` has the active days of READ and today; `streak` is as of today."""

    history: History
    streak: Short
    today: date

    def fortnight(self) -> tuple[Day, ...]:
        return self.days(self.today - (FORTNIGHT - 1) * DAY, self.today)

    def days(self, first: date, last: date) -> tuple[Day, ...]:
        """Return those from `first` through `last`, none of them before READ."""
        length = (last - first).days + 1
        return tuple(Day(day, self._shape(day)) for day in (first + DAY * number for number in range(length)))

    def _shape(self, day: date) -> Shape:
        if self.history.pause_on(day):
            return Shape.PAUSED
        if day in self._active:
            return Shape.ACTIVE
        if day >= self.today:
            return Shape.OPEN
        daily = self.history.mode_on(day).mode == StreakMode.DAILY
        return Shape.KEPT if daily and self._begins <= day else Shape.NONE

    @cached_property
    def _active(self) -> frozenset[date]:
        return frozenset(self.history.active)

    @cached_property
    def _begins(self) -> date:
        """Return the first active day of the streak that goes on, or an earlier day than any that was read.

        What lies between it and today without activity was kept: else the streak would have ended. Before it
        nothing was, whatever freezes went.
        """
        if self.streak.mode != StreakMode.DAILY or not self.streak.length:
            return date.max
        counting = list(self._counting())
        return counting[-self.streak.length] if len(counting) >= self.streak.length else date.min

    def _counting(self) -> Iterator[date]:
        for day in self.history.active:
            if not self.history.pause_on(day) and self.history.mode_on(day).mode != StreakMode.OFF:
                yield day
