"""Stopping kinds of mail, planned ones too."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from progress.reminders.models import Kind, Mail, MailState
from progress.reminders.schedule.following import locked, look_anew

STOPPED = "stopped"


@transaction.atomic
def stop(*, person_pk: int, kinds: Iterable[Kind], at: datetime) -> list[Kind]:
    """Switch the kinds off and skip what is due of them; return those that were on.

    A sender that is about to send one waits for this, or was first.
    """
    choices = locked(person_pk)
    if choices is None:
        return []
    were_on = [kind for kind in kinds if choices.wants(kind)]
    for kind in were_on:
        choices.switch_off(kind)
    choices.save()
    skip_waiting(person_pk, were_on, STOPPED, at)
    look_anew(choices, at)
    return were_on


def skip_waiting(person_pk: int, kinds: Iterable[Kind], reason: str, at: datetime) -> None:
    """Skip what is due to a person, claimed or not; the caller holds the choices."""
    waiting = Mail.objects.filter(
        recipient=person_pk, kind__in=kinds, state__in=(MailState.DUE, MailState.CLAIMED)
    )
    waiting.update(
        state=MailState.SKIPPED, reason=reason, done_at=at, claim=None, lease_until=None, told=None
    )
