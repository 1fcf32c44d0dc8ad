"""Putting a mail into the ledger because something has happened."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import Jsonb

from progress.reminders.models import CHOSEN, Kind, Mail, MailChoices, MailState
from roadmap_site.accounts.models import User

LIFE = timedelta(days=7)
TAKEN_BACK = "taken back"


def post(
    *,
    recipient: User | None,
    kind: Kind,
    key: str,
    at: datetime,
    told: dict[str, Any] | None = None,
    expires: timedelta = LIFE,
) -> Mail | None:
    """Have a mail sent as soon as it can be, together with what the transaction does.

    Return None where nobody chose this kind, or where it stands in the ledger already under that key.
    """
    if not is_wanted(recipient, kind):
        return None
    values = [recipient.pk if recipient else None, kind, key, at, at + expires, Jsonb(told) if told else None]
    with connection.cursor() as cursor:
        cursor.execute(_POST, values)
        row = cursor.fetchone()
    return Mail.objects.get(pk=row[0]) if row else None


def post_to_each(
    *,
    kind: Kind,
    told: Mapping[int, tuple[str, dict[str, Any]]],
    at: datetime,
    due: Mapping[int, datetime] | None = None,
) -> None:
    """Do the same for many by a few statements; `told` has a key and what it tells, by person. `due` has when
    it is due at the earliest, of those for whom that is later than `at`.
    """
    chose = [one.pk for one in MailChoices.objects.filter(pk__in=told) if one.wants(kind)]
    if not chose:
        return
    keys, words = [told[person][0] for person in chose], [Jsonb(told[person][1]) for person in chose]
    when = [max(at, (due or {}).get(person, at)) for person in chose]
    until = [due_at + LIFE for due_at in when]
    with connection.cursor() as cursor:
        cursor.execute(_POST_TO_EACH, [kind, chose, keys, when, until, words])


def take_back(*, recipient: User, kind: Kind, key: str, at: datetime) -> None:
    """What it tells of is no longer so: unless it is being sent already, it will not be."""
    waiting = Mail.objects.filter(recipient=recipient, kind=kind, key=key)
    waiting = waiting.filter(state__in=(MailState.DUE, MailState.CLAIMED))
    waiting.update(
        state=MailState.SKIPPED, reason=TAKEN_BACK, done_at=at, claim=None, lease_until=None, told=None
    )


def is_wanted(recipient: User | None, kind: Kind) -> bool:
    if kind not in CHOSEN:
        return True
    choices = MailChoices.objects.filter(pk=recipient.pk).first() if recipient else None
    return choices is not None and choices.wants(kind)


_POST = """
INSERT INTO reminders_mail (recipient_id, kind, key, state, reason, due_at, expires_at, told, attempts)
VALUES (%s, %s, %s, 'due', '', %s, %s, %s, 0)
ON CONFLICT DO NOTHING
RETURNING id
"""

_POST_TO_EACH = """
INSERT INTO reminders_mail (recipient_id, kind, key, state, reason, due_at, expires_at, told, attempts)
SELECT person, %s, key, 'due', '', due_at, expires_at, told, 0
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::jsonb[])
    AS wanted (person, key, due_at, expires_at, told)
ON CONFLICT DO NOTHING
"""
