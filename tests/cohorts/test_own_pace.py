"""From which day on a learner's pace is counted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from progress.cohorts.models import Role
from progress.cohorts.people.joining import move
from progress.cohorts.tables.overview import overview
from progress.cohorts.tables.people import learners
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner, make_phase, make_roadmap, make_topics

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 8, 12, tzinfo=UTC)  # fourteen weeks after the cohorts began
WEEK = timedelta(weeks=1)


@pytest.fixture
def roadmap():
    roadmap = make_roadmap()
    for _ in range(4):
        make_topics(2, make_phase(roadmap=roadmap))
    return roadmap


def paces(cohort):
    return {row.person.pk: row.pace for row in overview(cohort, at=NOW).rows}


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", date(2026, 6, 1)), ("Asia/Tokyo", date(2026, 6, 2)), ("America/New_York", date(2026, 6, 1))],
)
def test_the_day_of_coming_is_the_learners_own(zone, day):
    person = make_learner(time_zone=zone)
    cohort = make_membership(
        make_cohort(), person=person, joined_at=datetime(2026, 6, 1, 21, tzinfo=UTC)
    ).cohort

    assert [one.paced_from for one in learners(cohort, at=NOW)] == [day]


def test_who_has_just_joined_is_not_behind(roadmap):
    cohort = make_cohort(roadmap)
    first, late, last = (
        make_membership(cohort, joined_at=NOW - weeks * WEEK).person_id for weeks in (14, 3, 0)
    )

    assert paces(cohort) == {first: -4.0, late: -1.5, last: 0.0}


def test_who_is_moved_is_as_far_behind_as_before(roadmap):
    here, there = make_cohort(roadmap), make_cohort(roadmap)
    owner, member = make_membership(here, role=Role.OWNER), make_membership(here, joined_at=NOW - 3 * WEEK)
    before = paces(here)

    move(membership=member, to=there, by=owner.person, at=NOW)

    assert paces(there) == before == {member.person_id: -1.5}
