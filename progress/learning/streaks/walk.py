"""Going through a learner's days, one after the other, from the first active one on."""

from datetime import date, timedelta
from typing import NamedTuple

from progress.learning.models import StreakMode
from progress.learning.streaks.chain import Chain, RunningWeek
from progress.learning.streaks.excuses import Excuses
from progress.learning.streaks.history import History
from progress.learning.streaks.verdicts import DayVerdict, Excuse, Kind

DAY = timedelta(days=1)
SUNDAY = 6


class Judged(NamedTuple):
    """A day by itself, before its week is looked at."""

    kind: Kind
    earned: bool = False
    ended: int = 0
    excuse: Excuse | None = None
    had_freeze: bool = False


class Walk:
    """Where one has come to in a history: what holds together, and the next day to judge."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._active = frozenset(history.active)
        self._excuses = Excuses(history)
        self._chain = Chain()
        self._week = RunningWeek.around(history.active[0])
        self.day = history.active[0]
        self._most_days = self._most_weeks = 0

    def copy(self) -> "Walk":
        copy = Walk(self._history)
        copy._excuses = self._excuses.copy()
        copy._chain, copy._week = self._chain.copy(), self._week.copy()
        copy.day = self.day
        return copy

    def step(self, *, over: bool = True) -> DayVerdict:
        """Judge the next day. One that is not `over` yet is never missed, nor is its week."""
        day, mode = self.day, self._history.mode_on(self.day)
        self._week.live(mode)
        judged = self._judge(day, mode.mode, over=over)
        week = self._week.as_verdict()
        self._most_days = max(self._most_days, self._chain.days)
        self._most_weeks = max(self._most_weeks, self._chain.length(StreakMode.WEEKLY, self._week))
        ended = judged.ended
        if over and day.weekday() == SUNDAY:
            ended += self._close_week(day)  # the day ended it, or else the week
        self.day += DAY
        return DayVerdict(
            day,
            judged.kind,
            mode.mode,
            self._history.zone_on(day),
            self._chain.length(mode.mode, self._week),
            self._chain.freezes,
            day in self._active,
            judged.earned,
            ended,
            judged.excuse,
            week if mode.mode == StreakMode.WEEKLY else None,
            judged.had_freeze,
        )

    def skip_paused_weeks(self) -> None:
        """Go on to the last week of the pause that the day lies in; whole weeks of it change nothing."""
        end = self._history.pause_ends(self.day)
        if end is not None and self.day.weekday() == 0:
            self.day += timedelta(days=(end - self.day).days // 7 * 7)
            self._week = RunningWeek(self.day)

    def longest(self, mode: StreakMode) -> int:
        """Return the most days or weeks that ever held together, whichever mode it was then."""
        most = {StreakMode.DAILY: self._most_days, StreakMode.WEEKLY: self._most_weeks}
        return most.get(mode, 0)

    @property
    def to_next_freeze(self) -> int:
        return self._chain.to_next_freeze

    def _judge(self, day: date, mode: StreakMode, *, over: bool) -> Judged:
        if mode == StreakMode.OFF:
            return self._end(Kind.OFF)
        if self._history.pause_on(day) is not None:
            self._week.cut = True
            return Judged(Kind.PAUSED)
        if day in self._active:
            self._week.active += 1
            return Judged(Kind.ACTIVE, earned=self._chain.add_day(mode))
        return self._without_activity(day, mode) if over else Judged(Kind.OPEN)

    def _without_activity(self, day: date, mode: StreakMode) -> Judged:
        if not self._chain.days:
            return Judged(Kind.IDLE)
        excuse = self._excuses.of(day)
        if excuse is not None:
            self._week.cut = True
            return Judged(Kind.EXCUSED, excuse=excuse)
        if mode == StreakMode.WEEKLY:
            return Judged(Kind.REST)
        if self._chain.freezes:
            self._chain.freezes -= 1
            return Judged(Kind.FROZEN)
        return self._end(Kind.MISSED)

    def _end(self, kind: Kind) -> Judged:
        chain, self._chain = self._chain, Chain()
        self._week.active = 0
        return Judged(kind, ended=chain.days, had_freeze=chain.had_freeze)

    def _close_week(self, sunday: date) -> int:
        """Count the week, or end what it was too short for; return how many weeks ended."""
        week, ended = self._week, 0
        self._week = RunningWeek(sunday + DAY)
        if week.reached:
            self._chain.weeks += 1
        elif not week.cut:
            ended = self._chain.weeks
            self._chain = Chain()
        return ended
