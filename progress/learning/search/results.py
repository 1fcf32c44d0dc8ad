"""Hits as rows to show: where each leads, where it stands, and what of it fits, marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from curriculum.models import Phase, Roadmap, Topic
from curriculum.search.answers import Answer, Group
from curriculum.search.highlighting import excerpt, marked
from curriculum.search.matching import Hit
from curriculum.search.places import Place, places_of_concepts, places_of_resources
from progress.learning.models import Note
from progress.learning.search.notes import NotesFound

HEADINGS: Mapping[str, str | Promise] = {
    "topic": _("Topics"),
    "phase": _("Phases"),
    "roadmap": _("Roadmaps"),
    "concept": _("Concepts"),
    "resource": _("Resources"),
    "note": _("Your notes"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a roadmap, by name and address."""

    roadmap: str
    accent: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Result:
    """`spots` are where it is taught or named, for what has no page of its own."""

    kind: str
    title: SafeString
    text: SafeString
    address: str
    roadmap: str = ""
    accent: str = ""
    phase: str = ""
    sign: str = ""  # of a resource: docs, book and so on, as the sprite calls them
    elsewhere: bool = False  # the address is on another site
    spots: list[Spot] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Say in a few words where it stands."""
        lines = dict.fromkeys(spot.roadmap for spot in self.spots)
        return ", ".join(lines) or " · ".join(filter(None, (self.roadmap, self.phase)))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The results of one kind; `total` is how many there are."""

    kind: str
    total: int
    results: list[Result]

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.kind])

    @property
    def more(self) -> int:
        return self.total - len(self.results)


def shelves(found: Answer, *, drafts: bool) -> list[Shelf]:
    spots = _spots(found, drafts=drafts)
    return [_shelf(group, found.words, spots) for group in found.groups]


def notes_shelf(found: NotesFound, words: Sequence[str]) -> Shelf:
    """Return the notes that fit; each leads to its topic."""
    return Shelf("note", found.total, [_note(note, words) for note in found.notes])


def _note(note: Note, words: Sequence[str]) -> Result:
    topic = note.topic
    return Result(
        kind="note",
        title=marked(topic.title, words),
        text=excerpt(note.text, words),
        address=_address_of(topic),
        roadmap=topic.roadmap.title,
        accent=topic.roadmap.accent,
        phase=topic.phase.title,
    )


def _shelf(group: Group, words: Sequence[str], spots: Mapping[tuple[str, int], list[Spot]]) -> Shelf:
    results = [_result(hit, words, spots.get((hit.kind, hit.row), [])) for hit in group.hits]
    return Shelf(group.kind, group.total, results)


def _result(hit: Hit, words: Sequence[str], spots: list[Spot]) -> Result:
    return Result(
        kind=hit.kind,
        title=marked(hit.title, words),
        text=excerpt(hit.body, words),
        address=_address(hit) or (spots[0].address if spots else ""),
        roadmap="" if hit.kind == "roadmap" else hit.roadmap,
        accent=hit.accent,
        phase="" if hit.kind == "phase" else hit.phase,
        sign=hit.sort,
        elsewhere=hit.kind == "resource" and bool(hit.address),
        spots=spots,
    )


def _address(hit: Hit) -> str:
    """Return that of its own page; a concept, and a resource without an address, have none."""
    match hit.kind:
        case "topic" | "phase":
            return reverse(hit.kind, args=[hit.roadmap_slug, hit.address])
        case "roadmap":
            return reverse("roadmap", args=[hit.address])
    return hit.address


def _spots(found: Answer, *, drafts: bool) -> dict[tuple[str, int], list[Spot]]:
    """Return by kind and primary key where the concepts and resources among the hits stand."""
    rows = {group.kind: [hit.row for hit in group.hits] for group in found.groups}
    places: dict[tuple[str, int], Sequence[Place]] = {}
    if concepts := rows.get("concept"):
        taught = places_of_concepts(concepts, drafts=drafts)
        places |= {("concept", key): topics for key, topics in taught.items()}
    if resources := rows.get("resource"):
        named = places_of_resources(resources, drafts=drafts)
        places |= {("resource", key): where for key, where in named.items()}
    return {key: [_spot(place) for place in where] for key, where in places.items()}


def _spot(place: Place) -> Spot:
    roadmap = place if isinstance(place, Roadmap) else place.roadmap
    title = "" if isinstance(place, Roadmap) else place.title
    return Spot(roadmap.title, roadmap.accent, title, _address_of(place))


def _address_of(place: Place) -> str:
    match place:
        case Topic():
            return reverse("topic", args=[place.roadmap.slug, place.slug])
        case Phase():
            return reverse("phase", args=[place.roadmap.slug, place.slug])
    return reverse("roadmap", args=[place.slug])
