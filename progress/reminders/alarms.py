"""When somebody should look after mail; docs/operations.md has the same limits as rules for Prometheus."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from progress.reminders.models import MailState
from progress.reminders.numbers import Numbers

LATE = timedelta(minutes=5)  # the planner looks every minute, senders every 20 s
REFUSED = 0.05  # of what was handed over in a day
COMPLAINTS = 0.001  # of what was sent in a day: from 0.3 % on providers take a sender for a spammer
FEW = 20  # a share of fewer says little

_UNITS = (
    (86400, ngettext_lazy("%(n)s day", "%(n)s days", "n")),
    (3600, ngettext_lazy("%(n)s hour", "%(n)s hours", "n")),
    (60, ngettext_lazy("%(n)s minute", "%(n)s minutes", "n")),
    (0, ngettext_lazy("%(n)s second", "%(n)s seconds", "n")),
)


def alarms(numbers: Numbers) -> Iterator[str]:
    """Return what is wrong, the worst first."""
    if numbers.oldest_due > LATE:
        told = {"time": spoken(numbers.oldest_due)}
        yield _("Mail is not being sent: the oldest has waited for %(time)s.") % told
    if numbers.lag > LATE:
        told = {"time": spoken(numbers.lag)}
        yield _("Mail is not being planned: somebody has waited for %(time)s to be looked at.") % told
    yield from _unknown(numbers.total(MailState.UNKNOWN))
    sent, failed = numbers.total(MailState.SENT), numbers.total(MailState.FAILED)
    if failed + sent >= FEW and failed > REFUSED * (failed + sent):
        yield _("Many mails fail: %(failed)s of %(all)s in a day.") % {"failed": failed, "all": failed + sent}
    complaints = numbers.suppressed["complaint"]
    if sent >= FEW and complaints > COMPLAINTS * sent:
        yield _("Many call our mail spam: %(complaints)s of %(sent)s.") % {
            "complaints": complaints,
            "sent": sent,
        }


def _unknown(number: int) -> Iterator[str]:
    if number:
        words = ngettext(
            "Whether %(number)s mail was sent is unknown: reconcile it with the relay's log.",
            "Whether %(number)s mails were sent is unknown: reconcile them with the relay's log.",
            number,
        )
        yield words % {"number": number}


def spoken(time: timedelta) -> str:
    """Return a time in its largest unit of which there is a whole one."""
    seconds = int(time.total_seconds())
    size, words = next(unit for unit in _UNITS if seconds >= unit[0])
    return words % {"n": seconds // (size or 1)}
