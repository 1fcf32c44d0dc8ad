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
    """Return the run as of `at`."""
    today = local_day(at, learner.time_zone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT first, last FROM learning_run(%s, %s)", [learner.pk, today])
        first, last = cursor.fetchone()
    return run_of(first, last, today=today)
