"""A catalogue as a flat list of everything that has an id.

Ids are qualified: "boring-backend/sql" for what stands in a roadmap; "roadmaps/boring-backend",
"concepts/redis" and "resources/docs" for a roadmap itself and for the library.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from curriculum.catalog import (
    Catalog,
    ChooseGroup,
    Concept,
    Habit,
    Milestone,
    Phase,
    Resource,
    Roadmap,
    Topic,
    digest,
)

Part = Roadmap | Phase | ChooseGroup | Topic | Milestone | Habit | Concept | Resource

KINDS = ("concept", "resource", "roadmap", "phase", "group", "topic", "milestone", "habit")
LIBRARIES = ("roadmaps", "concepts", "resources")  # stand in a roadmap's place; no roadmap is called so

ELSEWHERE = {  # written to rows of their own, or compared apart from the definition
    Roadmap: frozenset({"phases", "routine", "retired"}),
    Phase: frozenset({"items", "milestones", "was"}),
    ChooseGroup: frozenset({"topics", "was"}),
    Topic: frozenset({"was", "credit", "review"}),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One id: its place, what readers see first of it, and a digest of its whole definition."""

    kind: str
    id: str
    title: str
    digest: str
    slug: str = ""
    phase: str = ""  # keys in the same roadmap
    group: str = ""
    position: int = 0
    optional: bool = False
    concept: str = ""
    status: str = ""  # of a roadmap
    since: str = ""  # of a topic that is worth another look: the day, and why
    why: str = ""

    @property
    def roadmap(self) -> str:
        return self.id.partition("/")[0]

    @property
    def key(self) -> str:
        return self.id.partition("/")[2]

    @property
    def in_place(self) -> bool:
        """Tell whether it is a resource that a file names without an id."""
        return self.id.startswith("resources/~")


def items_of(catalog: Catalog) -> Iterator[tuple[Item, Part]]:
    """Yield everything with an id, the library first and then each roadmap from the top down."""
    for concept in catalog.concepts:
        yield _item("concept", "concepts", concept), concept
    for resource in catalog.resources:
        yield _item("resource", "resources", resource), resource
    for roadmap in catalog.roadmaps:
        yield _roadmap(roadmap), roadmap
        for number, phase in enumerate(roadmap.phases):
            yield _item("phase", roadmap.id, phase, slug=phase.slug, position=number), phase
            yield from _items_in(roadmap.id, phase)
        for number, habit in enumerate(roadmap.routine):
            yield _item("habit", roadmap.id, habit, position=number), habit


def _items_in(roadmap: str, phase: Phase) -> Iterator[tuple[Item, Part]]:
    position = 0
    for entry in phase.items:
        if isinstance(entry, ChooseGroup):
            yield _item("group", roadmap, entry, phase=phase.id, position=position), entry
        for topic in entry.topics if isinstance(entry, ChooseGroup) else (entry,):
            group = entry.id if isinstance(entry, ChooseGroup) else ""
            yield _topic(roadmap, phase.id, group, topic, position), topic
            position += 1
    for number, milestone in enumerate(phase.milestones):
        yield _item("milestone", roadmap, milestone, phase=phase.id, position=number), milestone


def _roadmap(roadmap: Roadmap) -> Item:
    item = _item("roadmap", "roadmaps", roadmap, slug=roadmap.slug, position=roadmap.position)
    return replace(item, status=roadmap.status)


def _topic(roadmap: str, phase: str, group: str, topic: Topic, position: int) -> Item:
    item = _item(
        "topic",
        roadmap,
        topic,
        slug=topic.slug,
        phase=phase,
        group=group,
        position=position,
        concept=topic.concept,
    )
    review = topic.review
    return replace(item, since=review.since.isoformat(), why=review.why) if review else item


def _item(
    kind: str,
    roadmap: str,
    part: Part,
    *,
    slug: str = "",
    phase: str = "",
    group: str = "",
    position: int = 0,
    concept: str = "",
) -> Item:
    return Item(
        kind=kind,
        id=f"{roadmap}/{part.id}",
        title=part.title,
        digest=digest(part, without=ELSEWHERE.get(type(part), frozenset({"was"}))),
        slug=slug,
        phase=phase,
        group=group,
        position=position,
        optional=getattr(part, "optional", False),
        concept=concept,
    )
