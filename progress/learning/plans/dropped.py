"""A dropped plan as a word that its page keeps: signed, so that what comes back is what there was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core import signing

from curriculum.models import Roadmap
from progress.learning.models import Plan
from progress.learning.plans.targets import Chosen
from roadmap_site.accounts.models import User

WHILE = timedelta(hours=1)  # pages offer it for ten seconds, those without scripts until the next one


@dataclass(frozen=True, slots=True)
class Dropped:
    chosen: Chosen
    made_on: date


def word_of(plan: Plan, at: datetime) -> str:
    by = plan.by.isoformat() if plan.by else None
    told = [plan.hours_a_week, plan.hours_a_topic, by, plan.made_on.isoformat(), at.isoformat()]
    return signing.dumps(told, salt=_salt(plan.learner_id, plan.roadmap_id))


def read_word(word: str, *, learner: User, roadmap: Roadmap, at: datetime) -> Dropped | None:
    """Return None for what is no such word, somebody else's, another roadmap's or too old."""
    try:
        hours, each, by, made_on, dropped_at = signing.loads(word, salt=_salt(learner.pk, roadmap.pk))
    except signing.BadSignature:
        return None
    if datetime.fromisoformat(dropped_at) <= at - WHILE:
        return None
    chosen = Chosen(hours, each, date.fromisoformat(by) if by else None)
    return Dropped(chosen, date.fromisoformat(made_on))


def _salt(learner: int, roadmap: int) -> str:
    return f"progress.learning.plans.dropped:{learner}:{roadmap}"
