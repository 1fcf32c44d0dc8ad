"""Joining, leaving and moving.

Locks are taken in one order, which deleting an account keeps too: the person, the invitation, the cohort.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Membership, Role, Shows
from progress.cohorts.people.invitations import Unusable, usable
from progress.cohorts.people.leading import hold, lead_rightly
from progress.cohorts.reviews.claims import let_all_go
from progress.learning.days import day_of
from roadmap_site.accounts.models import User

What = AuditEntry.What
UNDO = timedelta(hours=1)  # for as long going can be taken back


class LastOwner(Exception):
    """A cohort without an owner could be kept by nobody."""


@transaction.atomic
def join(*, person: User, invitation: Invitation, shows: Shows, at: datetime) -> Membership:
    """Come in by an invitation; who is in already stays as they are and uses nothing up. Raise Unusable."""
    if hold(person) is None:
        raise Unusable
    there = current(invitation.cohort, person)
    if there is not None:
        return there
    held = usable(at).select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if held is None:
        raise Unusable
    Invitation.objects.filter(pk=held.pk).update(used=F("used") + 1)
    return enter(cohort=invitation.cohort, person=person, role=Role(held.role), shows=shows, by=person, at=at)


@transaction.atomic
def enter(
    *,
    cohort: Cohort,
    person: User,
    role: Role,
    by: User,
    at: datetime,
    shows: Shows = Shows.TOPICS,
    extra_days: int = 0,
    paced_from: date | None = None,
    notice_since: datetime | None = None,
    what: AuditEntry.What = What.JOINED,
    told: dict[str, Any] | None = None,
) -> Membership:
    """`what` and `told` are how the log tells it. Who is in already stays as they are."""
    hold(person)
    membership, came = Membership.objects.get_or_create(
        cohort=cohort,
        person=person,
        left_at=None,
        defaults={
            "role": role,
            "shows": shows,
            "extra_days": extra_days,
            "paced_from": paced_from,
            "joined_at": at,
            "notice_since": notice_since,
        },
    )
    if came:
        note(what, cohort=cohort, actor=by, learner=person, at=at, told=told)
        lead_rightly(person=person)
    return membership


@transaction.atomic
def leave(
    *,
    membership: Membership,
    by: User,
    at: datetime,
    what: AuditEntry.What | None = None,
    told: dict[str, Any] | None = None,
) -> bool:
    """Be gone from every page at once, the address of one's invitation too; return whether that is new.
    Raise LastOwner.
    """
    hold(membership.person)
    keep_an_owner(membership)
    if not Membership.objects.current().filter(pk=membership.pk).update(left_at=at):
        return False
    used = Invitation.objects.filter(cohort=membership.cohort_id, used__gt=0)
    used.filter(address=membership.person.email).update(address="")
    let_all_go(cohort=membership.cohort, mentor=membership.person)
    what = what or (What.LEFT if by == membership.person else What.REMOVED)
    note(what, cohort=membership.cohort, actor=by, learner=membership.person, at=at, told=told)
    lead_rightly(person=membership.person)
    return True


@transaction.atomic
def come_back(*, membership: Membership, by: User, at: datetime) -> bool:
    """Take a leaving back for who has just done it, themselves or another; return whether that was so."""
    hold(membership.person)
    gone = Membership.objects.filter(pk=membership.pk, left_at__gt=at - UNDO).first()
    if gone is None or current(gone.cohort, gone.person) or not _went_by(gone, by):
        return False
    Membership.objects.filter(pk=gone.pk).update(left_at=None)
    note(What.JOINED, cohort=gone.cohort, actor=by, learner=gone.person, at=at, told={"undone": True})
    lead_rightly(person=gone.person)
    return True


@transaction.atomic
def move(*, membership: Membership, to: Cohort, by: User, at: datetime) -> Membership:
    """Leave one cohort for another. Mentors there see what those here saw, or less where they once were shown
    less; the learner's pace goes on. Raise LastOwner.
    """
    leave(membership=membership, by=by, at=at, what=What.MOVED, told={"to": to.name})
    shows = _narrowest(membership, to)
    moved = enter(
        cohort=to,
        person=membership.person,
        role=Role(membership.role),
        shows=shows,
        by=by,
        at=at,
        what=What.MOVED,
        told={"from": membership.cohort.name},
        extra_days=membership.extra_days,
        paced_from=membership.paced_from or day_of(membership.person, membership.joined_at),
        notice_since=at,
    )
    if moved.shows != shows:
        moved.shows = shows
        moved.save(update_fields=["shows"])
    return moved


def _narrowest(membership: Membership, to: Cohort) -> Shows:
    """Return the least of what the person shows here, and shows or has shown there."""
    there = Membership.objects.filter(cohort=to, person=membership.person_id, shows=Shows.COUNTS)
    return Shows.COUNTS if membership.shows == Shows.COUNTS or there.exists() else Shows.TOPICS


@transaction.atomic
def move_back(*, membership: Membership, moved: Membership, by: User, at: datetime) -> bool:
    """Take a move back: `membership` is where the person was, `moved` where they are."""
    if not come_back(membership=membership, by=by, at=at):
        return False
    return leave(membership=moved, by=by, at=at, told={"undone": True})


def current(cohort: Cohort, person: User) -> Membership | None:
    return Membership.objects.current().filter(cohort=cohort, person=person).first()


def keep_an_owner(membership: Membership) -> None:
    """Refuse that the only owner goes. The cohort's row is locked, so that no two go at the same time, and
    its memberships are read anew: somebody may have become an owner since the page was made.
    """
    Cohort.objects.select_for_update(no_key=True).get(pk=membership.cohort_id)
    owners = Membership.objects.current().filter(cohort=membership.cohort_id, role=Role.OWNER)
    if list(owners.values_list("pk", flat=True)) == [membership.pk]:
        raise LastOwner


def _went_by(membership: Membership, by: User) -> bool:
    ways: Sequence[str] = (What.LEFT, What.REMOVED, What.MOVED)
    told = AuditEntry.objects.filter(cohort=membership.cohort_id, learner=membership.person, actor=by)
    return membership.left_at is not None and told.filter(what__in=ways, at=membership.left_at).exists()
