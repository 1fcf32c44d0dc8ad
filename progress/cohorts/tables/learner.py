"""One learner as those who look after a cohort see them: only what is on the cohort's roadmaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from progress.cohorts.tables.outline import Outline
from progress.cohorts.tables.people import Person
from progress.learning.models import Activity
from progress.learning.today.facts import year_begins

DAYS = 14  # of the history on one page


class Deed(NamedTuple):
    """What a day came to for a topic or a milestone: `what` is a state, or a word for what was done."""

    day: date
    what: str  # learning, done, skipped, todo, worked, handed in
    title: str
    roadmap: int


class MilestoneRow(NamedTuple):
    """`submission` and what follows are of the newest that stands; None where nothing was handed in."""

    roadmap: int
    phase: int
    title: str
    submission: int | None
    day: date | None
    confirmed: bool
    reviewed: bool
    verdict: str | None  # of the newest review in this cohort

    @property
    def waits(self) -> bool:
        return self.submission is not None and not self.confirmed and not self.reviewed


@dataclass(frozen=True, slots=True)
class History:
    """`earlier` is the day before which there is more; None if there is none."""

    deeds: Sequence[Deed]
    earlier: date | None


def year_of(person: Person, outline: Outline) -> Mapping[date, int]:
    """Return how much was done on the days of the year, by one statement. Habits are nobody else's."""
    asked = _asked(person, outline) | {"first": year_begins(person.today), "last": person.today}
    with connection.cursor() as cursor:
        cursor.execute(_YEAR, asked)
        return dict(cursor.fetchall())


def milestones_of(person: Person, outline: Outline) -> list[MilestoneRow]:
    """Return them in the order of the path, by one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_MILESTONES, _asked(person, outline) | {"membership": person.membership})
        return [MilestoneRow(*row) for row in cursor.fetchall()]


def history_of(person: Person, outline: Outline, before: date | None = None) -> History:
    """Return what the last DAYS days came to, the newest first, by one statement."""
    until = before or person.today + timedelta(days=2)
    asked = _asked(person, outline) | {"before": until, "days": DAYS + 1}
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, asked)
        found = [Deed(day, _what(kind, state), title, roadmap) for day, kind, state, title, roadmap in cursor]
    days = sorted({deed.day for deed in found}, reverse=True)
    if len(days) <= DAYS:
        return History(found, None)
    last = days[DAYS - 1]
    return History([deed for deed in found if deed.day >= last], last)


def _what(kind: str, state: str) -> str:
    words = {Activity.Kind.WORKED: "worked", Activity.Kind.SUBMISSION: "handed in"}
    return words.get(Activity.Kind(kind), state or "todo")


def _asked(person: Person, outline: Outline) -> dict[str, Any]:
    return {"learner": person.pk, "roadmaps": outline.roadmaps}


# What `learning_activeday` counts, of the cohort's roadmaps
_YEAR = """
WITH of_year AS MATERIALIZED (
    SELECT id, day, topic_id, milestone_id, qualifies, compensates
    FROM learning_activity
    WHERE learner_id = %(learner)s AND day BETWEEN %(first)s AND %(last)s
)
SELECT of_year.day, count(*)
FROM of_year
LEFT JOIN curriculum_topic topic ON topic.id = of_year.topic_id
LEFT JOIN curriculum_milestone milestone ON milestone.id = of_year.milestone_id
WHERE of_year.qualifies
    AND COALESCE(topic.roadmap_id, milestone.roadmap_id) = ANY (%(roadmaps)s)
    AND of_year.id NOT IN (SELECT unnest(compensates) FROM of_year)
GROUP BY of_year.day
"""
_MILESTONES = """
SELECT milestone.roadmap_id, milestone.phase_id, milestone.title,
    newest.id, newest.day, newest.confirmed_at IS NOT NULL,
    EXISTS (SELECT FROM cohorts_review WHERE submission_id = newest.id),
    (
        SELECT verdict FROM cohorts_review
        WHERE submission_id = newest.id
            AND cohort_id = (SELECT cohort_id FROM cohorts_membership WHERE id = %(membership)s)
        ORDER BY id DESC LIMIT 1
    )
FROM curriculum_milestone milestone
JOIN curriculum_phase phase ON phase.id = milestone.phase_id AND phase.retired_in_id IS NULL
LEFT JOIN LATERAL (
    SELECT id, day, confirmed_at FROM learning_submission
    WHERE learner_id = %(learner)s AND milestone_id = milestone.id AND withdrawn_at IS NULL
    ORDER BY number DESC LIMIT 1
) AS newest ON true
WHERE milestone.roadmap_id = ANY (%(roadmaps)s) AND milestone.retired_in_id IS NULL
ORDER BY array_position(%(roadmaps)s, milestone.roadmap_id), phase.position, phase.id,
    milestone.position, milestone.id
"""
# The last change of a day says what it came to. What is no mark again came to nothing, and evidence that was
# withdrawn was not handed in.
_HISTORY = """
WITH told AS MATERIALIZED (
    SELECT activity.id, activity.day, activity.kind, activity.state, activity.topic_id, activity.milestone_id,
        COALESCE(topic.title, milestone.title) AS title,
        COALESCE(topic.roadmap_id, milestone.roadmap_id) AS roadmap_id
    FROM learning_activity activity
    LEFT JOIN curriculum_topic topic ON topic.id = activity.topic_id
    LEFT JOIN curriculum_milestone milestone ON milestone.id = activity.milestone_id
    WHERE activity.learner_id = %(learner)s
        AND activity.day < %(before)s
        AND COALESCE(topic.roadmap_id, milestone.roadmap_id) = ANY (%(roadmaps)s)
        AND (activity.milestone_id IS NULL OR EXISTS (
            SELECT FROM learning_submission submission
            WHERE submission.learner_id = activity.learner_id
                AND submission.milestone_id = activity.milestone_id
                AND submission.day = activity.day
                AND submission.withdrawn_at IS NULL
        ))
),
came_to AS (
    SELECT DISTINCT ON (day, topic_id, milestone_id) * FROM told ORDER BY day, topic_id, milestone_id, id DESC
),
said AS (
    SELECT * FROM came_to WHERE milestone_id IS NOT NULL OR state <> ''
)
SELECT day, kind, state, title, roadmap_id
FROM said
WHERE day IN (SELECT DISTINCT day FROM said ORDER BY day DESC LIMIT %(days)s)
ORDER BY day DESC, id
"""
