"""What learners do that is no topic's state, such as keeping a habit: an activity that counts for its day.

Callers are in a transaction and hold the learner's lock (`recording.begin`).
"""

from datetime import date, datetime

from django.db import connection

from curriculum.models import Habit, Milestone
from progress.learning.days import local_day
from progress.learning.models import Activity
from roadmap_site.accounts.models import User


def record_deed(
    *,
    learner: User,
    kind: Activity.Kind,
    at: datetime,
    habit: Habit | None = None,
    milestone: Milestone | None = None,
) -> Activity:
    """Append it; the learner's day is active."""
    activity = Activity.objects.create(
        learner=learner,
        kind=kind,
        habit=habit,
        milestone=milestone,
        at=at,
        zone=learner.time_zone,
        day=local_day(at, learner.time_zone),
        qualifies=True,
    )
    _raise(learner, activity.day)
    return activity


def take_back(*, learner: User, activity: Activity, at: datetime) -> bool:
    """Compensate `activity`; return False on a later day, or when that has been done already."""
    day = local_day(at, learner.time_zone)
    if activity.day != day or _taken_back(learner, activity):
        return False
    Activity.objects.create(
        learner=learner,
        kind=Activity.Kind.UNDO,
        habit_id=activity.habit_id,
        milestone_id=activity.milestone_id,
        at=at,
        zone=learner.time_zone,
        day=day,
        compensates=[activity.pk],
    )
    _lower(learner, day)
    return True


def _taken_back(learner: User, activity: Activity) -> bool:
    return learner.activities.filter(day=activity.day, compensates__contains=[activity.pk]).exists()


_RAISE = """
INSERT INTO learning_activeday (learner_id, day, activities) VALUES (%s, %s, 1)
ON CONFLICT (learner_id, day) DO UPDATE SET activities = learning_activeday.activities + 1
"""
_LOWER = """
WITH lowered AS (
    UPDATE learning_activeday SET activities = activities - 1
    WHERE learner_id = %(learner)s AND day = %(day)s AND activities > 1
    RETURNING day
)
DELETE FROM learning_activeday
WHERE learner_id = %(learner)s AND day = %(day)s AND activities = 1 AND NOT EXISTS (SELECT FROM lowered)
"""


def _raise(learner: User, day: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [learner.pk, day])


def _lower(learner: User, day: date) -> None:
    """The row goes with the last."""
    with connection.cursor() as cursor:
        cursor.execute(_LOWER, {"learner": learner.pk, "day": day})
