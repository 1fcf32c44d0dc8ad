"""Cohorts with people in them, for tests."""

from datetime import UTC, date, datetime
from typing import Any

from progress.cohorts.models import Cohort, CohortRoadmap, Membership, Role
from tests.factories import make_learner, numbers

MADE = datetime(2026, 3, 2, 12, tzinfo=UTC)


def make_cohort(*roadmaps: Any, **overrides: Any) -> Cohort:
    """It began on the first Monday of March 2026, at a pace of two weeks a phase."""
    fields = {
        "name": f"Cohort {next(numbers)}",
        "starts_on": date(2026, 3, 2),
        "weeks_a_phase": 2,
        "made_at": MADE,
    }
    cohort = Cohort.objects.create(**fields | overrides)
    CohortRoadmap.objects.bulk_create(
        CohortRoadmap(cohort=cohort, roadmap=roadmap, position=place)
        for place, roadmap in enumerate(roadmaps)
    )
    return cohort


def make_membership(cohort: Cohort, **overrides: Any) -> Membership:
    """A learner's unless `role` says otherwise; `person` is a new one unless given."""
    person = overrides.pop("person", None) or make_learner()
    fields = {"role": Role.LEARNER, "joined_at": MADE}
    return Membership.objects.create(cohort=cohort, person=person, **fields | overrides)
