"""A digest of all that a roadmap's pages show: what is prepared for them stays good while it stays."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from curriculum.catalog import Catalog, ChooseGroup, Phase, Reference, Roadmap, Topic, digest

UNSEEN = frozenset({"was", "credit", "retired"})  # by readers


def tree_digests(catalog: Catalog) -> dict[str, str]:
    """Return each roadmap's digest by its qualified id.

    It covers the roadmap's own content, the resources and concepts that it names, and what
    "also in" and "next" show of other roadmaps.
    """
    resources = {resource.id: digest(resource, without=UNSEEN) for resource in catalog.resources}
    concepts = {concept.id: digest(concept, without=UNSEEN) for concept in catalog.concepts}
    roadmaps = {roadmap.id: _face(roadmap) for roadmap in catalog.roadmaps}
    elsewhere = _places_by_concept(catalog)
    trees = {}
    for roadmap in catalog.roadmaps:
        topics = [topic for phase in roadmap.phases for topic in topics_of(phase)]
        named = {concept for topic in topics for concept in _concepts(topic)}
        shown = [
            digest(roadmap, without=UNSEEN),
            *sorted({resources.get(one.resource, "") for one in _references(roadmap, topics)}),
            *(concepts.get(concept, "") for concept in sorted(named)),
            *(place for concept in sorted(named) for place in elsewhere[concept]),
            *(roadmaps.get(link.roadmap, "") for link in (*roadmap.related, *roadmap.next)),
        ]
        trees[f"roadmaps/{roadmap.id}"] = hashlib.sha256("\n".join(shown).encode()).hexdigest()
    return trees


def topics_of(phase: Phase) -> Iterator[Topic]:
    """Yield a phase's topics in order, a group's members where the group stands."""
    for entry in phase.items:
        if isinstance(entry, ChooseGroup):
            yield from entry.topics
        else:
            yield entry


def _concepts(topic: Topic) -> Iterator[str]:
    if topic.concept:
        yield topic.concept
    yield from topic.about


def _references(roadmap: Roadmap, topics: Iterable[Topic]) -> Iterator[Reference]:
    yield from roadmap.resources
    for phase in roadmap.phases:
        yield from phase.resources
    for topic in topics:
        yield from topic.resources


def _face(roadmap: Roadmap) -> str:
    """What another roadmap's page shows of this one."""
    return repr((roadmap.id, roadmap.slug, roadmap.title, roadmap.status, roadmap.accent, roadmap.position))


def _places_by_concept(catalog: Catalog) -> dict[str, list[str]]:
    """Where each concept is taught or mentioned, as "also in" shows it."""
    places = defaultdict(list)
    for roadmap in catalog.roadmaps:
        face = _face(roadmap)
        for phase in roadmap.phases:
            for topic in topics_of(phase):
                for concept in _concepts(topic):
                    same = concept == topic.concept
                    places[concept].append(f"{face} {topic.slug!r} {topic.title!r} {same}")
    return places
