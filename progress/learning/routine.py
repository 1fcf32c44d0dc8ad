"""The habits of roadmaps, kept or not on the learner's day. A day that is over stays as it was."""

from datetime import date, datetime

from django.db import transaction

from curriculum.models import Habit
from progress.learning import recording
from progress.learning.days import day_of
from progress.learning.doing import record_deed, take_back
from progress.learning.models import Activity, HabitTick
from roadmap_site.accounts.models import User


class HabitRetired(Exception):
    """The roadmap asks for it no more."""


@transaction.atomic
def tick(*, learner: User, habit: Habit, at: datetime) -> bool:
    """Keep it for the day of `at`; return False when that was so already. Raise HabitRetired."""
    if habit.retired_in_id is not None:
        raise HabitRetired(habit.key)
    recording.begin(learner, [])
    day = day_of(learner, at)
    _, is_new = HabitTick.objects.get_or_create(learner=learner, habit=habit, day=day, defaults={"at": at})
    if is_new:
        record_deed(learner=learner, kind=Activity.Kind.HABIT, at=at, habit=habit)
    return is_new


@transaction.atomic
def untick(*, learner: User, habit: Habit, at: datetime) -> bool:
    """Take the day's tick back; return False when there was none."""
    recording.begin(learner, [])
    day = day_of(learner, at)
    removed, _ = learner.habit_ticks.filter(habit=habit, day=day).delete()
    if removed:
        take_back(learner=learner, activity=_kept(learner, habit, day), at=at)
    return bool(removed)


def _kept(learner: User, habit: Habit, day: date) -> Activity:
    """Return the newest: those before it have been taken back."""
    return learner.activities.filter(kind=Activity.Kind.HABIT, habit=habit, day=day).latest("pk")
