"""Ahead, on time or behind, by how much, and what would bring it back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.learning.plans.going import Going, measured
from progress.learning.plans.rest import Rest
from progress.learning.plans.schedule import Target
from progress.learning.plans.workload import Measure, Stretch, Workload
from tests.plans.test_rest import rests
from tests.plans.workloads import MONDAY, day, make_workload, stops

EVEN = Target(MONDAY, rate=3.5)  # half a topic a day


def going(workload, today, target=EVEN, rest=Rest()):  # noqa: B008 -- it never changes
    return measured(workload, target, today=today, began=MONDAY, rest=rest)


@pytest.mark.parametrize(
    "today, settled, state, weeks",
    [
        (0, 0, Going.ON_TIME, 0.0),  # it has just been made
        (14, 7, Going.ON_TIME, 0.0),
        (14, 6, Going.ON_TIME, 0.3),  # a topic less is nothing
        (14, 4, Going.BEHIND, 0.9),
        (14, 3, Going.BEHIND, 1.1),
        (14, 0, Going.BEHIND, 2.0),
        (14, 10, Going.AHEAD, -0.9),
        (14, 50, Going.ARRIVED, -12.3),
        (400, 43, Going.BEHIND, 2.0),  # its end has passed
    ],
)
def test_how_it_goes(today, settled, state, weeks):
    pace = going(make_workload(50, *[MONDAY] * settled), day(today))

    assert pace.going == state
    assert round(pace.weeks_behind, 1) == weeks


def test_without_a_target_nobody_is_behind():
    assert going(make_workload(50), day(99), target=None).going == Going.NO_PLAN


def test_without_anything_required_there_is_nothing_to_be_late_for():
    assert going(make_workload(0), day(99)).going == Going.NO_PLAN


def test_who_pauses_is_not_behind():
    pace = going(make_workload(50), day(30), rest=Rest.of([(day(2), day(30))]))

    assert pace.going == Going.RESTING
    assert pace.behind == pytest.approx(2)


def test_what_brings_it_back_are_the_next_stops():
    pace = going(make_workload(50, MONDAY), day(8))

    assert [stop.title for stop in pace.missing] == ["Stop 2", "Stop 3", "Stop 4"]


def test_a_long_phase_weighs_more_than_a_short_one():
    """Ten weeks of two topics, then two weeks of ten."""
    long = Stretch(1, "Long", 2, 5.0, (MONDAY,), (MONDAY,), stops(1))
    short = Stretch(2, "Short", 10, 0.2, (), (), stops(10))
    pace = going(Workload(Measure.WEEKS, (long, short)), day(35), Target(MONDAY, rate=1.0))

    assert pace.going == Going.ON_TIME
    assert pace.schedule.end == day(12 * 7 - 1)


@pytest.mark.parametrize(
    "days, state",
    [
        (20, Going.BEHIND),  # a short plan forgives a day
        (400, Going.ON_TIME),  # a long one half a week
    ],
)
def test_a_long_plan_is_more_patient(days, state):
    ten_a_day = Target(MONDAY, by=day(days - 1))
    pace = going(make_workload(10 * days, *[MONDAY] * 100), day(12), ten_a_day)

    assert pace.behind == pytest.approx(2)
    assert pace.going == state


@pytest.mark.parametrize(
    "units, settled, target, today, near",
    [
        (68, [], Target(MONDAY, by=day(1)), 0, True),  # it is tomorrow
        (68, [], Target(MONDAY, by=day(1)), 1, True),  # it is today
        (2, [], Target(MONDAY, by=day(1)), 0, False),  # a topic a day
        (68, [], Target(MONDAY, by=day(99)), 0, False),  # no pace is known yet
        (100, [0] * 8, Target(day(55), by=day(75)), 55, True),  # a topic a week, and 31 needed
        (30, [0] * 8, Target(day(55), by=day(124)), 55, False),  # twice one's pace can be tried
        (9, [0] * 8, Target(day(55), by=day(56)), 55, False),  # the last topic
        (100, [0] * 8, Target(day(55), rate=70.0), 55, False),  # a plan of hours has no day
        (68, [], Target(MONDAY, by=day(1)), 3, False),  # it has passed
    ],
)
def test_a_day_can_be_too_near_for_what_is_left(units, settled, target, today, near):
    pace = going(make_workload(units, *map(day, settled)), day(today), target)

    assert pace.too_near is near


def test_what_is_needed_from_today_on():
    pace = going(make_workload(50, *[MONDAY] * 8), day(16), Target(MONDAY, by=day(99)))

    assert pace.needed == pytest.approx(7 * 42 / 84)


def test_nothing_is_needed_in_time_when_the_time_is_over():
    assert going(make_workload(50), day(16), Target(MONDAY, by=day(9))).needed is None


targets = st.one_of(
    st.integers(1, 400).map(lambda number: Target(MONDAY, by=day(number))),
    st.floats(0.1, 40).map(lambda rate: Target(MONDAY, rate=rate)),
)


@settings(deadline=None)
@given(targets, st.integers(1, 120), rests, st.integers(0, 500))
def test_who_does_what_is_expected_is_never_behind(target, units, rest, today):
    plan = going(make_workload(units), day(today), target, rest).schedule
    done = [MONDAY] * int(plan.expected(day(today)) + 1e-6)

    state = going(make_workload(units, *done), day(today), target, rest).going

    assert state in (Going.ON_TIME, Going.RESTING, Going.ARRIVED)


@settings(deadline=None)
@given(targets, st.integers(1, 120), rests, st.integers(0, 500), st.data())
def test_what_is_missing_brings_it_back_and_nothing_less(target, units, rest, today, data):
    settled = data.draw(st.integers(0, units))
    behind = going(make_workload(units, *[MONDAY] * settled), day(today), target, rest)

    back = settled + len(behind.missing)
    after = going(make_workload(units, *[MONDAY] * back), day(today), target, rest)

    assert after.behind < 1e-6 or behind.going != Going.BEHIND
    if behind.missing:
        less = going(make_workload(units, *[MONDAY] * (back - 1)), day(today), target, rest)
        assert less.behind > 0


@settings(deadline=None)
@given(targets, st.integers(1, 120), st.integers(0, 60), st.integers(0, 60))
def test_a_pause_of_n_days_moves_the_plan_by_n_days(target, units, first, length):
    workload = make_workload(units)
    without = going(workload, day(70), target)
    rest = Rest.of([(day(first), day(first + length - 1))])
    paused = going(workload, day(70 + length), target, rest)

    if without.schedule.end >= day(first):
        assert (paused.schedule.end - without.schedule.end).days == length
        assert paused.behind == pytest.approx(without.behind)


def test_what_was_done_on_its_day_before_a_plan_was_made_is_not_ahead_of_it():
    workload = make_workload(50, *[MONDAY] * 6)

    new, next_day = (
        going(workload, day(number), Target(MONDAY, by=day(399), earlier=6)) for number in (0, 1)
    )

    assert (new.schedule.start, new.going, next_day.going) == (6, Going.ON_TIME, Going.ON_TIME)


def test_what_is_done_on_its_day_after_a_plan_was_made_counts_for_it():
    pace = going(make_workload(50, *[MONDAY] * 6), MONDAY, Target(MONDAY, by=day(399), earlier=1))

    assert (pace.schedule.start, pace.going) == (1, Going.AHEAD)


def test_what_was_unticked_since_is_not_counted_as_done_before():
    pace = going(make_workload(50, *[MONDAY] * 2), MONDAY, Target(MONDAY, by=day(399), earlier=6))

    assert pace.schedule.start == 2
