"""The staff grant the right to make cohorts, and give one without an owner another."""

import pytest
from django.utils import timezone

from progress.cohorts.access import may_make_cohorts
from progress.cohorts.models import AuditEntry, Membership, Role
from roadmap_site.accounts.models import User
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_staff(client):
    client.force_login(User.objects.create_superuser("staff@cairn.example", "x"))
    return client


def act(client, action, *people):
    fields = {"action": action, "_selected_action": [person.pk for person in people]}
    return client.post("/admin/accounts/user/", fields, follow=True)


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_the_right_is_granted_and_taken_from_the_list(as_staff):
    kim, lou = make_learner(), make_learner()

    page = act(as_staff, "let_make_cohorts", kim, lou)
    assert "2 may make cohorts." in page.text
    assert may_make_cohorts(fresh(kim))
    assert fresh(kim).further_pages == ["cohorts"]

    act(as_staff, "let_make_none", kim)
    assert not may_make_cohorts(fresh(kim))
    assert fresh(kim).further_pages == []
    assert may_make_cohorts(fresh(lou))


def test_who_is_in_a_cohort_is_led_there_without_the_right(as_staff):
    kim = make_membership(make_cohort()).person

    act(as_staff, "let_make_none", kim)

    assert fresh(kim).further_pages == ["cohorts"]


def test_the_list_asks_as_much_for_many_as_for_few(as_staff, django_assert_max_num_queries):
    def statements():
        with django_assert_max_num_queries(20) as asked:
            as_staff.get("/admin/accounts/user/")
        return len(asked)

    make_learner()
    few = statements()
    for _ in range(20):
        make_learner()

    assert statements() == few


def test_an_archived_cohort_without_an_owner_gets_one(as_staff):
    cohort, kim = make_cohort(archived_at=timezone.now()), make_learner()

    as_staff.post(f"/admin/cohorts/cohort/{cohort.pk}/change/", {"new_owner": kim.email.upper()})

    assert Membership.objects.get(cohort=cohort, person=kim).role == Role.OWNER
    assert AuditEntry.objects.get().actor.email == "staff@cairn.example"


def test_a_mentor_can_be_made_the_owner(as_staff):
    mentor = make_membership(make_cohort(), role=Role.MENTOR)

    as_staff.post(f"/admin/cohorts/cohort/{mentor.cohort_id}/change/", {"new_owner": mentor.person.email})

    assert Membership.objects.get(pk=mentor.pk).role == Role.OWNER


def test_an_unknown_address_is_said(as_staff):
    page = as_staff.post(f"/admin/cohorts/cohort/{make_cohort().pk}/change/", {"new_owner": "no@x.example"})

    assert "No account has this address." in page.text


def test_cohorts_are_neither_made_nor_deleted_there(as_staff):
    cohort = make_cohort()

    assert as_staff.get("/admin/cohorts/cohort/add/").status_code == 403
    assert as_staff.get(f"/admin/cohorts/cohort/{cohort.pk}/delete/").status_code == 403
