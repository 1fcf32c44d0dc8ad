"""A habit kept every day counts every day, wherever one lives."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from progress.learning.streaks.counting import count
from progress.learning.streaks.excuses import begin as day_begins
from progress.learning.streaks.history import History
from roadmap_site.accounts.moves import Told, counted, uncorrected
from roadmap_site.accounts.zones import local_day, names

DAYS = 400
BEGINS = [date(2026, 1, 1), date(2011, 3, 1)]  # the second has the date that Apia left out
TIMES = [time(0, 30), time(4), time(12), time(23, 59)]  # by the clock there


def at_the_same_time(zone: str, begin: date, at: time) -> list[date]:
    """Return the local days of what is done at `at` on 400 dates."""
    first = datetime.combine(begin, at, ZoneInfo(zone))
    instants = [(first + timedelta(days=number)).astimezone(UTC) for number in range(DAYS)]
    return sorted({local_day(instant, zone) for instant in instants})


def at_the_last_minute(zone: str, begin: date) -> list[date]:
    """Return the local days of what is done a minute before 400 days end."""
    ends = [day_begins(begin + timedelta(days=number), zone) for number in range(1, DAYS + 1)]
    return sorted({local_day(end - timedelta(minutes=1), zone) for end in ends})


def length(zone: str, days: list[date]) -> int:
    return count(History(days, zone), days[-1]).length


@pytest.mark.parametrize("zone", sorted(names())[::12])
def test_four_hundred_days_are_four_hundred(zone):
    assert length(zone, at_the_same_time(zone, BEGINS[0], time(12))) == DAYS


@pytest.mark.full
@pytest.mark.parametrize("at", TIMES)
def test_four_hundred_days_are_four_hundred_everywhere(at):
    lengths = {zone: length(zone, at_the_same_time(zone, BEGINS[0], at)) for zone in names()}

    assert {zone: days for zone, days in lengths.items() if days != DAYS} == {}


@pytest.mark.full
def test_the_last_minute_is_early_enough_everywhere():
    lengths = {zone: length(zone, at_the_last_minute(zone, BEGINS[0])) for zone in names()}

    assert {zone: days for zone, days in lengths.items() if days != DAYS} == {}


@pytest.mark.full
@pytest.mark.parametrize("at", TIMES)
def test_a_date_that_never_was_is_all_that_is_lost(at):
    """And it breaks nothing. From 00:00 to 04:00 its night was there."""
    lengths = {zone: length(zone, at_the_same_time(zone, BEGINS[1], at)) for zone in names()}

    lost = {zone for zone, days in lengths.items() if days != DAYS}
    assert lost <= {"Pacific/Apia", "Pacific/Fakaofo"}
    assert all(lengths[zone] == DAYS - 1 for zone in lost)


NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], []),
        ([(0, "UTC")], []),  # the first is no move
        ([(0, "UTC"), (1, "Asia/Tokyo")], [("Asia/Tokyo", 1)]),
        ([(0, "UTC"), (1, "UTC")], []),
        ([(0, "UTC"), (1, "Asia/Tokyo"), (2, "UTC")], [("Asia/Tokyo", 1), ("UTC", 2)]),
        (
            [(0, "UTC"), (1, "A"), (2, "B"), (3, "C")],
            [("A", 1), ("B", 2), ("C", 169)],
        ),  # seven days after the first
        ([(0, "UTC"), (1, "A"), (2, "B"), (3, "C"), (4, "D")], [("A", 1), ("B", 2), ("D", 169)]),
        ([(0, "UTC"), (1, "A"), (2, "B"), (3, "C"), (4, "B")], [("A", 1), ("B", 2)]),  # back where days are
        ([(0, "UTC"), (1, "A"), (2, "B"), (170, "C")], [("A", 1), ("B", 2), ("C", 170)]),
        ([(0, "UTC"), (1, "A"), (2, "B"), (3, "C"), (169, "B")], [("A", 1), ("B", 2)]),  # just in time
        (
            [(0, "UTC"), (1, "A"), (2, "B"), (3, "C"), (171, "D")],
            [("A", 1), ("B", 2), ("C", 169), ("D", 171)],
        ),
    ],
)
def test_two_moves_in_seven_days_count(told, expected):
    moves = counted([Told(zone, NOON + hours * HOUR) for hours, zone in told])

    assert [(move.reached, (move.at - NOON) // HOUR) for move in moves] == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("A", False), ("B", True)], ["B"]),  # the first one, too
        ([("A", False), ("B", False), ("C", True)], ["A", "C"]),
        ([("A", False), ("B", False), ("C", True), ("D", True)], ["A", "D"]),
        ([("A", False), ("B", False), ("A", True)], ["A", "A"]),  # back again: nobody has moved
        ([("A", False), ("B", True), ("C", False)], ["B", "C"]),
    ],
)
def test_a_correction_takes_the_place_of_one_zone(told, expected):
    zones = [Told(zone, NOON + number * HOUR, corrects) for number, (zone, corrects) in enumerate(told)]

    kept = uncorrected(zones)

    assert [zone for zone, *_ in kept] == expected
    assert uncorrected(kept) == kept
