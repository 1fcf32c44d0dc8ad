"""What a pace is in words: plain, and kind."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from progress.learning.plans.going import Going, Pace
from progress.learning.plans.workload import Measure

FAR, MONTH, YEAR = 92, 30.4, 365.25  # days
NAMED = 2  # stops by name; of more there is the number


def headline(pace: Pace) -> str:
    """`1.2 weeks behind your plan.`, and so on; nothing without a plan that is under way."""
    if pace.too_near:
        return gettext(
            "The day you chose is very near for all that is left. A later one would be kinder to you."
        )
    if pace.untried and pace.needed is not None:
        rate = rate_words(pace.needed, pace.workload.measure)
        return gettext("There is no pace of yours to go by yet: the plan asks for %(rate)s.") % {"rate": rate}
    if pace.late_at_own_pace and pace.needed is not None:
        return _on_time_so_far(pace.late_at_own_pace, rate_words(pace.needed, pace.workload.measure))
    words = {
        Going.AHEAD: gettext("%(length)s ahead of your plan."),
        Going.ON_TIME: gettext("You are on time."),
        Going.BEHIND: gettext("%(length)s behind your plan."),
        Going.RESTING: gettext("You rest, and your plan rests with you."),
        Going.ARRIVED: gettext("You have arrived."),
        Going.NO_PLAN: "",
    }
    return words[pace.going] % {"length": length(abs(pace.behind))}


def _on_time_so_far(late: int, rate: str) -> str:
    words = gettext(
        "You are on time so far. Your own pace arrives %(while)s late; a steady %(rate)s keeps you on time."
    )
    return words % {"while": span(late), "rate": rate}


def way_back(pace: Pace) -> str:
    """Return what would bring it back to the plan; nothing where there is nothing to bring back."""
    if not pace.missing or pace.too_near:
        return ""
    if pace.needed is None:
        return gettext("Its last day has passed; choose another whenever you like.")
    count = len(pace.missing)
    words = ngettext("%(n)s topic brings you back to it", "%(n)s topics bring you back to it", count)
    rate = rate_words(pace.needed, pace.workload.measure)
    steady = gettext("or a steady %(rate)s from today on") % {"rate": rate}
    return f"{words % {'n': count}}{_named(pace)}, {steady}."


def _named(pace: Pace) -> str:
    """Return the missing stops by name, if they are few."""
    names = [stop.title for stop in pace.missing]
    return f" ({get_text_list(names, gettext('and'))})" if len(names) <= NAMED else ""


def outlook(pace: Pace) -> str:
    """Return when one arrives at one's own pace, and how that lies to the plan."""
    if pace.going == Going.ARRIVED:
        return ""
    seen = pace.forecast
    if pace.away:
        return gettext(
            "You have been away for most of the last weeks. After a week or two of learning, your own pace"
            " shows here again."
        )
    if seen is None:
        return gettext("After a week or two of learning, your own pace shows here.")
    rate = rate_words(seen.rate, pace.workload.measure)
    if seen.arrives is None:
        alone = gettext("Your own pace since you began: %(rate)s.")
        lately = gettext("Your own pace in the last eight weeks: %(rate)s.")
        return (alone if seen.began else lately) % {"rate": rate}
    alone = gettext("At your pace since you began, %(rate)s, you arrive on %(day)s")
    lately = gettext("At the pace of your last eight weeks, %(rate)s, you arrive on %(day)s")
    told = {"rate": rate, "day": day_words(seen.arrives, pace.today)}
    words = (alone if seen.began else lately) % told
    beside = _beside_plan(pace)
    return f"{words}, {beside}." if beside else f"{words}."


def _beside_plan(pace: Pace) -> str:
    if pace.early is None:
        return ""
    if pace.early == 0:
        return gettext("the very day of your plan")
    words = gettext("%(while)s early") if pace.early > 0 else gettext("%(while)s later than planned")
    return words % {"while": span(abs(pace.early))}


def span(days: int) -> str:
    """`20 days`, `about 5 months`, `about 2 years`: nobody knows the day of what is far away."""
    if days < FAR:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < 2 * YEAR - MONTH:
        months = round(days / MONTH)
        return ngettext("about %(n)s month", "about %(n)s months", months) % {"n": months}
    years = round(days / YEAR)
    return ngettext("about %(n)s year", "about %(n)s years", years) % {"n": years}


def length(days: float) -> str:
    """`4 days`, `1.2 weeks`, `11 weeks`; what is further is told as by `span`."""
    if days > YEAR:
        return span(round(days))
    if days < 6.5:
        whole = max(1, round(days))
        return ngettext("%(n)s day", "%(n)s days", whole) % {"n": whole}
    weeks = days / 7
    number = number_format(round(weeks, 1 if weeks < 9.95 else 0), 1 if weeks < 9.95 else 0)
    number = number.removesuffix(f"{_point()}0")
    return gettext("1 week") if number == "1" else gettext("%(number)s weeks") % {"number": number}


def rate_words(rate: float, measure: Measure) -> str:
    """`1.5 topics a week`, `0.8 of the source’s weeks a week`, `4 hours a week`."""
    words = {
        Measure.TOPICS: gettext("%(number)s topics a week"),
        Measure.WEEKS: gettext("%(number)s of the source’s weeks a week"),
        Measure.HOURS: gettext("%(number)s hours a week"),
    }
    number = amount(rate)
    if measure != Measure.WEEKS and number == "1":
        return gettext("1 topic a week") if measure == Measure.TOPICS else gettext("1 hour a week")
    return words[measure] % {"number": number}


def load_words(load: float, measure: Measure) -> str:
    """What a part of the workload is: `44`, `12.5 weeks`, `30 hours`."""
    number = amount(load)
    if measure == Measure.TOPICS:
        return number
    words = gettext("%(number)s weeks") if measure == Measure.WEEKS else gettext("%(number)s hours")
    return words % {"number": number}


def amount(number: float) -> str:
    """With one decimal where it says something, two where one would say nothing."""
    digits = 1 if number >= 0.1 or not number else 2
    return number_format(round(number, digits), digits).removesuffix(f"{_point()}0")


def day_words(day: date, today: date) -> str:
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def _point() -> str:
    return number_format(0.5, 1)[1]
