"""What files name must be there, once and in the right place, and can be done."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from curriculum.content.errors import ContentError, Position, did_you_mean, shown
from curriculum.content.explain import Sheet
from curriculum.content.identity import Namespace, topics_of
from curriculum.content.schemas import Choose, Member, PhaseFile, RoadmapFile, WindowFrom
from curriculum.content.shelf import RoadmapShelf, Shelf
from curriculum.content.yaml_source import Key

Path = tuple[Key, ...]
Spaces = dict[str, Namespace]
Needs = dict[str, list[tuple[str, Position]]]


def check_references(shelf: Shelf, spaces: Spaces) -> Iterator[ContentError]:
    for roadmap in shelf.roadmaps:
        for sheet in roadmap.phases.values():
            yield from _check_phase(sheet, roadmap, spaces)
        if roadmap.sheet:
            yield from _check_roadmap(roadmap.sheet, roadmap, spaces)
        yield from _concepts_once(roadmap)
        yield from _cycles(roadmap)


def _check_roadmap(sheet: Sheet[RoadmapFile], shelf: RoadmapShelf, spaces: Spaces) -> Iterator[ContentError]:
    roadmap = sheet.model
    yield from _window(sheet, roadmap.duration, ("duration",))
    for key, links in (("related", roadmap.related), ("next", roadmap.next)):
        named = [(number, link) for number, link in enumerate(links) if isinstance(link, str)]
        yield from _known(sheet, named, (key,), spaces["roadmaps"], "roadmap")
        yield from _own_roadmap(sheet, named, key, shelf.id)
    for number, window in enumerate(roadmap.skill_map):
        for place, item in enumerate(window.items):
            path = ("skill_map", number, "items", place, "topics")
            yield from _known_topics(sheet, item.topics, path, shelf, spaces)
    yield from _layers(sheet, shelf)


def _own_roadmap(
    sheet: Sheet[RoadmapFile], named: Iterable[tuple[int, str]], key: str, own: str
) -> Iterator[ContentError]:
    for number, name in named:
        if name == own:
            yield sheet.error((key, number), f"{shown(name)} is this roadmap itself", "take it out")


def _check_phase(sheet: Sheet[PhaseFile], shelf: RoadmapShelf, spaces: Spaces) -> Iterator[ContentError]:
    phase = sheet.model
    yield from _window(sheet, phase.effort, ("effort",))
    yield from _window(sheet, phase.when, ("when",))
    for number, item in enumerate(phase.topics):
        if not isinstance(item, Choose) or sheet.lost("topics", number, "from"):
            continue
        if item.choose > len(item.from_):
            message = f"{item.choose} are to be chosen from {len(item.from_)}"
            yield sheet.error(("topics", number, "choose"), message, "choose fewer, or add topics to `from`")
    for path, topic in topics_of(phase):
        yield from _check_topic(sheet, topic, path, shelf, spaces)


def _check_topic(
    sheet: Sheet[PhaseFile], topic: Member, path: Path, shelf: RoadmapShelf, spaces: Spaces
) -> Iterator[ContentError]:
    if topic.concept:
        yield from _known(sheet, [("concept", topic.concept)], path, spaces["concepts"], "concept")
    about = list(enumerate(topic.about))
    yield from _known(sheet, about, (*path, "about"), spaces["concepts"], "concept")
    if topic.concept in topic.about:
        number = topic.about.index(topic.concept)
        message = f"{shown(topic.concept)} is this topic's `concept` already"
        yield sheet.error((*path, "about", number), message, "take it out of `about`")
    yield from _known_topics(sheet, topic.needs, (*path, "needs"), shelf, spaces)
    if topic.credit and not topic.was and not sheet.lost(*path, "was"):
        message = "`credit` says how the ids in `was` count, but there is no `was`"
        yield sheet.error((*path, "credit"), message, "take it out, or add `was`")


def _window(sheet: Sheet[Any], window: WindowFrom | None, path: Path) -> Iterator[ContentError]:
    if window and window.to < window.from_:
        message = f"`to` is {window.to}, less than `from`, {window.from_}"
        yield sheet.error((*path, "to"), message, "exchange them")


def _known(
    sheet: Sheet[Any], named: Sequence[tuple[Key, str]], path: Path, space: Namespace, kind: str
) -> Iterator[ContentError]:
    """Report names that aren't in the namespace, and names that stand there twice."""
    seen: set[str] = set()
    for key, name in named:
        if name in seen:
            yield sheet.error((*path, key), f"{shown(name)} is named twice", "keep one")
        elif space.lacks(name):
            suggestion = space.advice(name) or f"add it to {_home(space)}"
            yield sheet.error((*path, key), f"the {kind} {shown(name)} {space.verdict(name)}", suggestion)
        seen.add(name)


def _home(space: Namespace) -> str:
    return f"content/{space.name}" if space.name == "roadmaps" else f"content/{space.name}.yaml"


