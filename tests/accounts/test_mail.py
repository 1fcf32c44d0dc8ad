"""Account mail: where its links lead, and what local mode does with it."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings as of_the_site
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.accounts.ways import PASSWORD, change_address, code_in_mail, enter_code, sign_in, sign_up
from tests.mails import sent
from tests.pages.markup import read

RESET = "/accounts/password/reset/"


def link_in_mail() -> str:
    return re.search(r"https?://\S+", sent()[-1].body)[0]


@pytest.mark.parametrize("host", ["testserver", "other.example"])
def test_links_lead_to_the_configured_site_whatever_the_host(client, learner, settings, host):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    settings.SITE_URL = "https://cairn.example"

    client.post(RESET, {"email": learner.email}, headers={"host": host})

    assert link_in_mail().startswith(f"https://cairn.example{RESET}key/")


def test_a_new_password_is_chosen_by_the_link_once(client, learner, settings):
    client.post(RESET, {"email": learner.email})
    path = link_in_mail().removeprefix(settings.SITE_URL)
    form = client.get(path)
    client.post(form.url, {"password1": "four small stones", "password2": "four small stones"})

    assert "_auth_user_id" in client.session
    assert sign_in(Client(), learner.email, "four small stones").status_code == 302
    assert "This link no longer works" in Client().get(path).text


def test_a_new_address_replaces_the_old_one_once_confirmed(client, learner):
    sign_in(client, learner.email)

    change_address(client, "New@cairn.example")
    learner.refresh_from_db()
    assert learner.email == "robin@cairn.example"
    enter_code(client, code_in_mail())

    learner.refresh_from_db()
    assert learner.email == "new@cairn.example"
    assert learner.emailaddress_set.get().email == "new@cairn.example"
    assert [message.to for message in sent()] == [["new@cairn.example"], ["robin@cairn.example"]]


def test_the_password_is_asked_before_the_address_changes(client, learner):
    client.force_login(learner)

    response = client.post("/accounts/email/", {"email": "new@cairn.example", "action_add": ""})

    assert response.url.startswith("/accounts/reauthenticate/")


def test_local_mode_shows_the_mail_that_it_does_not_send(client, db, local_mode):
    sign_up(client, "noor@cairn.example", name="<b>Noor</b>")
    page = client.get("/accounts/confirm-email/").text

    assert "No mail leaves this computer." in page
    assert code_in_mail() in page


@pytest.mark.parametrize("email", ["noor@cairn.example", "robin@cairn.example"], ids=["new", "taken"])
def test_local_mode_shows_it_as_long_as_the_code_is_awaited(client, learner, local_mode, email):
    sign_up(client, email)
    client.get("/accounts/confirm-email/")

    pages = [enter_code(client, "AAAA-AAAA"), client.get("/accounts/confirm-email/")]

    for page in pages:
        letter = read(page).one("div", class_="letter")
        assert letter.one("strong").text == sent()[-1].subject
        assert letter.one("div").text == " ".join(sent()[-1].body.split())


def test_of_a_mail_that_tells_what_was_done_local_mode_says_only_where_it_lies(client, learner, local_mode):
    sign_in(client, learner.email)

    passwords = {"oldpassword": PASSWORD, "password1": "four small stones", "password2": "four small stones"}
    page = client.post("/accounts/password/change/", passwords, follow=True)

    letter = read(page).one("li", class_="letter")
    assert letter.text == f"A mail about it, “{sent()[-1].subject}”, lies in the mailbox."
    assert letter.one("a")["href"] == reverse("mailbox")
    assert "If it was not you" not in page.text


def test_elsewhere_the_mail_is_shown_to_nobody(client, db):
    sign_up(client, "noor@cairn.example")

    assert code_in_mail() not in client.get("/accounts/confirm-email/").text


def test_a_changed_password_is_reported_by_mail(client, learner):
    sign_in(client, learner.email)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "four small stones", "password2": "four small stones"},
    )

    assert sent()[-1].to == [learner.email]
    assert "If it was not you" in sent()[-1].body


def told_by_allauth() -> set[str]:
    """Templates of mails that tell what was done."""
    root = Path(allauth.__file__).parent / "templates"
    return {
        str(file.relative_to(root)).removesuffix("_message.txt")
        for file in root.rglob("email/*_message.txt")
        if "base_notification" in file.read_text()
    }


@pytest.mark.parametrize("name", sorted(told_by_allauth()))
def test_what_was_done_is_told_in_words_of_our_own(name):
    for part in ("subject", "message"):
        assert get_template(f"{name}_{part}.txt").origin.name.startswith(
            str(of_the_site.BASE_DIR / "templates")
        )


def test_a_changed_password_is_told(client, learner):
    sign_in(client, learner.email)
    told = {"oldpassword": PASSWORD, "password1": "four small stones", "password2": "four small stones"}

    client.post("/accounts/password/change/", told)

    assert sent()[-1].subject == "Your password at Cairn is another one"
    assert sent()[-1].body.startswith("Your account’s password was changed.\n\nThis was done on ")
