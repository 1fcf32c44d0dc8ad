"""Telling the others when a milestone waits for long: after a week, two, and three, and then no more."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.urls import reverse

from progress.reminders.ledger.posting import post
from progress.reminders.models import Kind
from roadmap_site.accounts.models import User

STEPS = (7, 14, 21)  # days
LATE = 7  # for so many days a step is told, if nothing has told it in time


def escalate(at: datetime) -> Iterator[int]:
    """Have those told who have chosen it; tell of each whether that is new, as 1 or 0. Again changes nothing.

    Whoever looks at it right now is not told.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"at": at, "first": STEPS[0], "end": STEPS[-1] + LATE})
        rows = cursor.fetchall()
    mentors = User.objects.in_bulk({row[0] for row in rows})
    for mentor, cohort, submission, since, milestone, learner in rows:
        days = (at - since).days
        step = max(step for step in STEPS if step <= days)
        told = {
            "milestone": milestone,
            "learner": learner,
            "days": days,
            "url": reverse("cohort_review", args=[cohort, submission]),
        }
        key = f"{submission} after {step}"
        posted = post(recipient=mentors.get(mentor), kind=Kind.REVIEW_WAITING, key=key, at=at, told=told)
        yield int(posted is not None)


# A mentor of several cohorts with the learner is told once, of the one that is older. What waits is what the
# queue says; those who have not chosen the mail are not asked about.
_WAITING = """
WITH newest AS (
    SELECT DISTINCT ON (learner_id, milestone_id) *
    FROM learning_submission
    WHERE withdrawn_at IS NULL
        AND (learner_id, milestone_id) IN (
            SELECT learner_id, milestone_id FROM learning_submission
            WHERE at <= %(at)s - make_interval(days => %(first)s)
                AND at > %(at)s - make_interval(days => %(end)s)
        )
    ORDER BY learner_id, milestone_id, number DESC
)
SELECT DISTINCT ON (mentor.person_id, newest.id)
    mentor.person_id, mentor.cohort_id, newest.id, newest.at, milestone.title,
    COALESCE(NULLIF(person.name, ''), person.email)
FROM newest
JOIN curriculum_milestone milestone ON milestone.id = newest.milestone_id
JOIN accounts_user person ON person.id = newest.learner_id
JOIN cohorts_membership learner
    ON learner.person_id = newest.learner_id AND learner.role = 'learner' AND learner.left_at IS NULL
JOIN cohorts_cohort cohort ON cohort.id = learner.cohort_id AND cohort.archived_at IS NULL
JOIN cohorts_cohortroadmap line
    ON line.cohort_id = cohort.id AND line.roadmap_id = milestone.roadmap_id
JOIN cohorts_membership mentor
    ON mentor.cohort_id = cohort.id AND mentor.role IN ('mentor', 'owner') AND mentor.left_at IS NULL
JOIN reminders_mailchoices choices ON choices.person_id = mentor.person_id AND choices.waiting
LEFT JOIN cohorts_reviewclaim claim ON claim.submission_id = newest.id AND claim.until > %(at)s
WHERE newest.confirmed_at IS NULL
    AND milestone.retired_in_id IS NULL
    AND newest.at <= %(at)s - make_interval(days => %(first)s)
    AND newest.at > %(at)s - make_interval(days => %(end)s)
    AND claim.mentor_id IS DISTINCT FROM mentor.person_id
    AND NOT EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id)
ORDER BY mentor.person_id, newest.id, mentor.cohort_id
"""
