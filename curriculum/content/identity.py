"""Which ids there are, which there were, and where the files say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from curriculum.content.errors import Position, did_you_mean
from curriculum.content.explain import Sheet
from curriculum.content.salvage import LostIds
from curriculum.content.schemas import Choose, Member, PhaseFile, Retired, RetiredFile
from curriculum.content.shelf import RoadmapShelf, Shelf
from curriculum.content.yaml_source import Key

MAX_GUESSES = 100  # of what was meant: each looks at all ids
IN_PHASES = (("topics",), ("topics", "from"), ("milestones",))
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
    """The ids of one roadmap or library. `whole` says that none can be missing.

    What is `misplaced` is there, but where another error says that it doesn't belong.
    """

    name: str
    entries: list[Entry] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    present: dict[str, Entry] = field(default_factory=dict)  # the first of each id
    retired: dict[str, Gone] = field(default_factory=dict)
    misplaced: set[str] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)  # old ids; who was one, qualified
    whole: bool = True
    knows_retired: bool = True
    guesses: int = 0

    def enter(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.present.setdefault(entry.id, entry)

    def miss(self, lost: LostIds) -> None:
        """Take the ids that a file lost with its mistakes for ids that are there."""
        self.misplaced |= lost.ids
        self.whole &= lost.all

    def retire(self, gone: Gone) -> None:
        self.gone.append(gone)
        self.retired.setdefault(gone.id, gone)

    def lacks(self, id: str) -> bool:
        """Tell whether an id is certainly not there."""
        if id in self.present or id in self.misplaced:
            return False
        return self.whole or id in self.retired

    def verdict(self, id: str) -> str:
        return "is retired" if id in self.retired else "isn't known"

    def advice(self, id: str, kind: str = "") -> str:
        """Return what became of an id that isn't there, or which one was probably meant."""
        if gone := self.retired.get(id):
            where = f"{gone.at.file}:{gone.at.line}"
            if not gone.replaced_by:
                return f"take it out; see {where}"
            return f"`{self.from_here(gone.replaced_by)}` replaces it; see {where}"
        if id in self.heirs:
            return f"it is now `{self.from_here(self.heirs[id])}`"
        self.guesses += 1
        if self.guesses > MAX_GUESSES:
            return ""
        return did_you_mean(id, (entry.id for entry in self.entries if kind in ("", entry.kind)))

    def from_here(self, id: str) -> str:
        """Return a qualified id as it is written in this namespace."""
        return id.removeprefix(f"{self.name}/")


def namespaces(shelf: Shelf) -> dict[str, Namespace]:
    """Return all namespaces by name: the libraries' and each roadmap's."""
    concepts, resources, roadmaps = (Namespace(name) for name in LIBRARIES)
    concepts.whole, resources.whole = shelf.concepts is not None, shelf.resources is not None
    roadmaps.whole, roadmaps.knows_retired = shelf.whole, shelf.retired is not None
    found = {space.name: space for space in (concepts, resources, roadmaps)}
    if shelf.concepts:
        sheet = shelf.concepts
        for number, concept in enumerate(sheet.model.concepts):
            _enter(concepts, sheet, "concept", concept.id, concept.was, ("concepts", number))
        concepts.miss(sheet.lost_ids(("concepts",)))
        _enter_gone(concepts, sheet, sheet.model.retired, ("retired",))
    if shelf.resources:
        library = shelf.resources
        for number, resource in enumerate(library.model.resources):
            _enter(resources, library, "resource", resource.id, resource.was, ("resources", number))
        resources.miss(library.lost_ids(("resources",)))
        _enter_gone(resources, library, library.model.retired, ("retired",))
    if shelf.retired:
        _enter_gone(roadmaps, shelf.retired, shelf.retired.model.root, ())
        roadmaps.knows_retired = _miss_retired(roadmaps, shelf.retired)
    for roadmap in shelf.roadmaps:
        if roadmap.sheet:
            _enter(roadmaps, roadmap.sheet, "roadmap", roadmap.id, [], ())
            roadmaps.misplaced.add(roadmap.sheet.model.id)
        else:
            roadmaps.enter(Entry("roadmap", roadmap.id, Position(roadmap.id)))
        found[roadmap.id] = _roadmap_namespace(roadmap)
    _note_heirs(found)
    return found


def _miss_retired(roadmaps: Namespace, sheet: Sheet[RetiredFile]) -> bool:
    """Return whether all that are retired can be read; a roadmap that is there can't be missing."""
    lost = sheet.lost_ids(())
    roadmaps.misplaced |= lost.ids
    return lost.all


def _note_heirs(spaces: dict[str, Namespace]) -> None:
    for space in spaces.values():
        for entry in space.entries:
            for old, _ in entry.was:
                home, _, key = old.partition("/")
                if home in spaces:
                    spaces[home].heirs.setdefault(key, f"{space.name}/{entry.id}")


def _roadmap_namespace(shelf: RoadmapShelf) -> Namespace:
    space = Namespace(shelf.id, whole=shelf.whole)
    for id, sheet in shelf.phases.items():
        _enter_phase(space, sheet)
        space.misplaced.add(id)
    for sheet in (*shelf.phases.values(), *shelf.unlisted.values()):
        space.miss(sheet.lost_ids(*IN_PHASES))
    space.misplaced |= _unlisted_ids(shelf)
    if shelf.sheet:
        for number, habit in enumerate(shelf.sheet.model.routine):
            _enter(space, shelf.sheet, "habit", habit.id, habit.was, ("routine", number))
        space.miss(shelf.sheet.lost_ids(("routine",)))
        _enter_gone(space, shelf.sheet, shelf.sheet.model.retired, ("retired",))
    return space


def _unlisted_ids(shelf: RoadmapShelf) -> set[str]:
    unlisted = Namespace(shelf.id)
    for sheet in shelf.unlisted.values():
        _enter_phase(unlisted, sheet)
    return {entry.id for entry in unlisted.entries}


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
