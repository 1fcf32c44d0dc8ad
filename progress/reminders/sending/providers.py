"""Providers of mail: how their reports name our mails, and what follows from what they report."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils import timezone

from progress.reminders.addresses import suppress
from progress.reminders.ledger.reconciling import delivered
from progress.reminders.models import Suppression

log = logging.getLogger(__name__)

OUR_NAME = "mail"  # in what a provider keeps beside a mail and tells again in its reports

GONE = (RejectReason.BOUNCED, RejectReason.INVALID)

# Words by which providers mark, somewhere in a report, that an address may work tomorrow
SOFT = {"SoftBounce", "soft_bounce", "Transient", "Temporary", "Undetermined"}


def name_it(message: EmailMessage, **_: object) -> None:
    """Have reports tell our own Message-ID: providers give a mail another one."""
    message.metadata = {OUR_NAME: message.extra_headers.get("Message-ID", "")}  # type: ignore[attr-defined]


def heard(event: AnymailTrackingEvent, **_: object) -> None:
    """Act upon a report. Hearing it again changes nothing."""
    act_upon(event, at=timezone.now())


def act_upon(event: AnymailTrackingEvent, *, at: datetime) -> None:
    if event.event_type == EventType.DELIVERED:
        delivered([event.metadata.get(OUR_NAME, ""), event.message_id or ""], at)
    elif why := reason_to_suppress(event):
        _suppress(event.recipient or "", why, at)


def _suppress(recipient: str, why: Suppression.Why, at: datetime) -> None:
    try:
        validate_email(recipient)
    except ValidationError:
        log.warning("A report of a %s names no address", why)
    else:
        suppress(recipient, why=why, at=at)


def reason_to_suppress(event: AnymailTrackingEvent) -> Suppression.Why | None:
    if event.event_type == EventType.COMPLAINED:
        return Suppression.Why.COMPLAINT
    for_good = event.event_type in (EventType.BOUNCED, EventType.REJECTED) and event.reject_reason in GONE
    return Suppression.Why.BOUNCE if for_good and not _is_soft(event) else None


def _is_soft(event: AnymailTrackingEvent) -> bool:
    return not SOFT.isdisjoint(_words(event.esp_event))


def _words(told: Any) -> Iterator[str]:
    """Return every text in a report, however deep."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for part in told.values():
            yield from _words(part)
    elif isinstance(told, list):
        for part in told:
            yield from _words(part)
