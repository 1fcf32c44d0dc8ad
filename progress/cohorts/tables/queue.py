"""What waits for a review in a cohort, the longest first, and which answers wait for one of its mentors."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

from progress.cohorts.models import Cohort

LATE = 7  # days, from which on others are told, too
DAY = timedelta(days=1)


class Waiting(NamedTuple):
    """A submission that nobody has said anything of; it is the newest for its milestone.

    `claimed_by` and what follows are None unless somebody looks at it now.
    """

    submission: int
    number: int  # of the try
    at: datetime
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

    def waited(self, now: datetime) -> timedelta:
        return max(timedelta(), now - self.at)

    def days(self, now: datetime) -> int:
        return self.waited(now) // DAY


class Answered(NamedTuple):
    """A thread in which the learner had the last word."""

    submission: int
    name: str
    milestone: str
    at: datetime


def queue(cohort: Cohort, *, at: datetime) -> list[Waiting]:
    """By one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, {"cohort": cohort.pk, "at": at})
        return [Waiting(*row) for row in cursor.fetchall()]


def answered(cohort: Cohort) -> list[Answered]:
    """Return what learners have answered, the newest first, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, [cohort.pk, cohort.pk])
        return [Answered(*row) for row in cursor.fetchall()]


# The numbers of phases are those of the outline: the roadmap's own, or their places in the line
_QUEUE = """
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
    newest.id, newest.number, newest.at,
    newest.membership, person.id, COALESCE(NULLIF(person.name, ''), person.email),
    milestone.title, roadmap.title, roadmap.slug, roadmap.accent,
    COALESCE(phase.number, (
        SELECT count(*) FROM curriculum_phase before
        WHERE before.roadmap_id = phase.roadmap_id AND before.retired_in_id IS NULL
            AND (before.position, before.id) <= (phase.position, phase.id)
    )),
    COALESCE(NULLIF(phase.short, ''), phase.title),
    claim.mentor_id, COALESCE(NULLIF(mentor.name, ''), mentor.email), claim.until
FROM newest
JOIN accounts_user person ON person.id = newest.learner_id
JOIN curriculum_milestone milestone ON milestone.id = newest.milestone_id
JOIN curriculum_roadmap roadmap ON roadmap.id = milestone.roadmap_id
JOIN curriculum_phase phase ON phase.id = milestone.phase_id
LEFT JOIN cohorts_reviewclaim claim ON claim.submission_id = newest.id AND claim.until > %(at)s
LEFT JOIN accounts_user mentor ON mentor.id = claim.mentor_id
WHERE newest.confirmed_at IS NULL
    AND NOT EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id)
ORDER BY newest.at, newest.id
"""
_ANSWERED = """
SELECT submission.id, COALESCE(NULLIF(person.name, ''), person.email), milestone.title, last.at
FROM cohorts_membership member
JOIN accounts_user person ON person.id = member.person_id
JOIN learning_submission submission ON submission.learner_id = person.id
JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
JOIN LATERAL (
    SELECT author_id, at FROM cohorts_reviewreply WHERE submission_id = submission.id ORDER BY id DESC LIMIT 1
) AS last ON last.author_id = person.id
WHERE member.cohort_id = %s AND member.left_at IS NULL AND member.role = 'learner'
    AND milestone.roadmap_id IN (SELECT roadmap_id FROM cohorts_cohortroadmap WHERE cohort_id = %s)
    AND submission.withdrawn_at IS NULL
    AND NOT EXISTS (
        SELECT FROM learning_submission newer
        WHERE newer.learner_id = submission.learner_id AND newer.milestone_id = submission.milestone_id
            AND newer.number > submission.number AND newer.withdrawn_at IS NULL
    )
ORDER BY last.at DESC
LIMIT 20
"""
