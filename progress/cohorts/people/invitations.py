"""Links that let people into a cohort."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Role
from roadmap_site.accounts.models import User

MOST_DAYS = 90
MOST_USES = 5_000
MAILED_A_DAY = 2_000  # by one person
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
    *, cohort: Cohort, by: User, role: Role, uses: int, expires_at: datetime, at: datetime, address: str = ""
) -> Invitation:
    invitation = Invitation.objects.create(
        cohort=cohort,
        role=role,
        token=token_urlsafe(32),
        address=User.objects.normalize_email(address),
        made_by=by,
        made_at=at,
        expires_at=expires_at,
        uses=uses,
    )
    told = {"role": role.value, "uses": uses, "mailed": bool(address)}
    note(What.INVITED, cohort=cohort, actor=by, at=at, told=told)
    return invitation


@transaction.atomic
def invite_all(
    *, cohort: Cohort, by: User, addresses: Iterable[str], expires_at: datetime, at: datetime
) -> list[Invitation]:
    """Invite each address once; who has an open invitation keeps it, who is in needs none. Raise TooMany."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)  # two presses of one button
    wanted = {User.objects.normalize_email(address) for address in addresses}
    there = set(usable(at).filter(cohort=cohort, address__in=wanted).values_list("address", flat=True))
    inside = cohort.memberships.current().filter(person__email__in=wanted)
    there |= set(inside.values_list("person__email", flat=True))
    lately = Invitation.objects.filter(made_by=by, made_at__gt=at - timedelta(days=1)).exclude(address="")
    if lately.count() + len(wanted - there) > MAILED_A_DAY:
        raise TooMany
    return [
        invite(
            cohort=cohort,
            by=by,
            role=Role.LEARNER,
            uses=1,
            expires_at=expires_at,
            at=at,
            address=address,
        )
        for address in sorted(wanted - there)
    ]


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
