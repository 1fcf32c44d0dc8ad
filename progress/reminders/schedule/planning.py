"""Putting what has become due into the ledger, a batch of people in each transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from progress.reminders.models import CAPPED, Kind, Mail, MailChoices, MailState
from progress.reminders.schedule import weekly
from progress.reminders.schedule.facts import facts_of, facts_then, schedule_of
from progress.reminders.schedule.rules import Facts, is_late, refusal
from progress.reminders.schedule.slots import DAY, HOUR, NEXT_LOOK, Schedule, Slot

BATCH = 500  # people
LOOK_BACK = timedelta(days=2)  # after a longer downtime, what lies further back is not even told
FARTHEST = NEXT_LOOK + 2 * DAY  # no choices ask to be looked at later than that
TELL_OF_RISK = (Kind.DIGEST, Kind.REMINDER)


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of a batch: how many people were looked at, and rows by state."""

    people: int
    rows: Counter[str]


@dataclass(frozen=True, slots=True)
class Row:
    """One for the ledger; without a reason it is due."""

    person: int
    slot: Slot
    reason: str

    @property
    def state(self) -> MailState:
        return MailState.SKIPPED if self.reason else MailState.DUE


def plan(at: datetime, *, most: int = BATCH) -> Iterator[Planned]:
    """Plan all that is due at `at`, and tell of each batch. Others may plan at the same time."""
    while (planned := plan_batch(at, most=most)).people:
        yield planned


@transaction.atomic
def plan_batch(at: datetime, *, most: int = BATCH) -> Planned:
    choices = _locked(MailChoices.objects.filter(next_due_at__lte=at), most)
    facts = facts_of(choices, at)
    rows = list(rows_of(facts.values(), at))
    enter(rows, at)
    weekly.enter(facts.values(), at, look_back=LOOK_BACK)
    for one in choices:
        one.next_due_at = schedule_of(facts[one.pk]).next_look(at)
    _advance(choices)
    return Planned(len(choices), Counter(row.state.value for row in rows))


def bring_back(at: datetime, *, most: int = BATCH) -> Iterator[int]:
    """Look from `at` on for what is due to people whom a clock that was ahead has put off; tell how many."""
    while number := bring_back_batch(at, most=most):
        yield number


@transaction.atomic
def bring_back_batch(at: datetime, *, most: int = BATCH) -> int:
    """What was held back on days that have not come yet may be due on them after all."""
    choices = _locked(MailChoices.objects.filter(next_due_at__gt=at + FARTHEST), most)
    facts = facts_of(choices, at)
    for one in choices:
        one.next_due_at = schedule_of(facts[one.pk]).next_look(at)
    held_back = Mail.objects.filter(recipient__in=facts, kind__in=CAPPED, state=MailState.SKIPPED)
    held_back.filter(due_at__gt=at + HOUR).delete()  # what is tried again is due some minutes ahead
    _advance(choices)
    return len(choices)


def rows_of(facts: Iterable[Facts], at: datetime) -> Iterator[Row]:
    """Return what has become due since people were last looked at, but for what has no occasion.

    What is late is judged by what held at its hour: whoever was to get nothing then has not missed it.
    """
    due = [(one, slot) for one in facts for slot in _slots(one, at)]
    then = facts_then([(one.choices, slot.at) for one, slot in due if is_late(slot, at)])
    for one, slot in due:
        refused = refusal(slot, then.get((one.choices.pk, slot.at), one), at)
        if refused is None or not refused.silent:
            yield Row(one.choices.pk, slot, refused.rule if refused else "")


def _slots(facts: Facts, at: datetime) -> Iterator[Slot]:
    schedule = schedule_of(facts)
    for slot in schedule.between(max(facts.choices.next_due_at or at, at - LOOK_BACK), at):
        if slot.kind != Kind.AT_RISK or _is_worth_telling(slot, schedule, facts, at):
            yield slot


def _is_worth_telling(at_risk: Slot, schedule: Schedule, facts: Facts, at: datetime) -> bool:
    """When it is late nobody knows any more whether a streak was at risk."""
    return not is_late(at_risk, at) and not _comes_later(schedule.slots_on(at_risk.day), at_risk, facts)


def _comes_later(slots: Iterable[Slot], at_risk: Slot, facts: Facts) -> bool:
    """Whether the date's reminder or digest, which tells of a streak at risk as well, is to come."""
    after = (slot for slot in slots if slot.kind in TELL_OF_RISK and slot.at > at_risk.at)
    return any(refusal(slot, facts, slot.at) is None for slot in after)


def enter(rows: Iterable[Row], at: datetime) -> None:
    """Put them into the ledger, but for what stands there already or would be the second of its date."""
    told = [
        (
            row.person,
            row.slot.kind.value,
            row.slot.day,
            row.state.value,
            row.reason,
            row.slot.at,
            row.slot.expires_at,
        )
        for row in rows
    ]
    if told:
        with connection.cursor() as cursor:
            if any(row[1] == Kind.AT_RISK for row in told):  # the others are the first of their date
                cursor.execute(_MAKE_WAY, [at, [row[0] for row in told], [row[2] for row in told], at])
            cursor.execute(_POST, [at, *map(list, zip(*told, strict=True))])


def _locked(wanted: QuerySet[MailChoices], most: int) -> list[MailChoices]:
    """Return those that nobody else looks at, those first that have waited longest, with their people."""
    locked = wanted.order_by("next_due_at").select_for_update(skip_locked=True, of=("self",))
    return list(locked.select_related("person")[:most])


def _advance(choices: Iterable[MailChoices]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [[one.pk for one in choices], [one.next_due_at for one in choices]])


# A mail that waits and is too late by now would keep its date from another
_MAKE_WAY = """
UPDATE reminders_mail AS mail
SET state = 'skipped', reason = 'expired', done_at = %s
FROM unnest(%s::bigint[], %s::date[]) AS told (person, day)
WHERE mail.recipient_id = told.person AND mail.day = told.day
    AND mail.state = 'due' AND mail.expires_at <= %s
    AND mail.kind IN ('reminder', 'at_risk', 'nudge', 'digest')
"""

_POST = """
INSERT INTO reminders_mail (
    recipient_id, kind, key, day, state, reason, due_at, expires_at, done_at, attempts
)
SELECT
    person, kind, day::text, day, state, reason, due_at, expires_at,
    CASE WHEN state = 'skipped' THEN %s::timestamptz END, 0
FROM unnest(
    %s::bigint[], %s::text[], %s::date[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[]
) AS told (person, kind, day, state, reason, due_at, expires_at)
ON CONFLICT DO NOTHING
"""

_ADVANCE = """
UPDATE reminders_mailchoices AS choices
SET next_due_at = told.next_due_at
FROM unnest(%s::bigint[], %s::timestamptz[]) AS told (person, next_due_at)
WHERE choices.person_id = told.person
"""
