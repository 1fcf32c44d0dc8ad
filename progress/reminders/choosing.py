"""Choosing which mails one wants."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.db import transaction

from progress.reminders.ledger.stopping import STOPPED, skip_waiting, stop
from progress.reminders.models import CHOSEN, Kind, MailChoices
from progress.reminders.schedule.following import choose_anew, locked
from progress.reminders.schedule.slots import is_quiet
from roadmap_site.accounts.models import User

# On or off; reminders have days
SWITCHES = tuple(kind for kind in CHOSEN if kind != Kind.REMINDER)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody wants, as values: `weekdays` are those of reminders, `kinds` what is on besides."""

    weekdays: tuple[int, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    at: time = time(18)
    quiet_from: time = time(22)
    quiet_until: time = time(7)

    @classmethod
    def of(cls, choices: MailChoices | None) -> "Chosen":
        if choices is None:
            return cls()
        kinds = frozenset(kind for kind in SWITCHES if choices.wants(kind))
        return cls(
            tuple(sorted(choices.weekdays)), kinds, choices.at, choices.quiet_from, choices.quiet_until
        )

    @property
    def all(self) -> frozenset[Kind]:
        return self.kinds | {Kind.REMINDER} if self.weekdays else self.kinds

    @property
    def is_silenced(self) -> bool:
        """Whether what comes at the chosen time would fall into the quiet hours."""
        choices = MailChoices()
        self.put_into(choices)
        timed = self.all.intersection((Kind.REMINDER, Kind.NUDGE, Kind.DIGEST))
        return bool(timed) and is_quiet(choices, self.at)

    def without(self, kinds: Iterable[Kind] = CHOSEN) -> "Chosen":
        """The rest, at the same hours."""
        off = set(kinds)
        weekdays = () if Kind.REMINDER in off else self.weekdays
        return replace(self, weekdays=weekdays, kinds=self.kinds - off)

    def put_into(self, choices: MailChoices) -> None:
        choices.weekdays = list(self.weekdays)
        choices.at, choices.quiet_from, choices.quiet_until = self.at, self.quiet_from, self.quiet_until
        for kind in SWITCHES:
            setattr(choices, kind.value, kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Change:
    before: Chosen
    after: Chosen

    def __bool__(self) -> bool:
        return self.before != self.after


def chosen_by(person_pk: int) -> Chosen:
    return Chosen.of(MailChoices.objects.filter(pk=person_pk).first())


@transaction.atomic
def choose(*, person: User, chosen: Chosen, at: datetime) -> Change:
    """Have nothing sent but this from now on. Choosing the same again changes nothing.

    What is due already of a kind that is switched off is skipped. Raise User.DoesNotExist for an account that
    was deleted meanwhile.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)  # one's first choice has no row
    choices = locked(person.pk)
    change = Change(Chosen.of(choices), chosen)
    if choices is None or change:
        choices = choices or MailChoices(person=person, since=at)
        chosen.put_into(choices)
        choose_anew(choices=choices, at=at)
        skip_waiting(person.pk, change.before.all - chosen.all, STOPPED, at)
    return change


@transaction.atomic
def stop_kinds(*, person_pk: int, kinds: tuple[Kind, ...], at: datetime) -> Change:
    """Stop these kinds at once, planned mail too. Whoever has no account any more gets none in any case."""
    before = Chosen.of(locked(person_pk))
    return Change(before, before.without(stop(person_pk=person_pk, kinds=kinds, at=at)))
