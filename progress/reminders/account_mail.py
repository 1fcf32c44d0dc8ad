"""Mail about the account: it goes through the ledger like any other, and leaves right after the request,
but for one of many, which a worker sends.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage, EmailMultiAlternatives

from progress.reminders.ledger.posting import post
from progress.reminders.models import Kind
from progress.reminders.sending.at_once import send_soon
from roadmap_site.accounts.post import Parcel


def carry(parcel: Parcel, at: datetime) -> None:
    told = _told(parcel.message) | {"asked_for": parcel.asked_for}
    mail = post(
        recipient=parcel.person,
        kind=Kind.ACCOUNT,
        key=uuid4().hex,
        at=at,
        told=told,
        expires=parcel.lasts,
    )
    if mail is not None and not parcel.many:
        send_soon(mail)


def _told(message: EmailMessage) -> dict[str, Any]:
    pages = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return {
        "to": message.to[0],
        "subject": str(message.subject),
        "text": str(message.body),
        "html": next((content for content, kind in pages if kind == "text/html"), ""),
        "headers": message.extra_headers,
    }
