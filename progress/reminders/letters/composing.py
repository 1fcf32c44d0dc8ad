"""From the kind of a mail and what it tells of to a letter."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from progress.reminders.letters import events
from progress.reminders.letters.contents import Contents
from progress.reminders.letters.days import with_today_done
from progress.reminders.letters.digest import digest
from progress.reminders.letters.letter import Letter
from progress.reminders.letters.nudge import nudge
from progress.reminders.letters.reminder import reminder, sample
from progress.reminders.letters.streak import after_today
from progress.reminders.letters.tidy import NAME, one_line
from progress.reminders.models import Kind

PLANNED = {
    Kind.REMINDER: reminder,
    Kind.AT_RISK: reminder,  # by now it may be safe
    Kind.NUDGE: nudge,
    Kind.DIGEST: digest,
    Kind.SAMPLE: sample,
}
EVENTS = {
    Kind.REVIEWED: events.reviewed,
    Kind.MESSAGE: events.message,
    Kind.COHORT_DIGEST: events.cohort_digest,
    Kind.REVIEW_WAITING: events.review_waiting,
}


def composed(kind: Kind, contents: Contents, told: Mapping[str, Any] | None, at: datetime) -> Letter:
    """Raise KeyError for a kind that is no letter of ours, or an event that tells too little."""
    letter = EVENTS[kind](contents.told or told or {}) if kind in EVENTS else PLANNED[kind](contents, at)
    name = one_line(contents.name, NAME)
    return replace(letter, greeting=gettext("Hello %(name)s,") % {"name": name}) if name else letter


def as_of_now(contents: Contents, *, done_today: bool) -> Contents:
    """Return it with what was done since it was read."""
    if not done_today or contents.streak.done_today:
        return contents
    days, streak = with_today_done(contents.days), after_today(contents.streak)
    return replace(contents, streak=streak, days=days, last_nudge=False)
