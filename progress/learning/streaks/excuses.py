"""Missed dates that are nobody's fault: those that flying east takes away, and those that never were."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from progress.learning.days import ROLLOVER, local_day
from progress.learning.streaks.history import History
from progress.learning.streaks.verdicts import Excuse
from roadmap_site.accounts.moves import Move
from roadmap_site.accounts.zones import known, reached

DAY = timedelta(days=1)


class Excuses:
    """Excuses one date after the other. A move excuses one missed date, besides those it jumps over."""

    def __init__(self, history: History, used: frozenset[int] = frozenset()) -> None:
        self._history = history
        self._used = used

    def copy(self) -> "Excuses":
        return Excuses(self._history, self._used)

    def of(self, day: date) -> Excuse | None:
        """Return what excuses `day`, which was missed; the excuse is used then."""
        if never_was(day, self._history.zone_on(day)):
            return Excuse()
        for number, move in enumerate(self._history.moves):
            if jumps_over(move, day):
                return Excuse(move.left, move.reached)
            if number not in self._used and shortens(move, day):
                self._used |= {number}
                return Excuse(move.left, move.reached)
        return None


def never_was(day: date, zone: str) -> bool:
    """Whether the calendar of `zone` left the date out, as Apia's did 30 December 2011."""
    noon = datetime.combine(day, time(12), ZoneInfo(known(zone)))
    return noon.astimezone(UTC).astimezone(noon.tzinfo).date() != day


def jumps_over(move: Move, day: date) -> bool:
    """Whether the move went from before the day to after it."""
    return local_day(move.at, move.left) < day < local_day(move.at, move.reached)


def shortens(move: Move, day: date) -> bool:
    """Whether `day` was where the move east began or ended: the days around it begin under 48 h apart."""
    if not local_day(move.at, move.left) <= day <= local_day(move.at, move.reached):
        return False
    elapsed = begin(day + DAY, move.reached) - begin(day - DAY, move.left)
    return is_east(move) and elapsed < 2 * DAY


def is_east(move: Move) -> bool:
    return _offset(move.at, move.reached) > _offset(move.at, move.left)


def begin(day: date, zone: str) -> datetime:
    """Return the instant at which the learner's day begins in `zone`, in UTC."""
    return reached(datetime.combine(day, time()) + ROLLOVER, zone)


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(ZoneInfo(known(zone))).utcoffset() or timedelta()
