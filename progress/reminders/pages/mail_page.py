"""The settings' page about mail, in one piece."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from progress.reminders.addresses import suppressed
from progress.reminders.choosing import Chosen
from progress.reminders.forms import ChoicesForm
from progress.reminders.models import MailChoices
from progress.reminders.pages.choices import choices_context
from progress.reminders.pages.fates import fates, last_mails
from progress.reminders.pages.next_mail import next_words
from progress.reminders.pages.why import why
from roadmap_site.accounts.models import User


def mail_page(
    person: User, form: ChoicesForm | None, asked: Mapping[str, str], at: datetime
) -> dict[str, Any]:
    """Return what settings/mail.html expects.

    `form` is what somebody typed that has to be mended, `asked` the query of the page's address.
    """
    choices = MailChoices.objects.select_related("person").filter(pk=person.pk).first()
    mails, is_suppressed = last_mails(person), bool(suppressed([person.email]))
    return choices_context(form or ChoicesForm.shown(Chosen.of(choices)), person.time_zone, at) | {
        "next": next_words(choices, mails, at, is_suppressed=is_suppressed),
        "fates": fates(mails, person.time_zone),
        "why": why(person, asked, at),
        "is_suppressed": is_suppressed,
    }
