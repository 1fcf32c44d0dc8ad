"""What planning and sending would do at an instant: they are done, a few people at a time, and taken back.

Nothing is sent, and whoever plans, sends or stops mail meanwhile waits for a moment at most.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max

from progress.learning.days import day_of
from progress.reminders.addresses import suppressed
from progress.reminders.ledger.finishing import GO
from progress.reminders.models import Kind, Mail, MailChoices, MailState
from progress.reminders.schedule.events import NO_LONGER, still_tells
from progress.reminders.schedule.facts import facts_of
from progress.reminders.schedule.planning import enter, rows_of

SLICE = 100  # people or mails: some tenths of a second


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A mail that would be sent or, for a reason, would not; `planned` if it is not in the ledger yet."""

    kind: Kind
    to: str
    due_at: datetime
    reason: str
    planned: bool


def rehearse(at: datetime) -> Iterator[list[Rehearsed]]:
    """Tell, a slice at a time, of all mails that would be planned or handed over at `at`."""
    yield from _with_planning(at)
    yield from _waiting(at)


def _with_planning(at: datetime) -> Iterator[list[Rehearsed]]:
    due = MailChoices.objects.filter(next_due_at__lte=at).select_related("person").order_by("pk")
    last = 0
    while True:
        with taken_back():
            choices = list(due.filter(pk__gt=last).select_for_update(of=("self",))[:SLICE])
            if not choices:
                return
            told = _plan_and_begin(choices, at)
        yield told
        last = choices[-1].pk


def _waiting(at: datetime) -> Iterator[list[Rehearsed]]:
    """Those that are due to people for whom there is nothing to plan."""
    due = Mail.objects.filter(state=MailState.DUE, due_at__lte=at).order_by("pk")
    due = due.exclude(recipient__mail_choices__next_due_at__lte=at)
    last = 0
    while mails := list(due.filter(pk__gt=last).select_related("recipient")[:SLICE]):
        with taken_back():
            _lock(mail.recipient_id for mail in mails)
            told = list(_begin(mails, at, planned_from=mails[-1].pk + 1))
        yield told
        last = mails[-1].pk


def _plan_and_begin(choices: Sequence[MailChoices], at: datetime) -> list[Rehearsed]:
    facts = facts_of(choices, at)
    last = Mail.objects.aggregate(last=Max("pk"))["last"] or 0
    enter(rows_of(facts.values(), at), at)
    of_people = Mail.objects.filter(recipient__in=facts).select_related("recipient").order_by("pk")
    skipped = of_people.filter(pk__gt=last, state=MailState.SKIPPED)
    due = of_people.filter(state=MailState.DUE, due_at__lte=at)
    return [*(_rehearsed(mail, mail.reason, planned=True) for mail in skipped), *_begin(due, at, last + 1)]


def _begin(mails: Iterable[Mail], at: datetime, planned_from: int) -> Iterator[Rehearsed]:
    """Go as far as a sender goes before it turns to the relay."""
    mails = list(mails)
    verdicts = _verdicts(mails, at)
    for mail in mails:
        reason = verdicts.get(mail.pk)
        if reason == GO and not _still_tells(mail, at):
            reason = NO_LONGER
        if reason is not None:  # else a sender has it
            yield _rehearsed(mail, reason.removeprefix(GO), planned=mail.pk >= planned_from)


def _still_tells(mail: Mail, at: datetime) -> bool:
    person = mail.recipient_id
    return person is None or still_tells(Kind(mail.kind), person, mail.key, mail.told, at)


def _verdicts(mails: Sequence[Mail], at: datetime) -> dict[int, str]:
    mine = uuid4()
    gone = suppressed(_to(mail) for mail in mails)
    days = [day_of(mail.recipient, at) if mail.recipient else at.date() for mail in mails]
    numbers = [mail.pk for mail in mails]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [mine, numbers])
        cursor.execute(_BEGIN, [numbers, days, [_to(mail) in gone for mail in mails], mine, at])
        return {mail: verdict for mail, verdict in cursor.fetchall() if verdict}


def _lock(people: Iterable[int | None]) -> None:
    """As everybody does: choices before mails."""
    list(MailChoices.objects.filter(pk__in=[one for one in people if one]).order_by("pk").select_for_update())


def _rehearsed(mail: Mail, reason: str, *, planned: bool) -> Rehearsed:
    return Rehearsed(Kind(mail.kind), _to(mail), mail.due_at, reason, planned)


def _to(mail: Mail) -> str:
    return mail.recipient.email if mail.recipient else str((mail.told or {}).get("to", ""))


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_CLAIM = """
UPDATE reminders_mail
SET state = 'claimed', claim = %s, lease_until = clock_timestamp() + interval '120 seconds'
WHERE id = ANY(%s) AND state = 'due'
"""

_BEGIN = """
SELECT told.mail, begun.verdict
FROM unnest(%s::bigint[], %s::date[], %s::boolean[]) AS told (mail, today, suppressed)
CROSS JOIN LATERAL reminders_begin(told.mail, %s, %s, told.today, told.suppressed) AS begun
ORDER BY told.mail
"""
