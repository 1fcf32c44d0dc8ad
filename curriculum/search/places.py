"""Where concepts and resources, which have no page of their own, are taught and named."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import F, OrderBy, Q

from curriculum.models import Phase, Reference, Roadmap, Topic

Place = Roadmap | Phase | Topic


def places_of_concepts(concepts: Collection[int], *, drafts: bool) -> dict[int, list[Topic]]:
    """Return by concept (primary keys) the topics on it, one a roadmap, those that teach it first."""
    topics = (
        Topic.objects.live()
        .filter(Q(concept__in=concepts) | Q(about__in=concepts), **_visible(drafts))
        .select_related("roadmap")
        .prefetch_related("about")
        .order_by("roadmap__position", "roadmap", "phase__position", "position")
        .distinct()
    )
    teaching: dict[int, dict[int, Topic]] = defaultdict(dict)
    mentioning: dict[int, dict[int, Topic]] = defaultdict(dict)
    for topic in topics:
        if topic.concept_id:
            teaching[topic.concept_id].setdefault(topic.roadmap_id, topic)
        for concept in topic.about.all():
            mentioning[concept.pk].setdefault(topic.roadmap_id, topic)
    return {key: list((teaching[key] | _new(mentioning[key], teaching[key])).values()) for key in concepts}


def _new(places: dict[int, Topic], known: dict[int, Topic]) -> dict[int, Topic]:
    return {roadmap: topic for roadmap, topic in places.items() if roadmap not in known}


def places_of_resources(resources: Collection[int], *, drafts: bool) -> dict[int, list[Place]]:
    """Return by resource (primary keys) what names it, one place a roadmap: a topic before a phase."""
    references = (
        Reference.objects.filter(resource__in=resources, **_visible(drafts))
        .select_related("roadmap", "phase__roadmap", "topic__roadmap")
        .order_by("roadmap__position", "roadmap", _last("topic"), _last("phase"), "pk")
    )
    found: dict[int, dict[int, Place]] = defaultdict(dict)
    for reference in references:
        place = reference.topic or reference.phase or reference.roadmap
        found[reference.resource_id].setdefault(reference.roadmap_id, place)
    return {key: list(found[key].values()) for key in resources}


def _last(name: str) -> OrderBy:
    return F(name).asc(nulls_last=True)


def _visible(drafts: bool) -> dict[str, str | None]:
    live: dict[str, str | None] = {"roadmap__retired_in": None}
    return live if drafts else live | {"roadmap__status": "published"}
