"""Making a cohort, changing it, ending it and putting it away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from curriculum.models import Roadmap
from progress.cohorts.audit import note
from progress.cohorts.models import AuditEntry, Cohort, CohortRoadmap, Role
from progress.cohorts.people.invitations import AGAIN
from progress.cohorts.people.joining import enter
from progress.cohorts.people.leading import hold
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
def make_once(*, name: str, starts_on: date, by: User, at: datetime, **said: Any) -> Cohort:
    """Make it, or return the one like it that the same person has just made: a second press."""
    hold(by)
    just_made = Cohort.objects.filter(name=name, starts_on=starts_on, made_at__gt=at - AGAIN)
    mine = just_made.filter(memberships__person=by, memberships__role=Role.OWNER, memberships__left_at=None)
    return mine.first() or make(name=name, starts_on=starts_on, by=by, at=at, **said)


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
    """Again changes nothing. Learners get a notice of roadmaps on which mentors see them from now on."""
    said = {"name": name, "starts_on": starts_on, "weeks_a_phase": weeks_a_phase}
    changed = [field for field, value in said.items() if getattr(cohort, field) != value]
    for field in changed:
        setattr(cohort, field, said[field])
    cohort.save(update_fields=changed)
    told: dict[str, Any] = {"changed": changed}
    before = [line.roadmap_id for line in cohort.lines.all()]
    if before != [roadmap.pk for roadmap in roadmaps]:
        _set_roadmaps(cohort, roadmaps)
        changed.append("roadmaps")
    if added := [roadmap.title for roadmap in roadmaps if roadmap.pk not in before]:
        told["added"] = added
        cohort.memberships.learners().filter(notice_since=None).update(notice_since=at)
    if changed:
        note(What.CHANGED, cohort=cohort, actor=by, at=at, told=told)


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
