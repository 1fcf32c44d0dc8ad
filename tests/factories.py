"""Plain makers of rows for tests: what a test does not name gets a value that is new and valid."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from curriculum.models import (
    ChooseGroup,
    Concept,
    Habit,
    Milestone,
    Phase,
    Reference,
    Release,
    Resource,
    Roadmap,
    Topic,
)
from roadmap_site.accounts.models import User

numbers = count(1)


def make_learner(**overrides: Any) -> User:
    """One without a password or a confirmed address, who signs in by `client.force_login`."""
    return User.objects.create(**{"email": f"learner-{next(numbers)}@cairn.example"} | overrides)


def make_release(**overrides: Any) -> Release:
    fields = {"digest": f"{next(numbers):064}", "at": datetime(2026, 1, 5, 12, tzinfo=UTC)} | overrides
    return Release.objects.create(**fields)


def make_concept(**overrides: Any) -> Concept:
    key = f"concept-{next(numbers)}"
    return Concept.objects.create(**{"key": key, "title": key.title(), "digest": ""} | overrides)


def make_resource(**overrides: Any) -> Resource:
    key = f"resource-{next(numbers)}"
    return Resource.objects.create(
        **{"key": key, "title": key.title(), "kind": "docs", "digest": ""} | overrides
    )


def make_roadmap(**overrides: Any) -> Roadmap:
    """There is a release afterwards, as there always is where there is content."""
    if not Release.objects.exists():
        make_release()
    key = f"roadmap-{next(numbers)}"
    fields = {
        "key": key,
        "slug": key,
        "title": key.title(),
        "accent": "cobalt",
        "digest": "",
        "tree_digest": "",
    }
    return Roadmap.objects.create(**fields | overrides)


def make_phase(**overrides: Any) -> Phase:
    """`roadmap` is a new one unless given."""
    number = next(numbers)
    key = f"phase-{number}"
    fields = {"key": key, "slug": key, "title": key.title(), "digest": "", "position": number}
    roadmap = overrides.pop("roadmap", None) or make_roadmap()
    return Phase.objects.create(**fields | {"roadmap": roadmap} | overrides)


def make_group(**overrides: Any) -> ChooseGroup:
    """`phase` is a new one unless given; its topics come by `make_topic(group=...)`."""
    number = next(numbers)
    phase = overrides.pop("phase", None) or make_phase()
    key = f"group-{number}"
    fields = {"key": key, "title": key.title(), "digest": "", "position": number}
    return ChooseGroup.objects.create(**fields | {"phase": phase, "roadmap": phase.roadmap} | overrides)


def make_topic(**overrides: Any) -> Topic:
    """`phase` is the group's, or a new one in `roadmap`, unless given."""
    number = next(numbers)
    key = f"topic-{number}"
    group = overrides.get("group")
    phase = overrides.pop("phase", None) or (group.phase if group else None)
    phase = phase or make_phase(roadmap=overrides.pop("roadmap", None))
    fields = {"key": key, "slug": key, "title": key.title(), "digest": "", "position": number}
    return Topic.objects.create(**fields | {"phase": phase, "roadmap": phase.roadmap} | overrides)


def make_topics(number: int, phase: Phase) -> list[Topic]:
    """Many plain topics by one statement."""
    keys = [f"topic-{next(numbers)}" for _ in range(number)]
    return Topic.objects.bulk_create(
        Topic(
            roadmap=phase.roadmap,
            phase=phase,
            key=key,
            slug=key,
            title=key.title(),
            digest="",
            position=position,
        )
        for position, key in enumerate(keys)
    )


def make_milestone(**overrides: Any) -> Milestone:
    number = next(numbers)
    phase = overrides.pop("phase", None) or make_phase()
    key = f"milestone-{number}"
    fields = {"key": key, "title": key.title(), "digest": "", "position": number}
    return Milestone.objects.create(**fields | {"phase": phase, "roadmap": phase.roadmap} | overrides)


def make_habit(**overrides: Any) -> Habit:
    """`roadmap` is a new one unless given."""
    number = next(numbers)
    key = f"habit-{number}"
    roadmap = overrides.pop("roadmap", None) or make_roadmap()
    fields = {"key": key, "title": key.title(), "digest": "", "position": number}
    return Habit.objects.create(**fields | {"roadmap": roadmap} | overrides)


def make_reference(*, resource: Resource, place: Roadmap | Phase | Topic) -> Reference:
    roadmap = place if isinstance(place, Roadmap) else place.roadmap
    return Reference.objects.create(
        resource=resource,
        roadmap=roadmap,
        phase=place if isinstance(place, Phase) else None,
        topic=place if isinstance(place, Topic) else None,
        position=next(numbers),
    )
