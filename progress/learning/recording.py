"""How a change is stored: mark, activity and active day, by SQL functions (migrations 0003 and 0006)."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from progress.learning.days import local_day
from progress.learning.models import Activity, State
from progress.learning.qualifying import NO_MARK, Counted, Counting, Verdict
from progress.learning.standings import CARRIED
from roadmap_site.accounts.models import User

Place = tuple[int, int]  # a roadmap and a phase of it, by primary key


@dataclass(frozen=True, slots=True)
class StoredMark:
    state: str
    at: datetime
    day: date
    credited_by: int | None = None

    @property
    def stands(self) -> bool:
        """Whether nothing carried could take its place."""
        return self.credited_by is None or self.state == State.DONE

    def as_json(self) -> dict[str, Any]:
        return {
            "state": self.state,
            "at": self.at.isoformat(),
            "day": self.day.isoformat(),
            "credited_by": self.credited_by,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "StoredMark":
        at, day = datetime.fromisoformat(stored["at"]), date.fromisoformat(stored["day"])
        return cls(stored["state"], at, day, stored["credited_by"])


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a learner's change to a topic starts from."""

    topic: int
    place: Place
    elsewhere: list[Place]  # where its concept carries it to
    mark: StoredMark | None
    last: int | None  # the newest activity on the topic
    counting: Counting

    @property
    def state(self) -> str:
        """The mark's, whatever is carried."""
        return self.mark.state if self.mark else NO_MARK

    @property
    def may_be_carried(self) -> bool:
        return bool(self.elsewhere) and not (self.mark and self.mark.stands)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one topic to `state` that is to be stored; with `mark` None its row goes."""

    situation: Situation
    before: str  # as the learner saw it
    state: str
    mark: StoredMark | None
    verdict: Verdict

    @property
    def places(self) -> list[Place]:
        """Where it makes a difference to what is settled."""
        carries = State.DONE in (self.state, self.situation.state)
        return [self.situation.place, *(self.situation.elsewhere if carries else [])]

    @property
    def is_untick(self) -> bool:
        """Whether it goes back on what was settled or skipped."""
        return self.before in (State.DONE, CARRIED, State.SKIPPED) and self.state != State.DONE

    def as_json(self) -> dict[str, Any]:
        former, beside = self.situation.mark, self.verdict.beside
        return {
            "topic": self.situation.topic,
            "state": self.state,
            "mark": self.mark.as_json() if self.mark else None,
            "former": former.as_json() if former else None,
            "qualifies": self.verdict.qualifies,
            "compensates": self.verdict.compensates,
            "learning_by": beside.learning.by if beside.learning else None,
            "done_by": beside.done.by if beside.done else None,
        }


_BEGIN = "SELECT * FROM learning_begin(%s, %s, %s)"


def begin(learner: User, topics: Collection[int], *, with_retired: bool = False) -> dict[int, Situation]:
    """Lock what `learner` has done until the transaction ends; return the live ones among `topics`."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [learner.pk, list(topics), with_retired])
        return {row[0]: _situation(row) for row in cursor.fetchall()}


def has_done(learner: User, since: datetime) -> bool:
    """Whether the learner did anything at `since` or after it; nothing is done until the transaction ends."""
    begin(learner, [])
    lately = Activity.objects.filter(learner=learner, day__gte=since.date() - timedelta(days=2))
    return lately.filter(at__gte=since).exists()


def _situation(row: tuple[Any, ...]) -> Situation:
    topic, roadmap, phase, roadmaps, phases, state, at, day, credited_by, last, *pointers = row
    learning_by, learning_day, done_by, done_day = pointers
    return Situation(
        topic,
        (roadmap, phase),
        list(zip(roadmaps or [], phases or [], strict=True)),
        StoredMark(state, at, day, credited_by) if state else None,
        last,
        Counting(
            Counted(learning_by, learning_day) if learning_by else None,
            Counted(done_by, done_day) if done_by else None,
        ),
    )


class Recorded(NamedTuple):
    """The activities' primary keys, and whether the day has become active or is so no more."""

    ids: list[int]
    day_turned: bool


def record(
    learner: User,
    steps: Iterable[Step],
    *,
    kind: Activity.Kind,
    at: datetime,
    zone: str,
    batch: UUID | None = None,
) -> Recorded:
    """Store the steps; the activities come in the same order."""
    told = json.dumps([step.as_json() for step in steps])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT activity, turned FROM learning_record_on_day(%s, %s, %s, %s, %s, %s, %s)",
            [learner.pk, kind, batch, at, zone, local_day(at, zone), told],
        )
        rows = cursor.fetchall()
    return Recorded([activity for activity, _ in rows], any(turned for _, turned in rows))
