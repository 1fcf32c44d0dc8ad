"""A sender begins what it has claimed whenever that was, and finishes what it has begun."""

from math import inf

from django.db import connection

from progress.reminders.ledger import finishing
from progress.reminders.ledger.finishing import GO, Begun
from progress.reminders.sending import sender, smtp
from roadmap_site.celery import app

__all__ = ["app"]

_BEGIN = (
    "UPDATE reminders_mail SET state = 'sending', lease_until = now() + interval '60 seconds' WHERE id = %s"
)


def begin(mail, *, at, after=None, **_):
    if after:
        finishing.sent(after, at)
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [mail.mail_id])
    return Begun(GO, False)


finishing.begin = begin
sender.SOON = inf
smtp.PATIENCE = 1_000
