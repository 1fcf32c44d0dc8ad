"""The people to look around with, and the cohort of the mentor."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from progress.cohorts.models import Cohort, Membership, Role
from progress.cohorts.tables.overview import overview
from roadmap_site.accounts.models import User
from roadmap_site.local import demo
from tests.cohorts.test_demo import make_line

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 11, 15, tzinfo=UTC)


@pytest.fixture
def made():
    make_line()
    demo.make_demo_people()
    demo.make_progress(NOW)
    demo.make_cohort(NOW)


@pytest.mark.usefixtures("made")
def test_the_mentor_has_a_cohort_of_forty_with_the_learner():
    cohort = Cohort.objects.get()

    learners = cohort.memberships.filter(role=Role.LEARNER)
    assert learners.count() == 40
    assert learners.filter(person__email=demo.LEARNER.email).exists()
    assert cohort.memberships.get(role=Role.OWNER).person.email == demo.MENTOR.email


@pytest.mark.usefixtures("made")
def test_five_of_them_are_stuck_and_the_learner_is_not_behind():
    found = overview(Cohort.objects.get(), at=NOW)

    assert found.tally.stuck == 5
    (robin,) = [row for row in found.rows if row.person.name == demo.LEARNER.name]
    assert robin.pace is not None and robin.pace > -1


@pytest.mark.usefixtures("made")
def test_a_second_start_makes_nothing_and_asks_little(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):  # a transaction's beginning and end among them
        assert not demo.make_cohort(timezone.now())

    assert Cohort.objects.count() == 1


@pytest.mark.usefixtures("made")
def test_a_cohort_that_was_taken_away_stays_away():
    Cohort.objects.all().delete()

    assert not demo.make_cohort(NOW)
    assert not Membership.objects.exists()


def test_without_demo_people_there_is_no_cohort():
    make_line()
    User.objects.create_user("somebody@cairn.example", "stones-and-more-stones")

    assert not demo.make_cohort(NOW)
