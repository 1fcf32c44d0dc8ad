"""Guessing a password is slow, wherever it is tried and whatever the headers say."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.accounts.ways import PASSWORD, sign_in

TOO_MANY = "That was wrong too often. Wait five minutes, and try again; nothing is lost."


@pytest.fixture(autouse=True)
def nobody_has_tried(db):
    """What other tests have committed counts no more."""
    cache.clear()


def guess(client: Client, email: str, *, forwarded_for: str = "", address: str = "192.0.2.1"):
    headers = {"x-forwarded-for": forwarded_for} if forwarded_for else {}
    form = {"login": email, "password": "wrong"}
    return client.post("/accounts/login/", form, headers=headers, REMOTE_ADDR=address)


def test_the_sixth_guess_at_an_account_is_not_tried(client, learner):
    pages = [guess(client, learner.email).text for _ in range(6)]

    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True]
    assert TOO_MANY in sign_in(client, learner.email, PASSWORD).text


def test_other_machines_do_not_help(client, learner):
    pages = [guess(client, learner.email, address=f"192.0.2.{number}").text for number in range(6)]

    assert TOO_MANY in pages[-1]


def test_a_spoofed_header_does_not_help(client, db):
    """One machine tries many accounts, each time under another name."""
    pages = [
        guess(client, f"{number}@cairn.example", forwarded_for=f"198.51.100.{number}").text
        for number in range(11)
    ]

    assert [TOO_MANY in page for page in pages] == [False] * 10 + [True]


def test_behind_a_trusted_proxy_only_its_own_word_counts(client, db, settings):
    """The proxy adds the address that it saw to what the client made up."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    pages = [
        guess(client, f"{number}@cairn.example", forwarded_for=f"198.51.100.{number}, 203.0.113.9").text
        for number in range(11)
    ]

    assert TOO_MANY in pages[-1]
    assert TOO_MANY not in guess(client, "11@cairn.example", forwarded_for="198.51.100.1, 203.0.113.10").text


def test_unknown_accounts_are_limited_alike(client, db):
    pages = [guess(client, "nobody@cairn.example").text for _ in range(6)]

    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True]


def test_signing_up_by_the_dozen_ends(client, db):
    forms = [{"email": f"{number}@cairn.example", "password1": PASSWORD} for number in range(21)]
    statuses = [client.post("/accounts/signup/", form).status_code for form in forms]

    assert statuses == [302] * 20 + [429]


def test_asking_for_mail_by_the_dozen_ends(client, learner):
    statuses = [
        client.post("/accounts/password/reset/", {"email": learner.email}).status_code for _ in range(6)
    ]

    assert statuses == [302] * 5 + [429]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admin_has_no_door_of_its_own(client, staff, method):
    response = getattr(client, method)("/admin/login/", {"username": staff.email, "password": PASSWORD})

    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")
    assert "_auth_user_id" not in client.session


def test_the_counts_live_in_postgresql(client, learner):
    guess(client, learner.email)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache_entry WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_migrating_alone_makes_the_table():
    cache.set("a", 1, 60)

    assert cache.get("a") == 1
