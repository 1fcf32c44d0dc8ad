"""Each role at each address of a cohort: page, fragment and export."""

import re
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from progress.cohorts.access import RANK, Place
from progress.cohorts.models import AuditEntry, Membership, Role
from progress.cohorts.urls import urlpatterns
from progress.cohorts.views import looking_after
from progress.learning.models import Submission
from tests.cohorts.makers import make_cohort, make_membership
from tests.cohorts.rights import RIGHTS
from tests.factories import make_learner, make_milestone, make_topic

pytestmark = pytest.mark.django_db

ROUTES = [str(pattern.pattern) for pattern in urlpatterns if "<int:cohort>" in str(pattern.pattern)]
ROLES = (Role.LEARNER, Role.OBSERVER, Role.MENTOR, Role.OWNER)
ASKED = [
    pytest.param({}, id="page"),
    pytest.param({"HX-Request": "true"}, id="fragment", marks=pytest.mark.full),
]
REFUSED = {403, 404, 405}


class There:
    """A cohort with somebody of each role, a learner who is looked at, and what addresses name of it."""

    def __init__(self) -> None:
        topic = make_topic()
        milestone = make_milestone(phase=topic.phase)
        self.cohort = make_cohort(topic.roadmap)
        self.members = {role: make_membership(self.cohort, role=role) for role in ROLES}
        make_membership(self.cohort, role=Role.OWNER)  # so that the other one may leave
        self.learner = make_membership(self.cohort)
        at = timezone.now()
        evidence = Submission.objects.create(
            learner=self.learner.person, milestone=milestone, number=1, text="Here", day=at.date(), at=at
        )
        self.parts = {
            "cohort": self.cohort.pk,
            "member": self.learner.pk,
            "submission": evidence.pk,
            "phase": topic.phase.pk,
            "topic": topic.pk,
        }

    def address(self, route: str) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(self.parts[found[1]]), route)

    def client(self, role: Role | None) -> Client:
        client = Client()
        client.force_login(self.members[role].person if role else make_learner())
        return client


@pytest.fixture
def there(db):
    return There()


def may(role: Role | None, least: Role | None) -> bool:
    return role is not None and least is not None and RANK[role] >= RANK[least]


def test_every_address_in_a_cohort_is_listed():
    assert set(ROUTES) == set(RIGHTS)


def test_observers_write_nothing_but_what_is_their_own():
    assert {right.writes for right in RIGHTS.values()} <= {None, Role.LEARNER, Role.MENTOR, Role.OWNER}
    assert [route for route, right in RIGHTS.items() if right.writes == Role.LEARNER] == [
        route for route in RIGHTS if route.endswith("/me/")
    ]


def test_exports_and_looks_at_a_learner_are_logged():
    unlogged = [
        route
        for route, right in RIGHTS.items()
        if re.search(r"\.(csv|json)$|(learners|grid)/<", route) and right.sees and not right.seen_as
    ]

    assert unlogged == []


@contextmanager
def taken_back():
    """What is done inside, so that the next request finds everything as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("headers", ASKED)
def test_who_sees_what(headers, there):
    for role in (None, *ROLES):
        client = there.client(role)
        for route, right in RIGHTS.items():
            status = client.get(there.address(route), headers=headers).status_code
            if may(role, right.sees):
                assert status in {200, 302}, (route, role)
            else:
                only_written = right.sees is None and may(role, right.writes)
                assert status == (405 if only_written else 404), (route, role)


@pytest.mark.parametrize("headers", ASKED)
def test_who_writes_what(headers, there):
    for role in (None, *ROLES):
        client = there.client(role)
        for route, right in RIGHTS.items():
            with taken_back():
                status = client.post(there.address(route), right.post, headers=headers).status_code
            assert (status not in REFUSED) == may(role, right.writes), (route, role, status)


def test_who_is_signed_out_signs_in_first_and_learns_nothing(there):
    there_not = There()
    there_not.parts = dict.fromkeys(there.parts, 0)
    client = Client()

    for route, right in RIGHTS.items():
        for address in (there.address(route), there_not.address(route)):
            for response in (client.get(address), client.post(address, right.post)):
                assert (response.status_code, response["Location"]) == (
                    302,
                    f"/accounts/login/?next={address}",
                )


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_was_taken_away_is_gone_at_the_next_request(role, there):
    client, member = there.client(role), Membership.objects.filter(pk=there.members[role].pk)

    for route, right in RIGHTS.items():
        address = there.address(route)
        client.get(address)
        member.update(left_at=timezone.now())
        assert client.get(address).status_code in {404, 405}, route
        assert client.post(address, right.post).status_code in {404, 405}, route
        member.update(left_at=None)


def test_another_cohorts_people_are_strangers_here(there):
    other = There()

    for role in ROLES:
        client = other.client(role)
        for route in RIGHTS:
            assert client.get(there.address(route)).status_code == 404, (route, role)


def test_a_member_of_another_cohort_is_not_found_in_this_one(there):
    client = there.client(Role.OWNER)
    there.parts |= {"member": There().parts["member"]}

    for route in ROUTES:
        if "member" in route:
            assert client.get(there.address(route)).status_code == 404, route


@pytest.mark.parametrize("route", [route for route, right in RIGHTS.items() if right.seen_as])
def test_looks_stand_in_the_log(route, there):
    right = RIGHTS[route]

    response = there.client(right.sees).get(there.address(route))
    getattr(response, "getvalue", lambda: b"")()  # a table is only made while it is sent

    assert AuditEntry.objects.filter(what=right.seen_as, actor=there.members[right.sees].person).count() == 1


@pytest.mark.parametrize("route", [route for route, right in RIGHTS.items() if right.seen_as])
def test_who_only_asks_what_there_would_be_has_seen_nothing(route, there):
    response = there.client(Role.OWNER).head(there.address(route))

    assert response.status_code == 200
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("route", [route for route, right in RIGHTS.items() if right.done_as])
def test_changes_stand_in_the_log(route, there):
    right = RIGHTS[route]

    there.client(right.writes).post(there.address(route), right.post)

    assert (
        AuditEntry.objects.filter(what=right.done_as, actor=there.members[right.writes].person).count() == 1
    )


def test_one_that_is_archived_is_there_for_its_owners_alone(there):
    there.cohort.archived_at = timezone.now()
    there.cohort.save()

    for role in ROLES:
        client = there.client(role)
        for route, right in RIGHTS.items():
            status = client.get(there.address(route)).status_code
            if role != Role.OWNER:
                assert (status == 200) == route.endswith("/me/"), (route, role)
            elif right.sees:
                assert status in {200, 302}, route


def test_the_guard_matters(there, monkeypatch):
    """A control: with everybody let in as an owner, strangers would see the people."""
    owner = Place(there.cohort, there.members[Role.OWNER])
    monkeypatch.setattr(looking_after, "place_of", lambda *_, **__: owner)

    assert there.client(None).get(f"/cohorts/{there.cohort.pk}/settings/").status_code == 200
