"""At which instants which kind of mail may be due: from what was chosen, and the last active day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from progress.reminders.models import CAPPED, WEEKLY, Kind, MailChoices
from progress.reminders.schedule.clock import date_of, instant_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MONDAY = 0
EVENING = time(20)
QUIET_DAYS = (3, 7, 14)  # whole days without activity after which there is a nudge
NEXT_LOOK = timedelta(days=1 + min(QUIET_DAYS))  # a nudge can't be due sooner after what is not known yet
AT_THE_HOUR = (Kind.DIGEST, Kind.REMINDER, Kind.NUDGE)  # that was chosen, and which has a date before which
LIFE = {Kind.DIGEST: 6 * HOUR}  # how long after its hour a mail may still be sent
SHORT_LIFE = HOUR


@dataclass(frozen=True, slots=True)
class Slot:
    kind: Kind
    day: date  # by the wall calendar
    at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.at + LIFE.get(self.kind, SHORT_LIFE)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`quiet_since` is the last active day, or the day of choosing if that was later."""

    choices: MailChoices
    zone: str
    quiet_since: date

    def slots_on(self, day: date) -> list[Slot]:
        """Return what may be due on `day`, the earliest first: one at the chosen hour, and a streak at risk.

        Which of both has the date is for the ledger to say.
        """
        kinds = [kind for kind in AT_THE_HOUR if self.is_day_of(kind, day)][:1]
        kinds += [Kind.AT_RISK] if self.is_day_of(Kind.AT_RISK, day) else []
        slots = (self.slot_of(kind, day) for kind in kinds)
        return sorted((slot for slot in slots if slot), key=lambda slot: slot.at)

    def slot_of(self, kind: Kind, day: date) -> Slot | None:
        """Return the slot at the kind's hour, whether or not it is its day; None on a date left out."""
        at = instant_of(day, self._hour_of(kind), self.zone)
        return Slot(kind, day, at) if at else None

    def between(self, first: datetime, last: datetime) -> list[Slot]:
        """Return the slots from `first` through `last`."""
        days = _days(date_of(first, self.zone) - DAY, date_of(last, self.zone) + DAY)
        return [slot for day in days for slot in self.slots_on(day) if first <= slot.at <= last]

    def next_look(self, after: datetime) -> datetime | None:
        """Return when there is something to look at: the next slot, or when activity may have made one."""
        if not any(self.choices.wants(kind) for kind in (*CAPPED, *WEEKLY)):
            return None
        today = date_of(after, self.zone)
        last = today + NEXT_LOOK
        days = list(_days(today - DAY, last))
        slots = [slot.at for day in days for slot in (*self.slots_on(day), *self.weekly_on(day))]
        return min((at for at in slots if at > after), default=after + NEXT_LOOK)

    def is_last_before_silence(self, day: date) -> bool:
        """Whether nothing at the chosen hour comes after `day`, if nothing is done: then there is silence."""
        last = self.quiet_since + DAY * (1 + max(QUIET_DAYS))
        return not any(self.is_day_of(kind, one) for one in _days(day + DAY, last) for kind in AT_THE_HOUR)

    def is_day_of(self, kind: Kind, day: date) -> bool:
        return self.choices.wants(kind) and self.falls_on(kind, day)

    def weekly_on(self, day: date) -> list[Slot]:
        """Return those of weekly kinds, which a date has beside whatever else it has room for."""
        kinds = [kind for kind in WEEKLY if self.is_day_of(kind, day)]
        return [slot for kind in kinds if (slot := self.slot_of(kind, day))]

    def falls_on(self, kind: Kind, day: date) -> bool:
        """Whether it would be the kind's day, chosen or not."""
        if kind == Kind.REMINDER:
            return day.weekday() in self.choices.weekdays
        if kind == Kind.NUDGE:
            return quiet_days(self.quiet_since, day) in QUIET_DAYS
        return kind == Kind.AT_RISK or day.weekday() == MONDAY

    def _hour_of(self, kind: Kind) -> time:
        return evening(self.choices) if kind == Kind.AT_RISK else self.choices.at


def quiet_days(since: date, day: date) -> int:
    """Return how many whole days lie between."""
    return (day - since).days - 1


def is_quiet(choices: MailChoices, at: time) -> bool:
    first, last = choices.quiet_from, choices.quiet_until
    return first <= at < last if first <= last else at >= first or at < last


def evening(choices: MailChoices) -> time:
    """Return the hour at which a streak at risk is told: an hour before quiet hours that cover it."""
    if not is_quiet(choices, EVENING):
        return EVENING
    return (datetime.combine(date.min + DAY, choices.quiet_from) - HOUR).time()


def _days(first: date, last: date) -> Iterator[date]:
    return (first + DAY * n for n in range((last - first).days + 1))
