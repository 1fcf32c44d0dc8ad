"""The streak in a few words: how long, what today needs, how much time is left, what would save it."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from progress.learning.days import ROLLOVER
from progress.learning.models import StreakMode
from progress.learning.pages.masthead import is_evening
from progress.learning.pages.slots import Prepared, Slots, prepare
from progress.learning.streaks import Streak
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import known

HOUR = 60  # minutes


def streak_panel(learner: User, streak: Streak, fortnight: SafeString, at: datetime) -> SafeString:
    """Return nothing for who wants no streak; `fortnight` is drawn."""
    if streak.mode == StreakMode.OFF:
        return SafeString('<section id="streak-panel" hidden></section>')
    left = minutes_left(learner, streak.today, at)
    clock = ZoneInfo(known(learner.time_zone))  # another than the day's after too many moves
    until = date_format((at + timedelta(minutes=left)).astimezone(clock), "H:i")
    alert = streak.at_risk and is_evening(learner, at)
    frame = _frame(alert, bool(_note(streak)), streak.length > 0, get_language() or "")
    return frame.fill(
        {
            "number": str(streak.length),
            "unit": _unit(streak),
            "days": fortnight,
            "head": escape(_head(streak, until)),
            "words": escape(_words(streak, left)),
            "note": escape(_note(streak)),
        }
    )


@lru_cache(maxsize=16)
def _frame(alert: bool, has_note: bool, length: bool, language: str) -> Prepared:
    context = {"alert": alert, "has_note": has_note, "length": length}
    return prepare("learning/_today_streak.html", streak=Slots(), **context)


def minutes_left(learner: User, today: date, at: datetime) -> int:
    """Return the minutes until the learner's day `today` is over, rounded up."""
    zone = ZoneInfo(known(learner.day_zone(at)))
    end = datetime.combine(today + timedelta(days=1), time(ROLLOVER.seconds // 3600), zone)
    return -int((at - end).total_seconds() // 60)


def left_words(minutes: int) -> str:
    hours, rest = divmod(max(minutes, 1), HOUR)
    if not hours:
        return gettext("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)s h") % {"hours": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def _unit(streak: Streak) -> str:
    if streak.mode == StreakMode.WEEKLY:
        return ngettext("week", "weeks", streak.length)
    return ngettext("day", "days", streak.length)


def _head(streak: Streak, until: str) -> str:
    """`until` is when the day ends, by the learner's clock."""
    if streak.paused:
        return gettext("Paused")
    if streak.at_risk:
        return gettext("At risk until %(time)s") % {"time": until}
    if streak.done_today:
        return gettext("Today counts")
    if streak.length:
        return gettext("Safe today")
    return gettext("A streak begins with one thing")


def _words(streak: Streak, left: int) -> str:
    if streak.paused:
        return _pause_words(streak)
    if streak.mode == StreakMode.WEEKLY and streak.week is not None:
        return _week_words(streak, left)
    if streak.at_risk:
        words = gettext(
            "Nothing counts for today yet. One topic or habit keeps the streak; your day ends in %(left)s."
        )
        return words % {"left": left_words(left)}
    if streak.done_today:
        return gettext("Whatever you do now is a bonus. The next day begins in %(left)s.") % {
            "left": left_words(left)
        }
    if streak.longest:
        words = ngettext(
            "The longest so far was %(n)s day. One topic or one habit today begins a new one.",
            "The longest so far was %(n)s days. One topic or one habit today begins a new one.",
            streak.longest,
        )
        return words % {"n": streak.longest}
    return gettext("Tick a topic, keep a habit, or say that you worked on something: the day counts.")


def _pause_words(streak: Streak) -> str:
    if streak.paused_until is None:
        return gettext("Days neither count nor break anything until you end the pause.")
    words = gettext("Days neither count nor break anything through %(day)s.")
    return words % {"day": date_format(streak.paused_until, "j F")}


def _week_words(streak: Streak, left: int) -> str:
    week = streak.week
    assert week is not None  # noqa: S101 -- asked before
    words = gettext("%(active)s of %(needed)s active days this week.") % {
        "active": week.active,
        "needed": week.needed,
    }
    if streak.at_risk:
        more = gettext("Today is needed; it ends in %(left)s.") % {"left": left_words(left)}
    elif week.missing:
        missing = ngettext("%(n)s more by Sunday.", "%(n)s more by Sunday.", week.missing)
        more = missing % {"n": week.missing}
    else:
        more = gettext("This week is safe.")
    return f"{words} {more}"


def _note(streak: Streak) -> str:
    """Say what freezes there are, in daily mode."""
    if streak.mode != StreakMode.DAILY or not streak.length or streak.paused:
        return ""
    if streak.freezes:
        words = ngettext(
            "%(n)s freeze left, used by itself if you miss a day",
            "%(n)s freezes left, one used by itself for each day you miss",
            streak.freezes,
        )
        return words % {"n": streak.freezes}
    words = ngettext(
        "No freeze kept; %(n)s more active day earns one",
        "No freeze kept; %(n)s more active days earn one",
        streak.to_next_freeze,
    )
    return words % {"n": streak.to_next_freeze}
