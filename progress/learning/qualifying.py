"""What counts for an active day: pure rules, for which two pointers into a topic's history are enough."""

from dataclasses import dataclass, field
from datetime import date

NO_MARK = ""  # what undoing its first mark leaves a topic in
REACHES = {NO_MARK: 0, "todo": 0, "skipped": 0, "learning": 1, "done": 2}


@dataclass(frozen=True, slots=True)
class Counted:
    """An activity that counts, by its primary key, and the day that it counts for."""

    by: int
    day: date


@dataclass(frozen=True, slots=True)
class Counting:
    """By what a topic's being in learning and its being done last counted, and count still."""

    learning: Counted | None = None
    done: Counted | None = None

    @property
    def by(self) -> set[int]:
        return {counted.by for counted in (self.learning, self.done) if counted}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of a change: whether it counts, what it takes back, and what counts on beside it."""

    qualifies: bool
    compensates: list[int] = field(default_factory=list)
    beside: Counting = field(default_factory=Counting)


def judge(
    counting: Counting, *, state: str, day: date, creditable: bool, undone: int | None = None
) -> Verdict:
    """Judge a change to `state` on `day`.

    A credit lasts its day only while the topic stands at least there, then for ever. A done counts
    once ever, being in learning once a day, and only what is `creditable`: no bulk change is.
    `undone` is an activity that goes whatever the state is now, and with it what has counted since.
    """
    learning = _lasting(counting.learning, state, 1, day, undone)
    done = _lasting(counting.done, state, 2, day, undone)
    before = [counted.by for counted in (counting.learning, counting.done) if counted]
    after = [counted.by for counted in (learning, done) if counted]
    new = (state == "learning" and (learning is None or learning.day != day)) or (
        state == "done" and done is None
    )
    return Verdict(creditable and new, [by for by in before if by not in after], Counting(learning, done))


def _lasting(
    counted: Counted | None, state: str, needed: int, day: date, undone: int | None
) -> Counted | None:
    if counted is None or counted.day != day:
        return counted
    return None if REACHES[state] < needed or (undone is not None and counted.by >= undone) else counted
