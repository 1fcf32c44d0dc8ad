"""What the room of mail keeps of a person, and what becomes of it when the account is deleted."""

from django.utils.translation import gettext_lazy as _

from progress.reminders.models import Kind, Mail, MailChoices, MailState
from progress.reminders.schedule.following import locked
from roadmap_site.accounts.models import User
from roadmap_site.accounts.personal import Provider, columns


def let_go(person: User) -> None:
    """Let a mail that is being sent finish, as nobody's, and remove all others.

    A sender that is about to begin waits for the choices, or for the row, and then finds neither; what it has
    begun before is waited for. From here on nobody posts anything to the person.
    """
    locked(person.pk)
    User.objects.select_for_update().filter(pk=person.pk).first()
    about_it = Mail.objects.filter(recipient=None, kind=Kind.ACCOUNT, told__to__iexact=person.email)
    for mails in (Mail.objects.filter(recipient=person), about_it):
        mails.exclude(state=MailState.SENDING).delete()
        mails.filter(state=MailState.SENDING).update(recipient=None, told=None)


PROVIDERS = [
    Provider(
        "mail_choices",
        _("Which mails you want"),
        MailChoices,
        "person",
        columns("weekdays", "at", "quiet_from", "quiet_until", "at_risk", "nudge", "digest", "reviewed")
        | columns("message", "cohort", "waiting", "since", "next_due_at"),
        before_erasing=let_go,
    ),
    Provider(
        "mails",
        _("Mails to you, and what became of them"),
        Mail,
        "recipient",
        columns("kind", "key", "day", "state", "reason", "due_at", "expires_at", "attempts", "done_at"),
        withheld=("told", "claim", "lease_until"),  # what waits may hold a code
    ),
]
