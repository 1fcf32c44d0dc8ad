"""Links that let people in."""

from datetime import UTC, datetime, timedelta

import pytest

from progress.cohorts.models import AuditEntry, Invitation, Role
from progress.cohorts.people import invitations
from progress.cohorts.people.invitations import (
    Standing,
    hold_good_again,
    invite,
    invite_all,
    revoke,
    standing,
)
from progress.cohorts.people.letters import post_all
from progress.reminders import account_mail
from progress.reminders.models import Mail, MailState
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner
from tests.mails import sent

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def owner():
    return make_membership(make_cohort(name="Autumn"), role=Role.OWNER)


def invited(owner, addresses, at=NOON):
    return invite_all(cohort=owner.cohort, by=owner.person, addresses=addresses, expires_at=at + DAY, at=at)


def test_each_address_is_invited_once_whatever_its_case(owner):
    made = invited(owner, ["Kim@x.example", "kim@x.example ", "lou@x.example"])

    assert [(one.address, one.uses) for one in made] == [("kim@x.example", 1), ("lou@x.example", 1)]


def test_who_has_an_open_invitation_keeps_it_and_who_is_in_needs_none(owner):
    invited(owner, ["kim@x.example"])
    inside = make_membership(owner.cohort).person.email

    assert [one.address for one in invited(owner, ["kim@x.example", inside, "lou@x.example"])] == [
        "lou@x.example"
    ]


def test_one_that_is_over_is_made_anew(owner):
    invited(owner, ["kim@x.example"], at=NOON - 2 * DAY)

    assert len(invited(owner, ["kim@x.example"])) == 1


@pytest.mark.parametrize(
    ("said", "made"),
    [({}, 1), ({"uses": 6}, 2), ({"role": Role.MENTOR}, 2), ({"at": NOON + timedelta(seconds=11)}, 2)],
)
def test_a_second_press_makes_no_second_link(owner, said, made):
    again = {"role": Role.LEARNER, "uses": 5, "expires_at": NOON + DAY, "at": NOON}
    first = invite(cohort=owner.cohort, by=owner.person, **again)

    second = invite(cohort=owner.cohort, by=owner.person, **again | said)

    assert Invitation.objects.count() == made
    assert (second == first) == (made == 1)
    assert AuditEntry.objects.count() == made


def test_one_that_was_revoked_at_once_can_be_made_anew(owner):
    again = {"role": Role.LEARNER, "uses": 5, "expires_at": NOON + DAY, "at": NOON}
    revoke(invitation=invite(cohort=owner.cohort, by=owner.person, **again), by=owner.person, at=NOON)

    invite(cohort=owner.cohort, by=owner.person, **again)

    assert Invitation.objects.count() == 2


def test_nobody_mails_more_than_so_many_in_a_day(owner, monkeypatch):
    monkeypatch.setattr(invitations, "MAILED_A_DAY", 2)
    invited(owner, ["a@x.example", "b@x.example"])

    with pytest.raises(invitations.TooMany):
        invited(owner, ["c@x.example"], at=NOON + DAY / 2)
    assert len(invited(owner, ["c@x.example"], at=NOON + DAY)) == 1


def test_the_log_says_no_address(owner):
    invited(owner, ["kim@x.example"])

    assert AuditEntry.objects.get().told == {"mailed": 1}


def test_no_two_tokens_are_alike(owner):
    made = invited(owner, [f"{n}@x.example" for n in range(50)])

    assert len({one.token for one in made}) == 50
    assert min(len(one.token) for one in made) >= 43


def make_link(owner, **change):
    link = invite(
        cohort=owner.cohort, by=owner.person, role=Role.LEARNER, uses=2, expires_at=NOON + DAY, at=NOON
    )
    for name, value in change.items():
        setattr(link, name, value)
    link.save()
    return link


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Standing.OPEN),
        ({"used": 1}, Standing.OPEN),
        ({"used": 2}, Standing.USED_UP),
        ({"expires_at": NOON}, Standing.EXPIRED),
        ({"revoked_at": NOON, "used": 2}, Standing.REVOKED),
    ],
)
def test_a_link_says_why_it_lets_nobody_in(owner, change, expected):
    assert standing(make_link(owner, **change), NOON) == expected


def test_revoking_is_once_and_can_be_taken_back(owner):
    link = make_link(owner)
    for _ in range(2):
        revoke(invitation=link, by=owner.person, at=NOON)
    link.refresh_from_db()
    assert standing(link, NOON) == Standing.REVOKED

    for _ in range(2):
        hold_good_again(invitation=link, by=owner.person, at=NOON)

    link.refresh_from_db()
    assert standing(link, NOON) == Standing.OPEN
    assert AuditEntry.objects.count() == 3  # made, revoked, held good


def test_an_invitation_comes_by_mail_with_its_link(owner, settings):
    owner.person.name = "Ada"
    owner.person.save()
    (made,) = invited(owner, ["kim@x.example"], at=datetime.now(UTC))

    post_all([made], at=datetime.now(UTC))

    (mail,) = sent()
    assert (mail.to, mail.subject) == (["kim@x.example"], "Join Autumn on Cairn")
    assert mail.body.startswith("Ada invites you to learn in “Autumn”.")
    assert f"{settings.SITE_URL}/join/{made.token}/" in mail.body


def test_a_cohorts_name_cannot_write_a_mails_header(owner):
    owner.cohort.name = "A\nBcc: all@x.example"
    owner.cohort.save()

    post_all(invited(owner, ["kim@x.example"]), at=NOON)

    assert Mail.objects.get().told["subject"] == "Join A Bcc: all@x.example on Cairn"


def test_a_mail_to_somebody_with_an_account_stands_among_their_mails(owner):
    person = make_learner()

    post_all(invited(owner, [person.email]), at=NOON)

    mail = Mail.objects.get()
    assert mail.recipient == person
    assert mail.expires_at == Invitation.objects.get().expires_at


def test_no_code_waits_behind_a_list_of_invitations(owner, monkeypatch):
    at_once = []
    monkeypatch.setattr(account_mail, "send_soon", at_once.append)

    post_all(invited(owner, ["kim@x.example"]), at=NOON)

    assert at_once == []
    assert Mail.objects.get().state == MailState.DUE


def test_posting_takes_a_constant_number_of_statements_for_each(owner, django_assert_num_queries):
    few, many = invited(owner, ["a@x.example"]), invited(owner, [f"{n}@x.example" for n in range(4)])

    with django_assert_num_queries(3):
        post_all(few, at=NOON)
    with django_assert_num_queries(1 + 4 * 2):
        post_all(many, at=NOON)
