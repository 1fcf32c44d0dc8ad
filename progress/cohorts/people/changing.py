"""What can change about somebody who is in a cohort: their role, their pace, and what mentors see."""

from datetime import datetime

from django.db import transaction

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Membership, Role, Shows
from progress.cohorts.people.joining import keep_an_owner
from progress.cohorts.reviews.claims import let_all_go
from roadmap_site.accounts.models import User

What = AuditEntry.What
MOST_DAYS = 730  # that a learner may have more


class NotAsked(Exception):
    """Nobody becomes a learner who was never asked what mentors may see: an invitation asks."""


def was_asked(membership: Membership) -> bool:
    """Whether the person is a learner, or has been one since coming in."""
    roles = AuditEntry.objects.filter(
        cohort=membership.cohort_id, learner=membership.person_id, what=What.ROLE
    )
    told = roles.filter(told__from=Role.LEARNER, at__gte=membership.joined_at)
    return membership.role == Role.LEARNER or told.exists()


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User, at: datetime) -> None:
    """Again changes nothing. Raise LastOwner or NotAsked."""
    if role == Role.LEARNER and not was_asked(membership):
        raise NotAsked
    if role != Role.OWNER:
        keep_an_owner(membership)
    before = Membership.objects.select_for_update(of=("self",)).current().get(pk=membership.pk).role
    if before == role:
        return
    Membership.objects.filter(pk=membership.pk).update(role=role)
    if role in (Role.LEARNER, Role.OBSERVER):
        let_all_go(cohort=membership.cohort, mentor=membership.person)
    told = {"from": before, "to": role.value}
    note(What.ROLE, cohort=membership.cohort, actor=by, learner=membership.person, at=at, told=told)


@transaction.atomic
def show(*, membership: Membership, shows: Shows, at: datetime) -> None:
    """Only learners themselves say what mentors see."""
    if Membership.objects.filter(pk=membership.pk).exclude(shows=shows).update(shows=shows):
        person = membership.person
        told = {"to": shows.value}
        note(What.SHOWS, cohort=membership.cohort, actor=person, learner=person, at=at, told=told)


def notice(*, membership: Membership) -> None:
    """The learner has looked at what was done; again changes nothing."""
    if membership.notice_since is not None:
        Membership.objects.filter(pk=membership.pk).update(notice_since=None)


@transaction.atomic
def extend(*, membership: Membership, days: int, by: User, at: datetime) -> None:
    """Let the learner's pace be `days` later than the cohort's."""
    if Membership.objects.filter(pk=membership.pk).exclude(extra_days=days).update(extra_days=days):
        told = {"days": days}
        note(What.EXTENDED, cohort=membership.cohort, actor=by, learner=membership.person, at=at, told=told)
