"""What a learner did that counted for their days, by day: the activities behind the verdicts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection

from progress.learning.models import Activity
from roadmap_site.accounts.models import User


class Deed(StrEnum):
    DONE = "done"
    BEGUN = "begun"
    WORKED = "worked"
    HABIT = "habit"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Did:
    """`title` is a topic's, a habit's or a milestone's; without a `topic` (slug) it has no own page."""

    deed: Deed
    title: str
    roadmap_slug: str
    roadmap: str
    topic: str
    zone: str


def deeds(learner: User, first: date, last: date) -> dict[date, list[Did]]:
    """Return what counts for the days `first` to `last`, in the order in which it was done."""
    return all_deeds({learner.pk: (first, last)})[learner.pk]


def all_deeds(spans: Mapping[int, tuple[date, date]]) -> dict[int, dict[date, list[Did]]]:
    """Return the same of many, by learner, each for their own first to last day; one statement."""
    found: dict[int, dict[date, list[Did]]] = {learner: defaultdict(list) for learner in spans}
    firsts, lasts = ([span[end] for span in spans.values()] for end in (0, 1))
    with connection.cursor() as cursor:
        cursor.execute(_DEEDS, [list(spans), firsts, lasts])
        for learner, day, kind, state, *did in cursor.fetchall():
            found[learner][day].append(Did(_deed(kind, state), *did))
    return found


def _deed(kind: str, state: str) -> Deed:
    if kind == Activity.Kind.HABIT:
        return Deed.HABIT
    if kind == Activity.Kind.SUBMISSION:
        return Deed.SUBMITTED
    if kind == Activity.Kind.WORKED:
        return Deed.WORKED
    return Deed.DONE if state == "done" else Deed.BEGUN


_DEEDS = """
SELECT
    activity.learner_id,
    activity.day,
    activity.kind,
    activity.state,
    COALESCE(topic.title, habit.title, milestone.title, ''),
    COALESCE(roadmap.slug, ''),
    COALESCE(roadmap.title, ''),
    CASE
        WHEN topic.retired_in_id IS NULL AND roadmap.status = 'published' THEN COALESCE(topic.slug, '')
        ELSE ''
    END,
    activity.zone
FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS asked (learner, first, last)
JOIN learning_activity activity
    ON activity.learner_id = asked.learner AND activity.day BETWEEN asked.first AND asked.last
LEFT JOIN curriculum_topic topic ON topic.id = activity.topic_id
LEFT JOIN curriculum_habit habit ON habit.id = activity.habit_id
LEFT JOIN curriculum_milestone milestone ON milestone.id = activity.milestone_id
LEFT JOIN curriculum_roadmap roadmap
    ON roadmap.id = COALESCE(topic.roadmap_id, habit.roadmap_id, milestone.roadmap_id)
WHERE activity.qualifies
    AND NOT EXISTS (
        SELECT FROM learning_activity later
        WHERE later.learner_id = asked.learner
            AND later.day = activity.day
            AND activity.id = ANY (later.compensates)
    )
ORDER BY activity.id
"""
