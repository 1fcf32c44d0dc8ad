"""A roadmap as its pages show it: read in a constant number of queries, everything in its place."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.db.models import Prefetch

from curriculum.models import (
    ChooseGroup,
    Concept,
    Habit,
    Layer,
    Milestone,
    Phase,
    Reference,
    Roadmap,
    SkillItem,
    SkillWindow,
    Topic,
)

Row = TypeVar("Row", Habit, SkillWindow)


@dataclass(slots=True)
class GroupNode:
    group: ChooseGroup
    topics: list[Topic] = field(default_factory=list)


@dataclass
class PhaseNode:
    phase: Phase
    items: list[Topic | GroupNode]
    milestones: list[Milestone]
    references: list[Reference]

    @cached_property
    def topics(self) -> list[Topic]:
        """All its topics in order, a group's members where the group stands."""
        return [
            topic for item in self.items for topic in (item.topics if isinstance(item, GroupNode) else [item])
        ]


@dataclass(slots=True)
class LayerNode:
    """Consecutive phases; `layer` is None in a roadmap that has no layers."""

    layer: Layer | None
    number: int
    phases: list[PhaseNode]


@dataclass
class Tree:
    roadmap: Roadmap
    layers: list[LayerNode]
    references: list[Reference]
    habits: list[Habit]
    skill_windows: list[SkillWindow]

    @cached_property
    def phases(self) -> list[PhaseNode]:
        return [phase for layer in self.layers for phase in layer.phases]

    @cached_property
    def topics(self) -> dict[int, Topic]:
        """By primary key, in the roadmap's order."""
        return {topic.pk: topic for node in self.phases for topic in node.topics}

    @cached_property
    def required(self) -> int:
        """How many units 100 % takes while nothing is skipped; a choose group is as many as it asks for."""
        return sum(units for units, optional in self._units() if not optional)

    @cached_property
    def optional(self) -> int:
        """How many units are counted apart."""
        return sum(units for units, optional in self._units() if optional)

    def _units(self) -> Iterator[tuple[int, bool]]:
        for node in self.phases:
            for item in node.items:
                units, entry = (item.group.choose, item.group) if isinstance(item, GroupNode) else (1, item)
                yield units, node.phase.optional or entry.optional


def read_trees(roadmaps: Collection[Roadmap]) -> list[Tree]:
    """Read what each of `roadmaps` shows, with as many queries as for one; retired entries are left out."""
    phases = _phases(roadmaps)
    nodes = {node.phase.pk: node for of_one in phases.values() for node in of_one}
    _place_topics(nodes)
    for milestone in Milestone.objects.live().filter(phase__in=nodes):
        nodes[milestone.phase_id].milestones.append(milestone)
    references = Reference.objects.filter(roadmap__in=roadmaps, topic=None).select_related("resource")
    whole: dict[int, list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.phase_id is None:
            whole[reference.roadmap_id].append(reference)
        elif reference.phase_id in nodes:
            nodes[reference.phase_id].references.append(reference)
    habits = _by_roadmap(Habit.objects.live().filter(roadmap__in=roadmaps))
    windows = _by_roadmap(
        SkillWindow.objects.filter(roadmap__in=roadmaps).prefetch_related(
            Prefetch("items", SkillItem.objects.prefetch_related("topics"))
        )
    )
    return [
        Tree(
            roadmap,
            _in_layers(phases[roadmap.pk]),
            whole[roadmap.pk],
            habits[roadmap.pk],
            windows[roadmap.pk],
        )
        for roadmap in roadmaps
    ]


def _phases(roadmaps: Collection[Roadmap]) -> dict[int, list[PhaseNode]]:
    phases: dict[int, list[PhaseNode]] = defaultdict(list)
    for phase in Phase.objects.live().filter(roadmap__in=roadmaps).select_related("layer"):
        phases[phase.roadmap_id].append(PhaseNode(phase, [], [], []))
    return phases


def _place_topics(nodes: Mapping[int, PhaseNode]) -> None:
    """Put topics and groups into their phases, in order of position."""
    groups: dict[int, GroupNode] = {}
    topics = (
        Topic.objects.live()
        .filter(phase__in=nodes)
        .select_related("group", "concept")
        .order_by("phase__position", "position")
    )
    for topic in topics:
        items = nodes[topic.phase_id].items
        if topic.group is None:
            items.append(topic)
        elif topic.group_id in groups:
            groups[topic.group.pk].topics.append(topic)
        else:
            groups[topic.group.pk] = GroupNode(topic.group, [topic])
            items.append(groups[topic.group.pk])


def _by_roadmap(rows: Iterable[Row]) -> dict[int, list[Row]]:
    sorted_out: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        sorted_out[row.roadmap_id].append(row)
    return sorted_out


def _in_layers(phases: list[PhaseNode]) -> list[LayerNode]:
    layers: list[LayerNode] = []
    for node in phases:
        if not layers or layers[-1].layer != node.phase.layer:
            layers.append(LayerNode(node.phase.layer, len(layers) + 1, []))
        layers[-1].phases.append(node)
    return layers


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A topic of another published roadmap on the same concept; `same` when a tick counts on both."""

    topic: Topic
    same: bool


def elsewhere(topic: Topic) -> list[Elsewhere]:
    """Where else `topic`'s concept is taught, the places where a tick counts first."""
    mentioned = set(topic.about.values_list("pk", flat=True))
    concepts = mentioned | ({topic.concept_id} if topic.concept_id else set())
    if not concepts:
        return []
    others = (
        Topic.objects.live()
        .filter(roadmap__status="published", roadmap__retired_in=None)
        .exclude(roadmap=topic.roadmap_id)
        .select_related("roadmap")
        .order_by("roadmap__position", "position")
    )
    teaching = list(others.filter(concept__in=concepts))
    taught = {other.pk for other in teaching}
    mentioning = [other for other in others.filter(about__in=concepts).distinct() if other.pk not in taught]
    found = [Elsewhere(o, o.concept_id == topic.concept_id) for o in teaching]
    found += [Elsewhere(o, same=False) for o in mentioning]
    return sorted(found, key=lambda place: not place.same)


@dataclass(frozen=True, slots=True)
class Interchange:
    """A concept that topics of two or more published roadmaps teach in the same scope."""

    concept: Concept
    topics: dict[int, Topic]  # by roadmap


def interchanges(roadmaps: Collection[int]) -> list[Interchange]:
    """Return where those roadmaps meet, the busiest place first."""
    topics = (
        Topic.objects.live()
        .filter(concept__isnull=False, roadmap__in=roadmaps)
        .select_related("concept", "roadmap")
    )
    places: dict[Concept, dict[int, Topic]] = {}
    for topic in topics:
        assert topic.concept is not None  # noqa: S101 -- filtered above
        places.setdefault(topic.concept, {})[topic.roadmap_id] = topic
    meeting = [Interchange(concept, found) for concept, found in places.items() if len(found) > 1]
    return sorted(meeting, key=lambda meet: (-len(meet.topics), meet.concept.title))
