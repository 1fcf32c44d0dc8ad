"""The second step and passkeys, with a key that Chromium makes up and digits that the test works out."""

import hmac
import struct
import time
from base64 import b32decode
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page, expect

from roadmap_site.accounts.models import User
from tests.accounts.ways import PASSWORD
from tests.browser.chromium import Watch
from tests.browser.conftest import PATIENCE
from tests.browser.test_accounts import address, sign_in  # noqa: F401 -- a fixture

pytestmark = pytest.mark.full

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def digits(secret: str, at: float) -> str:
    """RFC 6238, from its text: six digits for the half minute of `at`."""
    counter = struct.pack(">Q", int(at) // 30)
    digest = hmac.digest(b32decode(secret + "=" * (-len(secret) % 8)), counter, "sha1")
    offset = digest[-1] & 0xF
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def test_the_digits_are_those_of_the_standard():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B

    assert digits(secret, 59) == "287082"
    assert digits(secret, 20_000_000_000) == "353130"


@pytest.fixture
def person(db, address) -> User:  # noqa: F811
    return User.objects.create_user(address, PASSWORD, name="Robin Hill")


@pytest.fixture
def at_localhost(db, site, chromium, settings) -> Iterator[Page]:
    """A page under the one name over plain HTTP for which browsers allow keys."""
    cache.clear()
    settings.ALLOWED_HOSTS = ["localhost"]
    home = site.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=home, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    watch = Watch(context, home, failures_expected=False)
    yield context.new_page()
    context.close()
    assert not watch.wrongs


def confirm(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/")


def give_password(page: Page, person: User) -> None:
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_an_authenticator_app_stands_beside_the_password(visit, scripts, person):
    page = visit("/accounts/2fa/totp/activate/", as_=person, java_script_enabled=scripts)
    confirm(page)
    secret = page.get_by_label("The secret", exact=True).input_value()
    page.locator("[name=code]").fill(digits(secret, time.time()))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    code = page.locator(".codes code").first.text_content()

    sign_out(page)
    give_password(page, person)
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".wrong:visible")).to_be_visible()
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".me")).to_be_visible()

    page.goto("/accounts/2fa/")
    expect(page.get_by_text("9 are left")).to_be_visible()
    page.get_by_role("link", name="Switch off the authenticator app").click()
    confirm(page)
    page.get_by_role("button", name="Switch it off").click()
    expect(page.get_by_role("link", name="Set up an authenticator app")).to_be_visible()
    assert not Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_passkey_signs_in_alone_or_after_the_password(at_localhost, person):
    page = at_localhost
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/accounts/login/")
    sign_in(page, person.email)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_label("A passkey").check()
    page.get_by_role("button", name="Add the key").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator(".rows")).to_contain_text("My laptop")
    expect(page.locator(".rows .tag")).to_have_text("passkey")

    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".me")).to_be_visible()

    sign_out(page)
    give_password(page, person)
    expect(page.get_by_text("Use your key, or enter a recovery code.")).to_be_visible()
    page.get_by_role("button", name="Use a key").click()
    expect(page.locator(".me")).to_be_visible()

    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove My laptop").click()
    page.get_by_role("link", name="Use a security key").click()
    page.get_by_role("button", name="Use a key").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("No key yet.")).to_be_visible()


def test_a_key_that_fails_says_so(visit, person):
    page = visit("/accounts/2fa/webauthn/add/", as_=person)  # browsers refuse keys at an IP address
    confirm(page)

    page.get_by_role("button", name="Add the key").click()

    expect(page.get_by_text("That did not work.")).to_be_visible()


def test_without_scripts_no_key_is_offered(visit):
    page = visit("/accounts/login/", java_script_enabled=False)

    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
