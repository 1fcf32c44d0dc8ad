"""Two at once, each race with a control: without its guard it goes wrong."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from progress.cohorts import keeping
from progress.cohorts.keeping import make_once
from progress.cohorts.models import Invitation, Membership, Role, Shows
from progress.cohorts.people import joining
from progress.cohorts.people.invitations import Unusable, invite, invite_all
from progress.cohorts.people.joining import LastOwner, join, leave
from roadmap_site.accounts.erasure import erase
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner, make_roadmap

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
ROUNDS = 5


def at_once(*works):
    """Return what became of each, begun at the same instant in connections of their own."""
    barrier = threading.Barrier(len(works))

    def run(work):
        try:
            connection.ensure_connection()
            barrier.wait(10)
            return work()
        except Exception as failed:
            return failed
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


@pytest.fixture
def unlocked(monkeypatch):
    """Take the locks away, and make who has looked wait until the other has looked, too."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    met = threading.Barrier(2)

    def meet(*_args, **_how):
        met.wait(10)

    return meet


def test_two_presses_at_once_make_one_cohort_and_one_link():
    for _ in range(ROUNDS):
        owner, roadmap = make_learner(), make_roadmap()
        fields = {"name": "Autumn", "starts_on": NOON.date(), "weeks_a_phase": 2, "roadmaps": [roadmap]}
        cohorts = at_once(*[lambda: make_once(**fields, by=owner, at=NOON)] * 2)  # noqa: B023
        assert cohorts[0] == cohorts[1]

        link = {"role": Role.LEARNER, "uses": 5, "expires_at": NOON + timedelta(days=1), "at": NOON}
        links = at_once(*[lambda: invite(cohort=cohorts[0], by=owner, **link)] * 2)  # noqa: B023
        assert links[0] == links[1]


def test_without_locks_two_presses_make_two(unlocked, monkeypatch):
    owner, roadmap = make_learner(), make_roadmap()
    fields = {"name": "Autumn", "starts_on": NOON.date(), "weeks_a_phase": 2, "roadmaps": [roadmap]}
    made = keeping.make

    def make(**said):
        unlocked()
        return made(**said)

    monkeypatch.setattr(keeping, "make", make)
    cohorts = at_once(*[lambda: make_once(**fields, by=owner, at=NOON)] * 2)

    assert cohorts[0] != cohorts[1]


def open_link(uses=1):
    cohort = make_cohort()
    owner = make_membership(cohort, role=Role.OWNER).person
    return invite(
        cohort=cohort, by=owner, role=Role.LEARNER, uses=uses, expires_at=NOON + timedelta(days=1), at=NOON
    )


def joins(invitation, person):
    return lambda: join(person=person, invitation=invitation, shows=Shows.TOPICS, at=NOON)


def test_an_invitation_for_one_lets_one_of_two_in():
    for _ in range(ROUNDS):
        invitation, people = open_link(), [make_learner(), make_learner()]

        became = at_once(*(joins(invitation, person) for person in people))

        invitation.refresh_from_db()
        assert sorted(type(one) for one in became if isinstance(one, Unusable)) == [Unusable]
        assert Membership.objects.filter(cohort=invitation.cohort, role=Role.LEARNER).count() == 1
        assert invitation.used == 1


def test_without_the_lock_the_second_would_run_into_the_database(unlocked, monkeypatch):
    """Its constraint lets nobody else in either, but has no kind word for them."""
    rows = Invitation.objects

    def filter_together(**how):
        unlocked()
        return rows.filter(**how)

    together = SimpleNamespace(objects=SimpleNamespace(filter=filter_together))
    monkeypatch.setattr(joining, "Invitation", together)
    invitation = open_link()

    became = at_once(*(joins(invitation, make_learner()) for _ in range(2)))

    assert {type(one) for one in became} == {Membership, IntegrityError}


def test_one_person_with_two_tabs_joins_once():
    for _ in range(ROUNDS):
        invitation, person = open_link(uses=5), make_learner()

        became = at_once(joins(invitation, person), joins(invitation, person))

        invitation.refresh_from_db()
        assert became[0] == became[1]
        assert invitation.used == 1


def leaves(membership):
    return lambda: leave(membership=membership, by=membership.person, at=NOON)


def test_of_two_owners_who_leave_at_once_one_stays():
    for _ in range(ROUNDS):
        cohort = make_cohort()
        owners = [make_membership(cohort, role=Role.OWNER) for _ in range(2)]

        became = at_once(*map(leaves, owners))

        assert [type(one) for one in became if one is not True] == [LastOwner]
        assert Membership.objects.current().filter(cohort=cohort).count() == 1


def test_without_the_lock_both_owners_would_go(unlocked, monkeypatch):
    keep = joining.keep_an_owner

    def keep_together(membership):
        keep(membership)
        unlocked()

    monkeypatch.setattr(joining, "keep_an_owner", keep_together)
    cohort = make_cohort()

    at_once(*map(leaves, [make_membership(cohort, role=Role.OWNER) for _ in range(2)]))

    assert not Membership.objects.current().filter(cohort=cohort).exists()


def test_an_owner_who_leaves_and_one_whose_account_goes_leave_nobody_alone():
    for _ in range(ROUNDS):
        cohort = make_cohort()
        stays, goes = (make_membership(cohort, role=Role.OWNER) for _ in range(2))

        became = at_once(leaves(stays), lambda goes=goes: erase(person=goes.person))

        cohort.refresh_from_db()
        owned = Membership.objects.current().filter(cohort=cohort, role=Role.OWNER).exists()
        assert all(one in (None, True) or isinstance(one, LastOwner) for one in became), became
        assert owned or cohort.archived_at


def test_joining_and_deleting_the_account_wait_for_one_another():
    for _ in range(ROUNDS):
        invitation, person = open_link(), make_learner()

        joined, erased = at_once(joins(invitation, person), lambda person=person: erase(person=person))

        assert erased is None
        assert isinstance(joined, Membership | Unusable), joined
        assert not Membership.objects.filter(cohort=invitation.cohort, role=Role.LEARNER).exists()


def test_two_presses_invite_an_address_once():
    cohort = make_cohort()
    owner = make_membership(cohort, role=Role.OWNER).person

    def press():
        return invite_all(
            cohort=cohort, by=owner, addresses=["kim@x.example"], expires_at=NOON + timedelta(1), at=NOON
        )

    at_once(press, press)

    assert Invitation.objects.filter(address="kim@x.example").count() == 1
