"""Whether a mail is sent: each rule by itself, so that it can be told which one let it through or not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from progress.learning.streaks.stored import Short
from progress.reminders.models import Kind, MailChoices
from progress.reminders.schedule.slots import QUIET_DAYS, Slot, is_quiet, quiet_days
from roadmap_site.accounts.zones import wall_clock

RISKED = 2  # days or weeks: a shorter streak is not worth a mail


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody at the time of looking."""

    choices: MailChoices
    zone: str
    today: date  # the learner's day
    quiet_since: date
    streak: Short
    paused: bool
    finished: bool  # everything that is followed
    suppressed: bool = False
    deactivated: bool = False  # the account, by the staff


@dataclass(frozen=True, slots=True)
class Verdict:
    """`silent` is a refusal that nobody waits for: there was no occasion, so the ledger has no row of it."""

    rule: str
    passes: bool
    silent: bool = False


Rule = Callable[[Slot, Facts, datetime], bool]


def is_chosen(slot: Slot, facts: Facts, at: datetime) -> bool:
    return facts.choices.wants(slot.kind)


def has_streak(slot: Slot, facts: Facts, at: datetime) -> bool:
    """A streak that a freeze would save is not at risk."""
    streak = facts.streak
    return slot.kind != Kind.AT_RISK or (streak.length >= RISKED and (streak.ends_today or streak.done_today))


def is_not_done(slot: Slot, facts: Facts, at: datetime) -> bool:
    """Being active today silences these two only."""
    return slot.kind not in (Kind.AT_RISK, Kind.NUDGE) or not facts.streak.done_today


def is_not_gone(slot: Slot, facts: Facts, at: datetime) -> bool:
    """After the last nudge nothing more is sent until there is activity."""
    return quiet_days(facts.quiet_since, slot.day) <= max(QUIET_DAYS)


def is_not_late(slot: Slot, facts: Facts, at: datetime) -> bool:
    return not is_late(slot, at)


def is_late(slot: Slot, at: datetime) -> bool:
    return at >= slot.expires_at


def is_not_in_quiet_hours(slot: Slot, facts: Facts, at: datetime) -> bool:
    return not is_quiet(facts.choices, _hour(slot, facts))


def is_not_paused(slot: Slot, facts: Facts, at: datetime) -> bool:
    return not facts.paused


def is_not_finished(slot: Slot, facts: Facts, at: datetime) -> bool:
    return not facts.finished


def is_not_suppressed(slot: Slot, facts: Facts, at: datetime) -> bool:
    return not facts.suppressed


def is_not_deactivated(slot: Slot, facts: Facts, at: datetime) -> bool:
    return not facts.deactivated


def _hour(slot: Slot, facts: Facts) -> time:
    return wall_clock(slot.at, facts.zone).time()


# In the order in which they are told; the names stand in the ledger. Being late is the last of reasons
RULES: dict[str, Rule] = {
    "chosen": is_chosen,
    "deactivated": is_not_deactivated,
    "streak": has_streak,
    "active": is_not_done,
    "gone": is_not_gone,
    "quiet hours": is_not_in_quiet_hours,
    "paused": is_not_paused,
    "finished": is_not_finished,
    "suppressed": is_not_suppressed,
    "expired": is_not_late,
}
SILENT = ("chosen", "streak", "active", "gone")


def verdicts(slot: Slot, facts: Facts, at: datetime) -> list[Verdict]:
    """Return every rule's, whether or not one before it refused."""
    return [Verdict(name, rule(slot, facts, at), name in SILENT) for name, rule in RULES.items()]


def refusal(slot: Slot, facts: Facts, at: datetime) -> Verdict | None:
    """Return the first that refuses."""
    return next((one for one in verdicts(slot, facts, at) if not one.passes), None)
