"""Hits as rows to show: where each leads, where it stands, and what of it fits, marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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
    sort: str = ""  # of a resource: docs, book and so on, as the sprite calls them
    elsewhere: bool = False  # the address is on another site
    spots: list[Spot] = field(default_factory=list)

    @property
    def sign(self) -> SafeString:
        """Return which line it is on, else what kind of thing it is, to see before its title."""
        line = strip_tags(self.title) if self.kind == "roadmap" else self.roadmap
        return _sign(self.kind, self.sort, self.accent, line, get_language() or "")

    @property
    def where(self) -> str:
        """Say in a few words where it stands."""
        lines = dict.fromkeys(spot.roadmap for spot in self.spots)
        return ", ".join(lines) or " · ".join(filter(None, (self.roadmap, self.phase)))


@lru_cache(maxsize=1024)
def _sign(kind: str, sort: str, accent: str, line: str, language: str) -> SafeString:
    context = {"kind": kind, "sort": sort, "accent": accent, "line": line}
    return render_to_string("search/_sign.html", context)


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
        address=_address("topic", topic.slug, topic.roadmap.slug),
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
        address=_own_address(hit) or (spots[0].address if spots else ""),
        roadmap="" if hit.kind == "roadmap" else hit.roadmap,
        accent=hit.accent,
        phase="" if hit.kind == "phase" else hit.phase,
        sort=hit.sort,
        elsewhere=hit.kind == "resource" and bool(hit.address),
        spots=spots,
    )


def _own_address(hit: Hit) -> str:
    """Return that of its own page; a concept, and a resource without an address, have none."""
    if hit.kind in ("concept", "resource"):
        return hit.address
    return _address(hit.kind, hit.address, hit.roadmap_slug)


def _spots(found: Answer, *, drafts: bool) -> dict[tuple[str, int], list[Spot]]:
    """Return by kind and primary key where the concepts and resources among the hits stand."""
    rows = {group.kind: [hit.row for hit in group.hits] for group in found.groups}
    spots: dict[tuple[str, int], list[Spot]] = {}
    for kind, places_of in (("concept", places_of_concepts), ("resource", places_of_resources)):
        if keys := rows.get(kind):
            for key, places in places_of(keys, drafts=drafts).items():
                spots[kind, key] = [_spot(place) for place in places]
    return spots


def _spot(place: Place) -> Spot:
    return Spot(
        place.roadmap, place.accent, place.title, _address(place.kind, place.slug, place.roadmap_slug)
    )


def _address(kind: str, slug: str, roadmap: str) -> str:
    return reverse("roadmap", args=[roadmap]) if kind == "roadmap" else reverse(kind, args=[roadmap, slug])
