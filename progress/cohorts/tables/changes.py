"""What learners of a cohort have done since a mentor last looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import connection

from progress.cohorts.tables.outline import Outline
from progress.cohorts.tables.people import Person

SHOWN = 100  # the newest; of the others it is said how many they are


class Kind(StrEnum):
    JOINED = "joined"
    PHASE = "phase"  # completed
    ROADMAP = "roadmap"
    HANDED_IN = "handed in"
    ANSWERED = "answered"  # to a review here


class Change(NamedTuple):
    """`title` is the phase's, the roadmap's or the milestone's: what is handed in is named."""

    person: Person
    kind: Kind
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    since: datetime
    newest: Sequence[Change]
    others: int
    topics: int  # done
    learners: int  # who did them

    @property
    def is_empty(self) -> bool:
        return not (self.newest or self.topics)


def changes(people: Sequence[Person], outline: Outline, since: datetime) -> Changes:
    """By two statements."""
    known = {person.pk: person for person in people}
    asked: dict[str, Any] = {
        "learners": list(known),
        "roadmaps": outline.roadmaps,
        "since": since,
        "shown": SHOWN,
        "membership": people[0].membership if people else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, asked)
        events = cursor.fetchall()
        cursor.execute(_DONE, asked)
        topics, learners = cursor.fetchone()
    joined = [
        Change(person, Kind.JOINED, "", person.joined_at) for person in people if person.joined_at > since
    ]
    found = [Change(known[learner], Kind(kind), title, at) for learner, kind, title, at, _ in events] + joined
    found.sort(key=lambda change: change.at, reverse=True)
    total = (events[0][-1] if events else 0) + len(joined)
    return Changes(since, found[:SHOWN], total - len(found[:SHOWN]), topics, learners)


_EVENTS = """
SELECT learner_id, kind, title, at, count(*) OVER ()
FROM (
    SELECT completion.learner_id, CASE WHEN phase.id IS NULL THEN 'roadmap' ELSE 'phase' END AS kind,
        COALESCE(phase.title, roadmap.title) AS title, completion.at
    FROM learning_completion completion
    JOIN curriculum_roadmap roadmap ON roadmap.id = completion.roadmap_id
    LEFT JOIN curriculum_phase phase ON phase.id = completion.phase_id
    WHERE completion.learner_id = ANY (%(learners)s)
        AND completion.roadmap_id = ANY (%(roadmaps)s)
        AND completion.at > %(since)s
    UNION ALL
    SELECT submission.learner_id, 'handed in', milestone.title, submission.at
    FROM learning_submission submission
    JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
    WHERE submission.learner_id = ANY (%(learners)s)
        AND milestone.roadmap_id = ANY (%(roadmaps)s)
        AND submission.withdrawn_at IS NULL
        AND submission.at > %(since)s
    UNION ALL
    SELECT reply.author_id, 'answered', milestone.title, reply.at
    FROM cohorts_reviewreply reply
    JOIN cohorts_review review ON review.submission_id = reply.submission_id
    JOIN learning_submission submission
        ON submission.id = reply.submission_id AND submission.learner_id = reply.author_id
    JOIN curriculum_milestone milestone ON milestone.id = submission.milestone_id
    WHERE reply.at > %(since)s
        AND reply.author_id = ANY (%(learners)s)
        AND milestone.roadmap_id = ANY (%(roadmaps)s)
        AND submission.withdrawn_at IS NULL
        AND review.cohort_id = (SELECT cohort_id FROM cohorts_membership WHERE id = %(membership)s)
) AS event
ORDER BY at DESC
LIMIT %(shown)s
"""
# A day is at most a day away from the instants on it, wherever it is lived
_DONE = """
SELECT count(*), count(DISTINCT mark.learner_id)
FROM learning_mark mark
JOIN (
    SELECT DISTINCT learner_id, topic_id
    FROM learning_activity
    WHERE learner_id = ANY (%(learners)s)
        AND day >= (%(since)s::timestamptz AT TIME ZONE 'UTC')::date - 1
        AND at > %(since)s
        AND state = 'done'
) AS ticked USING (learner_id, topic_id)
JOIN curriculum_topic topic ON topic.id = mark.topic_id
WHERE mark.state = 'done' AND topic.roadmap_id = ANY (%(roadmaps)s) AND topic.retired_in_id IS NULL
"""
