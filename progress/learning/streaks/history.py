"""All that a streak follows from."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from progress.learning.days import local_day
from progress.learning.models import StreakMode
from roadmap_site.accounts.moves import Move

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ModeFrom:
    """A mode that holds from a day on; `days` is what weekly mode needs a week."""

    effective: date
    mode: StreakMode
    days: int = 3


AT_FIRST = ModeFrom(date.min, StreakMode.DAILY)


@dataclass(frozen=True, slots=True)
class PauseFrom:
    """A pause that begins, through `until` or open; or, not `paused`, the end of one."""

    effective: date
    paused: bool
    until: date | None = None


@dataclass(frozen=True)
class History:
    """One learner's. Every sequence is sorted, the oldest first; of two for the same day the last holds."""

    active: Sequence[date] = ()
    zone: str = "UTC"  # before the first move
    moves: Sequence[Move] = ()  # those that count
    modes: Sequence[ModeFrom] = ()
    pauses: Sequence[PauseFrom] = ()

    def furthest(self, today: date) -> date:
        """Return today, or a later day that the learner has been in before flying west."""
        return max([today, *self.active[-1:], *(one.effective for one in self.modes[-1:])])

    def mode_on(self, day: date) -> ModeFrom:
        if not self.modes or day < self.modes[0].effective:
            return AT_FIRST
        at = bisect_right(self.modes, day, key=lambda change: change.effective)
        return self.modes[at - 1]

    def pause_on(self, day: date) -> PauseFrom | None:
        """Return the pause that `day` lies in."""
        if not self.pauses:
            return None
        at = bisect_right(self.pauses, day, key=lambda change: change.effective)
        last = self.pauses[at - 1] if at else None
        inside = last is not None and last.paused and (last.until is None or day <= last.until)
        return last if inside else None

    def pause_ends(self, day: date) -> date | None:
        """Return the last day of the pause that `day` lies in; None if there is none, or no end."""
        pause = self.pause_on(day)
        if pause is None:
            return None
        later = next((one.effective for one in self.pauses if one.effective > day), None)
        if later is None or (pause.until is not None and pause.until < later - DAY):
            return pause.until
        return self.pause_ends(later) if self.pause_on(later) else later - DAY

    def pause_is_open(self, day: date) -> bool:
        return self.pause_on(day) is not None and self.pause_ends(day) is None

    def zone_on(self, day: date) -> str:
        if not self.moves:
            return self.zone
        at = bisect_right(self._arrivals, day)
        return self.moves[at - 1].reached if at else self.zone

    @cached_property
    def _arrivals(self) -> list[date]:
        """The first day in each move's new zone that was none of the old one's."""
        days = [max(local_day(move.at, move.left), local_day(move.at, move.reached)) for move in self.moves]
        return [max(days[: at + 1]) for at in range(len(days))]
