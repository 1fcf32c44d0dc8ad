"""The files, or a catalogue made by hand, become the stored catalogue: all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from curriculum.catalog import Catalog, digest
from curriculum.content.errors import Position
from curriculum.content.reading import Reading, read_catalog
from curriculum.loading import observers
from curriculum.loading.apply import Writer
from curriculum.loading.before_drafts import kept, undrafted
from curriculum.loading.difference import Difference, Wanted, compare, lay_flat
from curriculum.loading.identity import Where, anywhere, broken_identities
from curriculum.loading.plan import Plan, make_plan, nothing_to_do
from curriculum.loading.reach import count_learners
from curriculum.loading.refusals import (
    BrokenIdentity,
    ContentErrors,
    OlderContent,
    PlanOutdated,
    Refused,
    RetiresMarked,
)
from curriculum.loading.releases import latest_real, older_release, one_at_a_time, record
from curriculum.loading.source import UNKNOWN, Source, commit_of, source_of
from curriculum.loading.stored import Stored, read_stored
from curriculum.models import Release
from curriculum.search.index import write_index

__all__ = ["Orders", "Outcome", "Refused", "RetiresMarked", "load", "load_folder", "plan_folder", "plan_load"]

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Orders:
    """What a load is told beyond its content."""

    plan: str = ""  # apply only this one
    allow_retire: int = 0  # learners' marks on topics that go
    rollback: bool = False  # the content of an older release may come back
    draft: bool = False  # by the local watcher: it replaces its own last draft


PLAINLY = Orders()


@dataclass(frozen=True)
class Comparison:
    """`difference` is what there is to write; `plan` tells it from the last release that was no draft."""

    wanted: Wanted
    stored: Stored
    difference: Difference
    plan: Plan
    returns_to: Release | None


@dataclass(frozen=True)
class Outcome:
    """`release` is the one that holds now; `changed` tells whether this load wrote it."""

    release: Release
    plan: Plan
    changed: bool


def silent(words: str) -> None:
    """Say nothing of what is being done."""


def load_folder(folder: Path, *, at: datetime, orders: Orders = PLAINLY, say: Say = silent) -> Outcome:
    """Load the files of a content folder; unchanged files are told by their digest alone.

    Raise Refused (see curriculum.loading.refusals), and leave everything as it was.
    """
    source = source_of(folder)
    current = Release.objects.current()
    if current and _is_of(current, source) and current.draft <= orders.draft:
        return Outcome(current, nothing_to_do(current), changed=False)
    with one_at_a_time():
        say("reading the files")
        catalog, where = _read(folder, at)
        source = replace(source, commit=commit_of(folder))
        return _load_alone(catalog, at=at, orders=orders, source=source, where=where, say=say)


def load(
    catalog: Catalog,
    *,
    at: datetime,
    orders: Orders = PLAINLY,
    source: Source = UNKNOWN,
    where: Where = anywhere,
    say: Say = silent,
) -> Outcome:
    """Load a catalogue, wherever it comes from, as `load_folder` does with that of a folder."""
    with one_at_a_time():
        return _load_alone(catalog, at=at, orders=orders, source=source, where=where, say=say)


def plan_folder(folder: Path, *, at: datetime) -> Plan:
    """Compare without changing anything; raise ContentErrors where the files are wrong."""
    source = source_of(folder)
    catalog, where = _read(folder, at)
    return _compare(catalog, source, where).plan


def plan_load(catalog: Catalog) -> Plan:
    return _compare(catalog, UNKNOWN, anywhere).plan


def _is_of(release: Release, source: Source) -> bool:
    return (release.source_digest, release.renderer) == (source.digest, source.renderer)


def _read(folder: Path, at: datetime) -> tuple[Catalog, Where]:
    reading = read_catalog(folder, at=at)
    if reading.catalog is None:
        raise ContentErrors(reading.errors)
    return reading.catalog, _where_in(reading, folder)


def _where_in(reading: Reading, folder: Path) -> Where:
    """Return where an id stands; one that has gone would stand in its library's file."""

    def where(id: str) -> Position:
        library = id.partition("/")[0]
        file = "retired" if library == "roadmaps" else library
        return reading.positions.get(id) or Position(f"{folder.name}/{file}.yaml")

    return where


def _load_alone(
    catalog: Catalog, *, at: datetime, orders: Orders, source: Source, where: Where, say: Say
) -> Outcome:
    """Compare and apply; the caller holds the lock."""
    say("comparing with what is stored")
    found = _compare(catalog, source, where)
    plan, current = found.plan, found.stored.release
    stays = current if not found.difference else None
    if not (stays and plan.empty):
        _refuse(found, orders)
    if stays:
        write_index(found.wanted, {id: row.pk for id, row in found.stored.rows.items()})
        becomes_real = stays.draft and not orders.draft
        return Outcome(_same_content(stays, plan, orders, source), plan, changed=becomes_real)
    before = kept(found.stored) if orders.draft else None
    release = record(plan, current, at=at, source=source, before=before, restores=found.returns_to)
    under_way = observers.Load(release, found.wanted, found.stored, found.difference, found.returns_to)
    with observers.watching(under_way):
        Writer(found.difference, found.wanted, found.stored, release).write(say)
        say("crediting learners")
    return Outcome(release, plan, changed=True)


def _compare(catalog: Catalog, source: Source, where: Where) -> Comparison:
    wanted = lay_flat(catalog, digest(catalog))
    returns_to = older_release(wanted.digest, source.digest)
    stored = read_stored(returning_to=returns_to)
    if errors := broken_identities(wanted, stored, where, returning=returns_to is not None):
        raise BrokenIdentity(errors)
    stored.set_strays_apart(wanted.items)
    real = undrafted(stored, returns_to=returns_to)
    real.set_strays_apart(wanted.items)
    plan = make_plan(wanted, real, compare(wanted, real), returns_to=returns_to.pk if returns_to else None)
    plan = count_learners(plan, real, returns_to=returns_to)
    return Comparison(wanted, stored, compare(wanted, stored), plan, returns_to)


def _refuse(found: Comparison, orders: Orders) -> None:
    """Raise what this load was not told to do. A draft is only ever seen by its editor."""
    plan = found.plan
    if orders.plan and orders.plan != plan.id:
        raise PlanOutdated(f"plan {orders.plan} no longer matches; it would be {plan.id} now")
    if orders.draft:
        return
    if plan.returns_to and not orders.rollback and found.returns_to != latest_real():
        raise OlderContent(f"this is the content of release {plan.returns_to}; `--rollback` returns to it")
    if plan.marks_retired != orders.allow_retire:
        marks = "1 mark" if plan.marks_retired == 1 else f"{plan.marks_retired} marks"
        raise RetiresMarked(
            f"topics that would be retired have {marks} of learners, "
            f"and {orders.allow_retire} are allowed; `--allow-retire {plan.marks_retired}` allows them"
        )


def _same_content(current: Release, plan: Plan, orders: Orders, source: Source) -> Release:
    """Remember which files said the same, so that the next load need not read them."""
    facts: dict[str, Any] = {
        "digest": plan.digest,
        "source_digest": source.digest or current.source_digest,
        "renderer": source.renderer or current.renderer,
    }
    if current.draft and not orders.draft:
        facts |= {"draft": False, "before": None, "changes": plan.changes_as_json()}
    if any(getattr(current, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(current, name, value)
        current.save(update_fields=list(facts))
    return current
