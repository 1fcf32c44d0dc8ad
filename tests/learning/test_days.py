from datetime import UTC, date, datetime

import pytest

from progress.learning.days import local_day


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "UTC", date(2026, 3, 2)),
        (datetime(2026, 3, 2, 3, 59, 59, tzinfo=UTC), "UTC", date(2026, 3, 1)),  # still the night before
        (datetime(2026, 3, 2, 4, 0, tzinfo=UTC), "UTC", date(2026, 3, 2)),  # the rollover itself
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), "Asia/Tokyo", date(2026, 3, 2)),  # 08:00 there
        (datetime(2026, 3, 2, 11, 59, tzinfo=UTC), "America/Los_Angeles", date(2026, 3, 1)),  # 03:59 there
        (
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            "Europe/Berlin",
            date(2026, 3, 28),
        ),  # 03:30, a 23-hour day
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),  # 04:00, summer time
        (
            datetime(2026, 10, 25, 2, 59, tzinfo=UTC),
            "Europe/Berlin",
            date(2026, 10, 24),
        ),  # 03:59, a 25-hour day
        (datetime(2026, 10, 25, 3, 0, tzinfo=UTC), "Europe/Berlin", date(2026, 10, 25)),  # 04:00, winter time
        (datetime(2011, 12, 30, 14, 0, tzinfo=UTC), "Pacific/Apia", date(2011, 12, 31)),  # the 30th never was
    ],
)
def test_a_day_runs_from_four_to_four_on_the_local_clock(at, zone, day):
    assert local_day(at, zone) == day
