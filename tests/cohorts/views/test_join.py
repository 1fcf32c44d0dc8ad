"""The page behind an invitation's link."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from progress.cohorts.models import Cohort, Invitation, Membership, Role, Shows
from progress.cohorts.people.invitations import invite
from tests.accounts.ways import enter_code, sign_up
from tests.cohorts.makers import make_cohort, make_membership
from tests.factories import make_learner, make_roadmap
from tests.mails import sent

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def owner():
    cohort = make_cohort(make_roadmap(title="Backend"), name="Autumn")
    return make_membership(cohort, role=Role.OWNER, person=make_learner(name="Ada"))


def link(owner, **overrides):
    now = timezone.now()
    fields = {"role": Role.LEARNER, "uses": 2, "expires_at": now + HOUR} | overrides
    return invite(cohort=owner.cohort, by=owner.person, at=now, **fields)


def address(invitation):
    return f"/join/{invitation.token}/"


def test_a_visitor_reads_what_mentors_will_see_and_is_led_back(client, owner):
    invitation = link(owner)

    page = client.get(address(invitation))

    assert "Ada invites you" in page.text
    for sentence in ("What mentors see", "your name, or your e-mail address if you give none"):
        assert sentence in page.text
    for never in ("your notes and your own links", "how many hours you learn", "other roadmaps"):
        assert never in page.text
    assert f'href="/accounts/signup/?next={address(invitation)}"' in page.text
    assert f'href="/accounts/login/?next={address(invitation)}"' in page.text
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]


def test_looking_joins_nobody(client, owner):
    invitation = link(owner)
    client.force_login(make_learner())

    client.get(address(invitation))
    client.head(address(invitation))

    invitation.refresh_from_db()
    assert invitation.used == 0


def test_a_learner_joins_with_what_they_chose(client, owner):
    robin = make_learner(name="Robin")
    client.force_login(robin)

    page = client.post(address(link(owner)), {"shows": "counts"}, follow=True)

    membership = Membership.objects.get(person=robin)
    assert membership.shows == Shows.COUNTS
    assert page.redirect_chain == [(f"/cohorts/{owner.cohort_id}/me/", 302)]
    assert "Welcome to “Autumn”!" in page.text


def test_who_says_nothing_of_what_is_shown_is_asked(client, owner):
    client.force_login(make_learner())

    page = client.post(address(link(owner)), {"shows": "everything"})

    assert page.status_code == 200
    assert not Membership.objects.filter(role=Role.LEARNER).exists()


def test_who_has_given_no_name_can_give_one_and_come_back(client, owner):
    client.force_login(make_learner(email="quill@cairn.example"))
    invitation = link(owner)

    page = client.get(address(invitation)).text

    assert "your e-mail address, quill@cairn.example" in page
    assert f'href="/settings/?next={address(invitation)}"' in page


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.MENTOR])
def test_who_will_look_after_it_is_asked_nothing_and_led_to_its_overview(client, owner, role):
    kim = make_learner()
    client.force_login(kim)
    invitation = link(owner, role=role)
    assert "What mentors see" not in client.get(address(invitation)).text

    page = client.post(address(invitation), {"join": "yes"}, follow=True)

    assert Membership.objects.get(person=kim).role == role
    assert page.redirect_chain == [(f"/cohorts/{owner.cohort_id}/", 302)]
    assert "Welcome to “Autumn”!" in page.text
    assert f'href="/cohorts/{owner.cohort_id}/"' in client.get(f"/cohorts/{owner.cohort_id}/me/").text


def test_it_says_that_mentors_keep_notes_and_who_they_are(client, owner):
    make_membership(owner.cohort, role=Role.OBSERVER, person=make_learner(name="Noor"))
    make_membership(owner.cohort, role=Role.MENTOR, person=make_learner(email="quill@cairn.example"))
    invitation = link(owner)

    visitors = client.get(address(invitation)).text
    assert "Mentors keep notes of their own about learners, which you do not see." in visitors
    assert "Looked after by 3 people." in visitors  # whoever has the link reads no names
    assert "when you join you choose whether they see that" in visitors

    client.force_login(make_learner())
    page = client.get(address(invitation)).text
    assert "Looked after by Ada, Noor and 1 more." in page
    assert "quill" not in page
    assert "below you choose whether they see that" in page


@pytest.mark.parametrize(("days", "words"), [(-1, "Ended on"), (0, "; ends on"), (30, "; ends on")])
def test_of_one_that_ends_it_says_when(client, owner, days, words):
    last_day = timezone.localdate() + timedelta(days=days)
    Cohort.objects.update(ended_on=last_day)

    page = client.get(address(link(owner))).text

    assert f"{words} {date_format(last_day, 'j F Y')}" in page
    assert ("You can still join and learn on." in page) == (days < 0)


def test_a_visitor_who_presses_joins_nothing(client, owner):
    client.post(address(link(owner)), {"shows": "topics"})

    assert Membership.objects.count() == 1


def test_who_signs_up_comes_back(client, owner):
    invitation = link(owner)
    sign_up(client, "kim@cairn.example", next=address(invitation))
    code = sent()[-1].body.split("\n\n")[1].strip()

    response = enter_code(client, code, next=address(invitation))
    while response.status_code == 302 and "welcome" in response.url:
        response = client.post(response.url, {"act": "none", "next": address(invitation)})

    assert response.url == address(invitation)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - HOUR}, "This invitation is over"),
        ({"used": 2}, "This invitation is used up"),
        ({"revoked_at": timezone.now()}, "This invitation was taken back"),
    ],
)
def test_a_link_that_holds_no_more_says_so(client, owner, change, words):
    invitation = link(owner)
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    client.force_login(make_learner())

    for response in (client.get(address(invitation)), client.post(address(invitation), {"shows": "topics"})):
        assert response.status_code == 410
        assert words in response.text
        assert "Autumn" not in response.text  # of which it tells no more


def test_one_of_an_archived_cohort_says_so(client, owner):
    invitation = link(owner)
    Cohort.objects.update(archived_at=timezone.now())

    response = client.get(address(invitation))

    assert response.status_code == 410
    assert "takes nobody in any more" in response.text


@pytest.mark.parametrize("token", ["no-such", "a" * 500, "%00", "%F0%9F%90%8C"])
def test_a_link_that_nobody_made_says_so(client, db, token):
    response = client.get(f"/join/{token}/")

    assert response.status_code == 404


def test_who_is_in_is_led_there(client, owner):
    robin = make_membership(owner.cohort)
    client.force_login(robin.person)

    page = client.get(address(link(owner)), follow=True)

    assert page.redirect_chain == [(f"/cohorts/{owner.cohort_id}/me/", 302)]
    assert "You are in already." in page.text


def test_it_asks_as_much_for_one_roadmap_as_for_many(client, owner, django_assert_num_queries):
    few = link(owner)
    many = link(make_membership(make_cohort(*(make_roadmap() for _ in range(5))), role=Role.OWNER))
    client.get(address(few))

    with django_assert_num_queries(3):
        client.get(address(few))
    with django_assert_num_queries(3):
        client.get(address(many))
