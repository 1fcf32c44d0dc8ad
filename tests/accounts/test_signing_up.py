from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from roadmap_site.accounts.models import User
from tests.accounts.ways import code_in_mail, enter_code, join, sign_in, sign_up
from tests.factories import make_topic
from tests.mails import sent
from tests.pages.markup import read

pytestmark = pytest.mark.django_db


def test_signing_up_takes_the_zone_and_the_name(client):
    response = join(client, "noor@cairn.example", time_zone="Asia/Tokyo", name="Noor  Haddad\n")

    user = User.objects.get()
    assert (response.status_code, response.url) == (302, "/welcome/?next=/")
    assert (user.email, user.name, user.time_zone) == ("noor@cairn.example", "Noor Haddad", "Asia/Tokyo")
    assert [change.zone for change in user.zone_changes.all()] == ["Asia/Tokyo"]
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_name_is_not_needed(client):
    join(client, "noor@cairn.example")

    assert str(User.objects.get()) == "noor@cairn.example"


def test_nobody_is_let_in_before_the_code(client):
    sign_up(client, "noor@cairn.example")

    assert "_auth_user_id" not in client.session
    cache.clear()  # one code in ten seconds
    assert sign_in(client, "noor@cairn.example").url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/?next=/today/", "/accounts/signup/"])
@pytest.mark.parametrize("email", ["noor@cairn.example", "robin@cairn.example"], ids=["new", "taken"])
def test_while_a_code_is_awaited_the_other_ways_in_are_open(client, learner, email, path):
    sign_up(client, email)

    page = read(client.get("/accounts/confirm-email/")).one("main")

    assert client.get(path).status_code == 200
    assert "/accounts/login/" in [link["href"] for link in page.all("a")]
    assert client.get("/accounts/confirm-email/").status_code == 200


def test_who_typed_an_address_that_has_an_account_signs_in_instead(client, learner):
    sign_up(client, learner.email)

    sign_in(client, learner.email, next="/today/")

    assert client.session["_auth_user_id"] == str(learner.pk)
    assert client.get("/accounts/confirm-email/").url == "/accounts/email/"


def test_a_passkey_is_asked_for_while_a_code_is_awaited(client, learner):
    sign_up(client, learner.email)

    asked = client.get("/accounts/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})

    assert "request_options" in asked.json()


def test_signing_in_forgets_the_code_that_another_address_waits_for(client, learner):
    sign_up(client, "noor@cairn.example")

    sign_in(client, learner.email)

    assert client.get("/accounts/confirm-email/").url == "/accounts/email/"
    assert not EmailAddress.objects.get(email="noor@cairn.example").verified


def test_the_code_still_counts_after_a_look_at_the_sign_in_page(client):
    sign_up(client, "noor@cairn.example")
    client.get("/accounts/login/")

    enter_code(client, code_in_mail())

    assert client.session["_auth_user_id"]


def test_signing_in_at_once_leads_back_to_the_code_that_was_sent(client):
    sign_up(client, "noor@cairn.example")
    code = code_in_mail()

    for _ in range(2):
        answer = sign_in(client, "noor@cairn.example", next="/today/")
        assert answer.url == "/accounts/confirm-email/"
    done = enter_code(client, code)

    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert unquote(done.url).endswith("/today/")
    assert [mail.to for mail in sent()] == [["noor@cairn.example"]]


def test_signing_in_at_once_elsewhere_says_what_to_wait_for(client):
    sign_up(client, "noor@cairn.example")
    other = Client()

    page = sign_in(other, "noor@cairn.example")

    assert "A code is on its way to this address." in page.text
    assert "wrong too often" not in page.text
    cache.clear()  # ten seconds later
    assert sign_in(other, "noor@cairn.example").url == "/accounts/confirm-email/"
    enter_code(other, code_in_mail())
    assert other.session["_auth_user_id"]


def test_who_confirmed_elsewhere_signs_in(client):
    sign_up(client, "noor@cairn.example")
    EmailAddress.objects.update(verified=True)

    sign_in(client, "noor@cairn.example")

    assert client.session["_auth_user_id"]


def test_a_wrong_password_leads_nowhere_while_a_code_is_awaited(client):
    sign_up(client, "noor@cairn.example")

    assert "do not belong together" in sign_in(client, "noor@cairn.example", "another password").text


def test_starting_again_keeps_what_a_visitor_has_marked(client):
    topic = make_topic()
    client.post(f"/roadmaps/{topic.roadmap.slug}/", {"mark": f"{topic.slug}:done"})
    sign_up(client, "nor@cairn.example")
    page = read(client.get("/accounts/confirm-email/")).one("main")
    (again,) = [link["href"] for link in page.all("a") if link.text == "Start again"]

    client.get(again)
    join(client, "noor@cairn.example")

    assert User.objects.get(email="noor@cairn.example").marks.get().topic == topic


def test_a_wrong_code_is_refused(client):
    sign_up(client, "noor@cairn.example")

    page = enter_code(client, "AAAA-AAAA")

    assert page.status_code == 200
    assert "This is not the code." in page.text


def test_the_code_may_be_typed_small_and_without_its_dash(client):
    sign_up(client, "noor@cairn.example")

    enter_code(client, code_in_mail().replace("-", "").lower())

    assert client.session["_auth_user_id"]


@pytest.mark.parametrize(
    "zone",
    ["Mars/Olympus_Mons", "localtime", "../etc/passwd", "x" * 9000, "Europe/Oslo\0", "<script>"],
)
def test_a_zone_that_nobody_knows_is_utc(client, zone):
    join(client, "noor@cairn.example", time_zone=zone)

    assert User.objects.get().time_zone == "UTC"


def test_addresses_are_kept_in_lower_case(client):
    join(client, "Noor@Cairn.Example")

    assert User.objects.get().email == "noor@cairn.example"
    assert EmailAddress.objects.get().email == "noor@cairn.example"


def test_an_address_has_one_account_whatever_the_case(client, learner):
    sign_up(client, "ROBIN@CAIRN.EXAMPLE")

    assert User.objects.count() == 1
    assert "already" in sent()[-1].subject


def test_the_database_refuses_a_second_case_of_an_address(learner):
    for email in ("Robin@cairn.example", "robin@cairn.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(email=email)


def test_who_is_made_by_hand_may_sign_in_at_once(client, db):
    User.objects.create_superuser("Kim@Cairn.Example", "three small stones")

    sign_in(client, "kim@cairn.example")

    assert client.session["_auth_user_id"]


@pytest.mark.parametrize("password", ["short", "password123", "noor@cairn.example"])
def test_weak_passwords_are_refused(client, password):
    page = sign_up(client, "noor@cairn.example", password1=password)

    assert 'id="id_password1_error"' in page.text
    assert not User.objects.exists()
