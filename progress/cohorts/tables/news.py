"""What waits in a cohort for one mentor's word: answers that they have not looked at, and new messages."""

from typing import NamedTuple

from django.db import connection

from progress.cohorts.models import Membership


class News(NamedTuple):
    """`is_told` says whether the mentor has chosen mail about long waits."""

    answers: int
    messages: int
    is_told: bool


NOTHING_NEW = News(0, 0, True)


def news_of(mentor: Membership) -> News:
    """By one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWS, {"cohort": mentor.cohort_id, "me": mentor.person_id})
        return News(*cursor.fetchone())


# Threads in which the learner has the last word, from the words that were said: they are fewer than learners
ANSWERS = """
FROM (
    SELECT DISTINCT ON (reply.submission_id) reply.submission_id, reply.author_id, reply.at
    FROM cohorts_reviewreply reply
    JOIN cohorts_review review ON review.submission_id = reply.submission_id
    WHERE review.cohort_id = %(cohort)s
    ORDER BY reply.submission_id, reply.id DESC
) AS last
JOIN learning_submission submission
    ON submission.id = last.submission_id AND submission.learner_id = last.author_id
JOIN accounts_user person ON person.id = submission.learner_id
JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
WHERE submission.withdrawn_at IS NULL
    AND EXISTS (
        SELECT FROM cohorts_membership
        WHERE cohort_id = %(cohort)s AND person_id = person.id AND left_at IS NULL AND role = 'learner'
    )
    AND milestone.roadmap_id IN (SELECT roadmap_id FROM cohorts_cohortroadmap WHERE cohort_id = %(cohort)s)
    AND NOT EXISTS (
        SELECT FROM learning_submission newer
        WHERE newer.learner_id = submission.learner_id AND newer.milestone_id = submission.milestone_id
            AND newer.number > submission.number AND newer.withdrawn_at IS NULL
    )
"""
# Each look at evidence stands in the log, so what was said before it has been seen
_NEWS = f"""
SELECT
    (
        SELECT count(*)
        {ANSWERS}
            AND NOT EXISTS (
                SELECT FROM cohorts_auditentry look
                WHERE look.learner_id = person.id AND look.cohort_id = %(cohort)s
                    AND look.actor_id = %(me)s AND look.told ? 'evidence' AND look.at >= last.at
            )
    ),
    (
        SELECT count(*) FROM cohorts_message message
        WHERE message.cohort_id = %(cohort)s AND message.recipient_id = %(me)s AND message.read_at IS NULL
            AND EXISTS (
                SELECT FROM cohorts_membership
                WHERE cohort_id = %(cohort)s AND person_id = message.sender_id
                    AND left_at IS NULL AND role = 'learner'
            )
    ),
    EXISTS (SELECT FROM reminders_mailchoices WHERE person_id = %(me)s AND waiting)
"""  # noqa: S608 -- our own words
