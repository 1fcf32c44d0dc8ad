"""Resources: the library's, and those that files name in place."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from curriculum.catalog import Reference, Resource
from curriculum.content.errors import ContentError, Position, shown
from curriculum.content.explain import Sheet
from curriculum.content.identity import Namespace, qualified
from curriculum.content.schemas import NotedResource, ResourceInPlace, ResourcesFile
from curriculum.content.yaml_source import Key

Named = Sequence[str | NotedResource | ResourceInPlace]


@dataclass(slots=True)
class Library:
    """Resources by id. A resource named in place joins under an id made of its address."""

    space: Namespace
    resources: dict[str, Resource] = field(default_factory=dict)
    by_url: dict[str, str] = field(default_factory=dict)
    places: dict[str, Position] = field(default_factory=dict)
    errors: list[ContentError] = field(default_factory=list)

    @classmethod
    def of(cls, sheet: Sheet[ResourcesFile] | None, space: Namespace) -> "Library":
        library = cls(space)
        if sheet is None:
            return library
        for number, entry in enumerate(sheet.model.resources):
            resource = Resource(
                id=entry.id,
                kind=entry.kind,
                title=entry.title,
                url=entry.url or "",
                note=entry.note or "",
                was=tuple(qualified(old, "resources") for old in entry.was),
            )
            library._add(resource, sheet.at("resources", number, "url" if entry.url else "id"))
        return library

    def _add(self, resource: Resource, at: Position) -> None:
        other = self.by_url.get(resource.url)
        if other and resource.url:
            message = f"the address {shown(resource.url)} belongs to `{other}` already"
            where = self.places[other]
            self.errors.append(
                ContentError.at(at, message, f"see {where.file}:{where.line}; keep one of them")
            )
        self.resources.setdefault(resource.id, resource)
        self.places.setdefault(resource.id, at)
        if resource.url:
            self.by_url.setdefault(resource.url, resource.id)

    def references(self, sheet: Sheet[Any], named: Named, path: tuple[Key, ...]) -> tuple[Reference, ...]:
        """Return the resources named in one place, each once."""
        found: dict[str, Reference] = {}
        for number, item in enumerate(named):
            here = (*path, number)
            reference = self._reference(sheet, item, here)
            if reference.resource in found:
                self.errors.append(sheet.error(here, "this resource is named twice here", "keep one"))
            found.setdefault(reference.resource, reference)
        return tuple(found.values())

    def _reference(
        self, sheet: Sheet[Any], item: str | NotedResource | ResourceInPlace, path: tuple[Key, ...]
    ) -> Reference:
        match item:
            case str():
                self.errors += self._unknown(item, sheet.at(*path))
                return Reference(item)
            case NotedResource():
                self.errors += self._unknown(item.id, sheet.at(*path, "id"))
                return Reference(item.id, item.note)
            case ResourceInPlace():
                return Reference(self._in_place(sheet, item, path), item.note or "")

    def _unknown(self, id: str, at: Position) -> Iterator[ContentError]:
        if self.space.lacks(id):
            suggestion = self.space.advice(id) or "add it to content/resources.yaml"
            yield ContentError.at(at, f"the resource {shown(id)} {self.space.verdict(id)}", suggestion)

    def _in_place(self, sheet: Sheet[Any], item: ResourceInPlace, path: tuple[Key, ...]) -> str:
        resource = Resource(key_in_place(item), item.kind, item.title, url=item.url or "")
        other = self.resources.get(resource.id)
        at = sheet.at(*path, "url" if item.url else "title")
        if other is None:
            self._add_in_place(resource, at)
        elif other != resource:
            where = self.places[other.id]
            message = (
                f"the address {shown(resource.url)} is called {shown(other.title)} ({other.kind}) elsewhere"
            )
            suggestion = (
                f"see {where.file}:{where.line}; put it into resources.yaml and name its id in both places"
            )
            self.errors.append(ContentError.at(at, message, suggestion))
        return resource.id

    def _add_in_place(self, resource: Resource, at: Position) -> None:
        known = self.by_url.get(resource.url, "")
        if known and resource.url:
            message = f"the address {shown(resource.url)} is in the library"
            self.errors.append(ContentError.at(at, message, f"name its id, `{known}`"))
            return
        self._add(resource, at)


def key_in_place(item: ResourceInPlace) -> str:
    """Return the id of a resource that has none: the same address gives the same id."""
    identity = item.url or f"{item.kind}\n{item.title}"
    return f"~{hashlib.sha256(identity.encode()).hexdigest()[:24]}"
