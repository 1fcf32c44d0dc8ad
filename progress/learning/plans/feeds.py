"""The address of a learner's calendar: off until it is made, new or gone whenever they like."""

from datetime import datetime
from secrets import token_urlsafe

from progress.learning.models import CalendarFeed
from roadmap_site.accounts.models import User

BYTES = 32  # nobody guesses that


def open_feed(*, learner: User, at: datetime) -> CalendarFeed:
    """Make the address. One that is there stays."""
    feed, _ = CalendarFeed.objects.get_or_create(
        learner=learner, defaults={"token": token_urlsafe(BYTES), "at": at}
    )
    return feed


def renew_feed(*, learner: User, at: datetime) -> CalendarFeed:
    """Make another address in place of the old one, which leads nowhere from now on."""
    fields = {"token": token_urlsafe(BYTES), "at": at}
    feed, _ = CalendarFeed.objects.update_or_create(learner=learner, defaults=fields)
    return feed


def close_feed(*, learner: User) -> None:
    CalendarFeed.objects.filter(learner=learner).delete()
