"""Why somebody got, gets or will get mail on a date, or not: each rule, what it looked at, its verdict.

What the ledger says comes first. What it does not have is judged by the planner's own rules, with what was
known at the mail's hour or, where that hour is to come, with what is known now.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from progress.reminders.models import CAPPED, Mail, MailChoices
from progress.reminders.schedule import words
from progress.reminders.schedule.clock import date_of
from progress.reminders.schedule.explanation import Entry, Explanation
from progress.reminders.schedule.hindsight import known, zone_at, zones_told
from progress.reminders.schedule.judging import Case
from progress.reminders.schedule.slots import Schedule
from roadmap_site.accounts.models import User
from roadmap_site.accounts.zones import local_day, reached

DAY = timedelta(days=1)
NOON = time(12, tzinfo=UTC)
AHEAD = timedelta(days=366)  # a forecast reaches no further


class OutOfReach(ValueError):
    """A date of which nothing can be told; the text says why."""


def explain(person: User, day: date, *, now: datetime) -> Explanation:
    """Explain a date on the person's wall calendar, by a constant number of statements. Raise OutOfReach."""
    _refuse_out_of_reach(person, day, now)
    choices = MailChoices.objects.filter(pk=person.pk).first() or MailChoices(since=now)
    choices.person = person
    told = zones_told(person)
    zone = zone_at(told, datetime.combine(day, NOON), person.time_zone)
    schedule = Schedule(choices, zone, day)
    slots = [slot for kind in CAPPED if (slot := schedule.slot_of(kind, day))]
    then = known(choices, told, {min(slot.at, now) for slot in slots})
    mails = _mails(person, day, zone)
    goes_on = any(at == now and one.forgets(day) for at, one in then.items())
    if goes_on:
        then = {at: one.going_on(day) for at, one in then.items()}
    case = Case(day, zone, now, then, [mail for mail in mails if mail.kind in CAPPED])
    judged = sorted(case.judge(slots), key=lambda one: CAPPED.index(one.kind))
    return Explanation(
        day,
        zone,
        tuple(judged),
        tuple(Entry.of(mail, zone) for mail in mails if mail.kind not in CAPPED),
        tuple(_notes(choices, case, goes_on=goes_on)) if slots else (words.left_out(),),
    )


def _refuse_out_of_reach(person: User, day: date, now: datetime) -> None:
    first, today = date_of(person.date_joined, person.time_zone), date_of(now, person.time_zone)
    if day < first - DAY:  # it was another date elsewhere
        raise OutOfReach(words.before_the_account(first))
    if day > today + AHEAD:
        raise OutOfReach(_("A forecast reaches a year ahead."))


def _mails(person: User, day: date, zone: str) -> Sequence[Mail]:
    """Return those of the date, and those that became due on it."""
    begins, ends = (reached(datetime.combine(one, time()), zone) for one in (day, day + DAY))
    of_date = Q(day=day) | Q(day=None, due_at__gte=begins, due_at__lt=ends)
    return list(Mail.objects.filter(of_date, recipient=person).order_by("due_at", "pk").defer("told"))


def _notes(choices: MailChoices, case: Case, *, goes_on: bool) -> Iterator[str]:
    today = date_of(case.now, case.zone)
    chosen = local_day(choices.since, case.zone)
    if case.day < min(chosen, today):
        yield words.chosen_since(chosen)
    if case.day >= today:
        yield words.forecast_going_on() if goes_on else words.forecast()
