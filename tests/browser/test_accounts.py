"""The way in and out, and what comes along."""

from itertools import count

import pytest
from django.test import Client
from playwright.sync_api import expect

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD, code_in_mail
from tests.accounts.ways import sign_in as sign_in_elsewhere
from tests.mails import sent

PATH = "/roadmaps/backend-engineer/"
numbers = count(1)


@pytest.fixture
def address():
    return f"browser-{next(numbers)}@cairn.example"


def sign_up(page, address):
    page.locator("main").get_by_label("E-mail", exact=False).fill(address)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign up").click()
    page.locator("[name=code]").fill(code_in_mail())
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".me")).to_be_visible()
    return User.objects.get(email=address)


def sign_in(page, address):
    page.locator("[name=login]").fill(address)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".me")).to_be_visible()


def test_signing_up_takes_a_code_and_the_browsers_zone(visit, scripts, address):
    page = visit("/", java_script_enabled=scripts, timezone_id="Asia/Tokyo")
    page.get_by_role("link", name="Sign up").click()

    user = sign_up(page, address)

    assert sent()[-1].to == [address]
    assert user.time_zone == ("Asia/Tokyo" if scripts else "UTC")


def test_signing_out_and_in_again(visit, scripts, address):
    User.objects.create_user(address, PASSWORD)
    page = visit("/accounts/login/", java_script_enabled=scripts)

    sign_in(page, address)
    page.locator(".me").click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/accounts/login/")
    sign_in(page, address)


@pytest.mark.full
def test_a_wrong_password_is_said(visit, scripts, address):
    User.objects.create_user(address, PASSWORD)
    page = visit("/accounts/login/", java_script_enabled=scripts)

    page.locator("[name=login]").fill(address)
    page.locator("[name=password]").fill("not the password")
    page.locator("main").get_by_role("button", name="Sign in").click()

    expect(page.locator("main")).to_contain_text("do not belong together")


def test_a_visitors_ticks_join_the_account(visit, scripts, address):
    page = visit(PATH, java_script_enabled=scripts)
    page.locator("#tick-dns").click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "done")
    page.get_by_role("link", name="Sign up to keep them").click()

    user = sign_up(page, address)

    assert dict(user.marks.values_list("topic__key", "state")) == {"dns": "done"}
    page.goto(PATH)
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "done")


@pytest.mark.full
def test_a_visitors_ticks_join_at_sign_in_and_the_further_state_wins(visit, address):
    user = User.objects.create_user(address, PASSWORD)
    page = visit(PATH)
    page.locator("#tick-dns").click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "done")
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()

    sign_in(page, address)

    assert dict(user.marks.values_list("topic__key", "state")) == {"dns": "done"}


@pytest.mark.full
def test_a_visitors_day_is_the_browsers(visit):
    """In Kiritimati it is 14 hours later than in UTC; the day there is the one that counts."""
    page = visit(PATH, timezone_id="Pacific/Kiritimati")

    page.locator("#tick-dns").click()
    expect(page.locator("#stop-dns")).to_have_attribute("data-state", "done")

    (cookie,) = (c for c in page.context.cookies() if c["name"] == "time_zone")
    assert cookie["value"] == "Pacific%2FKiritimati"
    page.reload()
    expect(page.locator("#stop-dns .more")).to_have_text("today")


@pytest.mark.full
def test_the_zone_is_changed_in_the_settings(visit, scripts, learner):
    page = visit("/settings/", as_=learner, java_script_enabled=scripts)

    page.locator("[name=time_zone]").fill("Europe/Berlin")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("[name=time_zone]")).to_have_value("Europe/Berlin")
    learner.refresh_from_db()
    assert learner.time_zone == "Europe/Berlin"


@pytest.mark.full
def test_another_browser_is_signed_out_from_here(visit, scripts, address):
    User.objects.create_user(address, PASSWORD)
    sign_in_elsewhere(Client(), address)
    page = visit("/accounts/login/", java_script_enabled=scripts)
    sign_in(page, address)
    page.goto("/accounts/sessions/")

    page.locator(".rows").get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign it out").click()

    expect(page.get_by_text("An unknown browser is signed out.")).to_be_visible()
    expect(page.locator(".rows li")).to_have_count(1)
