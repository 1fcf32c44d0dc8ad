"""The browsers that somebody is signed in with: each can be signed out from another."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.accounts.ways import PASSWORD, sign_in
from tests.factories import make_learner
from tests.pages.markup import read

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


@pytest.fixture
def other(learner):
    """Another browser."""
    client = Client(headers={"user-agent": FIREFOX})
    sign_in(client, learner.email)
    return client


@pytest.fixture
def here(client, other, learner):
    sign_in(client, learner.email)
    return client


def address_of(client) -> str:
    return f"/accounts/sessions/{UserSession.objects.get(session_key=client.session.session_key).pk}/"


def is_signed_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def test_one_session_can_end_the_others(here, other):
    page = here.post("/accounts/sessions/", follow=True)

    assert "You are signed out everywhere else." in page.text
    assert (is_signed_in(here), is_signed_in(other)) == (True, False)


def test_the_page_of_sessions_names_the_browser(client, learner):
    client.post(
        "/accounts/login/", {"login": learner.email, "password": PASSWORD}, headers={"user-agent": FIREFOX}
    )

    assert "Firefox on Linux" in client.get("/accounts/sessions/").text


def test_a_single_browser_is_signed_out_after_a_question(here, other, learner):
    third = Client()
    sign_in(third, learner.email)
    links = [link["href"] for link in read(here.get("/accounts/sessions/")).one("main").all("a")]
    assert address_of(other) in links and address_of(here) not in links

    asked = here.get(address_of(other)).text
    assert "Sign out Firefox on Linux?" in asked and is_signed_in(other)
    told = here.post(address_of(other), follow=True)

    assert "Firefox on Linux is signed out." in told.text
    assert [is_signed_in(client) for client in (here, other, third)] == [True, False, True]


def test_somebody_elses_browser_is_not_there(here, other, learner):
    stranger = Client()
    stranger.force_login(make_learner())

    assert [stranger.get(address_of(other)).status_code, stranger.post(address_of(other)).status_code] == [
        404,
        404,
    ]
    assert is_signed_in(other)


def test_this_browser_signs_out_as_everywhere(here):
    for answer in (here.get(address_of(here)), here.post(address_of(here))):
        assert answer.url == "/accounts/logout/"
    assert is_signed_in(here)


def test_it_takes_the_proof_that_the_form_was_ours(here, other, learner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)

    assert strict.post(address_of(other)).status_code == 403
    assert is_signed_in(other)
