"""Schedules follow at once where people choose anew, or move."""

from datetime import datetime

from django.db import transaction

from progress.reminders.models import CHOSEN, MailChoices
from progress.reminders.schedule.facts import facts_of, schedule_of
from roadmap_site.accounts.models import User


@transaction.atomic
def choose_anew(*, choices: MailChoices, at: datetime) -> None:
    """Save the choices, and look for what is due from now on. What was switched on counts from now."""
    before = locked(choices.person_id)
    if before is None or _switches_on(before, choices):
        choices.since = at
    choices.save()
    look_anew(choices, at)


def moved(person: User, at: datetime) -> None:
    """The same hours in another zone."""
    choices = locked(person.pk)
    if choices is not None:
        choices.person = person
        look_anew(choices, at)


def look_anew(choices: MailChoices, at: datetime) -> None:
    facts = facts_of([choices], at)[choices.pk]
    choices.next_due_at = schedule_of(facts).next_look(at)
    choices.save(update_fields=["next_due_at"])


def locked(person_pk: int) -> MailChoices | None:
    """Return a person's choices, held until the transaction ends."""
    return MailChoices.objects.select_for_update().filter(pk=person_pk).first()


def _switches_on(before: MailChoices, after: MailChoices) -> bool:
    return any(after.wants(kind) and not before.wants(kind) for kind in CHOSEN)
