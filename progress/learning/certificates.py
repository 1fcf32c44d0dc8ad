"""Completions that their learners let others verify, under addresses that cannot be guessed."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils.crypto import salted_hmac

from progress.learning.models import Certificate, Completion, GoneCertificate
from roadmap_site.accounts.models import User

BYTES = 16  # of chance in a code: 22 letters


@transaction.atomic
def issue(*, completion: Completion, at: datetime) -> Certificate:
    """Make the completion's address; a second time, return the same."""
    fresh = {"code": secrets.token_urlsafe(BYTES), "at": at}
    certificate, _ = Certificate.objects.get_or_create(**scope_of(completion), defaults=fresh)
    return certificate


@transaction.atomic
def revoke(certificates: QuerySet[Certificate]) -> None:
    """Take them back for good: their addresses answer from now on that they are gone."""
    codes = [certificate.code for certificate in certificates.select_for_update(of=("self",))]
    gone = [GoneCertificate(digest=digest(code)) for code in codes]
    GoneCertificate.objects.bulk_create(gone, ignore_conflicts=True)
    Certificate.objects.filter(code__in=codes).delete()


def revoke_all(learner: User) -> None:
    revoke(Certificate.objects.filter(learner=learner))


def of(completion: Completion) -> QuerySet[Certificate]:
    return Certificate.objects.filter(**scope_of(completion))


def certified(certificate: Certificate) -> QuerySet[Completion]:
    """Return what it is for: nothing while that is not complete."""
    return Completion.objects.filter(**scope_of(certificate))


def scope_of(either: Certificate | Completion) -> dict[str, int | None]:
    return {name: getattr(either, name) for name in ("learner_id", "roadmap_id", "phase_id")}


def with_codes(completions: QuerySet[Completion]) -> QuerySet[Completion]:
    """Have each carry the `code` of its certificate, or None."""
    same_phase = Q(phase=OuterRef("phase")) | Q(IsNull(OuterRef("phase"), True), phase=None)
    same = Certificate.objects.filter(same_phase, learner=OuterRef("learner"), roadmap=OuterRef("roadmap"))
    return completions.annotate(code=Subquery(same.values("code")))


def is_gone(code: str) -> bool:
    """Whether the code was given out once; keys of former days are tried, too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return GoneCertificate.objects.filter(digest__in=[digest(code, key) for key in keys]).exists()


def digest(code: str, key: str | bytes | None = None) -> str:
    return salted_hmac("progress.learning.certificates", code, key, algorithm="sha256").hexdigest()
