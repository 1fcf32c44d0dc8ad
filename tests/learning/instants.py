"""Instants that several tests speak of, in UTC. MONDAY to SUNDAY is the week of 2 March 2026."""

from datetime import UTC, date, datetime, timedelta

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


MONDAY_NOON = noon(MONDAY)
TUESDAY_NOON = noon(TUESDAY)
MINUTE = timedelta(minutes=1)
