"""The panel of the day's page that says what mentors have reviewed and written lately."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from progress.cohorts.people.leading import PAGE
from roadmap_site.accounts.models import User

SHOWN = 3
LATELY = timedelta(days=14)


class Received(NamedTuple):
    """The last word on the newest try for a milestone."""

    milestone: str
    roadmap: str  # slugs, for the address
    key: str
    verdict: str
    mentor: str  # nothing of one who has deleted the account
    replied: bool  # in the thread, after the review


def received(learner: User, at: datetime) -> SafeString:
    """Return nothing for whom cohorts don't concern; they are asked nothing either."""
    if PAGE not in learner.further_pages:
        return SafeString("")
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED, {"learner": learner.pk, "since": at - LATELY, "shown": SHOWN})
        reviews = [Received(*row) for row in cursor.fetchall()]
        cursor.execute(_UNREAD, [learner.pk])
        (unread,) = cursor.fetchone()
    if not reviews and not unread:
        return SafeString("")
    return render_to_string("cohorts/_received.html", {"reviews": reviews, "unread": unread})


_RECEIVED = """
SELECT milestone.title, roadmap.slug, milestone.key, review.verdict, COALESCE(mentor.name, ''),
    reply.author_id IS DISTINCT FROM submission.learner_id AND reply.at IS NOT NULL
FROM learning_submission submission
JOIN LATERAL (
    SELECT verdict, mentor_id, at FROM cohorts_review
    WHERE submission_id = submission.id ORDER BY id DESC LIMIT 1
) AS review ON true
LEFT JOIN LATERAL (
    SELECT author_id, at FROM cohorts_reviewreply
    WHERE submission_id = submission.id ORDER BY id DESC LIMIT 1
) AS reply ON true
JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
JOIN curriculum_roadmap roadmap ON roadmap.id = milestone.roadmap_id
LEFT JOIN accounts_user mentor ON mentor.id = review.mentor_id
WHERE submission.learner_id = %(learner)s AND submission.withdrawn_at IS NULL
    AND GREATEST(review.at, reply.at) > %(since)s
    AND NOT EXISTS (
        SELECT FROM learning_submission newer
        WHERE newer.learner_id = submission.learner_id AND newer.milestone_id = submission.milestone_id
            AND newer.number > submission.number AND newer.withdrawn_at IS NULL
    )
ORDER BY GREATEST(review.at, reply.at) DESC
LIMIT %(shown)s
"""
# Of those whom one reads: who wrote first, or a learner who still is there (messages.reading)
_UNREAD = """
SELECT count(*)
FROM cohorts_message message
JOIN cohorts_cohort cohort ON cohort.id = message.cohort_id
WHERE message.recipient_id = %s AND message.read_at IS NULL
    AND (
        message.answers_id IS NULL
        OR EXISTS (
            SELECT FROM cohorts_message first
            WHERE first.cohort_id = message.cohort_id AND first.sender_id = message.sender_id
                AND first.recipient_id = message.recipient_id AND first.answers_id IS NULL
        )
        OR (
            cohort.archived_at IS NULL
            AND EXISTS (
                SELECT FROM cohorts_membership
                WHERE cohort_id = message.cohort_id AND person_id = message.recipient_id
                    AND left_at IS NULL AND role IN ('mentor', 'owner')
            )
            AND EXISTS (
                SELECT FROM cohorts_membership
                WHERE cohort_id = message.cohort_id AND person_id = message.sender_id
                    AND left_at IS NULL AND role = 'learner'
            )
        )
    )
"""
