"""A catalogue becomes the stored one, all or nothing."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.catalog import Catalog, digest
from curriculum.loading import observers
from curriculum.loading.apply import Say, Writer
from curriculum.loading.difference import Wanted, compare, lay_flat
from curriculum.loading.identity import BrokenIdentity, Where, anywhere, broken_identities
from curriculum.loading.plan import Plan, make_plan
from curriculum.loading.reach import count_learners
from curriculum.loading.releases import older_release, one_at_a_time, record
from curriculum.loading.source import UNKNOWN, Source
from curriculum.loading.stored import Stored, read_stored
from curriculum.models import Release


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
    wanted: Wanted
    stored: Stored
    plan: Plan
    returns_to: Release | None


@dataclass(frozen=True)
class Outcome:
    """`release` is the one that holds now; `changed` tells whether this load wrote it."""

    release: Release
    plan: Plan
    changed: bool


class Refused(Exception):
    """The load would do something that it was not told to do; it has done nothing."""

    exit_code = 1


class RetiresMarked(Refused):
    exit_code = 2


class PlanOutdated(Refused):
    exit_code = 4


class OlderContent(Refused):
    exit_code = 5


def silent(words: str) -> None:
    """Say nothing of what is being done."""


def plan_load(catalog: Catalog, *, source: Source = UNKNOWN, where: Where = anywhere) -> Plan:
    """Compare without changing anything; raise BrokenIdentity where an id is lost or used again."""
    return _compare(catalog, source, where).plan


def load(
    catalog: Catalog,
    *,
    at: datetime,
    orders: Orders = PLAINLY,
    source: Source = UNKNOWN,
    where: Where = anywhere,
    say: Say = silent,
) -> Outcome:
    """Make `catalog` the stored one; loading it again changes nothing.

    Raise LoadBusy, BrokenIdentity or Refused, and leave everything as it was.
    """
    with one_at_a_time():
        return load_alone(catalog, at=at, orders=orders, source=source, where=where, say=say)


def load_alone(
    catalog: Catalog, *, at: datetime, orders: Orders, source: Source, where: Where, say: Say
) -> Outcome:
    """Do what `load` does, for a caller that holds the lock."""
    say("comparing")
    found = _compare(catalog, source, where)
    _refuse(found, orders)
    current = found.stored.release
    if found.plan.empty and current:
        return Outcome(_same_content(current, found.plan, orders, source), found.plan, changed=False)
    release = record(found.plan, current, at=at, source=source, draft=orders.draft, restores=found.returns_to)
    under_way = observers.Load(release, found.wanted, found.stored, found.plan.difference, found.returns_to)
    with observers.watching(under_way):
        Writer(found.plan.difference, found.wanted, found.stored, release).write(say)
    return Outcome(release, found.plan, changed=True)


def _compare(catalog: Catalog, source: Source, where: Where) -> Comparison:
    wanted = lay_flat(catalog, digest(catalog))
    returns_to = older_release(wanted.digest, source.digest)
    stored = read_stored(returning_to=returns_to)
    if errors := broken_identities(wanted, stored, where, returning=returns_to is not None):
        raise BrokenIdentity(errors)
    stored.set_strays_apart(wanted.items)
    plan = make_plan(
        wanted, stored, compare(wanted, stored), returns_to=returns_to.pk if returns_to else None
    )
    return Comparison(wanted, stored, count_learners(plan, stored, returns_to=returns_to), returns_to)


def _refuse(found: Comparison, orders: Orders) -> None:
    """Raise what this load was not told to do."""
    plan, current = found.plan, found.stored.release
    if orders.plan and orders.plan != plan.id:
        raise PlanOutdated(f"plan {orders.plan} no longer matches; it would be {plan.id} now")
    leaves_a_draft = current is not None and current.draft and orders.draft
    if found.returns_to and not (orders.rollback or leaves_a_draft):
        raise OlderContent(
            f"this is the content of release {found.returns_to.pk}; say --rollback to return to it"
        )
    if plan.marks_retired != orders.allow_retire and not orders.draft:
        raise RetiresMarked(
            f"{plan.marks_retired} marks of learners are on topics that would be retired, "
            f"{orders.allow_retire} are allowed; say --allow-retire {plan.marks_retired} if that is meant"
        )


def _same_content(current: Release, plan: Plan, orders: Orders, source: Source) -> Release:
    """Remember which files said the same, so that the next load need not read them."""
    facts = {
        "digest": plan.digest,
        "source_digest": source.digest or current.source_digest,
        "renderer": source.renderer or current.renderer,
        "draft": current.draft and orders.draft,
    }
    if any(getattr(current, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(current, name, value)
        current.save(update_fields=list(facts))
    return current
