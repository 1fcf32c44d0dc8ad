"""The log in words: to those who look after a cohort, and to learners what of it is about them.

Who has left is named in it to nobody but themselves; what they did to others stays theirs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

from progress.cohorts.models import AuditEntry, Membership, Role, Shows
from roadmap_site.accounts.models import User

What = AuditEntry.What
Told = Mapping[str, Any]
PAGE = 100
LOOKS = {What.SAW_LEARNER, What.EXPORTED}
GOING = {What.LEFT, What.REMOVED, What.MOVED}


@dataclass(frozen=True, slots=True)
class Line:
    """`times` is how often it was done on its day, `at` the last time."""

    at: datetime
    words: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    lines: list[Line]
    older: int | None  # the entry from which the next page goes back


def log_of(entries: QuerySet[AuditEntry], viewer: User, before: int | None) -> Page:
    """The newest first, a page at a time; looks of the same kind on one day are one line."""
    if before is not None:
        entries = entries.filter(pk__lt=before)
    there = Membership.objects.current().filter(cohort=OuterRef("cohort"), person=OuterRef("learner"))
    entries = entries.select_related("actor", "learner").annotate(is_there=Exists(there))
    found = list(entries.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(_lines(shown, viewer), shown[-1].pk if len(found) > PAGE else None)


def _lines(entries: Iterable[Any], viewer: User) -> list[Line]:
    lines: dict[tuple[date, str] | int, Line] = {}
    for entry in entries:
        said = words(entry, viewer, is_there=entry.is_there)
        key = (localdate(entry.at), said) if entry.what in LOOKS else entry.pk
        first = lines.setdefault(key, Line(entry.at, said, 0))
        lines[key] = replace(first, times=first.times + 1)
    return list(lines.values())


def about(membership: Membership) -> QuerySet[AuditEntry]:
    """What was seen and changed of a person in this cohort, while they were in it also with everybody's:
    tables that were looked at or taken along, and the roadmaps on which mentors see them.
    """
    tables = Q(what__in=LOOKS, learner=None)
    roadmaps = Q(what=What.CHANGED, told__changed__contains="roadmaps")
    of_all = Q(tables | roadmaps, at__gte=membership.joined_at)
    if membership.left_at is not None:
        of_all &= Q(at__lte=membership.left_at)
    return AuditEntry.objects.filter(of_all | Q(learner=membership.person_id), cohort=membership.cohort_id)


def words(entry: AuditEntry, viewer: User, *, is_there: bool = True) -> str:
    """Return a sentence; the viewer is “you” in it. `is_there` says whether whom it is about has not left."""
    own = entry.actor_id is not None and entry.actor_id == entry.learner_id
    say = (_OWN if own else _OF_YOU if entry.learner == viewer else _SAID).get(What(entry.what))
    sentence = (say or _SAID[What(entry.what)])(entry.told or {})
    actor, learner = _subject(entry.actor, viewer), _object(entry.learner, viewer)
    if not is_there and entry.learner not in (None, viewer):
        gone = _gone(What(entry.what))
        actor, learner = (gone[:1].upper() + gone[1:] if own else actor), gone
    return sentence % {"actor": actor, "learner": learner}


def _gone(what: AuditEntry.What) -> str:
    return gettext("somebody") if what in GOING else gettext("somebody who has left")


def _subject(person: User | None, viewer: User) -> str:
    if person is None:
        return gettext("Somebody who has deleted their account")
    return gettext("You") if person == viewer else str(person)


def _object(person: User | None, viewer: User) -> str:
    if person is None:
        return gettext("everybody")
    return gettext("you") if person == viewer else str(person)


def _plain(told: object) -> str:
    """What stands in a sentence that is filled afterwards."""
    return str(told).replace("%", "%%")


def _day(told: Told) -> str:
    day = parse_date(str(told.get("on") or ""))
    return date_format(day, "j F Y") if day else ""


def _role(told: Told, key: str) -> str:
    return str(Role(told[key]).label) if told.get(key) in Role.values else ""


def _saw(told: Told) -> str:
    if told.get("topics"):
        said = gettext("%(actor)s looked at the topics of %(learner)s in “{phase}”.")
        return said.format(phase=_plain(told["topics"]))
    if told.get("evidence"):
        return gettext("%(actor)s looked at what %(learner)s handed in.")
    return gettext("%(actor)s looked at the page of %(learner)s.")


def _saw_yours(told: Told) -> str:
    if told.get("evidence"):
        return gettext("%(actor)s looked at what you handed in.")
    return gettext("%(actor)s looked at your page.")


def _reviewed(told: Told) -> str:
    if told.get("undone"):
        return gettext("%(actor)s took a review of a milestone of %(learner)s back.")
    return gettext("%(actor)s reviewed a milestone of %(learner)s.")


def _reviewed_yours(told: Told) -> str:
    if told.get("undone"):
        return gettext("%(actor)s took a review of a milestone of yours back.")
    return gettext("%(actor)s reviewed a milestone of yours.")


def _exported(told: Told) -> str:
    table = told.get("table")
    if table:
        return gettext("%(actor)s downloaded the table “{table}” with %(learner)s.").format(
            table=_plain(table)
        )
    return gettext("%(actor)s downloaded a table with %(learner)s.")


def _joined(told: Told) -> str:
    if told.get("undone"):
        return gettext("%(actor)s took it back that %(learner)s was out.")
    return gettext("%(actor)s took %(learner)s in.")


def _moved(told: Told) -> str:
    if "to" in told:
        return gettext("%(actor)s moved %(learner)s to “{cohort}”.").format(cohort=_plain(told["to"]))
    cohort = _plain(told.get("from", ""))
    return gettext("%(actor)s moved %(learner)s here from “{cohort}”.").format(cohort=cohort)


def _extended(told: Told) -> str:
    days = int(told.get("days", 0))
    if not days:
        return gettext("%(actor)s put %(learner)s back to the cohort’s own pace.")
    said = ngettext(
        "%(actor)s gave %(learner)s {n} day more.", "%(actor)s gave %(learner)s {n} days more.", days
    )
    return said.format(n=days)


def _roled(told: Told) -> str:
    return gettext("%(actor)s changed the role of %(learner)s from {before} to {role}.").format(
        before=_role(told, "from"), role=_role(told, "to")
    )


def _own_role(told: Told) -> str:
    if told.get("inherited"):
        return gettext("%(actor)s became owner, as the only one deleted their account.")
    return gettext("%(actor)s changed from {before} to {role}.").format(
        before=_role(told, "from"), role=_role(told, "to")
    )


def _invited(told: Told) -> str:
    if told.get("undone"):
        return gettext("%(actor)s let an invitation hold good again.")
    if told.get("mailed"):
        n = int(told["mailed"])
        said = ngettext("%(actor)s sent {n} invitation.", "%(actor)s sent {n} invitations.", n)
        return said.format(n=n)
    uses = int(told.get("uses", 1))
    said = ngettext(
        "%(actor)s made an invitation for {n} {role}.",
        "%(actor)s made an invitation for up to {n} people ({role}).",
        uses,
    )
    return said.format(n=uses, role=_role(told, "role"))


def _changed(told: Told) -> str:
    names = {
        "name": gettext("the name"),
        "roadmaps": gettext("the roadmaps"),
        "starts_on": gettext("the first day"),
        "weeks_a_phase": gettext("the pace"),
    }
    if added := told.get("added"):
        titles = ", ".join(map(str, added))
        names["roadmaps"] = gettext("the roadmaps (new: {titles})").format(titles=_plain(titles))
    changed = [names[field] for field in told.get("changed", []) if field in names]
    if not changed:
        return gettext("%(actor)s changed the cohort.")
    return gettext("%(actor)s changed {what}.").format(what=", ".join(changed))


def _ended(told: Told) -> str:
    if told.get("on"):
        return gettext("%(actor)s set the last day to {day}.").format(day=_day(told))
    return gettext("%(actor)s let the cohort go on.")


def _archived(told: Told) -> str:
    if told.get("archived"):
        return gettext("%(actor)s archived the cohort.")
    return gettext("%(actor)s took the cohort out of the archive.")


def _noted(told: Told) -> str:
    said = {
        "changed": gettext("%(actor)s changed a mentors’ note about %(learner)s."),
        "removed": gettext("%(actor)s removed a mentors’ note about %(learner)s."),
        "undone": gettext("%(actor)s took back a change of a mentors’ note about %(learner)s."),
    }
    return said.get(str(told.get("act")), gettext("%(actor)s wrote a mentors’ note about %(learner)s."))


def _shows(told: Told) -> str:
    if told.get("to") == Shows.COUNTS:
        return gettext("%(actor)s let mentors see only how many topics, not which.")
    return gettext("%(actor)s let mentors see which topics.")


_SAID: dict[What, Callable[[Told], str]] = {
    What.SAW_LEARNER: _saw,
    What.EXPORTED: _exported,
    What.REVIEWED: _reviewed,
    What.WROTE: lambda told: gettext("%(actor)s wrote to %(learner)s."),
    What.NOTED: _noted,
    What.JOINED: _joined,
    What.LEFT: lambda told: gettext("%(actor)s left."),
    What.REMOVED: lambda told: gettext("%(actor)s took %(learner)s out."),
    What.MOVED: _moved,
    What.EXTENDED: _extended,
    What.ROLE: _roled,
    What.INVITED: _invited,
    What.REVOKED: lambda told: gettext("%(actor)s revoked an invitation."),
    What.CHANGED: _changed,
    What.ENDED: _ended,
    What.ARCHIVED: _archived,
    What.SHOWS: _shows,
}

# What others did, where it concerns the viewer and would be said in another way
_OF_YOU: dict[What, Callable[[Told], str]] = {
    What.SAW_LEARNER: _saw_yours,
    What.REVIEWED: _reviewed_yours,
}

# What people did to themselves
_OWN: dict[What, Callable[[Told], str]] = {
    What.JOINED: lambda told: (
        gettext("%(actor)s came back.") if told.get("undone") else gettext("%(actor)s joined.")
    ),
    What.ROLE: _own_role,
}
