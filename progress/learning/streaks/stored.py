"""The stored copy of a streak: written with whatever changes it, and enough for every later day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from progress.learning import recording
from progress.learning.days import day_of
from progress.learning.models import StoredStreak, StreakMode
from progress.learning.streaks.reading import streak_of
from progress.learning.streaks.verdicts import Streak
from roadmap_site.accounts.models import User


def refresh(learner: User, at: datetime) -> None:
    """Store what the streak amounts to now. The caller holds the learner's lock.

    The learner may have moved since they were read: their day is asked for anew.
    """
    learner.refresh_from_db(fields=["time_zone", "held_zone", "held_until"])
    stored = stored_of(learner, streak_of(learner, at))
    if stored.last is None:
        StoredStreak.objects.filter(learner=learner).delete()
        return
    StoredStreak.objects.bulk_create(
        [stored], update_conflicts=True, unique_fields=["learner"], update_fields=FIELDS
    )


def refresh_moved(learner: User, at: datetime) -> None:
    """The same, for one who has moved to another zone in this transaction."""
    recording.begin(learner, [])
    refresh(learner, at)


def stored_of(learner: User, streak: Streak) -> StoredStreak:
    return StoredStreak(
        learner=learner,
        mode=streak.mode,
        length=streak.length,
        longest=streak.longest,
        last=streak.last,
        holds_until=streak.holds_until,
        at_risk_on=streak.at_risk_on,
    )


FIELDS = ["mode", "length", "longest", "last", "holds_until", "at_risk_on"]


@dataclass(frozen=True, slots=True)
class Short:
    """A streak in short: `length` days or weeks, and whether nothing but an activity today keeps it."""

    mode: StreakMode = StreakMode.DAILY
    length: int = 0
    done_today: bool = False
    ends_today: bool = False


def short_of(learner: User, at: datetime) -> Short:
    """Return the stored one as it stands at `at`, by one statement."""
    with connection.cursor() as cursor:  # most pages and each tick ask, and the ORM takes three times as long
        cursor.execute(_STORED, [learner.pk])
        row = cursor.fetchone()
    if row is None:
        return Short()
    mode, length, last, holds_until, at_risk_on = row
    stored = StoredStreak(mode=mode, length=length, last=last, holds_until=holds_until, at_risk_on=at_risk_on)
    return short(stored, day_of(learner, at))


_STORED = """
SELECT mode, length, last, holds_until, at_risk_on FROM learning_storedstreak WHERE learner_id = %s
"""


def as_it_stands(stored: StoredStreak, today: date) -> tuple[object, ...]:
    """Return what is true of it on `today`; what has run out by then is the same, whenever it did."""
    now = short(stored, today)
    ahead = (stored.holds_until, stored.at_risk_on) if now.length else None
    return (now, stored.longest, stored.last, ahead)


def short(stored: StoredStreak, today: date) -> Short:
    mode = StreakMode(stored.mode)
    done = stored.last is not None and stored.last >= today
    if stored.holds_until is not None and stored.holds_until < today:
        return Short(mode, done_today=done)
    ends = bool(stored.length) and stored.at_risk_on == today and not done
    return Short(mode, stored.length, done, ends)
