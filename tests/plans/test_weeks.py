"""What each week to come asks for."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.learning.plans.going import measured
from progress.learning.plans.rest import Rest
from progress.learning.plans.schedule import Target
from progress.learning.plans.weeks import checkpoints
from progress.learning.plans.windows import windows
from progress.learning.plans.workload import Measure, Stop, Stretch, Workload
from tests.plans.test_going import targets
from tests.plans.test_rest import rests
from tests.plans.workloads import MONDAY, day, make_workload, stops

TWO_A_WEEK = Target(MONDAY, rate=2.0)


def weeks(workload, today, target=TWO_A_WEEK, rest=Rest()):  # noqa: B008 -- it never changes
    return list(checkpoints(measured(workload, target, today=today, began=MONDAY, rest=rest)))


def test_each_ends_on_a_sunday_and_the_last_with_the_plan():
    found = weeks(make_workload(5), MONDAY)

    assert [week.day for week in found] == [day(6), day(13), day(17)]
    assert [week.settled for week in found] == [2, 4, 5]


def test_they_name_what_is_next():
    found = weeks(make_workload(5, MONDAY), day(2))

    assert [[stop.title for stop in week.stops] for week in found] == [
        ["Stop 2"],
        ["Stop 3", "Stop 4"],
        ["Stop 5"],
    ]


def test_who_is_far_behind_has_what_is_left_evenly():
    found = weeks(make_workload(20), day(35))

    assert [len(week.stops) for week in found] == [4, 4, 4, 4, 4]


@pytest.mark.parametrize("first, resting", [(7, [False, True, False]), (8, [False, True, False])])
def test_a_week_of_rest_is_one(first, resting):
    rest = Rest.of([(day(first), day(13))])

    assert [week.resting for week in weeks(make_workload(4), MONDAY, rest=rest)] == resting


def test_a_plan_whose_end_has_passed_asks_for_no_week():
    assert weeks(make_workload(5), day(50)) == []


def test_a_week_that_ends_a_phase_says_so():
    phases = (
        Stretch(1, "Short", 3, 1.0, (), (), stops(3)),
        Stretch(2, "Next", 2, 1.0, (), (), (Stop("A", ""), Stop("B", ""))),
    )

    found = weeks(Workload(Measure.TOPICS, phases), MONDAY)

    assert [week.closes for week in found] == [(), (1,), (2,)]


@settings(deadline=None)
@given(targets, st.integers(1, 60), st.integers(0, 60), rests, st.integers(0, 400))
def test_all_of_them_together_are_what_is_left(target, units, settled, rest, today):
    workload = make_workload(units, *[MONDAY] * min(units, settled))

    found = weeks(workload, day(today), target, rest)

    assert [week.settled for week in found] == sorted(week.settled for week in found)
    if found:
        assert found[-1].settled == units
        assert sum(len(week.stops) for week in found) == units - workload.settled


def test_phases_follow_each_other():
    phases = (
        Stretch(1, "Done before", 2, 1.0, (day(-9), day(-9)), (), ()),
        Stretch(2, "Begun before", 4, 1.0, (day(-9), day(3)), (), stops(2)),
        Stretch(3, "Ahead", 7, 1.0, (), (), stops(7)),
    )
    plan = measured(
        Workload(Measure.TOPICS, phases), Target(MONDAY, by=day(9)), today=day(4), began=MONDAY, rest=Rest()
    )

    found = list(windows(plan.workload, plan.target, plan.schedule))

    assert [(window.phase, window.first, window.last) for window in found] == [
        (2, day(0), day(2)),
        (3, day(3), day(9)),
    ]


@settings(deadline=None)
@given(targets, st.lists(st.integers(1, 20), min_size=1, max_size=8), rests)
def test_a_plan_s_phases_leave_no_gap_and_end_with_it(target, sizes, rest):
    phases = tuple(Stretch(at, "", size, 1.0, (), (), stops(size)) for at, size in enumerate(sizes))
    plan = measured(Workload(Measure.TOPICS, phases), target, today=MONDAY, began=MONDAY, rest=rest)

    found = list(windows(plan.workload, plan.target, plan.schedule))

    assert found[-1].last == plan.schedule.end
    for one, other in pairwise(found):
        assert one.first <= one.last
        assert rest.awake(one.last, other.first) <= 1  # the day after, or the same day
