"""Taking a change of a plan back, as long as nothing else was planned since."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from curriculum.models import Roadmap
from progress.learning.models import Plan
from progress.learning.plans import enrolment
from progress.learning.plans.enrolment import Stay
from progress.learning.plans.kept import told_by, word_for
from progress.learning.plans.targets import Change, Chosen, Made
from roadmap_site.accounts.models import User


def word_of(change: Change, *, learner: User, roadmap: Roadmap, at: datetime) -> str:
    told = [_told(change.before), _told(change.after), change.stay.told if change.stay else None]
    return word_for(_whose(learner, roadmap), told, at)


@transaction.atomic
def take_back(*, learner: User, roadmap: Roadmap, word: str, at: datetime) -> bool:
    """Plan as before the press, from the same day on. Said again, nothing changes.

    Return False for a word that is not theirs or too old, and where something else was planned since.
    """
    told = told_by(word, _whose(learner, roadmap), at)
    if told is None:
        return False
    before, after, stay = _made(told[0]), _made(told[1]), _stay(told[2])
    plan = Plan.objects.select_for_update().filter(learner=learner, roadmap=roadmap).first()
    now = Made.of(plan) if plan else None
    if now == after:
        _put(learner, roadmap, before)
        if stay is not None:
            enrolment.put_back(learner=learner, roadmap=roadmap, stay=stay)
    return now in (before, after)


def _put(learner: User, roadmap: Roadmap, made: Made | None) -> None:
    if made is None:
        Plan.objects.filter(learner=learner, roadmap=roadmap).delete()
    else:
        Plan.objects.update_or_create(learner=learner, roadmap=roadmap, defaults=made.fields)


def _told(made: Made | None) -> list[Any] | None:
    if made is None:
        return None
    chosen = made.chosen
    return [chosen.hours_a_week, chosen.hours_a_topic, _iso(chosen.by), _iso(made.made_on), made.earlier]


def _made(told: list[Any] | None) -> Made | None:
    if told is None:
        return None
    hours, each, by, made_on, earlier = told
    return Made(Chosen(hours, each, _day(by)), date.fromisoformat(made_on), earlier)


def _stay(told: list[str | None] | None) -> Stay | None:
    return Stay(*map(_day, told)) if told else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _whose(learner: User, roadmap: Roadmap) -> str:
    return f"{learner.pk}:{roadmap.pk}"
