"""Where learners stand: on each topic, in each phase and roadmap. The definition is SQL, migration 0002."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one person on one topic.

    `state` is a mark's, or "carried"; then `carried_from` is the topic that was done and `day`
    when. `credited` says that a load brought the mark over from an earlier id.
    """

    state: str
    day: date | None = None
    carried_from: int | None = None
    credited: bool = False


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


def standings(marks: Marks, roadmap: int) -> dict[int, Standing]:
    """Return one person's by topic, for all topics of `roadmap` (its primary key) that are not just to do."""
    return all_standings(marks, [roadmap])[marks.person]


def tallies(marks: Marks, roadmaps: Collection[int]) -> dict[int, RoadmapTally]:
    """Return one person's by roadmap; one without topics has nothing in it."""
    return all_tallies(marks, roadmaps)[marks.person]


def all_standings(marks: Marks, roadmaps: Collection[int]) -> dict[int, dict[int, Standing]]:
    """Return each learner's by topic."""
    found: dict[int, dict[int, Standing]] = defaultdict(dict)
    columns = "learner_id, topic_id, state, day, carried_from, credited"
    for learner, topic, *standing in _rows("learning_standings", columns, marks, roadmaps):
        found[learner][topic] = Standing(*standing)
    return found


def all_tallies(marks: Marks, roadmaps: Collection[int]) -> dict[int, dict[int, RoadmapTally]]:
    """Return each learner's by roadmap."""
    found: dict[int, dict[int, RoadmapTally]] = defaultdict(lambda: defaultdict(RoadmapTally))
    columns = """learner_id, roadmap_id, phase_id, required, done, carried, skipped,
        optional, optional_settled, complete, completed_on, kept_groups"""
    rows = _rows("learning_tallies", columns, marks, roadmaps)
    for learner, roadmap, phase, *tally in rows:
        if phase is None:
            found[learner][roadmap] = RoadmapTally(*tally)
    for learner, roadmap, phase, *tally, _ in rows:
        if phase is not None:
            found[learner][roadmap].phases[phase] = PhaseTally(*tally)
    return found


def _rows(function: str, columns: str, marks: Marks, roadmaps: Collection[int]) -> list[tuple[Any, ...]]:
    query = f"SELECT {columns} FROM {function}(%s, %s, %s, %s, %s)"  # noqa: S608 -- both are written above
    with connection.cursor() as cursor:
        cursor.execute(query, [marks.learners, marks.topics, marks.states, marks.days, list(roadmaps)])
        return list(cursor.fetchall())
