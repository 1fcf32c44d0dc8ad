"""What becomes of a claimed mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from progress.reminders.ledger.claiming import Claimed
from progress.reminders.models import Kind

GO = "go"
ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)  # then twice as long each time
REASON = 200  # characters


@dataclass(frozen=True, slots=True)
class Begun:
    """`verdict` is GO, or why the mail is not sent, or None where it is no longer ours."""

    verdict: str | None
    done_today: bool


def begin(mail: Claimed, *, suppressed: bool, at: datetime, after: Claimed | None = None) -> Begun:
    """Ask for the last time whether to send it, and say that it is being sent. Committed when it returns.

    `after` is the one before it, which the relay has taken: saying that costs no time of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [*_taken(after, at), mail.mail_id, mail.claim, at, mail.today, suppressed])
        verdict, done_today = cursor.fetchone()
    return Begun(verdict, bool(done_today))


def sent(mail: Claimed, at: datetime) -> None:
    """The relay has taken it. That is known even where a reaper has called it unknown meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_SENT, _taken(mail, at))


def _taken(mail: Claimed | None, at: datetime) -> list[Any]:
    return [at, mail and mail.mail_id, mail and mail.claim]


def unknown(mail: Claimed, why: str, at: datetime) -> None:
    """The relay may have taken it. Mail about the account is tried again: a second code harms nobody."""
    if mail.kind == Kind.ACCOUNT:
        return later(mail, why, at)
    return _finish(mail, "unknown", at, why)


def failed(mail: Claimed, why: str, at: datetime) -> None:
    """It will not be tried again."""
    _finish(mail, "failed", at, why)


def skipped(mail: Claimed, why: str, at: datetime) -> None:
    """It turned out at the very last that there is nothing to tell. Nothing was handed over."""
    with connection.cursor() as cursor:
        cursor.execute(_SKIP, [why, at, mail.mail_id, mail.claim])


def later(mail: Claimed, why: str, at: datetime) -> None:
    """The relay has not taken it: try again, each time after a longer wait, five times in all."""
    if mail.attempts + 1 >= ATTEMPTS:
        return failed(mail, why, at)
    return _give_back([mail], at + FIRST_WAIT * 2**mail.attempts, why, attempts=1)


def give_back(mails: Sequence[Claimed], at: datetime) -> None:
    """These were not even tried."""
    if mails:
        _give_back(mails, at + FIRST_WAIT, "", attempts=0)


def _finish(mail: Claimed, state: str, at: datetime, why: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, [state, why[:REASON], at, state, mail.mail_id, mail.claim])


def _give_back(mails: Sequence[Claimed], due_at: datetime, why: str, *, attempts: int) -> None:
    """All are of one claim."""
    numbers, claim = [mail.mail_id for mail in mails], mails[0].claim
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, [due_at, why[:REASON], attempts, numbers, claim])


_SENT = """
UPDATE reminders_mail
SET state = 'sent', reason = '', done_at = %s, lease_until = NULL, attempts = attempts + 1, told = NULL
WHERE id = %s AND claim = %s AND state IN ('sending', 'unknown')
"""

_BEGIN = f"""
WITH before AS ({_SENT})
SELECT verdict, done_today FROM reminders_begin(%s, %s, %s, %s, %s)
"""  # noqa: S608 - our own words

_FINISH = """
UPDATE reminders_mail
SET state = %s, reason = %s, done_at = %s, lease_until = NULL, attempts = attempts + 1,
    told = CASE WHEN %s = 'unknown' THEN told END
WHERE id = %s AND claim = %s AND state IN ('sending', 'unknown')
"""

_SKIP = """
UPDATE reminders_mail
SET state = 'skipped', reason = %s, done_at = %s, lease_until = NULL, told = NULL
WHERE id = %s AND claim = %s AND state IN ('sending', 'unknown')
"""

_GIVE_BACK = """
UPDATE reminders_mail
SET state = 'due', due_at = %s, reason = %s, attempts = attempts + %s, claim = NULL, lease_until = NULL
WHERE id = ANY(%s) AND claim = %s AND state IN ('claimed', 'sending')
"""
