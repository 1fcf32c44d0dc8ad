"""Runs of active days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from progress.learning.days import local_day
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive active days up to today or, while today is not active yet, yesterday."""

    days: int = 0
    today: bool = False  # whether today is active


def run_of(first: date | None, last: date | None, *, today: date) -> Run:
    """Return the run that the newest unbroken stretch of active days, from `first` to `last`, amounts to."""
    if first is None or last is None or last < today - timedelta(days=1):
        return Run()
    return Run((last - first).days + 1, last == today)


def current_run(learner: User, at: datetime) -> Run:
    """Return the run as of `at`, by a walk over the index that ends where the run began."""
    today = local_day(at, learner.time_zone)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_STRETCH, {"learner": learner.pk, "today": today})
        first, last = cursor.fetchone()
    return run_of(first, last, today=today)


_NEWEST_STRETCH = """
SELECT
    (
        SELECT day
        FROM learning_activeday active
        WHERE learner_id = %(learner)s AND day <= %(today)s AND NOT EXISTS (
            SELECT FROM learning_activeday WHERE learner_id = %(learner)s AND day = active.day - 1
        )
        ORDER BY day DESC
        LIMIT 1
    ),
    (SELECT max(day) FROM learning_activeday WHERE learner_id = %(learner)s AND day <= %(today)s)
"""
