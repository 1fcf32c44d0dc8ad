"""What waits for a review in a cohort, the longest first, and which answers wait for one of its mentors."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from progress.cohorts.models import Cohort
from progress.cohorts.tables.news import ANSWERS
from progress.cohorts.tables.people import ZONE
from progress.cohorts.tables.waiting import days_waited
from progress.learning.days import local_day

LATE = 7  # days, from which on others are told, too


class Waiting(NamedTuple):
    """A submission that nobody has said anything of; it is the newest for its milestone.

    `mentor` and what follows are None unless somebody looks at it now; `claimed_by` is nothing of a mentor of
    another cohort.
    """

    submission: int
    number: int  # of the try
    day: date  # of the learner's, as is the zone
    zone: str
    membership: int
    person: int
    name: str  # or the address of one who gave none
    milestone: str
    roadmap: str
    slug: str
    accent: str
    phase_number: int
    phase: str
    mentor: int | None
    claimed_by: str | None
    claimed_until: datetime | None

    def days(self, now: datetime) -> int:
        return days_waited(self.day, local_day(now, self.zone))


class Answered(NamedTuple):
    """A thread in which the learner had the last word."""

    submission: int
    name: str
    milestone: str
    at: datetime
    zone: str  # the learner's

    def days(self, now: datetime) -> int:
        return days_waited(local_day(self.at, self.zone), local_day(now, self.zone))


def longest(rows: Sequence[Waiting], at: datetime) -> int:
    """Return for how many days the one that has waited longest has."""
    return max((row.days(at) for row in rows), default=0)


def queue(cohort: Cohort, *, at: datetime) -> list[Waiting]:
    """By one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, {"cohort": cohort.pk, "at": at})
        return [Waiting(*row) for row in cursor.fetchall()]


def answered(cohort: Cohort, *, at: datetime) -> list[Answered]:
    """Return what learners have answered to reviews of this cohort, the newest first, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, {"cohort": cohort.pk, "at": at})
        return [Answered(*row) for row in cursor.fetchall()]


# The numbers of phases are those of the outline: the roadmap's own, or their places in the line
_QUEUE = f"""
WITH newest AS (
    SELECT DISTINCT ON (submission.learner_id, submission.milestone_id)
        submission.*, member.id AS membership
    FROM cohorts_membership member
    JOIN learning_submission submission ON submission.learner_id = member.person_id
    JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
    JOIN cohorts_cohortroadmap line
        ON line.roadmap_id = milestone.roadmap_id AND line.cohort_id = member.cohort_id
    WHERE member.cohort_id = %(cohort)s AND member.left_at IS NULL AND member.role = 'learner'
        AND milestone.retired_in_id IS NULL
        AND submission.withdrawn_at IS NULL
    ORDER BY submission.learner_id, submission.milestone_id, submission.number DESC
)
SELECT
    newest.id, newest.number, newest.day,
    {ZONE},
    newest.membership, person.id, COALESCE(NULLIF(person.name, ''), person.email),
    milestone.title, roadmap.title, roadmap.slug, roadmap.accent,
    COALESCE(phase.number, (
        SELECT count(*) FROM curriculum_phase before
        WHERE before.roadmap_id = phase.roadmap_id AND before.retired_in_id IS NULL
            AND (before.position, before.id) <= (phase.position, phase.id)
    )),
    COALESCE(NULLIF(phase.short, ''), phase.title),
    claim.mentor_id,
    CASE WHEN claim.mentor_id IS NOT NULL THEN COALESCE(NULLIF(mentor.name, ''), mentor.email, '') END,
    claim.until
FROM newest
JOIN accounts_user person ON person.id = newest.learner_id
JOIN curriculum_milestone milestone ON milestone.id = newest.milestone_id
JOIN curriculum_roadmap roadmap ON roadmap.id = milestone.roadmap_id
JOIN curriculum_phase phase ON phase.id = milestone.phase_id
LEFT JOIN cohorts_reviewclaim claim ON claim.submission_id = newest.id AND claim.until > %(at)s
LEFT JOIN accounts_user mentor ON mentor.id = claim.mentor_id AND EXISTS (
    SELECT FROM cohorts_membership
    WHERE cohort_id = %(cohort)s AND person_id = claim.mentor_id AND left_at IS NULL
)
WHERE newest.confirmed_at IS NULL
    AND NOT EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id)
ORDER BY newest.at, newest.id
"""  # noqa: S608 -- our own words
_ANSWERED = f"""
SELECT submission.id, COALESCE(NULLIF(person.name, ''), person.email), milestone.title, last.at,
    {ZONE}
{ANSWERS}
ORDER BY last.at DESC
"""
