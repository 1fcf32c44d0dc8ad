"""What an address leads to: something live, something that has moved, or something that is gone.

A live one costs one query. An address that was right once redirects for ever: former slugs and
`was` are followed transitively, across roadmaps too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from curriculum.models import (
    Alias,
    ChooseGroup,
    FormerSlug,
    Milestone,
    Phase,
    Retirement,
    Roadmap,
    Topic,
)

Page = Roadmap | Phase | Topic | Milestone  # what has an address


@dataclass(frozen=True, slots=True)
class Moved:
    """Answer with a redirect to the address of `to`, which is live."""

    to: Page


@dataclass(frozen=True, slots=True)
class Gone:
    """Answer 410 with what is known: `roadmap` is where it stood, if that is still there."""

    title: str
    on: date | None
    why: str
    roadmap: Roadmap | None


def find_roadmap(slug: str) -> Roadmap | Moved | Gone | None:
    """Return the roadmap itself if it is live under this address; None if there never was one."""
    live = Roadmap.objects.live().filter(slug=slug).first()
    return live or _follow(f"roadmaps/{_key_at('roadmap', '', slug)}")


def find_phase(roadmap: str, slug: str) -> Phase | Moved | Gone | None:
    """Return the phase at the slugs of a roadmap and a phase, as `find_roadmap` does."""
    live = Phase.objects.live().filter(roadmap__slug=roadmap, roadmap__retired_in=None, slug=slug)
    return live.select_related("roadmap").first() or _formerly("phase", roadmap, slug)


def find_topic(roadmap: str, slug: str) -> Topic | Moved | Gone | None:
    """Return the topic at the slugs of a roadmap and a topic, as `find_roadmap` does."""
    live = Topic.objects.live().filter(roadmap__slug=roadmap, roadmap__retired_in=None, slug=slug)
    return live.select_related("roadmap", "phase").first() or _formerly("topic", roadmap, slug)


def find_milestone(roadmap: str, key: str) -> Milestone | Moved | Gone | None:
    """Return the milestone with this id at a roadmap's slug, as `find_roadmap` does."""
    live = (
        Milestone.objects.live().filter(roadmap__retired_in=None, key=key).select_related("roadmap", "phase")
    )
    here = live.filter(roadmap__slug=roadmap).first()
    if here:
        return here
    where = _key_at("roadmap", "", roadmap)
    moved = live.filter(roadmap__key=where).first()
    current = Roadmap.objects.live().filter(slug=roadmap).values_list("key", flat=True).first()
    return Moved(moved) if moved else _follow(f"{current or where}/{key}")


def _formerly(kind: str, roadmap: str, slug: str) -> Moved | Gone | None:
    current = Roadmap.objects.live().filter(slug=roadmap).values_list("key", flat=True).first()
    where = current or _key_at("roadmap", "", roadmap)
    model = Phase if kind == "phase" else Topic
    live = model.objects.live().filter(roadmap__key=where, slug=slug).select_related("roadmap").first()
    return Moved(live) if live else _follow(f"{where}/{_key_at(kind, where, slug)}")


def _key_at(kind: str, roadmap: str, slug: str) -> str:
    """Return the id that had an address last; ids that no row remembers had themselves for a slug."""
    former = FormerSlug.objects.filter(kind=kind, roadmap=roadmap, slug=slug)
    return former.values_list("key", flat=True).first() or slug


def _follow(id: str) -> Moved | Gone | None:
    """Go from an old id to what carries it on or replaces it, else say what is known of it."""
    return _live(id, set()) or _gone(id)


def _live(id: str, seen: set[str]) -> Moved | None:
    if id in seen:
        return None
    seen.add(id)
    if page := _page(id):
        return Moved(page)
    ways = (_live(way, seen) for way in _ways_on(id))
    return next((found for found in ways if found), None)


def _ways_on(id: str) -> Iterator[str]:
    """Yield what carries `id` on, or what replaces it or its roadmap."""
    yield from _successors(id)
    for retirement in _retirements(id):
        if retirement.replaced_by:
            yield retirement.replaced_by


def _successors(id: str) -> list[str]:
    """Return what carries `id` on, in its own roadmap first."""
    new = Alias.objects.holding().filter(old=id).values_list("new", flat=True)
    return sorted(new, key=lambda one: _roadmap_of(one) != _roadmap_of(id))


def _retirements(id: str) -> Iterator[Retirement]:
    """Yield what is declared of `id`, and of its roadmap."""
    for one in (id, f"roadmaps/{_roadmap_of(id)}"):
        yield from Retirement.objects.holding().filter(old=one)


def _roadmap_of(id: str) -> str:
    return id.partition("/")[0]


def _page(id: str) -> Page | None:
    """Return the live page of an id; what has none of its own is shown on its phase's."""
    roadmap, _, key = id.partition("/")
    if roadmap == "roadmaps":
        return Roadmap.objects.live().filter(key=key).first()
    for model in (Topic, Phase, ChooseGroup, Milestone):
        rows = model.objects.live().filter(roadmap__key=roadmap, key=key)
        if row := rows.select_related("roadmap").first():
            return row.phase if isinstance(row, ChooseGroup) else row
    return None


def _gone(id: str) -> Gone | None:
    """Return what is known of an id that leads nowhere, or None if nothing is."""
    roadmap, _, key = id.partition("/")
    end = next(_ends(id), None)
    row = _retired_row(roadmap, key)
    if row is None and end is None:
        return None
    return Gone(
        title=row.title if row else key.replace("-", " ").capitalize(),
        on=end.on if end else _day_of(row),
        why=end.why if end else "",
        roadmap=Roadmap.objects.live().filter(key=roadmap).first(),
    )


def _ends(id: str) -> Iterator[Retirement]:
    """Yield how `id` ended, or what carried it on."""
    yield from _retirements(id)
    for successor in _successors(id):
        yield from _ends(successor)


def _retired_row(roadmap: str, key: str) -> Page | None:
    """Return the row of an id; one that only a draft had has come and gone in the same release."""
    if roadmap == "roadmaps":
        return Roadmap.objects.filter(key=key).first()
    kinds = (Topic, Phase, Milestone)
    rows = (model.objects.filter(roadmap__key=roadmap, key=key) for model in kinds)
    found = (row.exclude(retired_in=F("added_in")).first() for row in rows)
    return next((row for row in found if row), None)


def _day_of(row: Page | None) -> date | None:
    return row.retired_in.at.date() if row and row.retired_in else None
