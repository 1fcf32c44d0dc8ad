"""The foot of a mail: why one gets it, and how to get no more, or others."""

from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from progress.reminders.letters.contents import Chosen
from progress.reminders.letters.letter import Foot, Link
from progress.reminders.models import Kind

WHY: Mapping[Kind, Promise] = {
    Kind.AT_RISK: _("You chose to hear when a streak is at risk."),
    Kind.NUDGE: _("You chose to hear from us after quiet days."),
    Kind.REVIEWED: _("You chose to hear when a milestone of yours is reviewed."),
    Kind.MESSAGE: _("You chose to get your mentors’ messages by mail."),
    Kind.COHORT_DIGEST: _("You chose a weekly digest of your cohorts."),
    Kind.REVIEW_WAITING: _("You chose to hear when a review waits for you."),
    Kind.SAMPLE: _("You asked for this one in your settings. It comes once."),
}
STOP: Mapping[Kind, Promise] = {
    Kind.REMINDER: _("Stop reminders"),
    Kind.AT_RISK: _("Stop mails about streaks at risk"),
    Kind.NUDGE: _("Stop mails after quiet days"),
    Kind.DIGEST: _("Stop the weekly digest"),
    Kind.REVIEWED: _("Stop mails about reviews"),
    Kind.MESSAGE: _("Stop messages by mail"),
    Kind.COHORT_DIGEST: _("Stop the digests of cohorts"),
    Kind.REVIEW_WAITING: _("Stop mails about waiting reviews"),
    Kind.SAMPLE: _("Stop reminders"),
}


def foot(kind: Kind, chosen: Chosen, *, to: str, stop: str, choose: str) -> Foot:
    """`stop` and `choose` are addresses."""
    ways = (Link(str(STOP[kind]), stop), Link(gettext("Choose which mails you get"), choose))
    sent = gettext("Sent to %(address)s by Cairn, %(site)s") % {"address": to, "site": settings.SITE_URL}
    return Foot(_why(kind, chosen, get_language() or ""), ways, sent)


@lru_cache(maxsize=1024)  # many have chosen the same
def _why(kind: Kind, chosen: Chosen, language: str) -> str:
    at = time_format(chosen.at, "H:i")
    if kind == Kind.DIGEST:
        return gettext("You chose a weekly digest, on Mondays at %(at)s.") % {"at": at}
    if kind == Kind.REMINDER:
        return _why_reminded(chosen, at)
    return str(WHY[kind])


def _why_reminded(chosen: Chosen, at: str) -> str:
    if len(chosen.weekdays) == len(WEEKDAYS):
        return gettext("You chose a reminder every day at %(at)s.") % {"at": at}
    days = get_text_list([str(WEEKDAYS[day]) for day in sorted(chosen.weekdays)], gettext("and"))
    return gettext("You chose a reminder on %(days)s at %(at)s.") % {"days": days, "at": at}
