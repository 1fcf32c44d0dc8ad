"""What a plan expects of each day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.learning.plans.rest import DAY, Rest
from progress.learning.plans.schedule import Schedule, Target
from tests.plans.test_rest import rests
from tests.plans.workloads import MONDAY, day


def by(number: int, *, start=0.0, total=10.0, rest=Rest()) -> Schedule:  # noqa: B008 -- it never changes
    return Schedule.of(Target(MONDAY, by=day(number)), start=start, total=total, rest=rest)


schedules = st.builds(
    lambda target, start, more, rest: Schedule.of(target, start=start, total=start + more, rest=rest),
    st.one_of(
        st.integers(0, 400).map(lambda number: Target(MONDAY, by=day(number))),
        st.floats(0.05, 40).map(lambda rate: Target(MONDAY, rate=rate)),
    ),
    st.integers(0, 100).map(float),
    st.integers(1, 100).map(float),
    rests,
)


@pytest.mark.parametrize(
    "number, expected",
    [
        (-1, 0),  # before it was made
        (0, 0),  # on the morning of its first day
        (1, 1),
        (9, 9),  # the last day's work is still to do on its morning
        (10, 10),
        (99, 10),  # never more than all
    ],
)
def test_ten_topics_in_ten_days_are_one_a_day(number, expected):
    assert by(9).expected(day(number)) == pytest.approx(expected)


def test_it_goes_on_from_where_one_was():
    schedule = by(9, start=5.0)

    assert schedule.expected(MONDAY) == 5
    assert schedule.expected(day(2)) == pytest.approx(6)


def test_a_rate_says_when_it_ends():
    schedule = Schedule.of(Target(MONDAY, rate=3.5), start=3.0, total=10.0, rest=Rest())

    assert schedule.rate == pytest.approx(3.5)
    assert schedule.end == day(13)  # seven topics at half a topic a day


@pytest.mark.parametrize(
    "first, last, end",
    [
        (3, 5, 12),  # three days within
        (9, 9, 10),  # the last day
        (10, 20, 9),  # after it
        (-9, -1, 9),  # before it was made
        (-9, 0, 10),  # of a pause under way only what is left
    ],
)
def test_a_pause_moves_the_end_by_its_days(first, last, end):
    schedule = by(9, rest=Rest.of([(day(first), day(last))]))

    assert schedule.end == day(end)
    assert schedule.moved == end - 9


def test_it_expects_nothing_while_one_rests():
    schedule = by(9, rest=Rest.of([(day(3), day(5))]))

    assert {schedule.expected(day(number)) for number in (3, 4, 5, 6)} == {schedule.expected(day(3))}


def test_the_slowest_plan_still_has_an_end():
    schedule = Schedule.of(Target(MONDAY, rate=0.001), start=0.0, total=12_500.0, rest=Rest())

    assert schedule.end < date(2060, 1, 1)


@settings(deadline=None)
@given(schedules, st.integers(-30, 600))
def test_it_never_takes_back_what_it_expected(schedule, number):
    today, tomorrow = schedule.expected(day(number)), schedule.expected(day(number + 1))

    assert schedule.start <= today <= tomorrow <= schedule.total + 1e-6


@settings(deadline=None)
@given(schedules)
def test_on_its_end_all_is_expected_and_not_before(schedule):
    assert schedule.expected(schedule.end) < schedule.total
    assert schedule.expected(schedule.end + DAY) == pytest.approx(schedule.total)
    assert schedule.reached(schedule.total) == schedule.end


@settings(deadline=None)
@given(schedules, st.integers(0, 100))
def test_a_load_is_expected_on_the_day_it_is_reached(schedule, percent):
    load = schedule.start + schedule.load * percent / 100

    assert schedule.expected(schedule.reached(load) + DAY) >= load - 1e-4
    assert schedule.begins(load) >= schedule.reached(load)
