"""What the files say of ids that are no more: carried on by another (`was`), or retired."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from curriculum.catalog import Catalog, Retired, Topic
from curriculum.loading.items import Part, items_of


@dataclass(frozen=True, slots=True)
class Successor:
    """`new` carries on the progress on `old`."""

    old: str
    new: str
    credit: str = "any"


@dataclass(frozen=True, slots=True)
class Gone:
    """`old` is retired; `replaced_by` is where its address leads, if anywhere."""

    old: str
    on: date
    why: str
    replaced_by: str = ""


def successors_in(catalog: Catalog) -> Iterator[Successor]:
    """Yield every `was`, in the catalogue's order."""
    for item, part in items_of(catalog):
        credit = part.credit if isinstance(part, Topic) else "any"
        for old in was(part):
            yield Successor(qualified(old, item.roadmap), item.id, credit)


def was(part: Part) -> tuple[str, ...]:
    return getattr(part, "was", ())


def retired_in(catalog: Catalog) -> Iterator[Gone]:
    """Yield every entry of `retired`, the libraries' first."""
    for library in sorted(catalog.retired):
        yield from (_gone(library, entry) for entry in catalog.retired[library])
    for roadmap in catalog.roadmaps:
        yield from (_gone(roadmap.id, entry) for entry in roadmap.retired)


def _gone(roadmap: str, entry: Retired) -> Gone:
    replaced_by = qualified(entry.replaced_by, roadmap) if entry.replaced_by else ""
    return Gone(f"{roadmap}/{entry.id}", entry.on, entry.why, replaced_by)


def qualified(key: str, roadmap: str) -> str:
    """Return the id with its roadmap (or library), which may stand before it already."""
    return key if "/" in key else f"{roadmap}/{key}"
