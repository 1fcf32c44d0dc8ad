"""For how long evidence waits: in days of whoever handed it in, the same everywhere. Hours are not told."""

from datetime import date, datetime

from django.utils.translation import gettext, ngettext

from progress.learning.days import day_of
from progress.learning.models import Submission
from roadmap_site.accounts.models import User


def days_waited(handed_in: date, today: date) -> int:
    """Both are the learner's days."""
    return max(0, (today - handed_in).days)


def wait_words(days: int) -> str:
    """Return the end of “it waits …”."""
    if days == 0:
        return gettext("since today")
    return ngettext("for %(n)d day", "for %(n)d days", days) % {"n": days}


def wait_of(submission: Submission, learner: User, at: datetime) -> str:
    """Say it of what the learner handed in."""
    return wait_words(days_waited(submission.day, day_of(learner, at)))
