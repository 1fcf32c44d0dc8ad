"""The rules of identity: an id is there once, and one that is gone is accounted for once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.content.errors import ContentError, Position, shown
from curriculum.content.identity import LIBRARIES, Entry, Namespace, topics_of
from curriculum.content.shelf import RoadmapShelf, Shelf
from curriculum.content.yaml_source import Key

RESERVED_PHASE_SLUGS = {"topics", "milestones", "timeline", "plan"}  # addresses of a roadmap's own
Spaces = dict[str, Namespace]


def check_identity(shelf: Shelf, spaces: Spaces) -> Iterator[ContentError]:
    for space in spaces.values():
        yield from _repeated_ids(space)
        yield from _retired_ids(space, spaces)
        for entry in space.entries:
            yield from _old_ids(entry, space, spaces)
    for roadmap in shelf.roadmaps:
        yield from _reserved_id(roadmap)
        yield from _roadmap_slugs(roadmap)
    yield from _same_slugs(_slugs_of_roadmaps(shelf), "roadmap")


def _repeated_ids(space: Namespace) -> Iterator[ContentError]:
    first: dict[str, Entry] = {}
    for entry in space.entries:
        if other := first.setdefault(entry.id, entry):
            if other is entry:
                continue
            message = f"the id {shown(entry.id)} of this {entry.kind} is taken by a {other.kind}"
            suggestion = f"see {_line(other.at)}; ids are unique in {_where(space)}"
            yield ContentError.at(entry.at, message, suggestion)


def _retired_ids(space: Namespace, spaces: Spaces) -> Iterator[ContentError]:
    present = space.present
    counts = Counter(gone.id for gone in space.gone)
    for gone in space.gone:
        if counts[gone.id] > 1 and space.retired[gone.id] is not gone:
            line = space.retired[gone.id].at.line
            yield ContentError.at(
                gone.at, f"{shown(gone.id)} is retired twice", f"keep the one on line {line}"
            )
        if entry := present.get(gone.id):
            message = f"{shown(gone.id)} is retired, but still there"
            suggestion = f"take this out, or the {entry.kind} at {_line(entry.at)}"
            yield ContentError.at(gone.at, message, suggestion)
        if gone.replaced_by:
            yield from _unknown(gone.replaced_by, gone.replaced_at, space, spaces)


def _unknown(id: str, at: Position, space: Namespace, spaces: Spaces) -> Iterator[ContentError]:
    """Report a qualified id that nothing has."""
    home, _, key = id.partition("/")
    if error := _wrong_home(home, at, space, spaces):
        yield error
        return
    target = spaces.get(home)
    if target and target.lacks(key):
        message = f"there is no {shown(key)} in {_where(target)}"
        if key in target.retired:
            message = f"{shown(key)} is retired itself"
        advice = target.advice(key) or "name an id that is there, or leave this out"
        yield ContentError.at(at, message, advice)


def _wrong_home(home: str, at: Position, space: Namespace, spaces: Spaces) -> ContentError | None:
    """Return what is wrong before the slash: roadmaps may name each other, libraries only themselves."""
    if space.name in LIBRARIES and home != space.name:
        message = f"{shown(home)} can't be named here, where only {_where(space)} counts"
        return ContentError.at(at, message, "write an id without a slash")
    if space.name in LIBRARIES or (home not in LIBRARIES and not spaces["roadmaps"].lacks(home)):
        return None
    suggestion = spaces["roadmaps"].advice(home) or "name a folder of content/roadmaps"
    message = f"there is no roadmap {shown(home)}"
    if home in spaces["roadmaps"].retired:
        message = f"the roadmap {shown(home)} is retired"
    return ContentError.at(at, message, suggestion)


def _old_ids(entry: Entry, space: Namespace, spaces: Spaces) -> Iterator[ContentError]:
    seen: set[str] = set()
    for old, at in entry.was:
        name, _, key = old.partition("/")
        if old in seen:
            yield ContentError.at(at, f"{shown(key)} is named twice", "keep one")
        seen.add(old)
        if error := _wrong_home(name, at, space, spaces):
            if not _may_be_retired(name, space, spaces["roadmaps"]):
                yield error
            continue
        if name not in spaces:  # a folder that was refused
            continue
        if other := spaces[name].present.get(key):
            message = f"`was` names {shown(key)}, which is still there"
            suggestion = f"take it out of `was`, or take away the {other.kind} at {_line(other.at)}"
            yield ContentError.at(at, message, suggestion)
        if gone := spaces[name].retired.get(key):
            message = f"{shown(key)} is in this `was` and among the retired"
            suggestion = f"keep one: `was` if its progress counts here; it is retired at {_line(gone.at)}"
            yield ContentError.at(at, message, suggestion)


def _may_be_retired(home: str, space: Namespace, roadmaps: Namespace) -> bool:
    return space.name not in LIBRARIES and (home in roadmaps.retired or not roadmaps.knows_retired)


def _reserved_id(roadmap: RoadmapShelf) -> Iterator[ContentError]:
    if roadmap.id in LIBRARIES and roadmap.sheet:
        yield roadmap.sheet.error(
            ("id",), f"a roadmap can't be called {shown(roadmap.id)}", "choose another id"
        )


# Slugs

Slugged = Iterable[tuple[str, Position]]


def _slugs_of_roadmaps(shelf: Shelf) -> Slugged:
    for roadmap in shelf.roadmaps:
        if roadmap.sheet and not roadmap.sheet.lost("slug"):
            yield (
                roadmap.sheet.model.slug or roadmap.id,
                roadmap.sheet.at(_slug_key(roadmap.sheet.model.slug)),
            )


def _roadmap_slugs(roadmap: RoadmapShelf) -> Iterator[ContentError]:
    phases, topics = [], []
    for sheet in roadmap.phases.values():
        phase = sheet.model
        if not sheet.lost("slug"):
            phases.append((phase.slug or phase.id, sheet.at(_slug_key(phase.slug))))
        for path, topic in topics_of(phase):
            if not sheet.lost(*path, "slug"):
                topics.append((topic.slug or topic.id, sheet.at(*path, _slug_key(topic.slug))))
    for slug, at in phases:
        if slug in RESERVED_PHASE_SLUGS:
            yield ContentError.at(
                at, f"a phase can't have the slug {shown(slug)}", "give it a `slug` of its own"
            )
    yield from _same_slugs(phases, "phase")
    yield from _same_slugs(topics, "topic")


def _slug_key(slug: str | None) -> Key:
    return "slug" if slug else "id"


def _same_slugs(slugs: Slugged, kind: str) -> Iterator[ContentError]:
    first: dict[str, Position] = {}
    for slug, at in slugs:
        other = first.setdefault(slug, at)
        if other is not at:
            message = f"the slug {shown(slug)} of this {kind} is taken"
            yield ContentError.at(at, message, f"see {_line(other)}; give one of them another `slug`")


def _line(at: Position) -> str:
    return f"{at.file}:{at.line}"


def _where(space: Namespace) -> str:
    if space.name == "roadmaps":
        return "content/roadmaps"
    return f"{space.name}.yaml" if space.name in LIBRARIES else f"the roadmap `{space.name}`"
