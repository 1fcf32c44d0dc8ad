"""Mail about messages, to learners who have chosen it: one a day for a cohort at most, with all the unread.

The ledger has the first message that the mail is to tell; the words are asked for when it is sent.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.urls import reverse

from progress.cohorts.models import Message
from progress.reminders.ledger.posting import post_to_each
from progress.reminders.models import Kind, MailChoices
from progress.reminders.schedule.events import Event, Told
from roadmap_site.accounts.models import User

SOON = timedelta(minutes=1)  # so that what is written in one go comes in one mail
GAP = timedelta(days=1)
QUOTED = 5  # of one mail, the newest


def hold_choices(people: Collection[User]) -> None:
    """Before messages are written: a mail that is about to be sent tells of them, or was first."""
    chosen = MailChoices.objects.filter(pk__in=[one.pk for one in people], message=True)
    list(chosen.order_by("pk").select_for_update().values_list("pk"))


def post_mails(messages: Sequence[Message], at: datetime) -> None:
    """Post one to each who has chosen it and has none that waits; the others find the message on the site."""
    before = _before(messages, at)
    told = {
        one.recipient_id: (_key(one.pk), {"message": one.pk})
        for one in messages
        if not before.get(one.recipient_id, (None, False))[1]
    }
    due = {person: last + GAP for person, (last, _) in before.items() if last}
    post_to_each(kind=Kind.MESSAGE, told=told, at=at + SOON, due=due)


def _before(messages: Sequence[Message], at: datetime) -> Mapping[int, tuple[datetime | None, bool]]:
    """Return, by recipient, when the last mail of the cohort was due, and whether one waits."""
    if not messages:
        return {}
    asked: list[Any] = [messages[0].cohort_id, [one.recipient_id for one in messages], at - 2 * GAP]
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, asked)
        return {person: (last, waits) for person, last, waits in cursor.fetchall()}


def tell(person: int, told: Told, at: datetime) -> Told | None:
    """Return what has come since that is unread: nothing of what was read on the site, or is gone."""
    first = Message.objects.filter(pk=told["message"], recipient=person).first()
    if first is None:
        return None
    since = Message.objects.filter(recipient=person, cohort=first.cohort_id, pk__gte=first.pk, read_at=None)
    found = list(since.select_related("sender").order_by("-pk"))
    if not found:
        return None
    quoted = [{"mentor": one.sender.name, "words": one.words} for one in reversed(found[:QUOTED])]
    several = len({one.sender_id for one in found}) > 1
    url = reverse("my_messages") if several else reverse("message", args=[found[0].pk])
    return {"messages": quoted, "more": len(found[QUOTED:]), "url": url}


EVENT = Event(Kind.MESSAGE, tell)


def _key(message: int) -> str:
    return f"message {message}"


# A mail that was skipped has told nothing. One that waits was due long ago where the relay is out of order.
_BEFORE = """
SELECT message.recipient_id, max(mail.due_at), bool_or(mail.state IN ('due', 'claimed'))
FROM cohorts_message message
JOIN reminders_mail mail
    ON mail.recipient_id = message.recipient_id AND mail.kind = 'message'
    AND mail.key = 'message ' || message.id
WHERE message.cohort_id = %s AND message.recipient_id = ANY (%s) AND message.at > %s
    AND mail.state NOT IN ('skipped', 'failed')
GROUP BY message.recipient_id
"""
