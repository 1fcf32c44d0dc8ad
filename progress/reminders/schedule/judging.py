"""What becomes of each kind of mail on a date: by the ledger, or by the rules where it has no such mail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from progress.reminders.models import LIVE, Kind, Mail, MailState
from progress.reminders.schedule import words
from progress.reminders.schedule.explanation import Entry, Judged, OfKind, Outcome
from progress.reminders.schedule.hindsight import Known
from progress.reminders.schedule.rules import Facts, verdicts
from progress.reminders.schedule.slots import AT_THE_HOUR, Schedule, Slot

# Rules that are about these kinds alone
_ABOUT = {"streak": (Kind.AT_RISK,), "active": (Kind.AT_RISK, Kind.NUDGE)}

# The first of these whose day it is has the chosen hour, and tells of a streak at risk as well
_BEFORE = (Kind.DIGEST, Kind.REMINDER)

# What a sender finds out at last is one of the rules, too
_RULE_OF = {"stopped": "chosen"}

# A mail that has its date, or will
_LIVE = (Outcome.CAME, Outcome.UNCLEAR, Outcome.WAITS, Outcome.WILL)

_OUTCOMES = {
    MailState.SENT: Outcome.CAME,
    MailState.UNKNOWN: Outcome.UNCLEAR,
    MailState.FAILED: Outcome.DID_NOT,
    MailState.SKIPPED: Outcome.DID_NOT,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A date of somebody's: what was known at the hours that are asked for, and what the ledger has."""

    day: date
    zone: str
    now: datetime
    known: Mapping[datetime, Known]
    mails: Sequence[Mail]  # of scheduled kinds

    def judge(self, slots: Sequence[Slot]) -> Iterator[OfKind]:
        """Judge a digest and a reminder first, then the earliest: one that comes has the date."""
        first: Kind | None = None
        for slot in sorted(slots, key=_turn):
            judged = self._judge(slot, first)
            first = first or (slot.kind if judged.outcome in _LIVE else None)
            yield judged

    def _judge(self, slot: Slot, first: Kind | None) -> OfKind:
        known = self.known[min(slot.at, self.now)]
        judged = list(self._rules(slot, known, first))
        mail = next((mail for mail in self.mails if mail.kind == slot.kind), None)
        if mail is None:
            outcome, told = self._conclude(slot, known, judged)
            return OfKind(slot.kind, slot.at, tuple(judged), None, outcome, told)
        judged = _as_in_the_ledger(judged, mail)
        entry = Entry.of(mail, self.zone)
        outcome = _OUTCOMES.get(entry.state, Outcome.WAITS)
        return OfKind(slot.kind, slot.at, tuple(judged), entry, outcome, entry.words)

    def _rules(self, slot: Slot, known: Known, first: Kind | None) -> Iterator[Judged]:
        facts = known.facts(slot.at)
        chosen, *others = verdicts(slot, facts, slot.at)
        others = [one for one in others if slot.kind in _ABOUT.get(one.rule, (slot.kind,))]
        taken = self._held_by(slot.kind) or first
        if all(one.passes for one in others):  # else it is for the same reason that neither comes
            taken = taken or self._belongs_to(slot.kind, known.schedule)
        yield _judged(chosen.rule, slot, facts, chosen.passes)
        yield _judged("day", slot, facts, known.schedule.falls_on(slot.kind, self.day))
        yield Judged("date", str(words.ASKS["date"]), words.taken_by(taken), taken is None)
        for verdict in others:
            yield _judged(verdict.rule, slot, facts, verdict.passes)

    def _belongs_to(self, kind: Kind, schedule: Schedule) -> Kind | None:
        """Return the other mail that comes at the same hour, and before it."""
        if kind not in AT_THE_HOUR:
            return None
        before = AT_THE_HOUR[: AT_THE_HOUR.index(kind)]
        return next((one for one in before if schedule.is_day_of(one, self.day)), None)

    def _held_by(self, kind: Kind) -> Kind | None:
        """Return the other mail that the date has by the ledger; what is not sent leaves it to others."""
        return next(
            (Kind(mail.kind) for mail in self.mails if mail.kind != kind and mail.state in LIVE), None
        )

    def _conclude(self, slot: Slot, known: Known, judged: Sequence[Judged]) -> tuple[Outcome, str]:
        refused = next((one.rule for one in judged if not one.passes), None)
        if slot.at > self.now:
            if refused:
                return Outcome.WILL_NOT, words.refused(refused, ahead=True)
            return Outcome.WILL, words.will_come(slot, self.zone)
        if refused:
            return Outcome.DID_NOT, words.refused(refused, ahead=False)
        looks = known.choices.next_due_at
        if looks is not None and looks <= slot.at:
            return Outcome.WAITS, words.not_looked_at()
        return Outcome.DID_NOT, words.no_trace(chosen_later=slot.at < known.choices.since)


def _turn(slot: Slot) -> tuple[int, datetime]:
    return (_BEFORE.index(slot.kind) if slot.kind in _BEFORE else len(_BEFORE)), slot.at


def _judged(rule: str, slot: Slot, facts: Facts, passes: bool) -> Judged:
    return Judged(rule, str(words.ASKS[rule]), words.found(rule, slot, facts), passes)


def _as_in_the_ledger(judged: Sequence[Judged], mail: Mail) -> list[Judged]:
    """What stands in the ledger passed every rule before the one that it names."""
    cause = _RULE_OF.get(mail.reason, mail.reason) if mail.state == MailState.SKIPPED else ""
    names = [one.rule for one in judged]
    passed = names[: names.index(cause)] if cause in names else names
    return [
        _mended(one, mail, passes=one.rule in passed) if one.rule in (*passed, cause) else one
        for one in judged
    ]


def _mended(judged: Judged, mail: Mail, *, passes: bool) -> Judged:
    if judged.passes == passes:
        return judged
    return replace(judged, passes=passes, found=words.by_the_ledger("" if passes else mail.reason))
