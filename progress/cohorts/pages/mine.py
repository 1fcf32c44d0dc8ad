"""The cohorts that somebody is in, as a mentor and as a learner."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext, ngettext

from progress.cohorts.models import Cohort, CohortRoadmap, Membership, Role
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class One:
    """`learners` says how many there are; nothing where that is not the viewer's to see."""

    membership: Membership
    learners: str


@dataclass(frozen=True, slots=True)
class Mine:
    """`kept` are looked after; of those that are `archived` only owners see the people."""

    kept: list[One]
    learnt: list[One]
    archived: list[One]


def cohorts_of(person: User) -> Mine:
    lines = Prefetch("cohort__lines", CohortRoadmap.objects.select_related("roadmap"))
    found = Membership.objects.current().filter(person=person).select_related("cohort")
    memberships = list(found.prefetch_related(lines).order_by("-cohort__starts_on", "-cohort_id"))
    counted = _learners_of(memberships)
    there = [One(one, _said(counted[one.cohort_id])) for one in memberships if not one.cohort.archived_at]
    put_away = [one for one in memberships if one.cohort.archived_at]
    return Mine(
        kept=[one for one in there if one.membership.role != Role.LEARNER],
        learnt=[one for one in there if one.membership.role == Role.LEARNER],
        archived=[
            One(one, _said(counted[one.cohort_id]) if one.role == Role.OWNER else "") for one in put_away
        ],
    )


def _learners_of(memberships: list[Membership]) -> dict[int, int]:
    current = Q(memberships__left_at=None, memberships__role=Role.LEARNER)
    cohorts = Cohort.objects.filter(pk__in=[one.cohort_id for one in memberships])
    return dict(cohorts.annotate(n=Count("memberships", filter=current)).values_list("pk", "n"))


def _said(n: int) -> str:
    if not n:
        return gettext("no learners yet")
    return ngettext("%(n)s learner", "%(n)s learners", n) % {"n": intcomma(n)}
