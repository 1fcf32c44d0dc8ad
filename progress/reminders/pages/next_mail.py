"""When the next mail comes, in one sentence."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.reminders.models import CAPPED, CHOSEN, LIVE, Kind, Mail, MailChoices
from progress.reminders.schedule.clock import date_of
from progress.reminders.schedule.facts import facts_of, schedule_of
from progress.reminders.schedule.rules import Facts, refusal
from progress.reminders.schedule.slots import Slot, evening
from roadmap_site.accounts.zones import spoken, wall_clock

DAY = timedelta(days=1)
AHEAD = 15 * DAY  # whoever has just become quiet gets the last nudge by then

# By the name of the rule that stands against it
_NONE: dict[str, str | Promise] = {
    "gone": gettext_lazy("Nothing comes while it is quiet for so long: it goes on when you do."),
    "paused": gettext_lazy("Nothing comes while you are in a pause."),
    "finished": gettext_lazy("Nothing comes, since you have completed all that you follow."),
    "suppressed": gettext_lazy("Nothing comes, since mail to your address came back."),
}


def next_words(
    choices: MailChoices | None, mails: Iterable[Mail], at: datetime, *, is_suppressed: bool = False
) -> str:
    """`choices` come with their person; what stands among the last `mails` is not sent again."""
    if choices is None or not any(choices.wants(kind) for kind in CHOSEN):
        return _("Nothing is sent to you, but for mail about your account.")
    if is_suppressed:
        return str(_NONE["suppressed"])
    facts = facts_of([choices], at)[choices.pk]
    slot = _next_slot(facts, mails, at)
    if slot is None:
        return _words_without(choices, facts)
    refused = refusal(slot, facts_of([choices], slot.at)[choices.pk], slot.at)
    if refused and refused.rule in _NONE:
        return str(_NONE[refused.rule])
    sooner = _may_be_told_of_risk(facts, mails, at, slot)
    return _words_of(slot, sooner=sooner) % {"when": _when(slot, facts, at), "place": spoken(facts.zone)}


def _next_slot(facts: Facts, mails: Iterable[Mail], at: datetime) -> Slot | None:
    """Return the first whose day is known; when a streak is at risk is not."""
    free = _free(schedule_of(facts).between(at, at + AHEAD), mails)
    return next((slot for slot in free if slot.at > at and slot.kind != Kind.AT_RISK), None)


def _may_be_told_of_risk(facts: Facts, mails: Iterable[Mail], at: datetime, before: Slot) -> bool:
    """Whether there is an hour for it by then; on its own date a reminder or digest tells of it itself."""
    slots = _free(schedule_of(facts).between(at, before.at), mails)
    hours = [slot for slot in slots if slot.kind == Kind.AT_RISK and at < slot.at < before.at]
    return any(slot.day != before.day or before.kind == Kind.NUDGE for slot in hours)


def _free(slots: Iterable[Slot], mails: Iterable[Mail]) -> Iterator[Slot]:
    """Return those that do not stand in the ledger, on dates that no mail has."""
    told = list(mails)
    there = {(mail.kind, mail.key) for mail in told}
    taken = {mail.day for mail in told if mail.kind in CAPPED and mail.state in LIVE}
    for slot in slots:
        if slot.day not in taken and (slot.kind.value, slot.day.isoformat()) not in there:
            yield slot


def _words_of(slot: Slot, *, sooner: bool) -> str:
    if slot.kind == Kind.NUDGE and sooner:
        return _(
            "Next: %(when)s in %(place)s, if nothing is done by then; or sooner, if a streak is at risk."
        )
    if slot.kind == Kind.NUDGE:
        return _("Next: %(when)s in %(place)s, if nothing is done by then.")
    if sooner:
        return _("Next: %(when)s in %(place)s, or sooner, if your streak is at risk.")
    return _("Next: %(when)s in %(place)s.")


def _words_without(choices: MailChoices, facts: Facts) -> str:
    if choices.at_risk:
        hour = f"{evening(choices):%H:%M}"
        words = _("One comes only when your streak is at risk: at %(hour)s in %(place)s.")
        return words % {"hour": hour, "place": spoken(facts.zone)}
    if any(choices.wants(kind) for kind in CAPPED):
        return str(_NONE["gone"])
    return _("One comes as soon as there is something to tell.")


def _when(slot: Slot, facts: Facts, at: datetime) -> str:
    hour = date_format(wall_clock(slot.at, facts.zone), "H:i")
    return f"{_day(slot.day, date_of(at, facts.zone))}, {hour}"


def _day(day: date, today: date) -> str:
    if day == today:
        return _("today")
    if day == today + DAY:
        return _("tomorrow")
    return date_format(day, "l" if day < today + 7 * DAY else "l j F")
