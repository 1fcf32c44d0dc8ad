"""Standings are kept made, so that whoever looks next after a load or a busy hour does not wait for them."""

from collections.abc import Iterator, Sequence

from progress.cohorts.models import Cohort, CohortRoadmap, Membership
from progress.cohorts.tables.standings import keep

AT_ONCE = 500  # learners of one statement


def keep_all() -> int:
    """Make anew what is old, of all cohorts that are not put away; return of how many learners."""
    return sum(
        keep(some, roadmaps)
        for cohort in Cohort.objects.filter(archived_at=None).values_list("pk", flat=True)
        if (roadmaps := _roadmaps(cohort))
        for some in _learners(cohort)
    )


def _roadmaps(cohort: int) -> Sequence[int]:
    lines = CohortRoadmap.objects.filter(cohort=cohort, roadmap__retired_in=None)
    return list(lines.values_list("roadmap", flat=True))


def _learners(cohort: int) -> Iterator[list[int]]:
    everybody = Membership.objects.learners().filter(cohort=cohort).order_by("person")
    last = 0
    while some := list(everybody.filter(person__gt=last).values_list("person", flat=True)[:AT_ONCE]):
        yield some
        last = some[-1]
