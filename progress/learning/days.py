"""A learner's day: that of their own time zone, from 04:00 to 04:00."""

from datetime import date, datetime

from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import ROLLOVER, local_day

__all__ = ["ROLLOVER", "day_of", "local_day"]


def day_of(learner: User, at: datetime) -> date:
    """Return the learner's day that `at` belongs to, in the zone that counts for their days then."""
    return local_day(at, learner.day_zone(at))
