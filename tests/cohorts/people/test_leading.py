"""Whom the masthead leads to cohorts."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from progress.cohorts.models import Role
from progress.cohorts.people.joining import come_back, enter, leave
from progress.cohorts.people.leading import lead_rightly
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

LINK = '<a href="/cohorts/"'


def led(client, person):
    client.force_login(person)
    return LINK in client.get("/").text


def test_a_stranger_to_cohorts_is_not_led_there(client):
    assert LINK not in client.get("/").text
    assert not led(client, make_learner())


def test_who_comes_in_is_led_there_until_they_leave(client):
    cohort, person, now = make_cohort(), make_learner(), timezone.now()
    owner = make_membership(cohort, role=Role.OWNER).person

    membership = enter(cohort=cohort, person=person, role=Role.LEARNER, by=owner, at=now)
    assert led(client, person)

    leave(membership=membership, by=person, at=now)
    assert not led(client, person)

    come_back(membership=membership, by=person, at=now)
    assert led(client, person)


def test_who_leaves_one_of_two_is_led_there_still(client):
    cohort, other, person, now = make_cohort(), make_cohort(), make_learner(), timezone.now()
    one, _ = (enter(cohort=c, person=person, role=Role.LEARNER, by=person, at=now) for c in (cohort, other))

    leave(membership=one, by=person, at=now)

    assert led(client, person)


def test_where_everybody_may_make_one_everybody_signed_in_is_led_there(client, settings):
    settings.OPEN_COHORTS = True

    assert LINK not in client.get("/").text
    assert led(client, make_learner())


def test_who_is_granted_the_right_otherwise_is_led_there_from_the_first_visit_on(client):
    person = make_learner()
    person.user_permissions.add(Permission.objects.get(codename="add_cohort"))
    assert not led(client, person)

    client.get("/cohorts/")

    assert led(client, person)


def test_other_rooms_keep_their_pages():
    person = make_learner(further_pages=["elsewhere", "cohorts"])

    lead_rightly(person=person)

    person.refresh_from_db()
    assert person.further_pages == ["elsewhere"]


@pytest.mark.parametrize(
    ("path", "says"), [("/cohorts/", "page"), ("/cohorts/new/", "true"), ("/today/", None)]
)
def test_the_link_says_where_one_is(client, settings, path, says):
    settings.OPEN_COHORTS = True
    client.force_login(make_learner())

    page = client.get(path).text

    assert (f'{LINK} aria-current="{says}"' in page) == bool(says)
    assert LINK in page


def test_it_costs_no_statement(client, django_assert_max_num_queries):
    stranger = make_learner()
    member = make_membership(make_cohort()).person
    lead_rightly(person=member)

    def statements(person):
        client.force_login(person)
        client.get("/streak/")
        with django_assert_max_num_queries(50) as asked:
            client.get("/streak/")
        return len(asked)

    assert statements(member) == statements(stranger)
