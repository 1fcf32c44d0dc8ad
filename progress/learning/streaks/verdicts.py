"""What a streak amounts to, and what each of its days was."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from progress.learning.models import StreakMode


class Kind(StrEnum):
    """What became of a day."""

    ACTIVE = "active"  # it counts
    FROZEN = "frozen"  # missed, and kept by a freeze
    EXCUSED = "excused"  # missed, and no fault of the learner's
    MISSED = "missed"  # it ended a daily streak
    PAUSED = "paused"  # it neither breaks nor counts, active or not
    REST = "rest"  # in weekly mode no single day is missed
    IDLE = "idle"  # nothing done, and no streak that could end
    OFF = "off"
    OPEN = "open"  # today, while nothing counts yet


@dataclass(frozen=True, slots=True)
class Excuse:
    """A move east from one zone to another, or, both being empty, a date that never was in the zone."""

    left: str = ""
    reached: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week, Monday to Sunday, as far as it has gone.

    One that was `cut` short (by a pause, an excused date or a change of mode) can count but ends nothing.
    """

    monday: date
    active: int
    needed: int
    cut: bool = False

    @property
    def reached(self) -> bool:
        return self.active >= self.needed

    @property
    def missing(self) -> int:
        """How many active days are still needed."""
        return max(0, self.needed - self.active)


class DayVerdict(NamedTuple):  # years of days are made of them: a tuple takes a third of the time
    """Of one local day. `length` and `freezes` are what stands after it, `length` in its mode's unit."""

    day: date
    kind: Kind
    mode: StreakMode
    zone: str  # in which it was that day
    length: int
    freezes: int
    active: bool = False  # something was done, whether it counts or not
    earned: bool = False  # a freeze
    ended: int = 0  # how long the streak was that ended with it
    excuse: Excuse | None = None
    week: Week | None = None  # in weekly mode
    had_freeze: bool = False  # the streak that ended with it, at some time


@dataclass(frozen=True, slots=True)
class Streak:
    """As of `today`, the furthest day that the learner has been in; without any activity `days` is empty.

    `length` and `longest` are active days in daily mode, weeks in weekly mode. Without anything new it
    holds through `holds_until`, for ever if that is None (an open pause), and on `at_risk_on` only an
    activity keeps it.
    """

    mode: StreakMode
    today: date
    length: int = 0
    longest: int = 0
    freezes: int = 0
    to_next_freeze: int = 0  # active days; 0 while no more can be kept
    paused: bool = False
    paused_until: date | None = None  # the pause's last day, if it is known
    week: Week | None = None  # this one, in weekly mode
    holds_until: date | None = None
    at_risk_on: date | None = None
    days: list[DayVerdict] = field(default_factory=list)  # the oldest first, the last one today

    @property
    def last(self) -> date | None:
        """The newest active day."""
        return next((one.day for one in reversed(self.days) if one.active), None)

    @property
    def done_today(self) -> bool:
        return bool(self.days) and self.days[-1].active

    @property
    def at_risk(self) -> bool:
        """There is a streak, and today is needed for it and not done yet. A freeze may still save it."""
        if not self.length or self.days[-1].kind != Kind.OPEN:
            return False
        return self.mode == StreakMode.DAILY or self.at_risk_on == self.today

    @property
    def ends_today(self) -> bool:
        """Nothing but an activity today keeps it."""
        return self.at_risk and self.at_risk_on == self.today
