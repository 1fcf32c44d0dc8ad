"""Taking due mails, so that no other sender has them for a while; and what dead senders had."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import Error, connection

from progress.learning.days import day_of
from progress.reminders.ledger.coming_back import once_it_is_back
from progress.reminders.models import Kind
from progress.reminders.schedule.clock import date_of
from roadmap_site.accounts.models import User

BATCH = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that is ours to send; `person` has what sending needs of the account, if there is one."""

    mail_id: int
    claim: UUID
    kind: Kind
    key: str
    told: dict[str, Any] | None
    attempts: int  # before this one
    expires_at: datetime
    person: User | None
    at: datetime
    day: date | None = None  # of a scheduled mail, which may be sent after midnight

    @property
    def to(self) -> str:
        """The address: the person's, unless another was told, as before an address is changed."""
        return str((self.told or {}).get("to") or (self.person.email if self.person else ""))

    @property
    def asked_for(self) -> bool:
        """Whether somebody has just asked for it, and waits."""
        return bool((self.told or {}).get("asked_for"))

    @property
    def today(self) -> date:
        """The learner's day."""
        return day_of(self.person, self.at) if self.person else self.at.date()

    @property
    def date(self) -> date:
        """The date on the wall calendar that it is for."""
        if self.day is not None:
            return self.day
        return date_of(self.at, self.person.time_zone) if self.person else self.at.date()


def claim(at: datetime, *, most: int = BATCH) -> list[Claimed]:
    """Claim those that are due longest."""
    return _claim(at, "state = 'due' AND due_at <= %s", at, most)


def claim_one(mail_id: int, at: datetime) -> list[Claimed]:
    """Claim this one, if it is due still."""
    return _claim(at, "state = 'due' AND id = %s", mail_id, 1)


def reap() -> int:
    """Give back what was claimed for too long; whether the rest was sent is unknown. Return how many.

    Mail about the account is sent once more: a second code harms nobody.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REAP)
        return int(cursor.rowcount)


def _claim(at: datetime, which: str, value: datetime | int, most: int) -> list[Claimed]:
    mine = uuid4()
    try:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM.format(which=which), [value, most, mine])
            return [_claimed(row, mine, at) for row in sorted(cursor.fetchall())]
    except Error:  # nobody knows whether it was done: the answer may be what was lost
        once_it_is_back(lambda: _forget(mine))
        raise


def _forget(claim: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [claim])


def _claimed(row: tuple[Any, ...], mine: UUID, at: datetime) -> Claimed:
    _, mail_id, kind, key, told, attempts, expires_at, day, *of_person = row
    person = User(**dict(zip(_OF_PERSON, of_person, strict=True))) if of_person[0] else None
    told = json.loads(told) if told else None
    return Claimed(mail_id, mine, Kind(kind), key, told, attempts, expires_at, person, at, day)


_OF_PERSON = ("pk", "email", "name", "time_zone", "held_zone", "held_until")

_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM reminders_mail
    WHERE {which}
    ORDER BY due_at
    LIMIT %s
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE reminders_mail AS mail
    SET state = 'claimed', claim = %s, lease_until = clock_timestamp() + interval '120 seconds'
    FROM due WHERE mail.id = due.id
    RETURNING mail.*
)
SELECT
    mail.due_at, mail.id, mail.kind, mail.key, mail.told, mail.attempts, mail.expires_at, mail.day,
    person.id, person.email, person.name, person.time_zone, person.held_zone, person.held_until
FROM claimed mail
LEFT JOIN accounts_user person ON person.id = mail.recipient_id
"""

_FORGET = """
UPDATE reminders_mail SET state = 'due', claim = NULL, lease_until = NULL
WHERE state = 'claimed' AND claim = %s
"""

_REAP = """
UPDATE reminders_mail SET
    state = CASE WHEN state = 'claimed' OR kind = 'account' THEN 'due' ELSE 'unknown' END,
    attempts = attempts + (state = 'sending')::int,
    claim = CASE WHEN state = 'claimed' OR kind = 'account' THEN NULL ELSE claim END,
    done_at = CASE WHEN state = 'claimed' OR kind = 'account' THEN NULL ELSE clock_timestamp() END,
    lease_until = NULL
WHERE id IN (
    SELECT id FROM reminders_mail
    WHERE state IN ('claimed', 'sending') AND lease_until < clock_timestamp()
    FOR UPDATE SKIP LOCKED
)
"""
