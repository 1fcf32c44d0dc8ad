"""The shape of concepts.yaml, resources.yaml and retired.yaml."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, RootModel, Tag

from curriculum.content.fields import PROSE, Day, Id, Name, OldId, Prose, ResourceKind, Strict, Url, Was, text


class LibraryResource(Strict):
    """A resource of the library, named elsewhere by its id."""

    id: Id
    """Stable for ever, unique among resources."""
    kind: ResourceKind
    title: Name
    url: Url | None = None
    note: Annotated[str, text(400)] | None = None
    """What it is good for, shown wherever the resource is."""
    was: Was = []


class ResourceInPlace(Strict):
    """A resource that only this place names."""

    kind: ResourceKind
    title: Name
    url: Url | None = None
    note: Annotated[str, text(400)] | None = None
    """What to use it for here."""


class NotedResource(Strict):
    """A resource of the library with a remark for this place."""

    id: Id
    """Its id in resources.yaml."""
    note: Annotated[str, text(400)]
    """What to use it for here, such as "chapters 5 to 9"."""


def _resource_form(value: Any) -> str | None:
    if isinstance(value, str):
        return "as id"
    if isinstance(value, dict):
        return "as note" if "id" in value else "as resource"
    return None


ResourceName = Annotated[
    Annotated[Id, Tag("as id")]
    | Annotated[NotedResource, Tag("as note")]
    | Annotated[ResourceInPlace, Tag("as resource")],
    Discriminator(
        _resource_form,
        custom_error_type="form",
        custom_error_message="is neither a resource's id nor one written out, {kind: …, title: …, url: …}",
    ),
]
Resources = Annotated[
    list[ResourceName],
    Field(description="Ids from resources.yaml, `{id, note}`, or resources written out in place."),
]


class Concept(Strict):
    """One idea that several roadmaps teach."""

    id: Id
    """Stable for ever, unique among concepts."""
    title: Name
    summary: Prose | None = Field(None, description=PROSE)
    was: Was = []


class Retired(Strict):
    """An id that was there once and is gone."""

    id: Id
    on: Day
    """The day it went, such as 2026-11-20."""
    why: Annotated[str, text(300)]
    """Shown to whoever follows an old link."""
    replaced_by: OldId | None = None
    """The id whose page is shown instead; it earns no credit (for that, use `was`)."""


class ConceptsFile(Strict):
    """content/concepts.yaml: ideas that several roadmaps share."""

    concepts: list[Concept] = []
    retired: list[Retired] = []


class ResourcesFile(Strict):
    """content/resources.yaml: the library of books, courses, channels and tools."""

    resources: list[LibraryResource] = []
    retired: list[Retired] = []


class RetiredFile(RootModel[list[Retired]]):
    """content/retired.yaml: whole roadmaps that are gone."""
