"""The learners of a cohort, with what its tables say of them beside their standings."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from progress.cohorts.models import Cohort, Shows
from progress.learning.days import local_day
from progress.learning.streaks.history import History, PauseFrom


class Person(NamedTuple):
    membership: int
    pk: int
    name: str  # or the address of one who gave none
    shows: str  # a value of Shows
    extra_days: int
    joined_at: datetime
    today: date  # in the zone that counts for their days
    last_active: date | None
    paused: bool
    paced_from: date  # the first day of their pace, where the cohort's has not begun later
    waits_since: date | None  # the day of what waits longest for a review
    waiting: int  # submissions

    @property
    def names_topics(self) -> bool:
        return self.shows == Shows.TOPICS


def learners(cohort: Cohort, *, at: datetime) -> list[Person]:
    """Return those who are in it now, in the order of their names, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LEARNERS, {"cohort": cohort.pk, "at": at})
        return list(_people(cursor.fetchall(), at))


def _people(rows: list[tuple[Any, ...]], at: datetime) -> Iterator[Person]:
    day_in = cache(lambda zone: local_day(at, zone))
    for membership, pk, name, shows, extra_days, joined_at, paced_from, zone, last, *more in rows:
        pauses, all_lines, *waits = more
        today = day_in(zone)
        paused = all_lines or (pauses is not None and _is_paused(pauses, today))
        paced = paced_from or local_day(joined_at, zone)
        yield Person(membership, pk, name, shows, extra_days, joined_at, today, last, paused, paced, *waits)


def _is_paused(changes: str, today: date) -> bool:
    told = [
        PauseFrom(date.fromisoformat(effective), paused, date.fromisoformat(until) if until else None)
        for effective, paused, until in json.loads(changes)
    ]
    return History(pauses=told).pause_on(today) is not None


# The zone that counts for the days of a `person` at an instant
ZONE = "CASE WHEN person.held_until > %(at)s THEN person.held_zone ELSE person.time_zone END"

# Who has paused all lines of the cohort is as away as who has paused the streak. A submission waits while it
# is the newest for its milestone and nobody has reviewed it.
_LEARNERS = f"""
WITH member AS (
    SELECT membership.*, person.email, person.name,
        {ZONE} AS zone
    FROM cohorts_membership membership
    JOIN accounts_user person ON person.id = membership.person_id
    WHERE membership.cohort_id = %(cohort)s AND membership.left_at IS NULL AND membership.role = 'learner'
),
line AS (
    SELECT roadmap_id FROM cohorts_cohortroadmap WHERE cohort_id = %(cohort)s
),
waiting AS (
    SELECT newest.learner_id, min(newest.day) AS since, count(*) AS submissions
    FROM (
        SELECT DISTINCT ON (submission.learner_id, submission.milestone_id)
            submission.id, submission.learner_id, submission.day, submission.confirmed_at
        FROM learning_submission submission
        JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
        WHERE submission.learner_id IN (SELECT person_id FROM member)
            AND milestone.roadmap_id IN (SELECT roadmap_id FROM line)
            AND milestone.retired_in_id IS NULL
            AND submission.withdrawn_at IS NULL
        ORDER BY submission.learner_id, submission.milestone_id, submission.number DESC
    ) AS newest
    WHERE newest.confirmed_at IS NULL
        AND NOT EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id)
    GROUP BY newest.learner_id
)
SELECT
    member.id,
    member.person_id,
    COALESCE(NULLIF(member.name, ''), member.email),
    member.shows,
    member.extra_days,
    member.joined_at,
    member.paced_from,
    member.zone,
    (SELECT max(day) FROM learning_activeday WHERE learner_id = member.person_id),
    (
        SELECT jsonb_agg(jsonb_build_array(effective, paused, until) ORDER BY effective, id)::text
        FROM learning_pausechange WHERE learner_id = member.person_id
    ),
    (
        SELECT count(*) FROM learning_enrolment
        WHERE learner_id = member.person_id AND paused_on IS NOT NULL
            AND roadmap_id IN (SELECT roadmap_id FROM line)
    ) = (SELECT NULLIF(count(*), 0) FROM line),
    waiting.since,
    COALESCE(waiting.submissions, 0)
FROM member
LEFT JOIN waiting ON waiting.learner_id = member.person_id
ORDER BY lower(COALESCE(NULLIF(member.name, ''), member.email)), member.id
"""  # noqa: S608 -- our own words
