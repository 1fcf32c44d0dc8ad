"""What a roadmap asks of whoever goes along it, and when a phase of it is complete."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from curriculum.models import Milestone, Roadmap
from progress.cohorts.demo.stories import Stop


class Place(NamedTuple):
    """As learning_places has it."""

    topic: int
    phase: int
    holder: int
    units: int
    optional: bool
    optional_only: bool


@dataclass
class Way:
    """Of a choose group only so many topics are on it as are to be chosen."""

    roadmap: Roadmap
    places: list[Place]
    phases: list[int]  # in order
    milestones: dict[int, list[int]] = field(default_factory=dict)  # by phase

    @cached_property
    def stops(self) -> list[Stop]:
        on_it = list(self._chosen())
        stops = []
        for number, phase in enumerate(self.phases):
            here = [place for place in on_it if place.phase == phase]
            for nth, place in enumerate(here):
                stops.append(Stop(place.topic, number + nth / len(here), place.optional, place.holder > 0))
        return stops

    def _chosen(self) -> Iterator[Place]:
        taken: dict[int, int] = defaultdict(int)
        for place in self.places:
            taken[place.holder] += 1
            if taken[place.holder] <= place.units:
                yield place

    @cached_property
    def holders(self) -> dict[int, tuple[int, int]]:
        """How many units and members a topic's holder has."""
        members: dict[int, int] = defaultdict(int)
        for place in self.places:
            members[place.holder] += 1
        return {place.holder: (place.units, members[place.holder]) for place in self.places}

    @cached_property
    def place_of(self) -> dict[int, Place]:
        return {place.topic: place for place in self.places}

    def counted(self, phase: int | None) -> set[int]:
        """Return the holders whose units a phase counts, or with None the roadmap."""
        return self._counted[phase]

    @cached_property
    def _counted(self) -> dict[int | None, set[int]]:
        found: dict[int | None, set[int]] = defaultdict(set)
        for place in self.places:
            if not place.optional:
                found[None].add(place.holder)
            if not place.optional or place.optional_only:
                found[place.phase].add(place.holder)
        return found


@dataclass
class Tally:
    """Of one learner on the way: tell it what is done and skipped, and ask what is complete."""

    way: Way
    done: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # by holder
    skipped: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, topic: int, state: str) -> None:
        if state in ("done", "skipped"):
            counts = self.done if state == "done" else self.skipped
            counts[self.way.place_of[topic].holder] += 1

    def complete(self, phase: int | None) -> tuple[int, int] | None:
        """Return the units done and skipped of a phase, or of the roadmap, that is complete."""
        done = skipped = required = 0
        for holder in self.way.counted(phase):
            units, members = self.way.holders[holder]
            done += min(units, self.done[holder])
            out = max(0, units - (members - self.skipped[holder]))
            skipped += out
            required += units - out
        return (done, skipped) if done and done >= required else None


def way_of(roadmap: Roadmap) -> Way:
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [roadmap.pk])
        places = [Place(*row) for row in cursor.fetchall()]
    milestones: dict[int, list[int]] = defaultdict(list)
    for pk, phase in Milestone.objects.live().filter(roadmap=roadmap).values_list("pk", "phase"):
        milestones[phase].append(pk)
    return Way(roadmap, places, list(_in_order(place.phase for place in places)), milestones)


def _in_order(phases: Iterable[int]) -> Iterable[int]:
    return dict.fromkeys(phases)


_PLACES = """
SELECT place.topic_id, place.phase_id, place.holder, place.units, place.optional, place.optional_only
FROM learning_places(ARRAY[%s::bigint]) place
JOIN curriculum_topic topic ON topic.id = place.topic_id
JOIN curriculum_phase phase ON phase.id = place.phase_id
WHERE NOT phase.optional
ORDER BY phase.position, phase.id, topic.position, topic.id
"""
