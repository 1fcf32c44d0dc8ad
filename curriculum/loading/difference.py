"""What stands between the stored catalogue and a new one, as sets of ids. Pure."""

from dataclasses import dataclass, field
from functools import cached_property

from curriculum.catalog import Catalog
from curriculum.loading.declared import Gone, Successor, retired_in, successors_in
from curriculum.loading.items import Item, Part, items_of
from curriculum.loading.stored import Row, Stored
from curriculum.loading.trees import tree_digests


@dataclass(frozen=True)
class Wanted:
    """The new catalogue, laid flat."""

    catalog: Catalog
    digest: str
    items: dict[str, Item]
    parts: dict[str, Part]
    trees: dict[str, str]
    successors: tuple[Successor, ...]
    gone: tuple[Gone, ...]

    @cached_property
    def settled(self) -> set[str]:
        """Ids that nothing carries on: those that are there, and the retired."""
        return {*self.items, *(one.old for one in self.gone)}

    @cached_property
    def declared(self) -> set[str]:
        """All ids that the files speak of."""
        return self.settled | {one.old for one in self.successors}


def lay_flat(catalog: Catalog, digest: str) -> Wanted:
    found = list(items_of(catalog))
    return Wanted(
        catalog=catalog,
        digest=digest,
        items={item.id: item for item, _ in found},
        parts={item.id: part for item, part in found},
        trees=tree_digests(catalog),
        successors=tuple(successors_in(catalog)),
        gone=tuple(retired_in(catalog)),
    )


@dataclass(frozen=True)
class Difference:
    """Ids to write, in the catalogue's order; rows to retire; declarations that begin and that end."""

    write: list[str] = field(default_factory=list)
    retire: list[Row] = field(default_factory=list)
    begin: list[Successor | Gone] = field(default_factory=list)
    end: list[Successor | Gone] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.write or self.retire or self.begin or self.end)


def compare(wanted: Wanted, stored: Stored) -> Difference:
    """Find what to do to make `stored` say what `wanted` says.

    What the files said once of an old id holds until they say something else of it. They can't
    repeat what they said of a successor that has gone in its turn, so that always holds: it is how
    `was` is followed through several renames.
    """
    remembered = {one for one in stored.remembered if _still_holds(one, wanted)}
    final = dict.fromkeys([*wanted.successors, *wanted.gone, *sorted(remembered, key=str)])
    return Difference(
        write=[id for id in wanted.items if _differs(id, wanted, stored)],
        retire=stored.strays
        + [row for id, row in stored.rows.items() if not row.retired and id not in wanted.items],
        begin=[one for one in final if one not in stored.holding],
        end=sorted(stored.holding - set(final), key=str),
    )


def _still_holds(one: Successor | Gone, wanted: Wanted) -> bool:
    if isinstance(one, Successor) and one.new not in wanted.items:
        return one.old not in wanted.settled
    return one.old not in wanted.declared


def _differs(id: str, wanted: Wanted, stored: Stored) -> bool:
    row = stored.rows.get(id)
    return (
        row is None
        or row.retired
        or row.item != wanted.items[id]
        or (id in wanted.trees and stored.trees.get(id) != wanted.trees[id])
    )
