"""What has been done lately, read by one statement."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from roadmap_site.accounts.models import User

WEEK = 7  # days of the routine, today included
YEAR = 53  # weeks of the year's picture, this one included


@dataclass(frozen=True, slots=True)
class Waiting:
    """A milestone that evidence was handed in for and that nobody has confirmed."""

    title: str
    roadmap: str  # this and the next: slugs
    phase: str
    key: str
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """`counts` has how much was done on each active day of the year that ends today."""

    today: date
    counts: dict[date, int] = field(default_factory=dict)
    ticks: frozenset[tuple[int, date]] = frozenset()  # habit, by primary key, and day; of a week
    worked: frozenset[int] = frozenset()  # topics whose being in learning counts today
    waiting: list[Waiting] = field(default_factory=list)  # the newest first


def year_begins(today: date) -> date:
    """Return the Monday that the year's picture begins with."""
    return today - timedelta(days=today.weekday(), weeks=YEAR - 1)


def facts_of(learner: User, today: date) -> Facts:
    """Return what there is as of `today`, the learner's local day."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FACTS,
            {
                "learner": learner.pk,
                "today": today,
                "year": year_begins(today),
                "week": today - timedelta(days=WEEK - 1),
            },
        )
        days, counts, habits, kept, worked, waiting = cursor.fetchone()
    return Facts(
        today,
        dict(zip(days, counts, strict=True)),
        frozenset(zip(habits, kept, strict=True)),
        frozenset(worked),
        [Waiting(**one | {"day": date.fromisoformat(one["day"])}) for one in json.loads(waiting)],
    )


# Ordered alike, two arrays of the same rows are parallel.
_FACTS = """
SELECT
    ARRAY(
        SELECT day FROM learning_activeday
        WHERE learner_id = %(learner)s AND day BETWEEN %(year)s AND %(today)s ORDER BY day
    ),
    ARRAY(
        SELECT activities FROM learning_activeday
        WHERE learner_id = %(learner)s AND day BETWEEN %(year)s AND %(today)s ORDER BY day
    ),
    ARRAY(
        SELECT habit_id FROM learning_habittick
        WHERE learner_id = %(learner)s AND day BETWEEN %(week)s AND %(today)s ORDER BY day, habit_id
    ),
    ARRAY(
        SELECT day FROM learning_habittick
        WHERE learner_id = %(learner)s AND day BETWEEN %(week)s AND %(today)s ORDER BY day, habit_id
    ),
    ARRAY(
        SELECT topic_id FROM learning_activity activity
        WHERE learner_id = %(learner)s AND day = %(today)s AND qualifies AND state = 'learning'
            AND NOT EXISTS (
                SELECT FROM learning_activity later
                WHERE later.learner_id = %(learner)s AND later.day = %(today)s
                    AND later.compensates @> ARRAY[activity.id]
            )
    ),
    (
        SELECT COALESCE(jsonb_agg(
            jsonb_build_object(
                'title', milestone.title, 'roadmap', roadmap.slug, 'phase', phase.slug, 'key', milestone.key,
                'day', waiting.day
            )
            ORDER BY waiting.id DESC
        ), '[]')::text
        FROM (
            SELECT DISTINCT ON (milestone_id) id, milestone_id, day, confirmed_at
            FROM learning_submission
            WHERE learner_id = %(learner)s AND withdrawn_at IS NULL
            ORDER BY milestone_id, number DESC
        ) AS waiting
        JOIN curriculum_milestone milestone ON milestone.id = waiting.milestone_id
        JOIN curriculum_phase phase ON phase.id = milestone.phase_id
        JOIN curriculum_roadmap roadmap ON roadmap.id = milestone.roadmap_id
        WHERE waiting.confirmed_at IS NULL AND milestone.retired_in_id IS NULL
    )
"""
