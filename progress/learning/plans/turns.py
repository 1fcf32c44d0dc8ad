"""Following, pausing and leaving a line, each with the way back to how it stood before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from curriculum.models import Roadmap
from progress.learning.plans import enrolment
from progress.learning.plans.enrolment import Stay
from progress.learning.plans.kept import told_by, word_for
from roadmap_site.accounts.models import User

WRITES: dict[str, Callable[..., None]] = {
    "start": enrolment.start,
    "pause": enrolment.pause,
    "leave": enrolment.leave,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """How it stood before a press and after it."""

    before: Stay
    after: Stay


@transaction.atomic
def turn(*, learner: User, roadmap: Roadmap, act: str, at: datetime) -> Turn | None:
    """Do what `act` of WRITES says; None where it was so already."""
    before = enrolment.stay_of(learner, roadmap)
    WRITES[act](learner=learner, roadmap=roadmap, at=at)
    after = enrolment.stay_of(learner, roadmap)
    return Turn(before, after) if before != after else None


def word_of(one: Turn, *, learner: User, roadmap: Roadmap, at: datetime) -> str:
    return word_for(_whose(learner, roadmap), [one.before.told, one.after.told], at)


@transaction.atomic
def take_back(*, learner: User, roadmap: Roadmap, word: str, at: datetime) -> bool:
    """Let it stand as before the press. Said again, nothing changes.

    Return False for a word that is not theirs or too old, and where it stands in a third way by now.
    """
    told = told_by(word, _whose(learner, roadmap), at)
    if told is None:
        return False
    before, after = (Stay(*map(_day, days)) for days in told)
    return enrolment.go_back(learner=learner, roadmap=roadmap, before=before, after=after)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _whose(learner: User, roadmap: Roadmap) -> str:
    return f"{learner.pk}:{roadmap.pk}:following"
