"""A change of choices as a word that a page keeps: signed, so that what comes back is what there was."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core import signing
from django.db import transaction

from progress.reminders.choosing import Change, Chosen, choose, chosen_by
from progress.reminders.models import Kind
from roadmap_site.accounts.models import User

WHILE = timedelta(hours=1)  # pages offer it for ten seconds, those without scripts until the next one


def word_of(change: Change, *, person_pk: int, at: datetime) -> str:
    told = [_told(change.before), _told(change.after), at.isoformat()]
    return signing.dumps(told, salt=_salt(person_pk))


@transaction.atomic
def take_back(*, person: User, word: str, at: datetime) -> bool:
    """Choose what was chosen before the change. Said again, nothing changes.

    Return False for a word that is not theirs or too old, and where something else was chosen since.
    """
    change = _read(word, person.pk, at)
    now = chosen_by(person.pk)
    if change is None or now not in (change.before, change.after):
        return False
    choose(person=person, chosen=change.before, at=at)
    return True


def _read(word: str, person_pk: int, at: datetime) -> Change | None:
    try:
        before, after, said_at = signing.loads(word, salt=_salt(person_pk))
    except signing.BadSignature:
        return None
    if datetime.fromisoformat(said_at) <= at - WHILE:
        return None
    return Change(_chosen(before), _chosen(after))


def _told(chosen: Chosen) -> list[Any]:
    hours = [hour.isoformat() for hour in (chosen.at, chosen.quiet_from, chosen.quiet_until)]
    return [list(chosen.weekdays), sorted(chosen.kinds), *hours]


def _chosen(told: list[Any]) -> Chosen:
    weekdays, kinds, *hours = told
    at, quiet_from, quiet_until = map(time.fromisoformat, hours)
    return Chosen(tuple(weekdays), frozenset(map(Kind, kinds)), at, quiet_from, quiet_until)


def _salt(person: int) -> str:
    return f"progress.reminders.choosing:{person}"
