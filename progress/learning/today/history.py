"""The streak and the year's picture, worked out once for as long as nothing is done."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from progress.learning.models import StreakMode
from progress.learning.streaks import Streak
from progress.learning.streaks.counting import count
from progress.learning.streaks.reading import history_from
from progress.learning.today.facts import YEAR, RawDays, year_begins
from progress.learning.today.fortnight import fortnight
from progress.learning.today.year import year

KEPT = 64  # people's, 0.1 MB each


@dataclass(frozen=True, slots=True)
class Past:
    """`streak` has the verdicts of the year's days alone; the fortnight and the year are drawn."""

    streak: Streak
    fortnight: SafeString
    year: SafeString


@lru_cache(maxsize=KEPT)
def past(days: RawDays, today: date, language: str) -> Past:
    active = [date.fromisoformat(day) for day in _items(days.active)]
    streak = count(history_from(active, json.loads(days.changes), days.zone), today)
    streak = replace(streak, days=streak.days[-7 * YEAR :])
    in_year = [day for day in active if year_begins(today) <= day <= today]
    counts = dict(zip(in_year, map(int, _items(days.counts)), strict=True))
    return Past(streak, fortnight(streak, today), year(counts, streak.days, today, _longest(streak)))


def _items(array: str) -> list[str]:
    """Return those of an array in PostgreSQL's notation."""
    return array[1:-1].split(",") if len(array) > 2 else []


def _longest(streak: Streak) -> str:
    if not streak.longest:
        return ""
    weekly = streak.mode == StreakMode.WEEKLY
    words = (
        ngettext("The longest streak was %(n)s week.", "The longest streak was %(n)s weeks.", streak.longest)
        if weekly
        else ngettext(
            "The longest streak was %(n)s day.", "The longest streak was %(n)s days.", streak.longest
        )
    )
    return words % {"n": streak.longest}
