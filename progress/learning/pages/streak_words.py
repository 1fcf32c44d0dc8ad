"""What is said of each day of a streak: plain sentences."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from progress.learning.models import StreakMode
from progress.learning.streaks import DayVerdict, Excuse, Kind, Streak
from progress.learning.streaks.months import Stretch
from roadmap_site.accounts.zones import spoken


def heading(one: DayVerdict) -> str:
    if one.kind == Kind.ACTIVE:
        return _counts(one)
    return {
        Kind.FROZEN: gettext("Kept by a freeze"),
        Kind.EXCUSED: gettext("Excused"),
        Kind.MISSED: gettext("Missed"),
        Kind.PAUSED: gettext("Paused"),
        Kind.REST: gettext("A day of rest"),
        Kind.IDLE: gettext("Nothing done"),
        Kind.OFF: gettext("No streak counted"),
        Kind.OPEN: gettext("Nothing yet"),
    }[one.kind]


def longest(streak: Streak) -> str:
    """Empty unless a longer one has been."""
    if streak.longest <= streak.length:
        return ""
    if streak.mode == StreakMode.WEEKLY:
        words = ngettext(
            "The longest so far: %(count)d week.", "The longest so far: %(count)d weeks.", streak.longest
        )
    else:
        words = ngettext(
            "The longest so far: %(count)d day.", "The longest so far: %(count)d days.", streak.longest
        )
    return words % {"count": streak.longest}


def sentences(stretch: Stretch) -> list[str]:
    """Why it is so, what it did to the freezes and to the week, and what changed with its first day."""
    return [*_changes(stretch), *_why(stretch.last), *_week(stretch.last)]


def _counts(one: DayVerdict) -> str:
    if one.week:
        words = ngettext(
            "%(active)d of %(count)d day this week",
            "%(active)d of %(count)d days this week",
            one.week.needed,
        )
        return words % {"active": one.week.active, "count": one.week.needed}
    return gettext("Day %(number)d") % {"number": one.length}


def _changes(stretch: Stretch) -> Iterator[str]:
    first, before = stretch.first, stretch.before
    if before is None:
        return
    if before.mode != first.mode:
        yield {
            StreakMode.DAILY: gettext("From here on days were counted."),
            StreakMode.WEEKLY: gettext("From here on weeks were counted."),
            StreakMode.OFF: gettext("The streak was switched off."),
        }[first.mode]
    if before.zone != first.zone:
        yield gettext("You moved from %(before)s to %(zone)s.") % {
            "zone": spoken(first.zone),
            "before": spoken(before.zone),
        }


def _why(one: DayVerdict) -> Iterator[str]:
    if one.kind == Kind.PAUSED:
        yield _paused(one)
    elif one.kind == Kind.FROZEN:
        yield gettext("Nothing was done, and a freeze was used.") + " " + _freezes_left(one.freezes)
    elif one.kind == Kind.EXCUSED and one.excuse:
        yield _excused(one.excuse)
    elif one.kind == Kind.MISSED:
        yield _ended_days(one)
    elif one.kind == Kind.IDLE:
        yield gettext("There was no streak that could end.")
    elif one.kind == Kind.OFF and one.ended:
        yield _let_go(one.ended)
    elif one.kind == Kind.OPEN:
        yield gettext("Today can't break anything before 04:00.")
    if one.earned:
        words = ngettext(
            "Seven active days earned a freeze: %(count)d is kept.",
            "Seven active days earned a freeze: %(count)d are kept.",
            one.freezes,
        )
        yield words % {"count": one.freezes}


def _paused(one: DayVerdict) -> str:
    if one.active:
        return gettext("What you did is kept, but days of a pause neither break a streak nor count for it.")
    return gettext("Days of a pause neither break a streak nor count for it.")


def _freezes_left(freezes: int) -> str:
    if not freezes:
        return gettext("None is left.")
    return ngettext("%(count)d is left.", "%(count)d are left.", freezes) % {"count": freezes}


def _excused(excuse: Excuse) -> str:
    if not excuse.reached:
        return gettext("The calendar here left this date out.")
    words = gettext(
        "Nothing was done, but you moved east, from %(left)s to %(reached)s: the days before and after began"
        " less than 48 hours apart. Each such move excuses one date."
    )
    return words % {"left": spoken(excuse.left), "reached": spoken(excuse.reached)}


def _ended_days(one: DayVerdict) -> str:
    if one.had_freeze:
        words = ngettext(
            "Nothing was done, and no freeze was left: a streak of %(count)d day ended.",
            "Nothing was done, and no freeze was left: a streak of %(count)d days ended.",
            one.ended,
        )
    else:
        words = ngettext(
            "Nothing was done, and there was no freeze yet: a streak of %(count)d day ended.",
            "Nothing was done, and there was no freeze yet: a streak of %(count)d days ended.",
            one.ended,
        )
    return words % {"count": one.ended}


def _let_go(ended: int) -> str:
    words = ngettext("A streak of %(count)d day ended.", "A streak of %(count)d days ended.", ended)
    return words % {"count": ended}


def _week(one: DayVerdict) -> Iterator[str]:
    """What a Sunday that is over says of its week."""
    week = one.week
    if week is None or one.day.weekday() != 6 or one.kind == Kind.OPEN:
        return
    numbers = {"active": week.active, "needed": week.needed, "monday": date_format(week.monday, "j F")}
    if week.reached:
        yield gettext("The week from %(monday)s counts: %(active)d of %(needed)d.") % numbers
    elif week.cut:
        words = gettext(
            "The week from %(monday)s had %(active)d of %(needed)d. It was cut short, so it ends nothing."
        )
        yield words % numbers
    elif one.ended:
        words = ngettext(
            "The week from %(monday)s had only %(active)d of %(needed)d: a streak of %(ended)d week ended.",
            "The week from %(monday)s had only %(active)d of %(needed)d: a streak of %(ended)d weeks ended.",
            one.ended,
        )
        yield words % (numbers | {"ended": one.ended})
    else:
        yield gettext("The week from %(monday)s had %(active)d of %(needed)d: it doesn't count.") % numbers
