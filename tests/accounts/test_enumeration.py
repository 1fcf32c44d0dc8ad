"""Nobody learns from the site which addresses have an account."""

import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD, change_address, sign_in, sign_up
from tests.mails import sent

KNOWN, UNKNOWN = "robin@cairn.example", "nobody@cairn.example"


def seen(response, address: str) -> tuple:
    """All that a browser can tell, but for what differs every time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|data-whose="\w+"', "", response.text)
    text = text.replace(address, "ADDRESS")
    return response.status_code, response.headers.get("Location"), sorted(response.cookies), text


@pytest.fixture(autouse=True)
def one_account(learner):
    assert learner.email == KNOWN


def test_signing_up_answers_alike():
    answers = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        first = sign_up(client, address)
        page = client.get("/accounts/confirm-email/")
        wrong = client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})
        again = client.post("/accounts/confirm-email/", {"action": "resend"})
        beside = client.get("/accounts/login/")
        guess = sign_in(client, address, "wrong")
        back = client.get("/accounts/confirm-email/")
        answers.append(
            [seen(response, address) for response in (first, page, wrong, again, beside, guess, back)]
        )

    assert answers[0] == answers[1]
    assert answers[0][1][0] == 200


def test_asking_for_a_new_password_answers_alike():
    answers = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        first = client.post("/accounts/password/reset/", {"email": address})
        answers.append([seen(first, address), seen(client.get(first.url), address)])

    assert answers[0] == answers[1]
    assert [message.to for message in sent()] == [[KNOWN], [UNKNOWN]]


def test_a_wrong_password_answers_alike():
    answers = [seen(sign_in(Client(), address, "wrong"), address) for address in (KNOWN, UNKNOWN)]

    assert answers[0] == answers[1]


def test_a_wrong_password_takes_one_hash_either_way(settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)
    hashed = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    robin = User.objects.get()
    robin.set_password(PASSWORD)
    robin.save()

    counts = []
    for address in (KNOWN, UNKNOWN):
        hashed.clear()
        sign_in(Client(), address, "wrong")
        counts.append(len(hashed))

    assert counts == [1, 1]


def test_taking_a_taken_address_answers_alike(client):
    answers = []
    for email, address in {"kim@cairn.example": KNOWN, "sam@cairn.example": UNKNOWN}.items():
        other = User.objects.create_user(email, PASSWORD, name="Robin")
        browser = Client()
        sign_in(browser, other.email)
        first = change_address(browser, address)
        answers.append([seen(first, address), seen(browser.get(first.url), address)])

    assert answers[0] == answers[1]
