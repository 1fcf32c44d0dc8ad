"""What mails about the account there are, by their templates. Local mode shows them on a page, too."""

from allauth.core import context as current
from django.contrib import messages
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

# After these a page waits for a code, and shows them as long as it waits; the second says that none comes
AWAITED = ("account/email/email_confirmation", "account/email/account_already_exists")

# These come because somebody has just asked for them; others tell what was done
ASKED_FOR = (*AWAITED, "account/email/password_reset_key", "account/email/unknown_account")
_KEY = "letter"  # in the session, where templates/account/confirm_email_verification_code.html finds it


def show(message: EmailMessage, *, template: str) -> None:
    """Show on the next page what somebody waits for; of any other mail only that it lies in the mailbox."""
    letter = {"to": message.to[0], "subject": str(message.subject)}
    if template.startswith(ASKED_FOR):
        letter["body"] = str(message.body)
    if template.startswith(AWAITED):
        current.request.session[_KEY] = letter
    else:
        words = render_to_string("account/_letter.html", {"letter": letter})
        messages.info(current.request, words, "letter")
