"""Which ids readers come across: drafts are for staff, and what only they name is too. Pure."""

from collections.abc import Iterator

from curriculum.catalog import Catalog, ChooseGroup, Reference, Roadmap, Topic


def ids_shown(catalog: Catalog, *, drafts: bool) -> set[str]:
    """Return the qualified ids of the roadmaps, published or also `drafts`, and of what they name."""
    roadmaps = [roadmap for roadmap in catalog.roadmaps if drafts or roadmap.status == "published"]
    return {id for roadmap in roadmaps for id in _ids_in(roadmap)}


def _ids_in(roadmap: Roadmap) -> Iterator[str]:
    yield f"roadmaps/{roadmap.id}"
    yield from _named(roadmap.resources)
    for habit in roadmap.routine:
        yield f"{roadmap.id}/{habit.id}"
    for phase in roadmap.phases:
        yield f"{roadmap.id}/{phase.id}"
        yield from _named(phase.resources)
        for milestone in phase.milestones:
            yield f"{roadmap.id}/{milestone.id}"
        for item in phase.items:
            yield f"{roadmap.id}/{item.id}"
            for topic in item.topics if isinstance(item, ChooseGroup) else (item,):
                yield from _topic(roadmap, topic)


def _topic(roadmap: Roadmap, topic: Topic) -> Iterator[str]:
    yield f"{roadmap.id}/{topic.id}"
    yield from _named(topic.resources)
    yield from (f"concepts/{concept}" for concept in (topic.concept, *topic.about) if concept)


def _named(references: tuple[Reference, ...]) -> Iterator[str]:
    yield from (f"resources/{reference.resource}" for reference in references)
