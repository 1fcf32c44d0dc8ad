"""For how long evidence waits: in days of whoever handed it in, the same everywhere. Hours are not told."""

from datetime import date

from django.utils.translation import gettext, ngettext


def days_waited(handed_in: date, today: date) -> int:
    """Both are the learner's days."""
    return max(0, (today - handed_in).days)


def wait_words(days: int) -> str:
    """Return the end of “it waits …”."""
    if days == 0:
        return gettext("since today")
    return ngettext("for %(n)d day", "for %(n)d days", days) % {"n": days}
