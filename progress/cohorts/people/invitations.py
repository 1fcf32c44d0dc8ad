"""Links that let people into a cohort."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Role
from roadmap_site.accounts.models import User

MOST_DAYS = 90
MOST_USES = 5_000
MAILED_A_DAY = 2_000  # by one person
AGAIN = timedelta(seconds=10)  # within which the same is a second press
What = AuditEntry.What


class Standing(models.TextChoices):
    """Why a link lets nobody in, or that it does."""

    OPEN = "open", _("open")
    REVOKED = "revoked", _("revoked")
    EXPIRED = "expired", _("expired")
    USED_UP = "used up", _("used up")
    CLOSED = "closed", _("closed with its cohort")


class TooMany(Exception):
    """Nobody needs that many mails in a day, but who sends what others don't want."""


class Unusable(Exception):
    """The link lets nobody in."""


@transaction.atomic
def invite(
    *, cohort: Cohort, by: User, role: Role, uses: int, expires_at: datetime, at: datetime
) -> Invitation:
    """Make a link, or return the one like it that the same person has just made here: a second press."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    alike = usable(at).filter(cohort=cohort, made_by=by, role=role, uses=uses, address="")
    if just_made := alike.filter(used=0, made_at__gt=at - AGAIN).first():
        return just_made
    made = _new(cohort=cohort, by=by, role=role, uses=uses, expires_at=expires_at, at=at)
    made.save()
    note(What.INVITED, cohort=cohort, actor=by, at=at, told={"role": role.value, "uses": uses})
    return made


@transaction.atomic
def invite_all(
    *, cohort: Cohort, by: User, addresses: Iterable[str], expires_at: datetime, at: datetime
) -> list[Invitation]:
    """Invite each address once; who has an open invitation keeps it, who is in needs none. Raise TooMany."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)  # two presses of one button
    wanted = {User.objects.normalize_email(address) for address in addresses}
    wanted -= _known(cohort, wanted, at)
    if _mailed_lately(by, at) + len(wanted) > MAILED_A_DAY:
        raise TooMany
    common: dict[str, Any] = {"cohort": cohort, "by": by, "expires_at": expires_at, "at": at}
    made = [_new(**common, role=Role.LEARNER, uses=1, address=address) for address in sorted(wanted)]
    if made:
        note(What.INVITED, cohort=cohort, actor=by, at=at, told={"mailed": len(made)})
    return Invitation.objects.bulk_create(made)


def _new(
    *, cohort: Cohort, by: User, role: Role, uses: int, expires_at: datetime, at: datetime, address: str = ""
) -> Invitation:
    return Invitation(
        cohort=cohort,
        role=role,
        token=token_urlsafe(32),
        address=address,
        made_by=by,
        made_at=at,
        expires_at=expires_at,
        uses=uses,
    )


def _known(cohort: Cohort, addresses: set[str], at: datetime) -> set[str]:
    """Return those of the addresses that have an open invitation, or whose people are in."""
    invited = usable(at).filter(cohort=cohort, address__in=addresses).values_list("address", flat=True)
    people = cohort.memberships.current().filter(person__email__in=addresses)
    return {*invited, *people.values_list("person__email", flat=True)}


def _mailed_lately(by: User, at: datetime) -> int:
    lately = Invitation.objects.filter(made_by=by, made_at__gt=at - timedelta(days=1))
    return lately.exclude(address="").count()


def usable(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        revoked_at=None, expires_at__gt=at, used__lt=F("uses"), cohort__archived_at=None
    )


def standing(invitation: Invitation, at: datetime) -> Standing:
    if invitation.revoked_at is not None:
        return Standing.REVOKED
    if invitation.cohort.archived_at is not None:
        return Standing.CLOSED
    if invitation.used >= invitation.uses:
        return Standing.USED_UP
    return Standing.EXPIRED if invitation.expires_at <= at else Standing.OPEN


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, at: datetime) -> None:
    """From now on it lets nobody in. Again changes nothing."""
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=at):
        note(What.REVOKED, cohort=invitation.cohort, actor=by, at=at)


@transaction.atomic
def hold_good_again(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take a revocation back. Again changes nothing."""
    if Invitation.objects.filter(pk=invitation.pk).exclude(revoked_at=None).update(revoked_at=None):
        note(What.INVITED, cohort=invitation.cohort, actor=by, at=at, told={"undone": True})
