"""Bulletins as rows to show: each with its address, what touches one's own marks apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext

from curriculum.models import Roadmap
from curriculum.news.bulletins import LIBRARIES, Bulletin, Piece, Section
from curriculum.news.names import Known, known_of
from curriculum.news.paper import Issue
from curriculum.news.words import HEADINGS, opening, remark, whole


@dataclass(frozen=True, slots=True)
class Row:
    """`roadmap` is where it stands, or None in the library."""

    heading: str
    title: str
    address: str
    remark: str
    roadmap: Roadmap | None


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows under one heading; `brief` ones, of which there is no more to say than a name, run on."""

    heading: str
    rows: list[Row]

    @property
    def brief(self) -> bool:
        return not any(row.remark for row in self.rows)


@dataclass(frozen=True, slots=True)
class Part:
    """A roadmap's section, or the library's: a sentence, or rows under headings.

    `mine` says that one's own marks are on that roadmap.
    """

    title: str
    roadmap: Roadmap | None
    sentence: str
    heaps: list[Heap]
    mine: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A release in words."""

    number: int
    at: datetime
    opening: str
    yours: list[Row] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def told(issue: Issue, marked: set[str]) -> list[Told]:
    """Return the releases of `issue` for somebody who has marked those ids."""
    known = known_of(issue.bulletins)
    return [_told(one, issue.roadmaps, known, marked) for one in issue.bulletins]


def _told(one: Bulletin, roadmaps: Mapping[str, Roadmap], known: Known, marked: set[str]) -> Told:
    yours, parts = [], []
    lines = {id.partition("/")[0] for id in marked}
    for section in one.sections:
        roadmap = roadmaps.get(section.roadmap)
        rows = [(piece, row_of(piece, roadmap, known)) for piece in section.pieces]
        yours += [row for piece, row in rows if touches(piece, marked)]
        others = [(piece, row) for piece, row in rows if not touches(piece, marked)]
        if others or section.whole:
            parts.append(_part(section, roadmap, others, mine=section.roadmap in lines))
    parts.sort(key=lambda part: not part.mine)
    return Told(one.release, one.at, opening(one), yours, [] if one.first and not yours else parts)


def touches(piece: Piece, marked: set[str]) -> bool:
    """Tell whether it is about a topic that is marked."""
    return piece.kind == "topic" and not marked.isdisjoint((piece.id, *piece.old))


def _part(section: Section, roadmap: Roadmap | None, rows: list[tuple[Piece, Row]], *, mine: bool) -> Part:
    by_heading = groupby(rows, key=lambda pair: pair[1].heading)
    heaps = [Heap(heading, [row for _, row in found]) for heading, found in by_heading]
    title = roadmap.title if roadmap else _library(section.roadmap)
    return Part(title, roadmap, whole(section) if section.whole else "", heaps, mine)


def _library(name: str) -> str:
    return gettext("Concepts") if name == LIBRARIES[0] else gettext("Resources")


def row_of(piece: Piece, roadmap: Roadmap | None, known: Known) -> Row:
    address = ""
    if place := known.places.get(piece.id):
        kind, roadmap_slug, slug = place
        address = reverse(kind, args=[roadmap_slug, slug])
    return Row(str(HEADINGS[piece.what]), piece.title, address, remark(piece, known.titles), roadmap)
