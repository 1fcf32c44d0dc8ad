"""No id is lost, and none is used again."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from curriculum.content.errors import ContentError, Position
from curriculum.loading.declared import Successor
from curriculum.loading.difference import Wanted
from curriculum.loading.items import Item
from curriculum.loading.refusals import BrokenIdentity
from curriculum.loading.stored import Row, Stored

__all__ = ["BrokenIdentity", "Where", "anywhere", "broken_identities"]

Where = Callable[[str], Position]  # of a qualified id in the files
ALIKE = 60  # of 100: what two ids or titles must share for one to be suggested for the other


def anywhere(id: str) -> Position:
    """Stand in for the files of a catalogue that was made by hand."""
    return Position("content")


def broken_identities(wanted: Wanted, stored: Stored, where: Where, *, returning: bool) -> list[ContentError]:
    """Return all errors, in the order of the files.

    Content that returns to an older release may drop ids that came later and bring back what was
    carried on since; what only a draft release knew may go and come as it likes.
    """
    errors = [*_unlike_predecessors(wanted, stored, where)]
    if not returning:
        errors += [*_vanished(wanted, stored, where), *_used_again(wanted, stored, where)]
    return sorted(errors)


def _vanished(wanted: Wanted, stored: Stored, where: Where) -> Iterator[ContentError]:
    """Ids that the last release had and of which the files say nothing any more."""
    declared = wanted.declared
    for id, row in stored.rows.items():
        item = row.item
        if row.retired or row.draft or item.in_place or id in declared:
            continue
        if item.kind in ("concept", "resource", "roadmap") or f"roadmaps/{item.roadmap}" in wanted.items:
            yield _loss(item, _likely_successor(item, wanted, stored), where)


def _loss(item: Item, successor: Item | None, where: Where) -> ContentError:
    message = f"the {item.kind} `{item.key}` was there in the last release and is gone"
    if item.kind in ("concept", "resource", "roadmap"):
        place = f"content/{'retired' if item.kind == 'roadmap' else item.roadmap}.yaml"
        retire = f"list it under `retired` in {place}"
        position = where(f"{item.roadmap}/")
    else:
        retire = "list it under `retired` in roadmap.yaml"
        position = where(f"roadmaps/{item.roadmap}")
    if successor is None:
        return ContentError.at(position, message, retire)
    return ContentError.at(
        where(successor.id),
        message,
        f"did `{item.key}` become `{successor.key}`? then add `was: [{item.key}]` to it, else {retire}",
    )


def _likely_successor(item: Item, wanted: Wanted, stored: Stored) -> Item | None:
    """Return the new item of the same kind and place that looks most like the lost one."""
    taking = {one.new for one in wanted.successors}
    new = [
        one
        for one in wanted.items.values()
        if (one.kind, one.roadmap) == (item.kind, item.roadmap)
        and item.kind != "roadmap"
        and one.id not in stored.rows
        and one.id not in taking
    ]
    likeness = {one.id: _likeness(item, one) for one in new}
    best = max(new, key=lambda one: likeness[one.id], default=None)
    return best if best and likeness[best.id] >= ALIKE else None


def _likeness(lost: Item, new: Item) -> float:
    return max(fuzz.WRatio(lost.key, new.key), fuzz.WRatio(lost.title.lower(), new.title.lower()))


def _used_again(wanted: Wanted, stored: Stored, where: Where) -> Iterator[ContentError]:
    carried_on = defaultdict(list)
    for one in stored.holding:
        if isinstance(one, Successor):
            carried_on[one.old].append(one.new)
    for id, item in wanted.items.items():
        row = stored.rows.get(id)
        if row and _is_free(row):
            continue
        meaning = ""
        if row and row.item.kind != item.kind:
            meaning = f"was a {row.item.kind}, and is a {item.kind} here"
        elif id in carried_on:
            new = " and ".join(f"`{_short(new, id)}`" for new in sorted(carried_on[id]))
            meaning = f"became {new} in an earlier release"
        if meaning:
            message = f"`{item.key}` {meaning}: ids are never used again"
            yield ContentError.at(where(id), message, "choose another id")


def _is_free(row: Row) -> bool:
    """Tell whether only a draft has given the id its meaning, or taken it away."""
    return row.draft or row.retired_by_draft


def _unlike_predecessors(wanted: Wanted, stored: Stored, where: Where) -> Iterator[ContentError]:
    for one in wanted.successors:
        row, new = stored.rows.get(one.old), wanted.items[one.new]
        if row and row.item.kind != new.kind:
            yield ContentError.at(
                where(one.new),
                f"`{new.key}` is a {new.kind} and says that it was `{_short(one.old, one.new)}`, "
                f"which is a {row.item.kind}",
                f"list `{_short(one.old, one.new)}` under `retired`, with `replaced_by: {new.key}`",
            )


def _short(id: str, beside: str = "") -> str:
    """Return an id as an editor writes it: without the roadmap that it shares with `beside`."""
    roadmap, _, key = id.partition("/")
    return key if not beside or roadmap == beside.partition("/")[0] else id