def _known_topics(
    sheet: Sheet[Any], names: Sequence[str], path: Path, shelf: RoadmapShelf, spaces: Spaces
) -> Iterator[ContentError]:
    space = spaces[shelf.id]
    seen: set[str] = set()
    for number, name in enumerate(names):
        at = sheet.at(*path, number)
        entry = space.present.get(name)
        if name in seen:
            yield ContentError.at(at, f"{shown(name)} is named twice", "keep one")
        elif entry and entry.kind != "topic":
            yield ContentError.at(at, f"{shown(name)} is a {entry.kind}, not a topic", "name a topic")
        elif space.lacks(name):
            suggestion = space.advice(name, "topic") or "name a topic of this roadmap"
            message = f"the topic {shown(name)} {space.verdict(name)} in this roadmap"
            yield ContentError.at(at, message, suggestion)
        seen.add(name)


def _layers(sheet: Sheet[RoadmapFile], shelf: RoadmapShelf) -> Iterator[ContentError]:
    """Every layer holds phases, and those of one layer follow each other."""
    layers: dict[str, int] = {}
    for number, layer in enumerate(sheet.model.layers):
        if layer.id in layers:
            yield sheet.error(
                ("layers", number, "id"), f"the layer {shown(layer.id)} is here twice", "keep one"
            )
        layers.setdefault(layer.id, number)
    yield from _unknown_layers(sheet, shelf, layers)
    if not sheet.lost("phases"):
        yield from _parted_layers(shelf, layers)
    yield from _empty_layers(sheet, shelf, layers)


def _unknown_layers(
    sheet: Sheet[RoadmapFile], shelf: RoadmapShelf, layers: dict[str, int]
) -> Iterator[ContentError]:
    lost = sheet.lost_ids(("layers",))
    if sheet.lost("phases") and not layers:  # only begun
        return
    for phase in shelf.phases.values():
        id = phase.model.layer
        if id and id not in layers and id not in lost.ids and lost.all:
            suggestion = did_you_mean(id, layers) or "add it to `layers` in roadmap.yaml"
            yield phase.error(("layer",), f"the layer {shown(id)} isn't known", suggestion)


def _parted_layers(shelf: RoadmapShelf, layers: dict[str, int]) -> Iterator[ContentError]:
    before, ended = None, set()
    for phase in shelf.phases.values():
        id = phase.model.layer
        if id in layers and id in ended:
            message = f"the layer {shown(id)} begins again after another phase"
            yield phase.error(("layer",), message, "list the phases of a layer one after the other")
        if phase.lost("layer"):
            continue
        if before and id != before:
            ended.add(before)
        before = id


def _empty_layers(
    sheet: Sheet[RoadmapFile], shelf: RoadmapShelf, layers: dict[str, int]
) -> Iterator[ContentError]:
    phases = [*shelf.phases.values(), *shelf.unlisted.values()]
    if not shelf.whole or any(phase.lost("layer") for phase in phases):
        return
    used = {phase.model.layer for phase in phases}
    for id, number in layers.items():
        if id not in used:
            message = f"no phase is in the layer {shown(id)}"
            yield sheet.error(
                ("layers", number, "id"), message, f"write `layer: {id}` in a phase, or take it out"
            )


def _concepts_once(shelf: RoadmapShelf) -> Iterator[ContentError]:
    first: dict[str, Position] = {}
    for sheet in shelf.phases.values():
        for path, topic in topics_of(sheet.model):
            if not topic.concept:
                continue
            at = sheet.at(*path, "concept")
            other = first.setdefault(topic.concept, at)
            if other is not at:
                message = f"the concept {shown(topic.concept)} is taught twice in this roadmap"
                yield ContentError.at(
                    at, message, f"see {other.file}:{other.line}; write `about` for one of them"
                )


def _cycles(shelf: RoadmapShelf) -> Iterator[ContentError]:
    """Report each circle of needs once, at the need that closes it."""
    needs: Needs = {}
    for sheet in shelf.phases.values():
        for path, topic in topics_of(sheet.model):
            named = enumerate(topic.needs)
            needs.setdefault(topic.id, [(need, sheet.at(*path, "needs", number)) for number, need in named])
    finished: set[str] = set()
    for start in needs:
        for circle, at in _circles_from(start, needs, finished):
            message = f"topics need each other in a circle: {' → '.join(circle)}"
            yield ContentError.at(at, message, "take one of these needs out")


def _circles_from(start: str, needs: Needs, finished: set[str]) -> Iterator[tuple[list[str], Position]]:
    """Walk depth first, without recursion, through what isn't finished; what is walked becomes finished."""
    if start in finished:
        return
    trail = {start: iter(needs[start])}  # the way from the start to here
    while trail:
        here, remaining = next(reversed(trail.items()))
        need, at = next(remaining, (None, None))
        if need is None or at is None:
            finished.add(here)
            del trail[here]
        elif need in trail:
            way = list(trail)
            yield [*way[way.index(need) :], need], at
        elif need in needs and need not in finished:
            trail[need] = iter(needs[need])
