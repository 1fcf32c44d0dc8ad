from datetime import timedelta

import pytest

from progress.learning import doing
from progress.learning.models import Activity
from tests.factories import make_learner, make_milestone
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY_NOON

SUBMISSION = Activity.Kind.SUBMISSION


def submit(learner, at=MONDAY_NOON) -> Activity:
    return doing.record_deed(learner=learner, kind=SUBMISSION, at=at, milestone=make_milestone())


def active_days(learner) -> dict:
    return dict(learner.active_days.values_list("day", "activities"))


def test_a_deed_makes_its_day_active(learner):
    activity = submit(learner)

    assert (activity.day, activity.qualifies) == (MONDAY, True)
    assert active_days(learner) == {MONDAY: 1}


def test_the_day_is_the_learners_own(db):
    far_east = make_learner(time_zone="Pacific/Kiritimati")  # 02:00 on Tuesday there, so still Monday

    submit(far_east)

    assert active_days(far_east) == {MONDAY: 1}


def test_what_is_taken_back_the_same_day_counts_no_more(learner):
    activity = submit(learner)

    taken = doing.take_back(learner=learner, activity=activity, at=MONDAY_NOON + MINUTE)

    assert taken
    assert active_days(learner) == {}
    assert learner.activities.latest("pk").compensates == [activity.pk]


def test_the_day_stays_active_while_it_keeps_one(learner):
    submit(learner)
    activity = submit(learner)

    doing.take_back(learner=learner, activity=activity, at=MONDAY_NOON + MINUTE)

    assert active_days(learner) == {MONDAY: 1}


def test_taking_back_twice_takes_one_away(learner):
    submit(learner)
    activity = submit(learner)

    for minutes in (1, 2):
        doing.take_back(learner=learner, activity=activity, at=MONDAY_NOON + minutes * MINUTE)

    assert active_days(learner) == {MONDAY: 1}
    assert learner.activities.count() == 3


@pytest.mark.parametrize("later", [TUESDAY_NOON, MONDAY_NOON + timedelta(hours=16)])
def test_a_day_that_is_over_stays_as_it_was(learner, later):
    activity = submit(learner)

    assert not doing.take_back(learner=learner, activity=activity, at=later)
    assert active_days(learner) == {MONDAY: 1}
