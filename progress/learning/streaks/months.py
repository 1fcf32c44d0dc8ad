"""A streak's days by month, the newest first; days in a row that are alike are told as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from progress.learning.streaks.verdicts import DayVerdict, Kind, Streak

TOGETHER = {Kind.IDLE, Kind.OFF, Kind.PAUSED, Kind.REST}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One day, or several that are alike; `before` is the verdict on the day before them."""

    days: list[DayVerdict]  # the oldest first
    before: DayVerdict | None

    @property
    def first(self) -> DayVerdict:
        return self.days[0]

    @property
    def last(self) -> DayVerdict:
        return self.days[-1]


def first_of(day: date) -> date:
    return day.replace(day=1)


def months(streak: Streak) -> list[date]:
    """Return the first days of the months that have a day, the newest first."""
    return list(dict.fromkeys(first_of(one.day) for one in reversed(streak.days)))


def stretches(streak: Streak, month: date) -> list[Stretch]:
    """Return those of one month, the newest first."""
    return list(reversed([*_stretches(streak, month)]))


def _stretches(streak: Streak, month: date) -> Iterator[Stretch]:
    before = next((one for one in reversed(streak.days) if one.day < month), None)
    days = [one for one in streak.days if first_of(one.day) == month]
    for _, alike in groupby(enumerate(days), key=lambda numbered: _alike(*numbered)):
        stretch = Stretch([one for _, one in alike], before)
        yield stretch
        before = stretch.last


def _alike(number: int, one: DayVerdict) -> object:
    """A day that has its own story is like no other; a week's end has one in weekly mode."""
    if one.kind not in TOGETHER or one.active or one.ended or (one.week and one.day.weekday() == 6):
        return number
    return (one.kind, one.mode, one.zone)
