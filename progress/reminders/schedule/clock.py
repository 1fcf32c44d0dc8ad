"""Wall-clock hours as instants."""

from datetime import date, datetime, time

from roadmap_site.accounts.zones import reached, wall_clock


def instant_of(day: date, at: time, zone: str) -> datetime | None:
    """Return when clocks in `zone` show `at` on `day`; None on a date that the zone left out.

    An hour that is skipped is the first valid minute after it, one that comes twice the first of both.
    """
    instant = reached(datetime.combine(day, at), zone)
    return instant if date_of(instant, zone) == day else None


def date_of(at: datetime, zone: str) -> date:
    """Return the date that the calendar on the wall shows."""
    return wall_clock(at, zone).date()
