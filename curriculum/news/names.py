"""What the ids of a bulletin are called today, and where they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from curriculum.models import Phase, Topic
from curriculum.news.bulletins import Bulletin, Piece


@dataclass(frozen=True, slots=True)
class Known:
    """By qualified id: `titles`, and `places` (kind, roadmap's slug, own slug) of what is live."""

    titles: dict[str, str]
    places: dict[str, tuple[str, str, str]]


def known_of(bulletins: Iterable[Bulletin]) -> Known:
    """Look up all that the bulletins name, by two statements."""
    ids = {
        id for one in bulletins for section in one.sections for piece in section.pieces for id in _ids(piece)
    }
    known = Known({}, {})
    roadmaps, keys = {id.partition("/")[0] for id in ids}, {id.partition("/")[2] for id in ids}
    for kind, model in (("topic", Topic), ("phase", Phase)):
        rows = model._default_manager.filter(roadmap__key__in=roadmaps, key__in=keys).values_list(
            "roadmap__key", "key", "title", "roadmap__slug", "slug", "retired_in"
        )
        for roadmap, key, title, roadmap_slug, slug, retired in rows:
            id = f"{roadmap}/{key}"
            known.titles[id] = title
            if retired is None:
                known.places[id] = (kind, roadmap_slug, slug)
    return known


def _ids(piece: Piece) -> Iterator[str]:
    yield piece.id
    yield from piece.old
    named = [
        *piece.turns.get("phase", ()),
        *(one.removeprefix("see ") for one in piece.remarks if piece.what == "gone"),
    ]
    yield from (key if "/" in key else f"{piece.roadmap}/{key}" for key in named)
