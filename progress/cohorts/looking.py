"""When a mentor last looked at a cohort."""

from datetime import datetime, timedelta

from django.db import connection

from progress.cohorts.models import Cohort
from roadmap_site.accounts.models import User

ONE_LOOK = timedelta(minutes=30)  # within which coming back is the same look


def look_at(*, cohort: Cohort, mentor: User, at: datetime) -> datetime | None:
    """Note that the mentor looks now; return when they looked the time before, None the very first time."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [mentor.pk, cohort.pk, at, at - ONE_LOOK])
        (before,) = cursor.fetchone()
    return before  # type: ignore[no-any-return]


_LOOK = """
INSERT INTO cohorts_lastlook AS look (mentor_id, cohort_id, at, before)
VALUES (%s, %s, %s, NULL)
ON CONFLICT (mentor_id, cohort_id) DO UPDATE SET
    at = excluded.at,
    before = CASE WHEN look.at < %s OR look.before IS NULL THEN look.at ELSE look.before END
RETURNING before
"""
