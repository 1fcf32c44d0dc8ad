"""Telling the others when milestones wait for long: after a week, two, and three, and then no more.

A mentor gets one mail a day at most, which lists what has come to a step since the one before. The ledger has
the submissions alone; who handed them in and what they are is asked for when the mail is sent.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.urls import reverse

from progress.cohorts.models import Escalation
from progress.cohorts.tables.people import ZONE
from progress.cohorts.tables.waiting import days_waited
from progress.learning.days import local_day
from progress.reminders.ledger.posting import post
from progress.reminders.models import Kind
from progress.reminders.schedule.clock import date_of
from progress.reminders.schedule.events import Event, Told
from roadmap_site.accounts.models import User

STEPS = (7, 14, 21)  # days
LATE = 7  # for so many days a step is told, if nothing has told it in time
LISTED = 20  # in one mail


class Wait(NamedTuple):
    mentor: int
    cohort: int
    submission: int
    since: datetime
    day: date  # the learner's, as is the zone
    zone: str
    milestone: str
    learner: str

    def step(self, at: datetime) -> int:
        return max(step for step in STEPS if step <= (at - self.since).days)


def escalate(at: datetime) -> Iterator[int]:
    """Have those told who have chosen it; tell of each whether there is a new mail, as 1 or 0. Again changes
    nothing. Whoever looks at a submission right now is not told of it.
    """
    waits = _waits(at, STEPS[0], STEPS[-1] + LATE)
    mentors = User.objects.in_bulk({wait.mentor for wait in waits})
    for mentor, mine in groupby(waits, key=lambda wait: wait.mentor):
        if mentor in mentors:
            yield _tell(mentors[mentor], list(mine), at)


def _tell(mentor: User, waits: Sequence[Wait], at: datetime) -> int:
    """Post and note what was told together, or neither: who has had the day's mail is told tomorrow."""
    with transaction.atomic():
        new = _note(waits, at)
        key, told = str(date_of(at, mentor.time_zone)), {"submissions": new}
        posted = bool(new) and post(recipient=mentor, kind=Kind.REVIEW_WAITING, key=key, at=at, told=told)
        if not posted:
            transaction.set_rollback(True)
    return int(bool(posted))


def _note(waits: Sequence[Wait], at: datetime) -> list[int]:
    """Return the submissions whose step was not told yet."""
    steps = [(wait.mentor, wait.submission, wait.step(at)) for wait in waits]
    mentors, submissions, reached = (list(column) for column in zip(*steps, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [mentors, submissions, reached])
        return sorted(submission for (submission,) in cursor.fetchall())


def tell(person: int, told: Told, at: datetime) -> Told | None:
    """Return what of it still waits for this mentor, the longest first."""
    waits = _waits(at, 0, None, mentor=person, only=told.get("submissions", ()))
    if not waits:
        return None
    reviews = [_told(wait, at) for wait in waits]
    if len(reviews) == 1:
        return reviews[0]
    cohorts = list({wait.cohort for wait in waits})
    url = reverse("cohort_reviews", args=cohorts) if len(cohorts) == 1 else reverse("cohorts")
    return {"reviews": reviews[:LISTED], "more": len(reviews[LISTED:]), "url": url}


EVENT = Event(Kind.REVIEW_WAITING, tell)


def _told(wait: Wait, at: datetime) -> dict[str, Any]:
    return {
        "milestone": wait.milestone,
        "learner": wait.learner,
        "days": days_waited(wait.day, local_day(at, wait.zone)),
        "url": reverse("cohort_review", args=[wait.cohort, wait.submission]),
    }


def _waits(
    at: datetime,
    first: int,
    end: int | None,
    *,
    mentor: int | None = None,
    only: Collection[int] | None = None,
) -> list[Wait]:
    """Return what has waited for `first` days and not yet for `end`, by mentor, the longest first."""
    asked: dict[str, Any] = {
        "at": at,
        "first": first,
        "end": end,
        "mentor": mentor,
        "only": None if only is None else list(only),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, asked)
        waits = [Wait(*row) for row in cursor.fetchall()]
    return sorted(waits, key=lambda wait: (wait.mentor, wait.since, wait.submission))


_NOTE = f"""
INSERT INTO {Escalation._meta.db_table} (mentor_id, submission_id, step)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::int[])
ON CONFLICT DO NOTHING
RETURNING submission_id
"""  # noqa: S608 -- our own words

# A mentor of several cohorts with the learner is told once, of the one that is older. What waits is what the
# queue says; those who have not chosen the mail are not asked about, nor cohorts that are over.
_WAITING = f"""
WITH newest AS (
    SELECT DISTINCT ON (learner_id, milestone_id) *
    FROM learning_submission
    WHERE withdrawn_at IS NULL
        AND (learner_id, milestone_id) IN (
            SELECT learner_id, milestone_id FROM learning_submission
            WHERE at <= %(at)s - make_interval(days => %(first)s)
                AND (%(end)s::int IS NULL OR at > %(at)s - make_interval(days => %(end)s::int))
                AND (%(only)s::bigint[] IS NULL OR id = ANY (%(only)s::bigint[]))
        )
    ORDER BY learner_id, milestone_id, number DESC
)
SELECT DISTINCT ON (mentor.person_id, newest.id)
    mentor.person_id, mentor.cohort_id, newest.id, newest.at, newest.day,
    {ZONE},
    milestone.title, COALESCE(NULLIF(person.name, ''), person.email)
FROM newest
JOIN curriculum_milestone milestone ON milestone.id = newest.milestone_id
JOIN accounts_user person ON person.id = newest.learner_id
JOIN cohorts_membership learner
    ON learner.person_id = newest.learner_id AND learner.role = 'learner' AND learner.left_at IS NULL
JOIN cohorts_cohort cohort ON cohort.id = learner.cohort_id AND cohort.archived_at IS NULL
    AND (cohort.ended_on IS NULL OR cohort.ended_on >= (%(at)s::timestamptz AT TIME ZONE 'UTC')::date)
JOIN cohorts_cohortroadmap line
    ON line.cohort_id = cohort.id AND line.roadmap_id = milestone.roadmap_id
JOIN cohorts_membership mentor
    ON mentor.cohort_id = cohort.id AND mentor.role IN ('mentor', 'owner') AND mentor.left_at IS NULL
JOIN reminders_mailchoices choices ON choices.person_id = mentor.person_id AND choices.waiting
LEFT JOIN cohorts_reviewclaim claim ON claim.submission_id = newest.id AND claim.until > %(at)s
WHERE newest.confirmed_at IS NULL
    AND milestone.retired_in_id IS NULL
    AND newest.at <= %(at)s - make_interval(days => %(first)s)
    AND (%(end)s::int IS NULL OR newest.at > %(at)s - make_interval(days => %(end)s::int))
    AND (%(only)s::bigint[] IS NULL OR newest.id = ANY (%(only)s::bigint[]))
    AND (%(mentor)s::bigint IS NULL OR mentor.person_id = %(mentor)s)
    AND claim.mentor_id IS DISTINCT FROM mentor.person_id
    AND NOT EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id)
ORDER BY mentor.person_id, newest.id, mentor.cohort_id
"""  # noqa: S608 -- our own words
