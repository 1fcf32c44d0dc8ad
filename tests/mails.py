"""The mails that have left."""

from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from progress.reminders.sending import at_once
from progress.reminders.sending.sender import send_due


def sent() -> list[EmailMessage]:
    """Have what is due sent, as the worker would, and return all that the test has sent.

    Where requests are committed, a thread of this process is sending it already; the others wait for it.
    """
    at_once._thread().submit(int).result(30)
    for _ in send_due(timezone.now):
        pass
    return mail.outbox
