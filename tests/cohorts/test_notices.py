"""What learners did not ask for, and are told of until they have looked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from progress.cohorts import keeping
from progress.cohorts.models import Cohort, Role
from progress.cohorts.pages.notices import notices_of
from progress.cohorts.people.joining import leave, move, move_back
from progress.cohorts.people.leading import lead_rightly
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner, make_roadmap

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ada():
    return make_learner(name="Ada")


@pytest.fixture
def robin(ada):
    cohort = make_cohort(make_roadmap(title="Backend"), name="Autumn")
    make_membership(cohort, role=Role.OWNER, person=ada)
    return make_membership(cohort)


@pytest.fixture
def moved(ada, robin):
    return move(membership=robin, to=make_cohort(name="Evenings"), by=ada, at=NOON)


def add(cohort, *titles, by):
    roadmaps = [*cohort.roadmaps.all(), *[make_roadmap(title=title) for title in titles]]
    said = {"name": cohort.name, "starts_on": cohort.starts_on, "weeks_a_phase": cohort.weeks_a_phase}
    keeping.change(cohort=cohort, **said, roadmaps=roadmaps, by=by, at=NOON + HOUR)


def words_for(person):
    return [one.words for one in notices_of(person)]


MOVED = "Ada moved you from “Autumn” to “Evenings”, whose mentors see you now."
ADDED = "Ada added Go and Rust to “Autumn”: mentors now see how far you are there, too."


def test_who_is_moved_is_told(robin, moved):
    assert words_for(robin.person) == [MOVED]


def test_who_is_moved_again_or_out_or_back_is_told_what_holds(ada, robin, moved):
    again = move(membership=moved, to=make_cohort(name="Mornings"), by=ada, at=NOON)
    assert words_for(robin.person) == [MOVED.replace("Evenings", "Mornings").replace("Autumn", "Evenings")]

    assert move_back(membership=moved, moved=again, by=ada, at=NOON + HOUR / 2)
    assert words_for(robin.person) == [MOVED]

    leave(membership=moved, by=robin.person, at=NOON + HOUR)
    assert words_for(robin.person) == []


def test_learners_are_told_of_further_roadmaps_and_nobody_else(ada, robin):
    noor = make_membership(robin.cohort, role=Role.MENTOR)
    add(robin.cohort, "Go", "Rust", by=ada)
    late = make_membership(robin.cohort, joined_at=NOON + 2 * HOUR)

    assert words_for(robin.person) == [ADDED]
    assert words_for(ada) == words_for(noor.person) == words_for(late.person) == []


def test_other_changes_are_no_notice(ada, robin):
    roadmaps = [*robin.cohort.roadmaps.all()]
    said = {"name": "Winter", "starts_on": NOON.date(), "weeks_a_phase": 3, "roadmaps": roadmaps}
    keeping.change(cohort=robin.cohort, **said, by=ada, at=NOON)

    assert words_for(robin.person) == []


def test_it_stands_on_the_days_page_and_in_the_settings_until_they_have_looked(client, ada, robin):
    add(robin.cohort, "Go", "Rust", by=ada)
    lead_rightly(person=robin.person)
    client.force_login(robin.person)
    mine = f"/cohorts/{robin.cohort_id}/me/"
    for page in ("/today/", "/settings/cohorts/", "/today/"):
        assert ADDED in client.get(page).text
        assert f'href="{mine}"' in client.get(page).text
    client.head(mine)

    assert ADDED in client.get(mine).text

    for page in ("/today/", "/settings/cohorts/", mine):
        assert ADDED not in client.get(page).text
    assert "Ada changed the roadmaps (new: Go, Rust)." in client.get(mine).text


def test_one_that_is_put_away_is_no_news(robin, moved):
    Cohort.objects.update(archived_at=timezone.now())

    assert words_for(robin.person) == []


def test_of_who_has_deleted_the_account_no_name_is_left(ada, robin, moved):
    ada.delete()

    assert words_for(robin.person) == [MOVED.replace("Ada", "Somebody")]


def test_it_asks_as_much_for_many_as_for_one(ada, robin, moved, django_assert_num_queries):
    with django_assert_num_queries(2):
        notices_of(robin.person)
    for _ in range(4):
        another = make_membership(make_cohort(), person=robin.person)
        add(another.cohort, "Go", by=ada)
    with django_assert_num_queries(2):
        assert len(notices_of(robin.person)) == 5
    with django_assert_num_queries(1):
        notices_of(ada)
