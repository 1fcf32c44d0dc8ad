"""Making a cohort, changing it, ending it and putting it away."""

from datetime import UTC, date, datetime, timedelta

import pytest

from progress.cohorts import keeping
from progress.cohorts.models import AuditEntry, Cohort, Membership, Role
from tests.factories import make_learner, make_roadmap

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
START = date(2026, 4, 6)


@pytest.fixture
def owner():
    return make_learner()


@pytest.fixture
def cohort(owner):
    fields = {"name": "Autumn", "starts_on": START, "weeks_a_phase": 2}
    return keeping.make(**fields, roadmaps=[make_roadmap(), make_roadmap()], by=owner, at=NOON)


def roadmaps_of(cohort):
    return [line.roadmap for line in cohort.lines.select_related("roadmap")]


def change(cohort, owner, **overrides):
    fields = {"name": "Autumn", "starts_on": START, "weeks_a_phase": 2, "roadmaps": roadmaps_of(cohort)}
    keeping.change(cohort=cohort, **fields | overrides, by=owner, at=NOON)
    cohort.refresh_from_db()


def lines():
    return list(AuditEntry.objects.order_by("pk").values_list("what", "told"))


def test_whoever_makes_it_owns_it(cohort, owner):
    assert Membership.objects.get(cohort=cohort).person == owner
    assert Membership.objects.get(cohort=cohort).role == Role.OWNER
    assert lines() == [("joined", None)]


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ({}, 1),
        ({"at": NOON + timedelta(seconds=11)}, 2),
        ({"name": "Winter"}, 2),
        ({"starts_on": date(2026, 9, 7)}, 2),
    ],
)
def test_a_second_press_makes_no_second_cohort(cohort, owner, said, made):
    again = {"name": "Autumn", "starts_on": START, "weeks_a_phase": 2, "at": NOON + timedelta(seconds=9)}

    keeping.make_once(**again | said, roadmaps=roadmaps_of(cohort), by=owner)

    assert Cohort.objects.count() == made


def test_anothers_cohort_of_that_name_is_another(cohort):
    fields = {"name": "Autumn", "starts_on": START, "weeks_a_phase": 2, "at": NOON}

    assert keeping.make_once(**fields, roadmaps=[], by=make_learner()) != cohort


def test_roadmaps_keep_their_order_and_may_change(cohort, owner):
    first, _ = roadmaps_of(cohort)
    third = make_roadmap()

    change(cohort, owner, roadmaps=[third, first])

    assert roadmaps_of(cohort) == [third, first]
    assert lines()[1:] == [("changed", {"changed": ["roadmaps"], "added": [third.title]})]


def test_the_log_says_what_has_changed(cohort, owner):
    change(cohort, owner, name="Winter", weeks_a_phase=None)

    assert lines()[1:] == [("changed", {"changed": ["name", "weeks_a_phase"]})]


def test_saying_the_same_again_writes_no_line(cohort, owner):
    change(cohort, owner)
    keeping.end(cohort=cohort, on=START, by=owner, at=NOON)
    keeping.end(cohort=cohort, on=START, by=owner, at=NOON)
    keeping.archive(cohort=cohort, archived=True, by=owner, at=NOON)
    keeping.archive(cohort=cohort, archived=True, by=owner, at=NOON)

    assert [what for what, _ in lines()] == ["joined", "ended", "archived"]


def test_ending_and_archiving_are_taken_back(cohort, owner):
    keeping.end(cohort=cohort, on=START, by=owner, at=NOON)
    keeping.archive(cohort=cohort, archived=True, by=owner, at=NOON)

    keeping.end(cohort=cohort, on=None, by=owner, at=NOON)
    keeping.archive(cohort=cohort, archived=False, by=owner, at=NOON)

    cohort.refresh_from_db()
    assert (cohort.ended_on, cohort.archived_at) == (None, None)
