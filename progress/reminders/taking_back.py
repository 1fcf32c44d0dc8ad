"""Taking a choice of mails back, as long as nothing else was chosen since."""

from datetime import datetime, time
from typing import Any

from django.db import transaction

from progress.learning.plans.kept import told_by, word_for
from progress.reminders.choosing import Change, Chosen, choose, chosen_by
from progress.reminders.models import Kind
from roadmap_site.accounts.models import User


def word_of(change: Change, *, person_pk: int, at: datetime) -> str:
    return word_for(_whose(person_pk), [_told(change.before), _told(change.after)], at)


@transaction.atomic
def take_back(*, person: User, word: str, at: datetime) -> bool:
    """Choose what was chosen before the change. Said again, nothing changes.

    Return False for a word that is not theirs or too old, and where something else was chosen since.
    """
    told = told_by(word, _whose(person.pk), at)
    if told is None:
        return False
    before, after = map(_chosen, told)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)  # as whoever chooses does
    if chosen_by(person.pk) not in (before, after):
        return False
    choose(person=person, chosen=before, at=at)
    return True


def _told(chosen: Chosen) -> list[Any]:
    hours = [hour.isoformat() for hour in (chosen.at, chosen.quiet_from, chosen.quiet_until)]
    return [list(chosen.weekdays), sorted(chosen.kinds), *hours]


def _chosen(told: list[Any]) -> Chosen:
    weekdays, kinds, *hours = told
    at, quiet_from, quiet_until = map(time.fromisoformat, hours)
    return Chosen(tuple(weekdays), frozenset(map(Kind, kinds)), at, quiet_from, quiet_until)


def _whose(person_pk: int) -> str:
    return f"mail:{person_pk}"
