"""The log of who saw and changed what."""

from datetime import datetime
from typing import Any

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
