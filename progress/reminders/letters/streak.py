"""What is said of a streak: how long it is, what today means for it, and how much of today is left."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext, ngettext

from progress.learning.models import StreakMode
from progress.learning.streaks.stored import Short
from roadmap_site.accounts.zones import ROLLOVER, reached, spoken

HOUR = 60  # minutes


def length_words(streak: Short) -> str:
    """`23 days`, or weeks."""
    if streak.mode == StreakMode.WEEKLY:
        return ngettext("%(n)s week", "%(n)s weeks", streak.length) % {"n": streak.length}
    return ngettext("%(n)s day", "%(n)s days", streak.length) % {"n": streak.length}


def standing_words(streak: Short) -> str:
    """Say how it stands; nothing to who wants no streak."""
    if streak.mode == StreakMode.OFF:
        return ""
    if not streak.length:
        return "" if streak.done_today else gettext("One topic or one habit today begins a streak.")
    length = length_words(streak)
    if streak.done_today:
        return gettext("Your streak is %(length)s long, and today counts already.") % {"length": length}
    if streak.mode == StreakMode.WEEKLY:
        return gettext("Your streak is %(length)s long.") % {"length": length}
    words = gettext("Your streak is %(length)s long. One topic or one habit today makes it %(next)s.")
    return words % {"length": length, "next": streak.length + 1}


def after_today(streak: Short) -> Short:
    """Return the streak of somebody who has been active since it was read; a week's end is not foreseen."""
    length = streak.length + (streak.mode == StreakMode.DAILY and not streak.done_today)
    return Short(streak.mode, length, done_today=True)


def resting_words(streak: Short) -> str:
    words = gettext("Your streak is %(length)s long, and rests while you pause.")
    return words % {"length": length_words(streak)} if streak.length else ""


def need_words(streak: Short) -> str:
    """Say what today is needed for. A week may need more days than this one."""
    if streak.mode == StreakMode.WEEKLY:
        return gettext("The week can't do without today: one topic or one habit is enough.")
    return gettext("One topic or one habit today keeps the streak.")


def risk_words(streak: Short, today: date, zone: str, at: datetime) -> str:
    words = gettext("Nothing counts for today yet. %(need)s You have %(left)s, until 04:00 in %(place)s.")
    left = left_words(minutes_left(today, zone, at))
    return words % {"need": need_words(streak), "left": left, "place": spoken(zone)}


def minutes_left(today: date, zone: str, at: datetime) -> int:
    """Return the minutes until the day is over, rounded down: nobody is told of more than there is."""
    end = datetime.combine(today + timedelta(days=1), time(ROLLOVER.seconds // 3600))
    return int((reached(end, zone) - at).total_seconds() // 60)


def left_words(minutes: int) -> str:
    hours = minutes // HOUR
    if hours:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    minutes = max(minutes, 1)
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
