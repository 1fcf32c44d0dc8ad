"""What a load would change, in words and figures: made by comparing, printed before it is applied. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from curriculum.loading.declared import Gone, Successor
from curriculum.loading.difference import Difference, Wanted
from curriculum.loading.hidden import hidden_ids
from curriculum.loading.items import Item
from curriculum.loading.stored import Stored, state_of
from curriculum.models import Release

PUBLISHED = "published now"
LOOK = "worth another look: "  # and why
NO_LOOK = "no longer worth another look"


@dataclass(frozen=True, slots=True)
class Change:
    """One id and what happens to it.

    `action` is add, change, move, rename, absorb, split, retire or revive; `old` are the ids whose
    progress it takes over; `learners` are those who have marked it, or one of those. What is `hidden` is
    for staff alone: a draft, or what only drafts name.
    """

    action: str
    kind: str
    id: str
    title: str
    details: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    learners: int = 0
    hidden: bool = False

    @property
    def roadmap(self) -> str:
        return self.id.partition("/")[0]

    @property
    def key(self) -> str:
        return self.id.partition("/")[2]


@dataclass(frozen=True)
class Plan:
    """All changes of a load. `id` stands for what it was made of: the stored state and the new catalogue."""

    id: str
    digest: str
    release: int | None  # that it starts from
    changes: tuple[Change, ...]
    difference: Difference
    returns_to: int | None = None  # the older release that had this very content
    titles: dict[str, str] = field(default_factory=dict)  # of the roadmaps, by id
    retired_topics: tuple[str, ...] = ()
    marks_retired: int = 0  # learners' marks on them

    @property
    def empty(self) -> bool:
        return not self.difference

    def as_json(self) -> dict[str, Any]:
        return {
            "plan": self.id,
            "release": self.release,
            "digest": self.digest,
            "returns_to": self.returns_to,
            "marks_retired": self.marks_retired,
            "changes": self.changes_as_json(),
        }

    def changes_as_json(self) -> list[dict[str, Any]]:
        return [asdict(change) for change in self.changes]


def make_plan(
    wanted: Wanted, stored: Stored, difference: Difference, *, returns_to: int | None = None
) -> Plan:
    hidden = hidden_ids(wanted, stored)
    changes = tuple(
        replace(change, hidden=change.id in hidden) for change in _changes(wanted, stored, difference)
    )
    return Plan(
        id=plan_id(stored.state, wanted.digest),
        digest=wanted.digest,
        release=stored.release.pk if stored.release else None,
        changes=changes,
        difference=difference,
        returns_to=returns_to,
        titles=_titles(wanted, stored),
        retired_topics=tuple(c.id for c in changes if c.action == "retire" and c.kind == "topic"),
    )


def nothing_to_do(release: Release) -> Plan:
    """Return the plan of files that are those of the current release."""
    state = state_of(release)
    return Plan(plan_id(state, release.digest), release.digest, release.pk, (), Difference())


def plan_id(state: str, digest: str) -> str:
    return hashlib.sha256(f"{state}\n{digest}".encode()).hexdigest()[:12]


def _titles(wanted: Wanted, stored: Stored) -> dict[str, str]:
    items = [row.item for row in stored.rows.values()] + list(wanted.items.values())
    return {item.key: item.title for item in items if item.kind == "roadmap"}


def _changes(wanted: Wanted, stored: Stored, difference: Difference) -> Iterator[Change]:
    taking = _newly_taken(stored, difference)
    shared = _in_several(taking)
    touched = {*difference.write, *taking}
    reordered = _reordered(wanted, stored, difference)
    for id, item in wanted.items.items():
        old = tuple(taking.get(id, ()))
        if id in touched and (change := _change(item, stored, old, shared, wanted)):
            yield change
        if id in reordered:
            yield Change("change", item.kind, id, item.title, (reordered[id],))
    taken = {old for olds in taking.values() for old in olds}
    reasons = {gone.old: gone for gone in wanted.gone}
    for row in difference.retire:
        if row.item.id not in taken:
            yield _retirement(row.item, reasons.get(row.item.id))


def _newly_taken(stored: Stored, difference: Difference) -> dict[str, list[str]]:
    """For each id, the known ids that it takes over by this load."""
    taking = defaultdict(list)
    for one in difference.begin:
        if isinstance(one, Successor) and one.old in stored.rows:
            taking[one.new].append(one.old)
    return taking


def _in_several(taking: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    return {old for olds in taking.values() for old in olds if old in seen or seen.add(old)}  # type: ignore[func-returns-value]


def _change(
    item: Item, stored: Stored, old: tuple[str, ...], shared: set[str], wanted: Wanted
) -> Change | None:
    row = stored.rows.get(item.id)
    details: tuple[str, ...] = ()
    if row is None:
        action = _coming(item, old, shared)
    elif row.retired:
        action = "revive"
    else:
        details = tuple(_details(row.item, item, wanted))
        action = "absorb" if old else _staying(row.item, item, wanted)
        if action == "change" and not details:
            return None
    return Change(action, item.kind, item.id, item.title, details, old)


def _coming(item: Item, old: tuple[str, ...], shared: set[str]) -> str:
    """Name what brings a new id."""
    if not old:
        return "add"
    if shared.intersection(old):
        return "split"
    if len(old) > 1:
        return "absorb"
    return "rename" if old[0].partition("/")[0] == item.roadmap else "move"


def _staying(before: Item, after: Item, wanted: Wanted) -> str:
    moved = before.group != after.group or _phase_of(before, wanted) != after.phase
    return "move" if moved else "change"


def _phase_of(item: Item, wanted: Wanted) -> str:
    """The key of its phase, or of what that phase is called now."""
    old = f"{item.roadmap}/{item.phase}"
    renamed = [one.new for one in wanted.successors if one.old == old]
    return renamed[0].partition("/")[2] if len(renamed) == 1 else item.phase


def _details(before: Item, after: Item, wanted: Wanted) -> Iterator[str]:
    if before.title != after.title:
        yield f"title “{before.title}” → “{after.title}”"
    if before.status and before.status != after.status:
        yield "a draft now" if after.status == "draft" else PUBLISHED
    if before.slug != after.slug:
        yield f"address {before.slug} → {after.slug}"
    if _phase_of(before, wanted) != after.phase:
        yield f"phase {before.phase} → {after.phase}"
    if before.group != after.group:
        yield f"group {before.group or 'none'} → {after.group or 'none'}"
    if before.optional != after.optional:
        yield "optional now" if after.optional else "required now"
    if before.concept != after.concept:
        yield f"concept {before.concept or 'none'} → {after.concept or 'none'}"
    if after.since and (before.since, before.why) != (after.since, after.why):
        yield LOOK + after.why
    elif before.since and not after.since:
        yield NO_LOOK
    if before.digest != after.digest and _place(before) == _place(after):
        yield "text"


def _place(item: Item) -> Item:
    """Return what the other details tell of it."""
    return replace(item, digest="", position=0, since="", why="")


def _retirement(item: Item, gone: Gone | None) -> Change:
    details: tuple[str, ...] = ()
    if gone:
        instead = gone.replaced_by.removeprefix(f"{item.roadmap}/")
        details = (gone.why, *([f"see {instead}"] if instead else []))
    elif item.in_place:
        details = ("no longer named",)
    return Change("retire", item.kind, item.id, item.title, details)


def _reordered(wanted: Wanted, stored: Stored, difference: Difference) -> dict[str, str]:
    """Phases and roadmaps whose remaining entries stand in another order than before, with a remark."""
    before, after = defaultdict(list), defaultdict(list)
    for id in difference.write:
        item, row = wanted.items[id], stored.rows.get(id)
        if row and not row.retired and item.kind in ("phase", "topic") and row.item.phase == item.phase:
            parent = f"{item.roadmap}/{item.phase}" if item.phase else f"roadmaps/{item.roadmap}"
            before[parent].append((row.item.position, id))
            after[parent].append((item.position, id))
    return {
        parent: "phases in another order" if parent.startswith("roadmaps/") else "topics in another order"
        for parent in after
        if parent in wanted.items
        and [id for _, id in sorted(before[parent])] != [id for _, id in sorted(after[parent])]
    }
