"""A learner's day: that of their own time zone, from 04:00 to 04:00."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ROLLOVER = timedelta(hours=4)


def local_day(at: datetime, zone: str) -> date:
    """Return the day that `at` (aware) belongs to in `zone`, an IANA name.

    The four hours are taken off the wall clock, so that days of 23 and 25 hours count once.
    """
    return (at.astimezone(ZoneInfo(zone)) - ROLLOVER).date()
