"""Settling what is unknown, by what the relay says that it has taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from progress.reminders.models import Mail, MailState
from roadmap_site.security import host

# So long may a relay think about a mail whose end it has seen (RFC 5321, 4.5.3.2.6)
SETTLED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many are known to be sent, how many are due again, and how many are unknown still."""

    sent: int
    due: int
    unknown: int


@transaction.atomic
def reconcile(*, seen: Iterable[str], complete_until: datetime | None, at: datetime) -> Reconciled:
    """Settle what can be settled: `seen` are the Message-IDs that the relay has taken.

    A mail that is not among them is due again only if it certainly was not taken: if all that was taken
    until `complete_until` is among them, and that is `SETTLED` after the mail became unknown. None
    promises nothing. Saying it again changes nothing.
    """
    waiting = dict(Mail.objects.filter(state=MailState.UNKNOWN).values_list("pk", "done_at"))
    taken = [number for number in _numbers(seen) if number in waiting]
    absent = [
        number for number in waiting.keys() - set(taken) if _is_settled(waiting[number], complete_until)
    ]
    sent, due = _settle(_SENT, at, taken), _settle(_DUE, at, absent)
    return Reconciled(sent, due, len(waiting) - sent - due)


def _numbers(seen: Iterable[str]) -> Iterable[int]:
    """Return which of our mails they name; others pass by."""
    ours = re.compile(rf"<?reminder-(\d{{1,18}})@{re.escape(host(settings.SITE_URL))}>?", re.IGNORECASE)
    return (int(found[1]) for name in seen if (found := ours.fullmatch(name.strip())))


def _is_settled(since: datetime | None, complete_until: datetime | None) -> bool:
    return since is not None and complete_until is not None and since + SETTLED <= complete_until


def _settle(statement: str, at: datetime, mails: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, [at, mails])
        return int(cursor.rowcount)


_SENT = """
UPDATE reminders_mail SET state = 'sent', reason = '', done_at = %s, told = NULL
WHERE state = 'unknown' AND id = ANY(%s)
"""

# Without its claim, a sender that lingers can't say any more what became of it
_DUE = """
UPDATE reminders_mail SET state = 'due', reason = '', due_at = %s, done_at = NULL, claim = NULL
WHERE state = 'unknown' AND id = ANY(%s)
"""
