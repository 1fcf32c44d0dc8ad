"""The way in and the settings in a real browser: narrow and wide, light and dark, without complaints."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD, code_in_mail
from tests.browser.chromium import launched
from tests.browser.looks import assert_each_readable, assert_readable
from tests.mails import sent


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, launched() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread
        yield browser


@pytest.fixture
def page(browser, live_server) -> Iterator[Page]:
    cache.clear()  # no test's attempts count in the next
    context = browser.new_context(
        base_url=live_server.url, timezone_id="Europe/Oslo", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [line for line in complaints if "status of 4" not in line] == []


def sign_up(page: Page, email: str) -> None:
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Name").fill("Noor Haddad")
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.get_by_role("heading", name="Enter the code").wait_for()


def join(page: Page, email: str) -> None:
    sign_up(page, email)
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/")


@pytest.mark.full
def test_everybody_can_read_the_pages_of_an_account(page):
    sign_up(page, "noor@cairn.example")
    assert_readable(page)
    page.get_by_label("Code").fill("AAAA-AAAA")
    page.get_by_role("button", name="Confirm").click()
    assert_readable(page)
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/")
    page.goto("/settings/")
    assert_each_readable(page, "/accounts/email/", "/accounts/password/change/", "/accounts/sessions/")


@pytest.mark.full
def test_the_picture_for_an_authenticator_app_is_shown(page):
    join(page, "noor@cairn.example")
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()

    assert page.get_by_role("img", name="The secret as a QR code").locator("svg path").is_visible()
    assert_readable(page)


def test_the_clock_follows_the_zone_and_the_browser_only_suggests(page):
    join(page, "noor@cairn.example")
    page.goto("/settings/")
    zone, clock = page.get_by_label("Time zone"), page.locator("[data-clock]")
    offer = page.get_by_role("button", name="Use this browser’s zone, Europe/Oslo")
    assert not offer.is_visible()

    zone.fill("Asia/Tok")
    assert not clock.is_visible()
    zone.fill("Asia/Tokyo")
    assert re.search(r"It is now \d\d:\d\d there", clock.inner_text())
    offer.click()
    assert zone.input_value() == "Europe/Oslo"


def test_a_password_can_be_looked_at(page):
    page.goto("/accounts/login/")
    password = page.get_by_label("Password", exact=True)
    password.fill("three small stones")

    page.get_by_role("button", name="Show the password").click()

    assert password.get_attribute("type") == "text"


@pytest.mark.full
def test_everything_works_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    join(page, "noor@cairn.example")

    page.goto("/settings/")
    page.get_by_label("Time zone").fill("lima")
    page.get_by_role("button", name="Save").click()

    assert page.get_by_text("Saved.").is_visible()
    assert User.objects.get().time_zone == "America/Lima"
    assert len(sent()) == 1
    context.close()
