from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from progress.reminders.schedule.clock import date_of, instant_of


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 7, 1), time(18), "Europe/Berlin", datetime(2026, 7, 1, 16, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        (date(2026, 9, 6), time(0), "America/Santiago", datetime(2026, 9, 6, 4, tzinfo=UTC)),
        (date(2026, 7, 1), time(18), "Nowhere/Land", datetime(2026, 7, 1, 18, tzinfo=UTC)),
    ],
    ids=["plain", "in a gap", "in a fold", "in a gap of half an hour", "midnight is skipped", "unknown zone"],
)
def test_an_hour_on_the_wall_is_an_instant(day, at, zone, expected):
    assert instant_of(day, at, zone) == expected


def test_after_a_gap_it_is_the_first_valid_minute():
    instant = instant_of(date(2026, 3, 29), time(2, 30), "Europe/Berlin")

    assert instant.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3)


def test_a_date_that_never_was_has_no_hours():
    assert instant_of(date(2011, 12, 30), time(18), "Pacific/Apia") is None
    assert instant_of(date(2011, 12, 31), time(18), "Pacific/Apia") is not None


def test_the_date_is_the_calendars_and_not_the_learners_day():
    assert date_of(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Europe/Berlin") == date(2026, 7, 2)
