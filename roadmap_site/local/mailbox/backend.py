from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from roadmap_site.local.mailbox import files


class EmailBackend(BaseEmailBackend):
    """Puts mails into the mailbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            files.keep(message.message().as_bytes())
        return len(email_messages)
