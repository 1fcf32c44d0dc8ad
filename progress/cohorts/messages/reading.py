"""Somebody's conversations. Learners keep theirs; who looks after a cohort has them while both are in it."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from progress.cohorts.models import Cohort, Message
from roadmap_site.accounts.models import User

SHOWN = 200


class Conversation(NamedTuple):
    """`last` is its newest message; `is_open` says whether the other would read an answer, which nobody does
    while the cohort `is_archived`.
    """

    last: int
    cohort: int
    cohort_name: str
    other: int
    name: str
    unread: int
    is_learners: bool  # seen from the learner's side
    is_open: bool
    is_archived: bool
    words: str  # of the newest message
    is_own: bool  # the newest
    at: datetime


def conversations(person: User, cohort: Cohort | None = None, other: int | None = None) -> list[Conversation]:
    """Return them with the newest first: all, those of a cohort, or the one with another person there."""
    asked = {
        "me": person.pk,
        "cohort": cohort.pk if cohort else None,
        "other": other,
        "shown": SHOWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CONVERSATIONS, asked)
        return [Conversation(*row) for row in cursor.fetchall()]


def conversation_of(person: User, message: Message) -> Conversation | None:
    """Return the one that a message belongs to; None where the person has no part in it, or no more."""
    if person.pk not in (message.sender_id, message.recipient_id):
        return None
    other = message.recipient_id if message.sender_id == person.pk else message.sender_id
    return next(iter(conversations(person, message.cohort, other)), None)


def messages_in(person: User, conversation: Conversation) -> QuerySet[Message]:
    sent = Q(sender=person, recipient=conversation.other)
    got = Q(sender=conversation.other, recipient=person)
    found = Message.objects.filter(sent | got, cohort=conversation.cohort)
    return found.select_related("sender", "cohort").order_by("pk")


def read(person: User, conversation: Conversation, at: datetime) -> None:
    unread = Message.objects.filter(recipient=person, sender=conversation.other, read_at=None)
    unread.filter(cohort=conversation.cohort).update(read_at=at)


# A message that answers nothing is a mentor's, so whoever got such a one is the learner of the two
_CONVERSATIONS = """
WITH mine AS (
    SELECT *, recipient_id AS other_id FROM cohorts_message WHERE sender_id = %(me)s
    UNION ALL
    SELECT *, sender_id AS other_id FROM cohorts_message WHERE recipient_id = %(me)s
),
talk AS (
    SELECT cohort_id, other_id, max(id) AS last,
        count(*) FILTER (WHERE recipient_id = %(me)s AND read_at IS NULL) AS unread,
        bool_or(recipient_id = %(me)s AND answers_id IS NULL) AS is_learners
    FROM mine
    WHERE (%(cohort)s::bigint IS NULL OR cohort_id = %(cohort)s)
        AND (%(other)s::bigint IS NULL OR other_id = %(other)s)
    GROUP BY cohort_id, other_id
)
SELECT talk.last, cohort.id, cohort.name, talk.other_id, COALESCE(NULLIF(person.name, ''), person.email),
    talk.unread, talk.is_learners,
    cohort.archived_at IS NULL AND COALESCE(
        (own.role IN ('mentor', 'owner') AND their.role = 'learner')
        OR (own.role = 'learner' AND their.role IN ('mentor', 'owner')),
        false
    ),
    cohort.archived_at IS NOT NULL,
    message.words, message.sender_id = %(me)s, message.at
FROM talk
JOIN cohorts_message message ON message.id = talk.last
JOIN cohorts_cohort cohort ON cohort.id = talk.cohort_id
JOIN accounts_user person ON person.id = talk.other_id
LEFT JOIN cohorts_membership own
    ON own.cohort_id = cohort.id AND own.person_id = %(me)s AND own.left_at IS NULL
LEFT JOIN cohorts_membership their
    ON their.cohort_id = cohort.id AND their.person_id = talk.other_id AND their.left_at IS NULL
WHERE talk.is_learners
    OR (
        their.role = 'learner'
        AND (own.role = 'owner' OR (own.role = 'mentor' AND cohort.archived_at IS NULL))
    )
ORDER BY talk.last DESC
LIMIT %(shown)s
"""
