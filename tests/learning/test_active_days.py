from datetime import date, timedelta

import pytest

from progress.learning.active_days import Run, current_run, run_of
from progress.learning.models import ActiveDay
from tests.factories import make_learner
from tests.learning.instants import MONDAY, TUESDAY, WEDNESDAY, noon

SUNDAY = MONDAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "today", "expected"),
    [
        (None, None, MONDAY, Run(0, False)),
        (MONDAY, MONDAY, MONDAY, Run(1, True)),
        (SUNDAY, MONDAY, MONDAY, Run(2, True)),
        (SUNDAY, MONDAY, TUESDAY, Run(2, False)),  # today is not done yet
        (SUNDAY, MONDAY, WEDNESDAY, Run(0, False)),  # a day was missed
        (date(2024, 2, 28), date(2024, 3, 1), date(2024, 3, 1), Run(3, True)),  # a leap year
    ],
)
def test_a_run_ends_today_or_yesterday(first, last, today, expected):
    assert run_of(first, last, today=today) == expected


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ([], Run(0, False)),
        ([0], Run(1, True)),
        ([1], Run(1, False)),
        ([2], Run(0, False)),
        ([0, 1, 2], Run(3, True)),
        ([1, 2, 3], Run(3, False)),
        ([0, 2, 3], Run(1, True)),  # the gap ends it
        ([1, 3, 4, 5], Run(1, False)),
        ([-1, 0, 1], Run(2, True)),  # a day ahead, made further east, is not yet here
        (range(400), Run(400, True)),
    ],
)
def test_the_run_is_read_from_the_days(learner, ago, expected):
    others = make_learner()
    for days in ago:
        ActiveDay.objects.create(learner=learner, day=WEDNESDAY - timedelta(days=days))
    ActiveDay.objects.create(learner=others, day=WEDNESDAY - timedelta(days=len(ago)))

    assert current_run(learner, noon(WEDNESDAY)) == expected


def test_today_is_the_learners_own(db):
    learner = make_learner(time_zone="Pacific/Kiritimati")  # 02:00 of Thursday, so still Wednesday
    ActiveDay.objects.create(learner=learner, day=WEDNESDAY)

    assert current_run(learner, noon(WEDNESDAY)) == Run(1, True)


def test_the_run_takes_one_query(learner, django_assert_num_queries):
    with django_assert_num_queries(1):
        current_run(learner, noon(WEDNESDAY))
