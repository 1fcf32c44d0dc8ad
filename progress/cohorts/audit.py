"""The log of who saw and changed what."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from progress.cohorts.models import AuditEntry, Cohort
from roadmap_site.accounts.models import User


def note(
    what: AuditEntry.What,
    *,
    cohort: Cohort,
    actor: User,
    at: datetime,
    learner: User | None = None,
    told: dict[str, Any] | None = None,
) -> None:
    """Add a line; `told` says what has changed, never private words."""
    AuditEntry.objects.create(cohort=cohort, actor=actor, learner=learner, what=what, told=told, at=at)


def note_once_a_day(
    what: AuditEntry.What, *, cohort: Cohort, actor: User, at: datetime, told: dict[str, Any]
) -> None:
    """Add a line about everybody, unless the actor's day has the same one already."""
    day = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    same = AuditEntry.objects.filter(cohort=cohort, actor=actor, learner=None, what=what, told=told)
    if not same.filter(at__gte=day).exists():
        note(what, cohort=cohort, actor=actor, at=at, told=told)
