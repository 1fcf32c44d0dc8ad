"""What the day's page shows of a learner but for where they stand, read by one statement (migration 0008)."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from progress.learning.plans.forecast import LOOKING_BACK
from roadmap_site.accounts.models import User

WEEK = 7  # days of the routine, today included
YEAR = 53  # weeks of the year's picture, this one included


@dataclass(frozen=True, slots=True)
class Waiting:
    """A milestone of a phase that is complete, or one handed in on a `day` that nobody has confirmed."""

    title: str
    roadmap: str  # this and the next: slugs
    phase: str
    key: str
    day: date | None


@dataclass(frozen=True, slots=True)
class RawDays:
    """Active days, how much was done on the year's, and changes of zone, mode and pause, as they are told."""

    active: str
    counts: str
    changes: str
    zone: str  # where nothing else is told


@dataclass(frozen=True, slots=True)
class Facts:
    today: date
    followed: dict[int, str]  # digests of roadmaps, by primary key
    planned: frozenset[int]  # roadmaps
    kept_groups: list[int]  # complete, whatever their topics are now
    days: RawDays
    ticks: frozenset[tuple[int, date]]  # habit, by primary key, and day; of a week
    worked: frozenset[int]  # topics whose being in learning counts today
    known: frozenset[int]  # topics lately declared known with their whole phase
    waiting: list[Waiting]  # first those to hand in, of each the newest first


def year_begins(today: date) -> date:
    """Return the Monday that the year's picture begins with."""
    return today - timedelta(days=today.weekday(), weeks=YEAR - 1)


def facts_of(learner: User, today: date) -> Facts:
    """Return what there is as of `today`, the learner's local day."""
    week = today - timedelta(days=WEEK - 1)
    with connection.cursor() as cursor:
        cursor.execute(_DAY, [learner.pk, today - LOOKING_BACK, learner.pk, today, week, year_begins(today)])
        row = cursor.fetchone()
    roadmaps, digests, planned, groups, active, counts, changes, habits, kept_on, worked, waiting, known = row
    return Facts(
        today,
        dict(zip(roadmaps, digests, strict=True)),
        frozenset(planned),
        groups,
        RawDays(active, counts, changes, learner.time_zone),
        frozenset(zip(habits, kept_on, strict=True)),
        frozenset(worked),
        frozenset(known),
        [_waiting(**one) for one in json.loads(waiting)],
    )


def _waiting(*, day: str | None, **told: str) -> Waiting:
    return Waiting(**told, day=date.fromisoformat(day) if day else None)


_DAY = """
SELECT roadmaps, digests, planned, kept_groups, active, counts, changes, habits, kept_on, worked, waiting,
    ARRAY(
        SELECT topic_id FROM learning_activity
        WHERE learner_id = %s AND day > %s AND kind = 'bulk' AND state = 'done'
    )
FROM learning_day(%s, %s, %s, %s)
"""
