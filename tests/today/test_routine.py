from datetime import timedelta

import pytest

from progress.learning import routine
from progress.learning.models import Activity
from tests.factories import make_habit, make_learner, make_release
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON


@pytest.fixture
def habit(db):
    return make_habit()


def kept_on(learner) -> list:
    return list(learner.habit_ticks.order_by("day").values_list("day", flat=True))


def active_days(learner) -> dict:
    return dict(learner.active_days.values_list("day", "activities"))


def test_a_habit_kept_makes_the_day_active(learner, habit):
    assert routine.tick(learner=learner, habit=habit, at=MONDAY_NOON)

    assert kept_on(learner) == [MONDAY]
    assert active_days(learner) == {MONDAY: 1}
    assert learner.activities.get().kind == Activity.Kind.HABIT


def test_a_habit_is_kept_once_a_day(learner, habit):
    routine.tick(learner=learner, habit=habit, at=MONDAY_NOON)

    assert not routine.tick(learner=learner, habit=habit, at=MONDAY_NOON + MINUTE)
    assert learner.habit_ticks.get().at == MONDAY_NOON
    assert active_days(learner) == {MONDAY: 1}


def test_each_day_has_its_own_tick(learner, habit):
    routine.tick(learner=learner, habit=habit, at=MONDAY_NOON)
    routine.tick(learner=learner, habit=habit, at=TUESDAY_NOON)

    assert kept_on(learner) == [MONDAY, TUESDAY]
    assert active_days(learner) == {MONDAY: 1, TUESDAY: 1}


def test_the_night_until_four_belongs_to_the_day_before(learner, habit):
    routine.tick(learner=learner, habit=habit, at=MONDAY_NOON + timedelta(hours=15, minutes=59))

    assert kept_on(learner) == [MONDAY]


def test_what_is_unticked_the_same_day_counts_no_more(learner, habit):
    routine.tick(learner=learner, habit=habit, at=MONDAY_NOON)

    assert routine.untick(learner=learner, habit=habit, at=MONDAY_NOON + MINUTE)
    assert kept_on(learner) == []
    assert active_days(learner) == {}


def test_unticking_again_changes_nothing(learner, habit):
    other = make_habit()
    for one in (habit, other):
        routine.tick(learner=learner, habit=one, at=MONDAY_NOON)
    routine.untick(learner=learner, habit=habit, at=MONDAY_NOON)

    assert not routine.untick(learner=learner, habit=habit, at=MONDAY_NOON)
    assert active_days(learner) == {MONDAY: 1}


def test_ticking_and_unticking_by_turns_counts_once(learner, habit):
    for minutes in range(4):
        routine.tick(learner=learner, habit=habit, at=MONDAY_NOON + 2 * minutes * MINUTE)
        if minutes < 3:
            routine.untick(learner=learner, habit=habit, at=MONDAY_NOON + (2 * minutes + 1) * MINUTE)

    assert active_days(learner) == {MONDAY: 1}


def test_yesterdays_tick_stays(learner, habit):
    routine.tick(learner=learner, habit=habit, at=MONDAY_NOON)

    assert not routine.untick(learner=learner, habit=habit, at=TUESDAY_NOON)
    assert kept_on(learner) == [MONDAY]
    assert active_days(learner) == {MONDAY: 1}


def test_one_persons_habits_are_nobody_elses(learner, habit):
    other = make_learner()
    routine.tick(learner=other, habit=habit, at=MONDAY_NOON)

    assert not routine.untick(learner=learner, habit=habit, at=MONDAY_NOON)
    assert kept_on(other) == [MONDAY]


def test_a_habit_that_is_asked_for_no_more_cannot_be_kept(learner):
    habit = make_habit(retired_in=make_release())

    with pytest.raises(routine.HabitRetired):
        routine.tick(learner=learner, habit=habit, at=MONDAY_NOON)
