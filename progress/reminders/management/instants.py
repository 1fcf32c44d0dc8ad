"""Instants as operators type them."""

from datetime import MAXYEAR, MINYEAR, UTC, datetime

from django.core.management.base import CommandError

from roadmap_site.accounts.zones import reached

HELP = "such as 2026-11-21T18:00:00+01:00, or without an offset 2026-11-21 18:00 or 2026-11-21"


def read_instant(words: str, zone: str) -> datetime:
    """Return what `words` mean; without an offset it is what clocks in `zone` show. Raise CommandError."""
    try:
        told = datetime.fromisoformat(words.strip())
        if told.year in (MINYEAR, MAXYEAR):  # the dates beside it must be dates as well
            raise ValueError
        return told.astimezone(UTC) if told.tzinfo else reached(told, zone)
    except ValueError:
        raise CommandError(f"“{words}” is no instant. Write it as {HELP.removeprefix('such as ')}.") from None
