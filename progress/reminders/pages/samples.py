"""A mail that somebody asks for, to see how it looks and that it arrives."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from progress.reminders.addresses import suppressed
from progress.reminders.ledger.posting import post
from progress.reminders.models import Kind, Mail
from progress.reminders.sending.at_once import send_soon
from roadmap_site.accounts.models import User

BETWEEN = timedelta(minutes=1)
LIFE = timedelta(hours=1)


def ask_for_sample(*, person: User, at: datetime) -> str:
    """Have one sent, and return what to say of it: at most one a minute."""
    if suppressed([person.email]):
        return _("Mail to your address came back, so nothing is sent to it. Tell another address first.")
    mail = None if _asked_lately(person, at) else _post(person, at)
    if mail is None:
        return _("One was sent less than a minute ago. Look for that one, or try again in a minute.")
    send_soon(mail)
    return _("One is on its way to %(address)s.") % {"address": person.email}


def _asked_lately(person: User, at: datetime) -> bool:
    return Mail.objects.filter(recipient=person, kind=Kind.SAMPLE, due_at__gt=at - BETWEEN).exists()


def _post(person: User, at: datetime) -> Mail | None:
    """The minute is the key: of two presses at once one counts."""
    return post(recipient=person, kind=Kind.SAMPLE, key=f"{at:%Y-%m-%dT%H:%M}", at=at, expires=LIFE)
