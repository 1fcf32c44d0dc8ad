"""The cohorts that somebody is in, as a mentor and as a learner."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext, ngettext

from progress.cohorts.models import Cohort, CohortRoadmap, Membership, Role
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Mine:
    """`kept` are looked after; `archived` only by their owners."""

    kept: list[Membership]
    learnt: list[Membership]
    archived: list[Membership]


def cohorts_of(person: User) -> Mine:
    lines = Prefetch("cohort__lines", CohortRoadmap.objects.select_related("roadmap"))
    found = Membership.objects.current().filter(person=person).select_related("cohort")
    all_of_them = list(found.prefetch_related(lines).order_by("-cohort__starts_on", "-cohort_id"))
    _count_learners(all_of_them)
    there = [one for one in all_of_them if one.cohort.archived_at is None]
    return Mine(
        kept=[one for one in there if one.role != Role.LEARNER],
        learnt=[one for one in there if one.role == Role.LEARNER],
        archived=[one for one in all_of_them if one.cohort.archived_at and one.role == Role.OWNER],
    )


def _count_learners(memberships: list[Membership]) -> None:
    current = Q(memberships__left_at=None, memberships__role=Role.LEARNER)
    cohorts = Cohort.objects.filter(pk__in=[one.cohort_id for one in memberships])
    counted = dict(cohorts.annotate(n=Count("memberships", filter=current)).values_list("pk", "n"))
    for one in memberships:
        n = counted[one.cohort_id]
        one.learners = (  # type: ignore[attr-defined]
            ngettext("%(n)s learner", "%(n)s learners", n) % {"n": n} if n else gettext("no learners yet")
        )
