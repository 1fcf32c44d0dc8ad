"""What becomes of cohorts when an account is deleted."""

import pytest
from django.utils import timezone

from progress.cohorts.models import AuditEntry, Cohort, Invitation, Membership, MentorNote, Role
from roadmap_site.accounts.erasure import erase
from tests.cohorts.makers import MADE, make_cohort, make_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_membership(make_cohort(), role=Role.OWNER)


def role_of(membership):
    return Membership.objects.get(pk=membership.pk).role


def test_the_mentor_who_was_there_first_inherits_it(owner):
    later = make_membership(owner.cohort, role=Role.MENTOR, joined_at=timezone.now())
    first = make_membership(owner.cohort, role=Role.MENTOR)
    make_membership(owner.cohort, role=Role.OBSERVER)

    erase(person=owner.person)

    assert (role_of(first), role_of(later)) == (Role.OWNER, Role.MENTOR)
    assert AuditEntry.objects.get(what="role").told["inherited"]


def test_one_with_another_owner_stays_as_it_is(owner):
    make_membership(owner.cohort, role=Role.OWNER)
    mentor = make_membership(owner.cohort, role=Role.MENTOR)

    erase(person=owner.person)

    assert role_of(mentor) == Role.MENTOR


def test_one_that_nobody_can_keep_is_put_away_with_its_learners(owner):
    learner = make_membership(owner.cohort)
    make_membership(owner.cohort, role=Role.OBSERVER)

    erase(person=owner.person)

    cohort = Cohort.objects.get(pk=owner.cohort_id)
    assert cohort.archived_at
    assert role_of(learner) == Role.LEARNER


def test_a_mentor_who_left_inherits_nothing(owner):
    gone = make_membership(owner.cohort, role=Role.MENTOR, left_at=MADE)

    erase(person=owner.person)

    assert role_of(gone) == Role.MENTOR


def test_invitations_to_the_address_are_forgotten(owner):
    learner = make_membership(owner.cohort).person
    invitation = {"cohort": owner.cohort, "made_by": owner.person, "made_at": MADE, "uses": 1}
    for address in (learner.email, "other@x.example"):
        Invitation.objects.create(**invitation, token=address, address=address, expires_at=MADE)

    erase(person=learner)

    assert [one.address for one in Invitation.objects.all()] == ["other@x.example"]


def test_what_a_mentor_wrote_of_others_stays_without_a_name(owner):
    learner = make_membership(owner.cohort).person
    note = MentorNote.objects.create(
        cohort=owner.cohort, learner=learner, author=owner.person, words="Kind", at=MADE
    )

    erase(person=owner.person)

    note.refresh_from_db()
    assert (note.author, note.words) == (None, "Kind")
