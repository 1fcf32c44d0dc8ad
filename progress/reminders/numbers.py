"""How mail is going, in numbers for operators: by a few statements over partial indexes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from progress.reminders.ledger.finishing import FIRST_WAIT
from progress.reminders.models import Kind, MailState

DAY = timedelta(days=1)
NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Numbers:
    """`waiting` are rows now, by state and kind; all counters below it are of the last 24 hours.

    By the first two one sees that mail has stopped: for how long the oldest mail waits for a sender, and for
    how long somebody waits to be looked at by the planner.
    """

    oldest_due: timedelta
    lag: timedelta
    retried: int  # of the mails that are due
    waiting: Counter[tuple[MailState, Kind]]
    ended: Counter[tuple[MailState, Kind]]
    skipped: Counter[str]  # by reason
    attempts: int
    suppressed: Counter[str]  # addresses, by why

    @property
    def rows(self) -> Counter[tuple[MailState, Kind]]:
        return self.waiting + self.ended

    def total(self, state: MailState) -> int:
        return sum(number for (its, _), number in self.rows.items() if its == state)


def read_numbers(at: datetime) -> Numbers:
    """Four statements, whatever the size. They read what waits, and the last day's mails."""
    (due, planned), (bounces, complaints) = _rows(_OLDEST, [FIRST_WAIT]) + _rows(_SUPPRESSED, [at - DAY])
    waiting, ended = _rows(_WAITING, []), _rows(_ENDED, [at - DAY] * 2)
    return Numbers(
        _age(due, at),
        _age(planned, at),
        sum(retried for *_, retried in waiting),
        _counted(((MailState(state), Kind(kind)), number) for state, kind, number, _ in waiting),
        _counted(((MailState(state), Kind(kind)), number) for state, kind, _, number, _ in ended),
        _counted((reason, number) for state, _, reason, number, _ in ended if state == MailState.SKIPPED),
        sum(attempts for *_, attempts in ended),
        Counter(bounce=bounces, complaint=complaints),
    )


def _age(since: datetime | None, at: datetime) -> timedelta:
    return max(at - since, NOTHING) if since else NOTHING


def _counted(pairs: Iterable[tuple[Any, int]]) -> Counter[Any]:
    counter: Counter[Any] = Counter()
    for key, number in pairs:
        counter[key] += number
    return counter


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


# A mail that was tried has waited since before its first attempt, which is told by the number of them; one
# whose sender's lease is over waits for the next sender
_OLDEST = """
SELECT
    LEAST(
        (SELECT min(due_at - %s * (2 ^ attempts - 1)) FROM reminders_mail WHERE state = 'due'),
        (
            SELECT min(due_at) FROM reminders_mail
            WHERE state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
        )
    ),
    (SELECT min(next_due_at) FROM reminders_mailchoices WHERE next_due_at IS NOT NULL)
"""

_WAITING = """
SELECT state, kind, count(*), count(*) FILTER (WHERE attempts > 0)
FROM reminders_mail WHERE state = 'due' GROUP BY state, kind
UNION ALL
SELECT state, kind, count(*), 0
FROM reminders_mail WHERE state IN ('claimed', 'sending') GROUP BY state, kind
UNION ALL
SELECT state, kind, count(*), 0
FROM reminders_mail WHERE state = 'unknown' GROUP BY state, kind
"""

_ENDED = """
SELECT state, kind, '', count(*), sum(attempts)
FROM reminders_mail WHERE state IN ('sent', 'failed') AND done_at > %s GROUP BY state, kind
UNION ALL
SELECT state, kind, reason, count(*), sum(attempts)
FROM reminders_mail WHERE state = 'skipped' AND done_at > %s GROUP BY state, kind, reason
"""

_SUPPRESSED = """
SELECT count(*) FILTER (WHERE why = 'bounce'), count(*) FILTER (WHERE why = 'complaint')
FROM reminders_suppression WHERE at > %s
"""
