"""All that the database shows of the content, by ids instead of keys, to compare two states."""

from typing import Any

from curriculum.models import (
    Alias,
    ChooseGroup,
    Concept,
    Habit,
    Layer,
    Milestone,
    Phase,
    Reference,
    Resource,
    Retirement,
    Roadmap,
    SkillItem,
    Topic,
)

UNSEEN = ("id", "added_in", "retired_in", "since", "ended_in")
POINTERS = {"roadmap", "phase", "group", "concept", "layer", "resource", "topic", "window"}


def picture() -> dict[str, list[Any]]:
    """Return every live row, sorted."""
    shown: dict[str, list[Any]] = {}
    for model in (Concept, Resource, Roadmap, Phase, ChooseGroup, Topic, Milestone, Habit):
        shown[model.__name__] = sorted(_row(row) for row in model.objects.live())
    for model in (Layer, Reference, SkillItem):
        shown[model.__name__] = sorted(_row(row) for row in model.objects.all())
    for model in (Alias, Retirement):
        shown[model.__name__] = sorted(_row(row) for row in model.objects.holding())
    for field in ("about", "needs"):
        pairs = Topic.objects.live().exclude(**{field: None})
        shown[field] = sorted(pairs.values_list("roadmap__key", "key", f"{field}__key"))
    shown["skills"] = sorted(SkillItem.objects.exclude(topics=None).values_list("title", "topics__key"))
    return shown


def _row(row: Any) -> list[tuple[str, str]]:
    fields = [field.name for field in row._meta.concrete_fields if field.name not in UNSEEN]
    return [(name, repr(_value(row, name))) for name in fields]


def _value(row: Any, name: str) -> Any:
    value = getattr(row, name)
    if name not in POINTERS or value is None:
        return value
    return getattr(value, "key", None) or str(value)
