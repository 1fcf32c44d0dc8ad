"""Which ids there are, which there were, and where the files say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from curriculum.content.errors import Position
from curriculum.content.explain import Sheet
from curriculum.content.schemas import Choose, Member, PhaseFile, Retired
from curriculum.content.shelf import RoadmapShelf, Shelf
from curriculum.content.yaml_source import Key

LIBRARIES = ("concepts", "resources", "roadmaps")  # stand in a roadmap's place in qualified ids


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with an id, and where it says so."""

    kind: str
    id: str
    at: Position
    was: tuple[tuple[str, Position], ...] = ()  # qualified


@dataclass(frozen=True, slots=True)
class Gone:
    id: str
    at: Position
    replaced_by: str  # qualified
    replaced_at: Position


@dataclass(slots=True)
class Namespace:
    """The ids of one roadmap or library. `whole` says that none can be missing."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    present: dict[str, Entry] = field(default_factory=dict)  # the first of each id
    retired: dict[str, Gone] = field(default_factory=dict)
    whole: bool = True

    def enter(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.present.setdefault(entry.id, entry)

    def retire(self, gone: Gone) -> None:
        self.gone.append(gone)
        self.retired.setdefault(gone.id, gone)

    def ids(self, kind: str) -> set[str]:
        return {entry.id for entry in self.entries if entry.kind == kind}


def namespaces(shelf: Shelf) -> dict[str, Namespace]:
    """Return all namespaces by name: the libraries' and each roadmap's."""
    concepts, resources, roadmaps = (Namespace(name) for name in LIBRARIES)
    found = {space.name: space for space in (concepts, resources, roadmaps)}
    if shelf.concepts:
        sheet = shelf.concepts
        for number, concept in enumerate(sheet.model.concepts):
            _enter(concepts, sheet, "concept", concept.id, concept.was, ("concepts", number))
        _enter_gone(concepts, sheet, sheet.model.retired, ("retired",))
    if shelf.resources:
        library = shelf.resources
        for number, resource in enumerate(library.model.resources):
            _enter(resources, library, "resource", resource.id, resource.was, ("resources", number))
        _enter_gone(resources, library, library.model.retired, ("retired",))
    if shelf.retired:
        _enter_gone(roadmaps, shelf.retired, shelf.retired.model.root, ())
    concepts.whole, resources.whole = shelf.concepts is not None, shelf.resources is not None
    for roadmap in shelf.roadmaps:
        if roadmap.sheet:
            _enter(roadmaps, roadmap.sheet, "roadmap", roadmap.id, [], ())
        else:
            roadmaps.whole = False
            roadmaps.enter(Entry("roadmap", roadmap.id, Position(roadmap.id)))
        found[roadmap.id] = _roadmap_namespace(roadmap)
    return found


def _roadmap_namespace(shelf: RoadmapShelf) -> Namespace:
    space = Namespace(shelf.id, whole=shelf.whole)
    for sheet in shelf.phases.values():
        _enter_phase(space, sheet)
    if shelf.sheet:
        for number, habit in enumerate(shelf.sheet.model.routine):
            _enter(space, shelf.sheet, "habit", habit.id, habit.was, ("routine", number))
        _enter_gone(space, shelf.sheet, shelf.sheet.model.retired, ("retired",))
    return space


def _enter_phase(space: Namespace, sheet: Sheet[PhaseFile]) -> None:
    phase = sheet.model
    _enter(space, sheet, "phase", phase.id, phase.was, ())
    for number, item in enumerate(phase.topics):
        if isinstance(item, Choose):
            _enter(space, sheet, "group", item.id, item.was, ("topics", number))
    for path, topic in topics_of(phase):
        _enter(space, sheet, "topic", topic.id, topic.was, path)
    for number, milestone in enumerate(phase.milestones):
        _enter(space, sheet, "milestone", milestone.id, milestone.was, ("milestones", number))


def topics_of(phase: PhaseFile) -> Iterator[tuple[tuple[Key, ...], Member]]:
    """Yield a phase's topics, those to choose from too, each with its path in the file."""
    for number, item in enumerate(phase.topics):
        if isinstance(item, Choose):
            for place, member in enumerate(item.from_):
                yield ("topics", number, "from", place), member
        else:
            yield ("topics", number), item


def _enter(
    space: Namespace,
    sheet: Sheet[Any],
    kind: str,
    id: str,
    was: Iterable[str],
    path: tuple[Key, ...],
) -> None:
    olds = tuple(
        (qualified(old, space.name), sheet.at(*path, "was", number)) for number, old in enumerate(was)
    )
    space.enter(Entry(kind, id, sheet.at(*path, "id"), olds))


def _enter_gone(
    space: Namespace, sheet: Sheet[Any], retired: Iterable[Retired], path: tuple[Key, ...]
) -> None:
    for number, entry in enumerate(retired):
        here = (*path, number)
        replaced_by = qualified(entry.replaced_by, space.name) if entry.replaced_by else ""
        space.retire(Gone(entry.id, sheet.at(*here, "id"), replaced_by, sheet.at(*here, "replaced_by")))


def qualified(id: str, space: str) -> str:
    """Return an id with its roadmap or library before it."""
    return id if "/" in id else f"{space}/{id}"
