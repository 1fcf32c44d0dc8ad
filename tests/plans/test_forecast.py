"""When one arrives, by what one has done in the last eight weeks."""

import pytest

from progress.learning.plans.forecast import forecast
from progress.learning.plans.rest import Rest
from tests.plans.workloads import MONDAY, day, make_workload

TODAY = day(55)  # the last of eight weeks that begin on MONDAY


def seen(workload, began=day(-200), rest=Rest()):  # noqa: B008 -- it never changes
    return forecast(workload, today=TODAY, began=began, rest=rest)


@pytest.mark.parametrize(
    "began, settled, rest, rate",
    [
        (-200, [0] * 8, [], 1.0),
        (-200, [-1] * 8, [], None),  # more than eight weeks ago
        (-200, [*[-9] * 30, *range(0, 56, 7)], [], 1.0),  # only the last eight weeks count
        (28, [28] * 8, [], 2.0),  # began four weeks ago
        (-200, [0] * 8, [(14, 41)], 2.0),  # rested for four of them
        (50, [50] * 8, [], None),  # less than a week
        (-200, [], [], None),  # nothing done
        (-200, [0] * 8, [(0, 54)], None),  # rested nearly all the time
    ],
)
def test_the_pace_is_that_of_the_last_eight_weeks(began, settled, rest, rate):
    found = seen(
        make_workload(50, *map(day, settled)),
        began=day(began),
        rest=Rest.of((day(first), day(last)) for first, last in rest),
    )

    assert (found and found.rate) == rate


def test_it_says_when_one_arrives():
    found = seen(make_workload(20, *[MONDAY] * 8))

    assert found.arrives == day(55 + 12 * 7)


def test_a_holiday_that_is_planned_makes_it_later():
    found = seen(make_workload(20, *[MONDAY] * 8), rest=Rest.of([(day(60), day(69))]))

    assert found.arrives == day(55 + 12 * 7 + 10)


def test_ten_years_ahead_there_is_a_pace_and_no_date():
    found = seen(make_workload(1_000, MONDAY))

    assert found.rate == 1 / 8
    assert found.arrives is None


def test_what_was_declared_known_took_no_learning():
    assert seen(make_workload(50, *[MONDAY] * 8, learnt=False)) is None
