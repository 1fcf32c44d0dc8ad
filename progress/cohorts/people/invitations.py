"""Links that let people into a cohort."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import F, QuerySet

from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, Invitation, Role
from roadmap_site.accounts.models import User

LIFE = timedelta(days=14)
MOST_DAYS = 90
MOST_USES = 5_000


class Unusable(Exception):
    """The link lets nobody in: it is unknown, expired, revoked or used up, or its cohort is archived."""


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
    note(AuditEntry.What.INVITED, cohort=cohort, actor=by, at=at, told={"role": role.value, "uses": uses})
    return invitation


@transaction.atomic
def invite_all(
    *, cohort: Cohort, by: User, addresses: Iterable[str], expires_at: datetime, at: datetime
) -> list[Invitation]:
    """Invite each address once; one that has an open invitation keeps it."""
    wanted = {User.objects.normalize_email(address) for address in addresses}
    there = set(usable(at).filter(cohort=cohort, address__in=wanted).values_list("address", flat=True))
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


def find(token: str, at: datetime) -> Invitation:
    """Return the invitation that the link stands for. Raise Unusable."""
    invitation = usable(at).select_related("cohort").filter(token=token).first()
    if invitation is None:
        raise Unusable
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, at: datetime) -> None:
    """From now on it lets nobody in. Again changes nothing."""
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=at):
        note(AuditEntry.What.REVOKED, cohort=invitation.cohort, actor=by, at=at)
