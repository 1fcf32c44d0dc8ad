"""What the rules ask and look at, and what becomes of a mail, in words for its reader and for operators."""

from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from progress.learning.models import StreakMode
from progress.learning.streaks.stored import Short
from progress.reminders.ledger.posting import TAKEN_BACK
from progress.reminders.models import Kind, Mail, MailChoices, MailState
from progress.reminders.schedule.events import NO_LONGER
from progress.reminders.schedule.rules import RISKED, Facts
from progress.reminders.schedule.slots import QUIET_DAYS, Slot, quiet_days
from roadmap_site.accounts.zones import wall_clock

# Put so that "yes" lets the mail through
ASKS = {
    "deactivated": gettext_lazy("Is the account active?"),
    "chosen": gettext_lazy("Is it chosen?"),
    "day": gettext_lazy("Is it a day for it?"),
    "date": gettext_lazy("Is the date free?"),
    "streak": gettext_lazy("Is a streak at risk?"),
    "active": gettext_lazy("Is nothing done yet?"),
    "gone": gettext_lazy("Is anybody there?"),
    "expired": gettext_lazy("Is it in time?"),
    "quiet hours": gettext_lazy("Is it outside quiet hours?"),
    "paused": gettext_lazy("Is there no pause?"),
    "finished": gettext_lazy("Is not everything finished?"),
    "suppressed": gettext_lazy("Does mail reach the address?"),
}

# Why a mail is not sent: by rules, and by what is found out when it is about to be sent
_BECAUSE = {
    "deactivated": gettext_lazy("the account is deactivated"),
    "chosen": gettext_lazy("it is not chosen"),
    "stopped": gettext_lazy("it was stopped"),
    NO_LONGER: gettext_lazy("what it was about is no longer so"),
    TAKEN_BACK: gettext_lazy("what it was about was taken back"),
    "day": gettext_lazy("it is not a day for it"),
    "date": gettext_lazy("another mail has the date"),
    "streak": gettext_lazy("no streak is at risk"),
    "active": gettext_lazy("something was done before"),
    "gone": gettext_lazy("after so many quiet days nothing is sent"),
    "expired": gettext_lazy("by then it was too late for it"),
    "quiet hours": gettext_lazy("its hour is a quiet one"),
    "paused": gettext_lazy("there is a pause"),
    "finished": gettext_lazy("everything that is followed is finished"),
    "suppressed": gettext_lazy("mail does not reach the address"),
}


def because(reason: str) -> str:
    """Return the second half of a sentence."""
    return str(_BECAUSE.get(reason, reason))


def found(rule: str, slot: Slot, facts: Facts) -> str:
    """Return what a rule has looked at."""
    match rule:
        case "deactivated":
            return _("The staff has deactivated it.") if facts.deactivated else _("It is.")
        case "chosen":
            return _chosen(slot.kind, facts.choices)
        case "day":
            return _day(slot, facts)
        case "streak":
            return _streak(facts.streak)
        case "active":
            return _("Something is done.") if facts.streak.done_today else _("Nothing is done on the day.")
        case "gone":
            return _quiet(slot, facts)
        case "expired":
            return _("It may be sent until %(time)s.") % {"time": hour(slot.expires_at, facts.zone)}
        case "quiet hours":
            return _quiet_hours(facts.choices, wall_clock(slot.at, facts.zone).time())
        case "paused":
            return _("The day lies in a pause.") if facts.paused else _("The day lies in no pause.")
        case "finished":
            return (
                _("All that is followed is finished.")
                if facts.finished
                else _("What is followed is not all finished, or nothing is followed.")
            )
        case _:
            return _reaches(suppressed=facts.suppressed)


def taken_by(kind: Kind | None) -> str:
    if kind is None:
        return _("There is one of these mails a date at most, and no other has it.")
    return _("The date belongs to this one: %(kind)s.") % {"kind": kind.label}


def by_the_ledger(reason: str) -> str:
    """Return why a rule's verdict is the ledger's; no reason means that nothing stood against the mail."""
    if not reason:
        return _("It was no hindrance then: the ledger has the mail.")
    return _("The ledger says so: %(reason)s.") % {"reason": because(reason)}


def of_mail(mail: Mail, zone: str) -> str:
    """Return what became of a mail, or where it is."""
    told = {"time": hour(mail.done_at or mail.due_at, zone), "reason": because(mail.reason)}
    match mail.state:
        case MailState.SENT:
            return _("Sent at %(time)s.") % told
        case MailState.UNKNOWN:
            return _("Perhaps sent, at %(time)s: the mail server's answer was lost.") % told
        case MailState.FAILED if mail.reason[:1].isdigit():
            return _("Not sent: the mail server refused it (%(reason)s).") % told
        case MailState.FAILED:
            return _("Not sent: something went wrong on our side (%(reason)s).") % told
        case MailState.SKIPPED:
            return _("Not sent: %(reason)s.") % told
        case MailState.DUE if mail.attempts:
            return _("To be tried again at %(time)s: the mail server was not ready (%(reason)s).") % told
        case MailState.DUE:
            return _("It waits to be sent, since %(time)s.") % told
        case _:
            return _("It is being sent.")


