"""Where learners stand: on each topic, phase and roadmap. The definition is SQL, migrations 0002 and 0012."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from roadmap_site.accounts.models import User

VISITOR = 0  # in a learner's place; none has this id
CARRIED = "carried"  # a standing that is no mark's state


@dataclass(frozen=True, slots=True)
class Marks:
    """Whose marks are meant: those stored of some learners, or a visitor's, handed in as three columns."""

    learners: list[int] = field(default_factory=list)
    topics: list[int] | None = None
    states: list[str] | None = None
    days: list[date] | None = None

    @classmethod
    def of(cls, *learners: User) -> "Marks":
        return cls([learner.pk for learner in learners])

    @property
    def person(self) -> int:
        """Return the only learner, or VISITOR. Raise ValueError when there are several."""
        (person,) = self.learners or [VISITOR]
        return person


class Standing(NamedTuple):
    """Of one person on one topic.

    `state` is a mark's, or "carried"; then `carried_from` is the topic that was done and `day`
    when. Of one to do that would be carried it is the topic too, and `day` when that was declined.
    `credited` says that a load brought the mark over from an earlier id.
    """

    state: str
    day: date | None = None
    carried_from: int | None = None
    credited: bool = False

    @property
    def declined(self) -> bool:
        """Whether it would be carried, had the learner not set it to do."""
        return self.state == "todo" and self.carried_from is not None


TODO = Standing("todo")


@dataclass(frozen=True, slots=True)
class PhaseTally:
    """Units of one person; those `skipped` are not among the `required`.

    `complete` is about today's content; `completed_on` is the day that reached 100 %, whatever came later.
    """

    required: int = 0
    done: int = 0
    carried: int = 0
    skipped: int = 0
    optional: int = 0
    optional_settled: int = 0
    complete: bool = False
    completed_on: date | None = None

    @property
    def settled(self) -> int:
        return self.done + self.carried

    @property
    def share(self) -> float:
        """Of the required units that are settled, 0 to 1; 0 when nothing is required."""
        return self.settled / self.required if self.required else 0.0

    @property
    def percent(self) -> int:
        """Return 100 only when complete."""
        return 100 if self.complete else min(99, int(100 * self.share))


@dataclass(frozen=True, slots=True)
class RoadmapTally(PhaseTally):
    """`phases` has a tally for any phase; one without topics has nothing in it."""

    kept_groups: list[int] = field(default_factory=list)  # complete, whatever their topics are now
    phases: dict[int, PhaseTally] = field(default_factory=lambda: defaultdict(PhaseTally))


@dataclass(frozen=True, slots=True)
class Look:
    """At where one person stands: by topic, those just to do left out, and by roadmap."""

    standings: dict[int, Standing]
    tallies: dict[int, RoadmapTally]  # of a roadmap without topics there is an empty one


def look(marks: Marks, roadmaps: Collection[int]) -> Look:
    """Return one person's standings and tallies in `roadmaps` (primary keys), by one statement."""
    rows = _look(marks, roadmaps, with_standings=True)
    standings = {row[1]: Standing(*row[2:_STANDING]) for row in rows if row[1] is not None}
    return Look(standings, _tallies(rows)[marks.person])


def standings(marks: Marks, roadmap: int) -> dict[int, Standing]:
    """Return one person's by topic, for all topics of `roadmap` (its primary key) that are not just to do."""
    return all_standings(marks, [roadmap])[marks.person]


def tallies(marks: Marks, roadmaps: Collection[int]) -> dict[int, RoadmapTally]:
    """Return one person's by roadmap; one without topics has nothing in it."""
    return all_tallies(marks, roadmaps)[marks.person]


def all_standings(marks: Marks, roadmaps: Collection[int]) -> dict[int, dict[int, Standing]]:
    """Return each learner's by topic."""
    found: dict[int, dict[int, Standing]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, _arguments(marks, roadmaps))
        for learner, topic, *standing in cursor.fetchall():
            found[learner][topic] = Standing(*standing)
    return found


def all_tallies(marks: Marks, roadmaps: Collection[int]) -> dict[int, dict[int, RoadmapTally]]:
    """Return each learner's by roadmap."""
    return _tallies(_look(marks, roadmaps, with_standings=False))


_STANDINGS = """
SELECT learner_id, topic_id, state, day, carried_from, credited
FROM learning_standings(%s, %s, %s, %s, %s)
"""
_LOOK = """
SELECT learner_id, topic_id, state, day, carried_from, credited, roadmap_id, phase_id,
    required, done, carried, skipped, optional, optional_settled, complete, completed_on, kept_groups
FROM learning_look(%s, %s, %s, %s, %s, %s)
"""
_STANDING = 6  # in a row of _LOOK what comes before is a standing's, the rest a tally's

Row = tuple[Any, ...]


def _look(marks: Marks, roadmaps: Collection[int], *, with_standings: bool) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [*_arguments(marks, roadmaps), with_standings])
        return list(cursor.fetchall())


def _arguments(marks: Marks, roadmaps: Collection[int]) -> list[Any]:
    return [marks.learners, marks.topics, marks.states, marks.days, list(roadmaps)]


def _tallies(rows: Iterable[Row]) -> dict[int, dict[int, RoadmapTally]]:
    found: dict[int, dict[int, RoadmapTally]] = defaultdict(lambda: defaultdict(RoadmapTally))
    tallies = [(row[0], *row[_STANDING:]) for row in rows if row[1] is None]
    for learner, roadmap, phase, *tally in tallies:
        if phase is None:
            found[learner][roadmap] = RoadmapTally(*tally)
    for learner, roadmap, phase, *tally, _ in tallies:
        if phase is not None:
            found[learner][roadmap].phases[phase] = PhaseTally(*tally)
    return found
