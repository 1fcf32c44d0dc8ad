"""What becomes of a learner in some weeks of a cohort: pure, and the same for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import NamedTuple

OPTIONAL = 0.15  # of the optional topics are done
SKIPPED = 0.03  # of the topics that could be done
KNOWN = 0.2  # of the topics are done on the day they are begun
LONGEST = 6  # days for which a topic is in learning


class Kind(StrEnum):
    STEADY = "steady"
    BUSY = "busy"  # phases ahead of the pace
    SLOW = "slow"  # phases behind it
    STUCK = "stuck"  # on one topic, for weeks, while others go on
    QUIET = "quiet"  # nothing for more than a week
    PAUSED = "paused"
    FINISHED = "finished"
    NEW = "new"  # joined some days ago


# Of eight: one is stuck, and so on. The rest are steady.
SHARES = {
    Kind.STUCK: 0.125,
    Kind.QUIET: 0.1,
    Kind.BUSY: 0.15,
    Kind.SLOW: 0.1,
    Kind.FINISHED: 0.05,
    Kind.PAUSED: 0.025,
    Kind.NEW: 0.05,
}


class Stop(NamedTuple):
    """A topic on the way; `at` is how many phases are behind one who stands before it."""

    topic: int
    at: float
    optional: bool
    alone: bool  # in no choose group: it may be skipped


class Event(NamedTuple):
    day: date
    topic: int
    state: str


@dataclass(frozen=True, slots=True)
class Span:
    """Of a cohort until today: `due` is how many of its `phases` its pace asks for by now."""

    starts_on: date
    today: date
    phases: int
    weeks_a_phase: int

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def due(self, day: date) -> float:
        return min(self.phases, (day - self.starts_on).days / (7 * self.weeks_a_phase))


@dataclass(frozen=True, slots=True)
class Story:
    """`paused_on` begins a pause without an end; `extra_days` are what a mentor gave."""

    kind: Kind
    events: Sequence[Event]
    joined_on: date
    paused_on: date | None = None
    extra_days: int = 0


def cast(number: int, random: Random) -> list[Kind]:
    """Return what becomes of each of `number` learners: SHARES of them, in any order."""
    kinds = [kind for kind, share in SHARES.items() for _ in range(round(share * number))]
    kinds = (kinds + [Kind.STEADY] * number)[:number]
    random.shuffle(kinds)
    return kinds


def tell(kind: Kind, stops: Sequence[Stop], span: Span, random: Random) -> Story:
    """`stops` is the way in order."""
    first, last, reached = _course(kind, span, random)
    done = [stop for stop in stops if stop.at < reached]
    done = [stop for stop in done if not stop.optional or random.random() < OPTIONAL]
    ahead = [stop for stop in stops if stop not in set(done) and not stop.optional]
    events = list(_course_of_days(done, first, last, random))
    if kind == Kind.STUCK and ahead:
        events.append(Event(span.ago(random.randint(17, 33)), ahead[0].topic, "learning"))
    elif kind not in (Kind.QUIET, Kind.PAUSED, Kind.FINISHED):
        events += [
            Event(span.ago(random.randint(1, 9)), stop.topic, "learning")
            for stop in ahead[: random.randint(0, 2)]
        ]
    return Story(
        kind,
        sorted((event for event in events if event.day >= first), key=lambda event: event.day),
        first if kind == Kind.NEW else span.starts_on,
        paused_on=last + timedelta(days=1) if kind == Kind.PAUSED else None,
        extra_days=_extra_days(kind, random),
    )


def _course(kind: Kind, span: Span, random: Random) -> tuple[date, date, float]:
    """Return the first day, the last day, and how many phases are behind one by then."""
    first, due = span.starts_on, span.due(span.today)
    if kind == Kind.NEW:
        return span.ago(random.randint(2, 6)), span.ago(1), random.uniform(0, 0.6)
    if kind == Kind.FINISHED:
        return first, span.ago(random.randint(1, 20)), span.phases
    if kind in (Kind.QUIET, Kind.PAUSED):
        last = span.ago(random.randint(8, 24))
        return first, last, max(0.2, span.due(last) + random.uniform(-0.6, 0.4))
    most = span.phases - 0.4  # or one would have finished
    by = {
        Kind.BUSY: random.uniform(1.3, 2.6),
        Kind.SLOW: -random.uniform(1.3, 2.4),
        Kind.STUCK: -random.uniform(0.2, 1.6),
    }
    return (
        first,
        span.ago(random.randint(1, 4)),
        min(most, max(0.3, due + by.get(kind, random.uniform(-0.7, 0.8)))),
    )


def _extra_days(kind: Kind, random: Random) -> int:
    """Now and then somebody who is slow gets more time."""
    return 7 * random.randint(1, 2) if kind == Kind.SLOW and random.random() < 0.25 else 0


def _course_of_days(done: Sequence[Stop], first: date, last: date, random: Random) -> Iterator[Event]:
    """Spread what is done over the days, weekends and some evenings left out now and then."""
    days = max(1, (last - first).days)
    for number, stop in enumerate(done, start=1):
        at = min(days, max(0, round(days * number / len(done) + random.gauss(0, 0.8))))
        day = last if number == len(done) else first + timedelta(days=at)
        if stop.alone and number < len(done) and random.random() < SKIPPED:
            yield Event(day, stop.topic, "skipped")
            continue
        begun = day if random.random() < KNOWN else day - timedelta(days=random.randint(1, LONGEST))
        yield Event(max(first, begun), stop.topic, "learning")
        yield Event(day, stop.topic, "done")
