"""Joining, leaving, moving, and what a learner lets mentors see."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Membership, Role, Shows
from progress.cohorts.people.invitations import Unusable, usable
from roadmap_site.accounts.models import User

What = AuditEntry.What


class LastOwner(Exception):
    """A cohort without an owner could be kept by nobody."""


@transaction.atomic
def join(*, person: User, invitation: Invitation, shows: Shows, at: datetime) -> Membership:
    """Come in by an invitation; who is in already stays as they are and uses nothing up. Raise Unusable."""
    held = usable(at).select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    there = _current(invitation.cohort, person)
    if there is not None:
        return there
    if held is None:
        raise Unusable
    Invitation.objects.filter(pk=held.pk).update(used=F("used") + 1)
    return enter(cohort=invitation.cohort, person=person, role=Role(held.role), shows=shows, by=person, at=at)


@transaction.atomic
def enter(
    *, cohort: Cohort, person: User, role: Role, by: User, at: datetime, shows: Shows = Shows.TOPICS
) -> Membership:
    membership, came = Membership.objects.get_or_create(
        cohort=cohort,
        person=person,
        left_at=None,
        defaults={"role": role, "shows": shows, "joined_at": at},
    )
    if came:
        note(What.JOINED, cohort=cohort, actor=by, learner=person, at=at)
    return membership


@transaction.atomic
def leave(*, membership: Membership, by: User, at: datetime) -> None:
    """Be gone from every page at once. Again changes nothing. Raise LastOwner."""
    _keep_an_owner(membership)
    if Membership.objects.current().filter(pk=membership.pk).update(left_at=at):
        what = What.LEFT if by == membership.person else What.REMOVED
        note(what, cohort=membership.cohort, actor=by, learner=membership.person, at=at)


@transaction.atomic
def move(*, membership: Membership, to: Cohort, by: User, at: datetime) -> Membership:
    """Leave one cohort for another, and let mentors there see what those here saw."""
    leave(membership=membership, by=by, at=at)
    moved = enter(
        cohort=to,
        person=membership.person,
        role=Role(membership.role),
        shows=Shows(membership.shows),
        by=by,
        at=at,
    )
    note(What.MOVED, cohort=to, actor=by, learner=membership.person, at=at)
    return moved


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User, at: datetime) -> None:
    """Raise LastOwner."""
    if membership.role == role:
        return
    _keep_an_owner(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    note(
        What.ROLE,
        cohort=membership.cohort,
        actor=by,
        learner=membership.person,
        at=at,
        told={"from": membership.role, "to": role.value},
    )


@transaction.atomic
def show(*, membership: Membership, shows: Shows, at: datetime) -> None:
    """Only learners themselves say what mentors see."""
    if Membership.objects.filter(pk=membership.pk).exclude(shows=shows).update(shows=shows):
        person = membership.person
        told = {"to": shows.value}
        note(What.SHOWS, cohort=membership.cohort, actor=person, learner=person, at=at, told=told)


@transaction.atomic
def extend(*, membership: Membership, days: int, by: User, at: datetime) -> None:
    """Let the learner's pace be `days` later than the cohort's."""
    if Membership.objects.filter(pk=membership.pk).exclude(extra_days=days).update(extra_days=days):
        note(
            What.EXTENDED,
            cohort=membership.cohort,
            actor=by,
            learner=membership.person,
            at=at,
            told={"days": days},
        )


def _current(cohort: Cohort, person: User) -> Membership | None:
    return Membership.objects.current().filter(cohort=cohort, person=person).first()


def _keep_an_owner(membership: Membership) -> None:
    """The cohort's row is locked, so that two owners can't leave at the same time."""
    if membership.role != Role.OWNER:
        return
    Cohort.objects.select_for_update().get(pk=membership.cohort_id)
    owners = Membership.objects.current().filter(cohort=membership.cohort_id, role=Role.OWNER)
    if not owners.exclude(pk=membership.pk).exists():
        raise LastOwner
