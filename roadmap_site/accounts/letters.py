"""Local mode sends no mail: what it would have sent appears on a page."""

from allauth.core import context as current
from django.contrib import messages
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

# Mails after which a page waits for a code; there they stay as long as it waits
_AWAITED = ("account/email/email_confirmation", "account/email/account_already_exists")
_KEY = "letter"  # in the session, where templates/account/confirm_email_verification_code.html finds it


def show(message: EmailMessage, *, template: str) -> None:
    letter = {"to": message.to[0], "subject": str(message.subject), "body": str(message.body)}
    if template.startswith(_AWAITED):
        current.request.session[_KEY] = letter
    else:
        words = render_to_string("account/_letter.html", {"letter": letter})
        messages.info(current.request, words, "letter")
