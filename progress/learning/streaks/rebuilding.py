"""What is derived from the log of activities, derived again: active days, and the stored streak."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from progress.learning import recording
from progress.learning.days import day_of
from progress.learning.models import ActiveDay, Activity, StoredStreak
from progress.learning.streaks import stored
from progress.learning.streaks.reading import streak_of
from roadmap_site.accounts.models import User

PAGE = 500  # learners asked for at once


def learners() -> Iterator[User]:
    """Everybody who has anything of it, a page at a time."""
    kinds = (Activity, ActiveDay, StoredStreak)
    some = [Exists(kind.objects.filter(learner=OuterRef("pk"))) for kind in kinds]
    everybody = User.objects.filter(Q(*some, _connector=Q.OR)).order_by("pk")
    last = 0
    while page := list(everybody.filter(pk__gt=last)[:PAGE]):
        yield from page
        last = page[-1].pk


@transaction.atomic
def is_as_logged(learner: User, at: datetime) -> bool:
    """Say whether all that is stored is what the log gives."""
    recording.begin(learner, [])
    if _days_differ(learner):
        return False
    kept = StoredStreak.objects.filter(learner=learner).first()
    fresh = stored.stored_of(learner, streak_of(learner, at))
    if kept is None or fresh.last is None:
        return kept is None and fresh.last is None
    today = day_of(learner, at)
    return stored.as_it_stands(kept, today) == stored.as_it_stands(fresh, today)


@transaction.atomic
def rebuild(learner: User, at: datetime) -> None:
    recording.begin(learner, [])
    if _days_differ(learner):
        with connection.cursor() as cursor:
            cursor.execute(_FORGET, {"learner": learner.pk})
            cursor.execute(_WRITE, {"learner": learner.pk})
    stored.refresh(learner, at)


def _days_differ(learner: User) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_DIFFER, {"learner": learner.pk})
        (differ,) = cursor.fetchone()
    return bool(differ)


_LOGGED = """
WITH logged AS (
    SELECT day, sum(qualifies::integer - cardinality(compensates)) AS activities
    FROM learning_activity
    WHERE learner_id = %(learner)s
    GROUP BY day
    HAVING sum(qualifies::integer - cardinality(compensates)) > 0
)
"""
_DIFFER = f"""
{_LOGGED}
SELECT EXISTS (
    SELECT
    FROM logged
    FULL JOIN (
        SELECT day, activities FROM learning_activeday WHERE learner_id = %(learner)s
    ) AS kept USING (day)
    WHERE logged.activities IS DISTINCT FROM kept.activities
)
"""  # noqa: S608 -- no input is in it, nor in the next two
_FORGET = f"""
{_LOGGED}
DELETE FROM learning_activeday
WHERE learner_id = %(learner)s AND day NOT IN (SELECT day FROM logged)
"""  # noqa: S608
_WRITE = f"""
{_LOGGED}
INSERT INTO learning_activeday (learner_id, day, activities)
SELECT %(learner)s, day, activities FROM logged
ON CONFLICT (learner_id, day) DO UPDATE SET activities = EXCLUDED.activities
"""  # noqa: S608
