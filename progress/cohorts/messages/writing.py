"""Writing to learners, and answering."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from progress.cohorts.messages.mailing import hold_choices, post_mails
from progress.cohorts.models import AuditEntry, Cohort, Membership, Message
from progress.cohorts.people.leading import hold
from roadmap_site.accounts.models import User

LONGEST = 8000  # characters, as many as a letter quotes
MOST_A_DAY = 5000  # that one person sends
AGAIN = timedelta(minutes=10)  # within which the same words to the same person are a second press


class TooMany(Exception):
    """MOST_A_DAY would be passed; nothing was sent."""


@transaction.atomic
def write(
    *, cohort: Cohort, sender: User, recipients: Collection[Membership], words: str, at: datetime
) -> list[Message]:
    """Write the same to each; return what is new. A second press sends nothing twice. Raise TooMany."""
    hold(sender)
    people = _without(recipients, _just_told(cohort, sender, words, at))
    _keep_within_a_day(sender, len(people), at)
    hold_choices(people)
    sent = Message.objects.bulk_create(
        Message(cohort=cohort, sender=sender, recipient=person, words=words, at=at) for person in people
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(cohort=cohort, actor=sender, learner=person, what=AuditEntry.What.WROTE, at=at)
        for person in people
    )
    post_mails(sent, at)
    return sent


@transaction.atomic
def answer(*, message: Message, author: User, words: str, at: datetime) -> Message:
    """Answer to the other of the two. A second press sends nothing twice. Raise TooMany."""
    hold(author)
    other = message.recipient if message.sender_id == author.pk else message.sender
    said = Message.objects.filter(cohort=message.cohort_id, sender=author, recipient=other)
    again = said.filter(words=words, at__gt=at - AGAIN).last()
    if again:
        return again
    _keep_within_a_day(author, 1, at)
    to_learner = Membership.objects.learners().filter(cohort=message.cohort_id, person=other).exists()
    if to_learner:
        hold_choices([other])
    sent = Message.objects.create(
        cohort=message.cohort, sender=author, recipient=other, answers=message, words=words, at=at
    )
    if to_learner:
        post_mails([sent], at)
    return sent


def _just_told(cohort: Cohort, sender: User, words: str, at: datetime) -> set[int]:
    said = Message.objects.filter(cohort=cohort, sender=sender, words=words, at__gt=at - AGAIN)
    return set(said.values_list("recipient", flat=True))


def _without(recipients: Collection[Membership], told: set[int]) -> list[User]:
    return [one.person for one in recipients if one.person_id not in told]


def _keep_within_a_day(sender: User, more: int, at: datetime) -> None:
    today = Message.objects.filter(sender=sender, at__gt=at - timedelta(days=1)).count()
    if more and today + more > MOST_A_DAY:
        raise TooMany
