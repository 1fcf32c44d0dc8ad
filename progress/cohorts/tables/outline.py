"""A cohort's roadmaps as its tables need them: phases and topics in order, without their prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import connection

from progress.cohorts.models import Cohort


@dataclass(frozen=True, slots=True)
class TopicPlace:
    pk: int
    title: str
    phase: int
    optional: bool  # it, its choose group or its phase: it is counted apart


@dataclass(frozen=True, slots=True)
class PhasePlace:
    """`units` is what it requires of one who skips nothing; one without any is no step of the pace."""

    pk: int
    title: str
    short: str
    number: int  # as its roadmap numbers it, or else its place in the line
    optional: bool
    units: int

    @property
    def name(self) -> str:
        return self.short or self.title


@dataclass(frozen=True)
class Line:
    """A roadmap of the cohort. Its `topics` are the live ones in the order of their path."""

    pk: int
    title: str
    slug: str
    accent: str
    phases: tuple[PhasePlace, ...] = ()
    topics: tuple[TopicPlace, ...] = ()

    @cached_property
    def by_pk(self) -> tuple[TopicPlace, ...]:
        """The topics in the order of kept `states`."""
        return tuple(sorted(self.topics, key=lambda topic: topic.pk))

    @cached_property
    def stations(self) -> tuple[PhasePlace, ...]:
        """The phases that a pace goes by: those that require something."""
        return tuple(phase for phase in self.phases if phase.units and not phase.optional)

    @property
    def units(self) -> int:
        return sum(phase.units for phase in self.phases if not phase.optional)


@dataclass(frozen=True)
class Outline:
    lines: tuple[Line, ...] = field(default=())

    @property
    def roadmaps(self) -> list[int]:
        return [line.pk for line in self.lines]

    @cached_property
    def topics(self) -> Mapping[int, TopicPlace]:
        return {topic.pk: topic for line in self.lines for topic in line.topics}

    @cached_property
    def phases(self) -> Mapping[int, PhasePlace]:
        return {phase.pk: phase for line in self.lines for phase in line.phases}


def outline(cohort: Cohort) -> Outline:
    """Return what is live of the cohort's roadmaps, in the cohort's order, by two statements."""
    with connection.cursor() as cursor:
        cursor.execute(_PHASES, [cohort.pk, cohort.pk])
        phases = cursor.fetchall()
        cursor.execute(_TOPICS, [cohort.pk])
        topics = cursor.fetchall()
    return Outline(tuple(_lines(phases, topics)))


def _lines(phases: list[tuple[Any, ...]], topics: list[tuple[Any, ...]]) -> list[Line]:
    topics_of = {
        roadmap: tuple(TopicPlace(*topic) for _, *topic in rows)
        for roadmap, rows in groupby(topics, key=lambda row: row[0])
    }
    return [
        Line(pk, title, slug, accent, _phases(rows), topics_of.get(pk, ()))
        for (pk, title, slug, accent), rows in groupby(phases, key=lambda row: row[:4])
    ]


def _phases(rows: Any) -> tuple[PhasePlace, ...]:
    """A roadmap without phases comes as a row without one."""
    told = [row[4:] for row in rows if row[4] is not None]
    return tuple(
        PhasePlace(pk, title, short, number or place, optional, units)
        for place, (pk, title, short, number, optional, units) in enumerate(told, start=1)
    )


_PHASES = """
SELECT
    roadmap.id, roadmap.title, roadmap.slug, roadmap.accent,
    phase.id, phase.title, phase.short, phase.number, phase.optional,
    COALESCE(units.required, 0)
FROM cohorts_cohortroadmap line
JOIN curriculum_roadmap roadmap ON roadmap.id = line.roadmap_id
LEFT JOIN curriculum_phase phase ON phase.roadmap_id = roadmap.id AND phase.retired_in_id IS NULL
LEFT JOIN (
    SELECT phase_id, sum(units)::integer AS required
    FROM (
        SELECT DISTINCT holder, phase_id, units
        FROM learning_places(ARRAY(SELECT roadmap_id FROM cohorts_cohortroadmap WHERE cohort_id = %s))
        WHERE NOT optional OR optional_only
    ) AS holders
    GROUP BY phase_id
) AS units ON units.phase_id = phase.id
WHERE line.cohort_id = %s AND roadmap.retired_in_id IS NULL
ORDER BY line.position, roadmap.id, phase.position, phase.id
"""
_TOPICS = """
SELECT topic.roadmap_id, topic.id, topic.title, topic.phase_id,
    phase.optional OR COALESCE(choice.optional, topic.optional)
FROM cohorts_cohortroadmap line
JOIN curriculum_topic topic ON topic.roadmap_id = line.roadmap_id
JOIN curriculum_phase phase ON phase.id = topic.phase_id
LEFT JOIN curriculum_choosegroup choice ON choice.id = topic.group_id
WHERE line.cohort_id = %s AND topic.retired_in_id IS NULL
ORDER BY line.position, topic.roadmap_id, phase.position, phase.id, topic.position, topic.id
"""
