"""Weekly mails of rooms that stand on this one: on Mondays at a person's hour, one for each subject.

A room registers when it starts who has which subjects. What is told of one is asked for when it is sent, so
that it holds then, and planning waits for nothing.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from progress.reminders.models import Kind
from progress.reminders.schedule.clock import date_of
from progress.reminders.schedule.facts import schedule_of
from progress.reminders.schedule.rules import Facts
from progress.reminders.schedule.slots import Slot

Told = Mapping[str, Any]
DAY = timedelta(days=1)
LIFE = timedelta(hours=6)  # how long after its hour it may still be sent


@dataclass(frozen=True, slots=True)
class Asked:
    """A subject of a person's, and the last date of the week that is told of."""

    person: int
    subject: int
    until: date


@dataclass(frozen=True, slots=True)
class Weekly:
    """`subjects` returns their keys by person, by one statement. `tell` returns what the letters say; what
    nobody may be told any more is left out. `stands` says of one whether it may still be told. All of them do
    so as of an instant.
    """

    kind: Kind
    subjects: Callable[[Collection[int], datetime], Mapping[int, Sequence[int]]]
    tell: Callable[[Collection[Asked], datetime], Mapping[Asked, Told]]
    stands: Callable[[Asked, datetime], bool]


_weeklies: dict[Kind, Weekly] = {}


def register(weekly: Weekly) -> None:
    """Saying it again changes nothing."""
    _weeklies[weekly.kind] = weekly


def asked_of(kind: Kind, person: int, key: str) -> Asked | None:
    """Return what a mail of the ledger is to tell; None for one that is not weekly."""
    if kind not in _weeklies:
        return None
    subject, _, day = key.partition(":")
    return Asked(person, int(subject), date.fromisoformat(day) - DAY)


def told(kind: Kind, asked: Collection[Asked], at: datetime) -> Mapping[Asked, Told]:
    return _weeklies[kind].tell(asked, at) if asked else {}


def stands(kind: Kind, asked: Asked, at: datetime) -> bool:
    return _weeklies[kind].stands(asked, at)


def enter(facts: Collection[Facts], at: datetime, *, look_back: timedelta) -> None:
    """Put into the ledger what has become due since people were looked at, but for what stands there."""
    for weekly in _weeklies.values():
        due = [(one, slot) for one in facts for slot in _due(weekly.kind, one, at, look_back)]
        subjects = weekly.subjects({one.choices.pk for one, _ in due}, at) if due else {}
        rows = [
            (one.choices.pk, weekly.kind.value, f"{subject}:{slot.day}", slot.at, slot.at + LIFE)
            for one, slot in due
            for subject in subjects.get(one.choices.pk, ())
        ]
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(_POST, [list(column) for column in zip(*rows, strict=True)])


def _due(kind: Kind, facts: Facts, at: datetime, look_back: timedelta) -> Iterator[Slot]:
    schedule, since = schedule_of(facts), max(facts.choices.next_due_at or at, at - look_back)
    day, last = date_of(since, facts.zone) - DAY, date_of(at, facts.zone) + DAY
    while day <= last:
        for slot in schedule.weekly_on(day):
            if slot.kind == kind and since <= slot.at <= at < slot.at + LIFE:
                yield slot
        day += DAY


_POST = """
INSERT INTO reminders_mail (recipient_id, kind, key, state, reason, due_at, expires_at, attempts)
SELECT person, kind, key, 'due', '', due_at, expires_at, 0
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[])
    AS told (person, kind, key, due_at, expires_at)
ON CONFLICT DO NOTHING
"""
