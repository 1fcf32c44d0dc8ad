"""Making a cohort, changing it, ending it and putting it away."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from curriculum.models import Roadmap
from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, CohortRoadmap, Role
from progress.cohorts.people.joining import enter
from roadmap_site.accounts.models import User

What = AuditEntry.What


@transaction.atomic
def make(
    *,
    name: str,
    roadmaps: Sequence[Roadmap],
    starts_on: date,
    weeks_a_phase: int | None,
    by: User,
    at: datetime,
) -> Cohort:
    """Whoever makes it owns it."""
    cohort = Cohort.objects.create(name=name, starts_on=starts_on, weeks_a_phase=weeks_a_phase, made_at=at)
    _set_roadmaps(cohort, roadmaps)
    enter(cohort=cohort, person=by, role=Role.OWNER, by=by, at=at)
    return cohort


@transaction.atomic
def change(
    *,
    cohort: Cohort,
    name: str,
    roadmaps: Sequence[Roadmap],
    starts_on: date,
    weeks_a_phase: int | None,
    by: User,
    at: datetime,
) -> None:
    """Again changes nothing."""
    said = {"name": name, "starts_on": starts_on, "weeks_a_phase": weeks_a_phase}
    changed = [field for field, value in said.items() if getattr(cohort, field) != value]
    for field in changed:
        setattr(cohort, field, said[field])
    cohort.save(update_fields=changed)
    if [line.roadmap_id for line in cohort.lines.all()] != [roadmap.pk for roadmap in roadmaps]:
        _set_roadmaps(cohort, roadmaps)
        changed.append("roadmaps")
    if changed:
        note(What.CHANGED, cohort=cohort, actor=by, at=at, told={"changed": changed})


@transaction.atomic
def end(*, cohort: Cohort, on: date | None, by: User, at: datetime) -> None:
    """End it on a day, or, with None, let it go on."""
    if cohort.ended_on == on:
        return
    cohort.ended_on = on
    cohort.save(update_fields=["ended_on"])
    note(What.ENDED, cohort=cohort, actor=by, at=at, told={"on": on.isoformat() if on else None})


@transaction.atomic
def archive(*, cohort: Cohort, archived: bool, by: User, at: datetime) -> None:
    """Put it away, or take it out again; nothing of it is lost."""
    if (cohort.archived_at is not None) == archived:
        return
    cohort.archived_at = at if archived else None
    cohort.save(update_fields=["archived_at"])
    note(What.ARCHIVED, cohort=cohort, actor=by, at=at, told={"archived": archived})


def _set_roadmaps(cohort: Cohort, roadmaps: Sequence[Roadmap]) -> None:
    cohort.lines.exclude(roadmap__in=roadmaps).delete()
    CohortRoadmap.objects.bulk_create(
        [CohortRoadmap(cohort=cohort, roadmap=roadmap, position=n) for n, roadmap in enumerate(roadmaps)],
        update_conflicts=True,
        unique_fields=["cohort", "roadmap"],
        update_fields=["position"],
    )
