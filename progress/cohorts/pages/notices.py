"""What learners did not ask for and should know at once: that they were moved, or that mentors see more now.

It stands on the day's page and in the settings until they have looked at their own page of the cohort.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from progress.cohorts.models import AuditEntry, Membership, Role
from progress.cohorts.pages.overview_words import listed
from progress.cohorts.people.leading import PAGE
from roadmap_site.accounts.models import User

What = AuditEntry.What


@dataclass(frozen=True, slots=True)
class Notice:
    words: str
    cohort: int


def notices(learner: User, at: datetime) -> SafeString:
    """Return a panel, or nothing; whom cohorts don't concern is asked nothing either."""
    found = notices_of(learner) if PAGE in learner.further_pages else []
    return SafeString(render_to_string("cohorts/_notices.html", {"notices": found}) if found else "")


def notices_of(person: User) -> list[Notice]:
    """By one statement for whom there is nothing, and two for others; the newest first."""
    there = Membership.objects.learners().filter(person=person).exclude(notice_since=None)
    memberships = list(there.filter(cohort__archived_at=None))
    return list(_told_in(memberships)) if memberships else []


def notices_in(membership: Membership) -> list[Notice]:
    """Those of one cohort."""
    told = membership.notice_since is not None and membership.role == Role.LEARNER
    return list(_told_in([membership])) if told else []


def _told_in(memberships: Collection[Membership]) -> Iterator[Notice]:
    """Yield what the log has since each of them was last told, in words."""
    entries = AuditEntry.objects.select_related("actor", "cohort").order_by("-pk")
    for entry in entries.filter(reduce(or_, map(_untold, memberships))):
        yield Notice(_words(entry), entry.cohort_id)


def _untold(membership: Membership) -> Q:
    moved = Q(what=What.MOVED, learner=membership.person_id, told__has_key="from")
    more_is_seen = Q(what=What.CHANGED, told__has_key="added")
    return Q(moved | more_is_seen, cohort=membership.cohort_id, at__gte=membership.notice_since)


def _words(entry: AuditEntry) -> str:
    said = entry.told or {}
    told = {"actor": entry.actor or gettext("Somebody"), "cohort": entry.cohort}
    if entry.what == What.MOVED:
        words = gettext("%(actor)s moved you from “%(before)s” to “%(cohort)s”, whose mentors see you now.")
        return words % (told | {"before": said["from"]})
    words = gettext("%(actor)s added %(added)s to “%(cohort)s”: mentors now see how far you are there, too.")
    return words % (told | {"added": listed(said["added"])})
