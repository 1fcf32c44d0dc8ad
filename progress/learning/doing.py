"""What learners do that is no topic's state, such as keeping a habit: an activity that counts for its day.

Callers are in a transaction and hold the learner's lock (`recording.begin`).
"""

from datetime import date, datetime

from django.db import connection

from curriculum.models import Habit, Milestone
from progress.learning.days import day_of
from progress.learning.models import Activity
from progress.learning.streaks import stored
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
        zone=learner.day_zone(at),
        day=day_of(learner, at),
        qualifies=True,
    )
    _turn(learner, activity.day, _RAISE, at)
    return activity


def take_back(*, learner: User, activity: Activity, at: datetime) -> bool:
    """Compensate `activity`; return False on a later day, or when that has been done already."""
    day = day_of(learner, at)
    if activity.day != day or _taken_back(learner, activity):
        return False
    Activity.objects.create(
        learner=learner,
        kind=Activity.Kind.UNDO,
        habit_id=activity.habit_id,
        milestone_id=activity.milestone_id,
        at=at,
        zone=learner.day_zone(at),
        day=day,
        compensates=[activity.pk],
    )
    _turn(learner, day, _LOWER, at)
    return True


def _taken_back(learner: User, activity: Activity) -> bool:
    return learner.activities.filter(day=activity.day, compensates__contains=[activity.pk]).exists()


_RAISE = """
INSERT INTO learning_activeday AS kept (learner_id, day, activities) VALUES (%(learner)s, %(day)s, 1)
ON CONFLICT (learner_id, day) DO UPDATE SET activities = kept.activities + 1
RETURNING activities = 1
"""
_LOWER = """
WITH lowered AS (
    UPDATE learning_activeday SET activities = activities - 1
    WHERE learner_id = %(learner)s AND day = %(day)s AND activities > 1
    RETURNING FALSE
), gone AS (
    DELETE FROM learning_activeday WHERE learner_id = %(learner)s AND day = %(day)s AND activities = 1
    RETURNING TRUE
)
SELECT * FROM lowered UNION ALL SELECT * FROM gone
"""


def _turn(learner: User, day: date, statement: str, at: datetime) -> None:
    """Raise or lower the active day; where it came or went, the streak is another."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"learner": learner.pk, "day": day})
        (turned,) = cursor.fetchone()
    if turned:
        stored.refresh(learner, at)
