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


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when all that the relay has taken is known."""

    first: datetime | None
    last: datetime | None

    def covers(self, due_at: datetime, unknown_at: datetime) -> bool:
        """Whether a mail was tried within it, and the relay has had time to answer."""
        if self.last is None or (self.first is not None and due_at < self.first):
            return False
        return unknown_at + SETTLED <= self.last


@transaction.atomic
def reconcile(
    *,
    seen: Iterable[str],
    complete_until: datetime | None,
    at: datetime,
    complete_from: datetime | None = None,
    doubtful: Iterable[str] = (),
) -> Reconciled:
    """Settle what can be settled: `seen` are the Message-IDs that the relay has taken.

    A mail that is not among them is due again only if it certainly was not taken: if all that was taken from
    `complete_from` (None is for ever) until `complete_until` is among them, and the mail became due after the
    one and unknown `SETTLED` before the other. None promises nothing. Those that are `doubtful` stay unknown.
    Saying it again changes nothing.
    """
    mails = Mail.objects.filter(state=MailState.UNKNOWN)
    unknown = {
        number: (due, since or at) for number, due, since in mails.values_list("pk", "due_at", "done_at")
    }
    period = Period(complete_from, complete_until)
    taken = {number for number in _numbers(seen) if number in unknown}
    open_ones = unknown.keys() - taken - set(_numbers(doubtful))
    absent = [number for number in open_ones if period.covers(*unknown[number])]
    sent, due = _settle(_SENT, at, list(taken)), _settle(_DUE, at, absent)
    return Reconciled(sent, due, len(unknown) - sent - due)


def delivered(names: Iterable[str], at: datetime) -> None:
    """Note that these have arrived, for certain. Whoever was sending one may have died meanwhile."""
    mails = Mail.objects.filter(pk__in=list(_numbers(names)))
    unsettled = mails.filter(state__in=(MailState.SENDING, MailState.UNKNOWN))
    unsettled.update(state=MailState.SENT, reason="", done_at=at, told=None, lease_until=None)


def _numbers(seen: Iterable[str]) -> Iterable[int]:
    """Return which of our mails they name; others pass by."""
    ours = re.compile(rf"<?reminder-(\d{{1,18}})@{re.escape(host(settings.SITE_URL))}>?", re.IGNORECASE)
    return (int(found[1]) for name in seen if (found := ours.fullmatch(name.strip())))


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
