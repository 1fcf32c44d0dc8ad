"""Each role at each address of a cohort: page, fragment and export."""

import re

import pytest
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
TAKEN = [role if role == Role.OWNER else pytest.param(role, marks=pytest.mark.full) for role in ROLES]
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


@pytest.mark.parametrize("headers", ASKED)
@pytest.mark.parametrize("route", RIGHTS)
def test_who_sees_what(route, headers, there):
    right, address = RIGHTS[route], there.address(route)

    for role in (None, *ROLES):
        response = there.client(role).get(address, headers=headers)
        if may(role, right.sees):
            assert response.status_code in {200, 302}, role
        else:
            assert response.status_code == (405 if right.sees is None and may(role, right.writes) else 404), (
                role
            )


@pytest.mark.parametrize("headers", ASKED)
@pytest.mark.parametrize("route", RIGHTS)
def test_who_writes_what(route, headers, there):
    right, address = RIGHTS[route], there.address(route)

    for role in (None, *ROLES):
        status = there.client(role).post(address, right.post, headers=headers).status_code
        assert (status not in REFUSED) == may(role, right.writes), (role, status)


@pytest.mark.parametrize("route", RIGHTS)
def test_who_is_signed_out_signs_in_first_and_learns_nothing(route, there):
    client, address = Client(), there.address(route)
    there.parts = dict.fromkeys(there.parts, 0)

    for one in (address, there.address(route)):  # one that is there, and one that is not
        for response in (client.get(one), client.post(one, RIGHTS[route].post)):
            assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={one}")


@pytest.mark.parametrize("role", TAKEN)
@pytest.mark.parametrize("route", RIGHTS)
def test_a_role_that_was_taken_away_is_gone_at_the_next_request(route, role, there):
    client, address = there.client(role), there.address(route)
    client.get(address)

    Membership.objects.filter(pk=there.members[role].pk).update(left_at=timezone.now())

    assert client.get(address).status_code in {404, 405}
    assert client.post(address, RIGHTS[route].post).status_code in {404, 405}


@pytest.mark.parametrize("route", RIGHTS)
def test_another_cohorts_people_are_strangers_here(route, there):
    other = There()

    for role in ROLES:
        assert other.client(role).get(there.address(route)).status_code == 404


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if "<int:cohort>/" in route and "member" in route]
)
def test_a_member_of_another_cohort_is_not_found_in_this_one(route, there):
    other = There()
    there.parts |= {"member": other.parts["member"]}

    assert there.client(Role.OWNER).get(there.address(route)).status_code == 404


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

    for route, right in RIGHTS.items():
        own = route.endswith("/me/")
        for role in (Role.LEARNER, Role.OBSERVER, Role.MENTOR):
            seen = there.client(role).get(there.address(route)).status_code == 200
            assert seen == own, (route, role)
        if right.sees:
            assert there.client(Role.OWNER).get(there.address(route)).status_code in {200, 302}


def test_the_guard_matters(there, monkeypatch):
    """A control: with everybody let in as an owner, strangers would see the people."""
    owner = Place(there.cohort, there.members[Role.OWNER])
    monkeypatch.setattr(looking_after, "place_of", lambda *_, **__: owner)

    assert there.client(None).get(f"/cohorts/{there.cohort.pk}/settings/").status_code == 200
