"""Sending a mail right after the request that posted it, without a broker.

A thread of this process sends it as any sender would. If the process ends before, the mail is due still and
the worker sends it.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.db import connection, transaction
from django.utils import timezone

from progress.reminders.models import Mail
from progress.reminders.sending.sender import send_one

log = logging.getLogger(__name__)


def send_soon(mail: Mail) -> None:
    """Send it when the transaction is committed; the caller does not wait for it."""
    transaction.on_commit(lambda: _thread().submit(_send, mail.pk))


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def _send(mail_id: int) -> None:
    try:
        send_one(mail_id, timezone.now)
    except Exception:  # it stays due
        log.exception("Mail %s was not sent at once", mail_id)
    finally:
        connection.close()
