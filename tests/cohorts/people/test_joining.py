"""Coming into a cohort, leaving it, and taking either back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from progress.cohorts.models import AuditEntry, Membership, Role, Shows
from progress.cohorts.people.changing import NotAsked, change_role, extend, show
from progress.cohorts.people.invitations import Unusable, invite, revoke
from progress.cohorts.people.joining import LastOwner, come_back, join, leave, move, move_back
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
What = AuditEntry.What


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def owner(cohort):
    return make_membership(cohort, role=Role.OWNER)


@pytest.fixture
def member(cohort):
    return make_membership(cohort)


@pytest.fixture
def invitation(cohort, owner):
    return invite(
        cohort=cohort, by=owner.person, role=Role.LEARNER, uses=2, expires_at=NOON + 9 * MINUTE, at=NOON
    )


def told(cohort):
    return list(AuditEntry.objects.filter(cohort=cohort).order_by("pk").values_list("what", flat=True))


def current(cohort):
    return set(Membership.objects.current().filter(cohort=cohort).values_list("person", flat=True))


def test_joining_uses_an_invitation_and_shows_what_was_chosen(invitation):
    person = make_learner()

    membership = join(person=person, invitation=invitation, shows=Shows.COUNTS, at=NOON)

    invitation.refresh_from_db()
    assert (membership.role, membership.shows, membership.joined_at) == ("learner", "counts", NOON)
    assert invitation.used == 1
    assert told(invitation.cohort) == [What.INVITED, What.JOINED]


def test_joining_again_changes_nothing(invitation):
    person = make_learner()
    first = join(person=person, invitation=invitation, shows=Shows.COUNTS, at=NOON)

    again = join(person=person, invitation=invitation, shows=Shows.TOPICS, at=NOON + MINUTE)

    invitation.refresh_from_db()
    assert again == first
    assert again.shows == Shows.COUNTS
    assert invitation.used == 1


def test_who_is_in_stays_in_by_a_link_that_lets_nobody_in(invitation, owner, member):
    revoke(invitation=invitation, by=owner.person, at=NOON)

    assert join(person=member.person, invitation=invitation, shows=Shows.TOPICS, at=NOON) == member


@pytest.mark.parametrize(
    "change",
    [
        {"expires_at": NOON},  # over at this very instant
        {"uses": 1, "used": 1},
        {"revoked_at": NOON - MINUTE},
    ],
)
def test_what_is_over_used_up_or_revoked_lets_nobody_in(invitation, change):
    type(invitation).objects.filter(pk=invitation.pk).update(**change)

    with pytest.raises(Unusable):
        join(person=make_learner(), invitation=invitation, shows=Shows.TOPICS, at=NOON)


def test_an_archived_cohort_takes_nobody_in(invitation):
    invitation.cohort.archived_at = NOON
    invitation.cohort.save()

    with pytest.raises(Unusable):
        join(person=make_learner(), invitation=invitation, shows=Shows.TOPICS, at=NOON)


def test_leaving_is_at_once_and_once(cohort, member):
    assert leave(membership=member, by=member.person, at=NOON)
    assert not leave(membership=member, by=member.person, at=NOON + MINUTE)

    member.refresh_from_db()
    assert member.left_at == NOON
    assert told(cohort) == [What.LEFT]


def test_being_taken_out_is_told_as_that(cohort, owner, member):
    leave(membership=member, by=owner.person, at=NOON)

    assert told(cohort) == [What.REMOVED]


def test_who_comes_back_by_an_invitation_begins_anew(invitation, member):
    leave(membership=member, by=member.person, at=NOON)

    again = join(person=member.person, invitation=invitation, shows=Shows.TOPICS, at=NOON + MINUTE)

    assert again != member
    assert again.joined_at == NOON + MINUTE


def test_nobody_is_in_twice(member):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(member.cohort, person=member.person, role=Role.MENTOR)


def test_the_only_owner_stays(owner):
    with pytest.raises(LastOwner):
        leave(membership=owner, by=owner.person, at=NOON)
    with pytest.raises(LastOwner):
        change_role(membership=owner, role=Role.MENTOR, by=owner.person, at=NOON)

    assert owner.person_id in current(owner.cohort)


def test_one_of_two_owners_may_go(cohort, owner):
    make_membership(cohort, role=Role.OWNER)

    leave(membership=owner, by=owner.person, at=NOON)

    assert owner.person_id not in current(cohort)


def test_one_who_became_the_only_owner_since_the_page_was_made_stays(cohort, owner):
    mentor = make_membership(cohort, role=Role.MENTOR)
    change_role(membership=mentor, role=Role.OWNER, by=owner.person, at=NOON)
    leave(membership=owner, by=owner.person, at=NOON)

    with pytest.raises(LastOwner):
        leave(membership=mentor, by=mentor.person, at=NOON)  # whose row says mentor still


def test_who_took_somebody_out_can_take_it_back_for_an_hour(cohort, owner, member):
    extend(membership=member, days=5, by=owner.person, at=NOON)
    leave(membership=member, by=owner.person, at=NOON)

    assert come_back(membership=member, by=owner.person, at=NOON + 59 * MINUTE)

    member.refresh_from_db()
    assert (member.left_at, member.extra_days) == (None, 5)
    assert told(cohort) == [What.EXTENDED, What.REMOVED, What.JOINED]


def test_not_after_that_nor_twice(owner, member):
    leave(membership=member, by=owner.person, at=NOON)

    assert not come_back(membership=member, by=owner.person, at=NOON + 60 * MINUTE)
    assert come_back(membership=member, by=owner.person, at=NOON + MINUTE)
    assert not come_back(membership=member, by=owner.person, at=NOON + MINUTE)


def test_nobody_is_taken_back_who_left_of_themselves(owner, member):
    leave(membership=member, by=member.person, at=NOON)

    assert not come_back(membership=member, by=owner.person, at=NOON)
    assert come_back(membership=member, by=member.person, at=NOON)


def test_nobody_who_was_taken_out_takes_that_back(owner, member):
    leave(membership=member, by=owner.person, at=NOON)

    assert not come_back(membership=member, by=member.person, at=NOON)


def test_moving_takes_along_what_mentors_see_and_the_extension(owner, member):
    extend(membership=member, days=5, by=owner.person, at=NOON)
    show(membership=member, shows=Shows.COUNTS, at=NOON)
    member.refresh_from_db()
    there = make_cohort(name="Evenings")

    moved = move(membership=member, to=there, by=owner.person, at=NOON)

    assert (moved.cohort, moved.shows, moved.extra_days) == (there, Shows.COUNTS, 5)
    assert member.person_id not in current(member.cohort)
    assert told(there) == [What.MOVED]


@pytest.mark.parametrize("left_at", [None, NOON])
def test_moving_shows_no_more_than_was_ever_shown_there(owner, member, left_at):
    there = make_cohort()
    make_membership(there, person=member.person, shows=Shows.COUNTS, left_at=left_at, joined_at=NOON)

    assert move(membership=member, to=there, by=owner.person, at=NOON).shows == Shows.COUNTS


def test_moving_narrows_what_is_shown_there_to_what_was_shown_here(owner, member):
    show(membership=member, shows=Shows.COUNTS, at=NOON)
    member.refresh_from_db()
    there = make_membership(make_cohort(), person=member.person)

    move(membership=member, to=there.cohort, by=owner.person, at=NOON)

    there.refresh_from_db()
    assert there.shows == Shows.COUNTS


def test_the_pace_of_who_is_moved_goes_on(owner, member):
    once = move(membership=member, to=make_cohort(), by=owner.person, at=NOON)
    twice = move(membership=once, to=make_cohort(), by=owner.person, at=NOON + 30 * MINUTE)

    assert once.paced_from == twice.paced_from == member.joined_at.date()


def test_moving_is_taken_back_by_who_did_it(owner, member):
    there = make_cohort()
    moved = move(membership=member, to=there, by=owner.person, at=NOON)

    assert not move_back(membership=member, moved=moved, by=make_learner(), at=NOON)
    assert move_back(membership=member, moved=moved, by=owner.person, at=NOON)

    assert member.person_id in current(member.cohort)
    assert current(there) == set()


def test_changing_to_what_it_is_writes_no_line(cohort, owner, member):
    extend(membership=member, days=0, by=owner.person, at=NOON)
    show(membership=member, shows=Shows.TOPICS, at=NOON)
    change_role(membership=member, role=Role.LEARNER, by=owner.person, at=NOON)

    assert told(cohort) == []


def test_nobody_becomes_a_learner_who_was_not_asked(cohort, owner):
    mentor = make_membership(cohort, role=Role.MENTOR)

    with pytest.raises(NotAsked):
        change_role(membership=mentor, role=Role.LEARNER, by=owner.person, at=NOON)


def test_a_learner_who_became_a_mentor_can_learn_again(owner, member):
    change_role(membership=member, role=Role.MENTOR, by=owner.person, at=NOON)
    member.refresh_from_db()

    change_role(membership=member, role=Role.LEARNER, by=owner.person, at=NOON)

    member.refresh_from_db()
    assert member.role == Role.LEARNER


def test_a_change_of_role_says_from_what_to_what(cohort, owner, member):
    change_role(membership=member, role=Role.OBSERVER, by=owner.person, at=NOON)

    assert AuditEntry.objects.get(cohort=cohort).told == {"from": "learner", "to": "observer"}
