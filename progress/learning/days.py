"""A learner's day: that of their own time zone, from 04:00 to 04:00."""

from datetime import date, datetime

from progress.learning.models import Activity
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import ROLLOVER, Lived, local_day

__all__ = ["ROLLOVER", "day_of", "first_lived", "local_day"]


def day_of(learner: User, at: datetime) -> date:
    """Return the learner's day that `at` belongs to, in the zone that counts for their days then."""
    return local_day(at, learner.day_zone(at))


def first_lived(learner: User) -> Lived | None:
    """Return the zone of the learner's first activity, and when that was."""
    return Activity.objects.filter(learner=learner).order_by("day", "id").values_list("zone", "at").first()
