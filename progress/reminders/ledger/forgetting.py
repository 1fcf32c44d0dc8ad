"""Forgetting mails of long ago, a batch in each transaction.

A row keeps its key from being posted again, so one is forgotten only when nobody will: the key of a scheduled
mail is a date that is over, but an event may be told for as long as it lasts.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from progress.reminders.models import CAPPED, Kind

BATCH = 5000  # rows: a transaction of about 100 ms
KEPT = timedelta(days=400)  # a year and some weeks in which somebody may ask what became of a mail
SKIPPED_KEPT = timedelta(days=30)  # they are many, and only lately of interest

# Those whose key nobody uses twice: a date, or a number made for the one mail
_OF_ONCE = (*CAPPED, Kind.COHORT_DIGEST, Kind.SAMPLE, Kind.ACCOUNT)


def forget(at: datetime, *, most: int = BATCH) -> Iterator[int]:
    """Remove what has been kept for long enough, and tell of each batch how many they were."""
    for statement in (_SKIPPED, _ENDED, _UNKNOWN):
        while number := _forget(statement, at, most):
            yield number


def _forget(statement: str, at: datetime, most: int) -> int:
    values: dict[str, Any] = {"skipped": at - SKIPPED_KEPT, "kept": at - KEPT, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"of_once": list(_OF_ONCE)})
        return int(cursor.rowcount)


_FORGET = """
DELETE FROM reminders_mail WHERE id IN (
    SELECT id FROM reminders_mail
    WHERE {which}
    LIMIT %(most)s
    FOR UPDATE SKIP LOCKED
)
"""
_SKIPPED = _FORGET.format(
    which="state = 'skipped' AND done_at < %(skipped)s AND (kind = ANY (%(of_once)s) OR done_at < %(kept)s)"
)
_ENDED = _FORGET.format(which="state IN ('sent', 'failed') AND done_at < %(kept)s")
_UNKNOWN = _FORGET.format(which="state = 'unknown' AND done_at < %(kept)s")