def refused(rule: str, *, ahead: bool) -> str:
    words = _("It will not come: %(reason)s.") if ahead else _("It did not come: %(reason)s.")
    return words % {"reason": because(rule)}


def will_come(slot: Slot, zone: str) -> str:
    told = {"time": hour(slot.at, zone)}
    if slot.kind in (Kind.AT_RISK, Kind.NUDGE):
        return _("It will come at %(time)s, unless something is done before.") % told
    return _("It will come at %(time)s.") % told


def not_looked_at() -> str:
    return _("It is due, and the planner has not come to it yet.")


def no_trace(*, chosen_later: bool) -> str:
    if chosen_later:
        return _("It did not come: it was chosen only later, or otherwise.")
    return _(
        "It did not come, though nothing speaks against it: nobody looked at its hour, or the record is gone."
    )


def forecast() -> str:
    return _("What is to come is told as if nothing were done and nothing chosen anew until then.")


def forecast_going_on() -> str:
    words = _(
        "So far ahead it is told as if something were done every day until then: after %(most)s quiet days"
        " there would be silence. Nothing is assumed to be chosen anew."
    )
    return words % {"most": max(QUIET_DAYS)}


def chosen_since(day: date) -> str:
    words = _("Choices from before %(day)s are not kept: the days until then are judged by those of now.")
    return words % {"day": _date(day)}


def before_the_account(first: date) -> str:
    return _("The account is there since %(day)s.") % {"day": _date(first)}


def left_out() -> str:
    return _("The calendar left this date out, and every mail with it.")


def hour(at: datetime, zone: str) -> str:
    return date_format(wall_clock(at, zone), "H:i")


def _chosen(kind: Kind, choices: MailChoices) -> str:
    if not choices.wants(kind):
        return _("No day of the week is chosen.") if kind == Kind.REMINDER else _("It is switched off.")
    if kind == Kind.REMINDER:
        days = ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(choices.weekdays))
        return _("It is, for %(days)s at %(time)s.") % {"days": days, "time": _time(choices.at)}
    return _("It is switched on.")


def _day(slot: Slot, facts: Facts) -> str:
    weekday = str(WEEKDAYS[slot.day.weekday()])
    match slot.kind:
        case Kind.NUDGE:
            numbers = ", ".join(str(days) for days in QUIET_DAYS)
            return _("%(quiet)s; nudges come after %(numbers)s.") % {
                "quiet": _quiet_days(slot, facts),
                "numbers": numbers,
            }
        case Kind.DIGEST:
            return _("It is a %(weekday)s. Digests come on Mondays.") % {"weekday": weekday}
        case Kind.REMINDER:
            return _("It is a %(weekday)s.") % {"weekday": weekday}
        case _:
            return _("Any day is.")


def _streak(streak: Short) -> str:
    if streak.length < RISKED:
        return _("There is no streak of %(least)s or more.") % {"least": RISKED}
    length = _weeks(streak.length) if streak.mode == StreakMode.WEEKLY else _days(streak.length)
    if streak.done_today:
        words = _("A streak of %(length)s, and something is done for it.")
    elif streak.ends_today:
        words = _("A streak of %(length)s, and nothing but something done on the day keeps it.")
    else:
        words = _("A streak of %(length)s, which holds without anything done on the day.")
    return words % {"length": length}


def _quiet(slot: Slot, facts: Facts) -> str:
    words = _("%(quiet)s; after %(most)s there is silence until something is done.")
    return words % {"quiet": _quiet_days(slot, facts), "most": max(QUIET_DAYS)}


def _quiet_days(slot: Slot, facts: Facts) -> str:
    number = max(quiet_days(facts.quiet_since, slot.day), 0)
    words = ngettext("%(number)s whole quiet day", "%(number)s whole quiet days", number)
    return words % {"number": number}


def _quiet_hours(choices: MailChoices, at: time) -> str:
    told = {"time": _time(at), "first": _time(choices.quiet_from), "last": _time(choices.quiet_until)}
    if choices.quiet_from == choices.quiet_until:
        return _("Its hour is %(time)s, and none is quiet.") % told
    return _("Its hour is %(time)s; it is quiet from %(first)s until %(last)s.") % told


def _reaches(*, suppressed: bool) -> str:
    if suppressed:
        return _("Mail to it came back, or was called spam.")
    return _("No mail to it came back for good, and none was called spam.")


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def _weeks(number: int) -> str:
    return ngettext("%(number)s week", "%(number)s weeks", number) % {"number": number}


def _date(day: date) -> str:
    return date_format(day, "j F Y")


def _time(at: time) -> str:
    return date_format(at, "H:i") if isinstance(at, datetime) else f"{at:%H:%M}"
