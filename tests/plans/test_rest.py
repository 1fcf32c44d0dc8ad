"""Days of rest are days on which a plan stands still."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress.learning.plans.rest import DAY, Rest
from tests.plans.workloads import MONDAY, day

numbers = st.integers(-30, 60)
rests = st.lists(st.tuples(numbers, st.integers(0, 20)), max_size=5).map(
    lambda spans: Rest.of((day(first), day(first + length)) for first, length in spans)
)


@pytest.mark.parametrize(
    "spans, joined",
    [
        ([], []),
        ([(3, 5)], [(3, 5)]),
        ([(3, 5), (4, 8)], [(3, 8)]),  # overlap
        ([(3, 5), (6, 8)], [(3, 8)]),  # one after the other
        ([(6, 8), (3, 4)], [(3, 4), (6, 8)]),  # not in order
        ([(3, 9), (4, 5)], [(3, 9)]),  # one inside the other
        ([(5, 3)], []),  # without a day
    ],
)
def test_spans_are_joined_where_they_meet(spans, joined):
    def dated(spans):
        return tuple((day(first), day(last)) for first, last in spans)

    assert Rest.of(dated(spans)).spans == dated(joined)


@pytest.mark.parametrize(
    "number, found",
    [
        (0, 0),
        (2, 2),
        (3, 6),  # days 3 to 5 are rest
        (4, 7),
    ],
)
def test_days_are_counted_around_rest(number, found):
    assert Rest.of([(day(3), day(5))]).nth(MONDAY, number) == day(found)


def test_rest_that_has_begun_before_counts_from_the_first_day_on():
    assert Rest.of([(day(-5), day(1))]).nth(MONDAY, 0) == day(2)


@settings(deadline=None)
@given(rests, st.integers(0, 90))
def test_the_nth_day_is_awake_and_has_n_others_before_it(rest, number):
    found = rest.nth(MONDAY, number)

    assert found not in rest
    assert rest.awake(MONDAY, found) == number
    assert rest.awake(MONDAY, found + DAY) == number + 1


@settings(deadline=None)
@given(rests, numbers, numbers)
def test_every_day_is_rest_or_not(rest, first, length):
    days = [day(first + number) for number in range(max(0, length))]

    assert rest.awake(day(first), day(first + length)) == sum(one not in rest for one in days)
