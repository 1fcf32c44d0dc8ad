"""The security headers stand on every kind of response."""

from contextlib import closing

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.security.broken")]

POLICY = {
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}

RESPONSES = [
    ("/accounts/login/", 200),
    ("/settings/", 302),
    ("/accounts/login", 301),  # the missing slash
    ("/healthz/", 200),
    ("/static/css/components/forms.css", 200),
    ("/admin/login/", 302),
    ("/broken/400/", 400),
    ("/broken/403/", 403),
    ("/broken/404/", 404),
    ("/broken/405/", 405),
    ("/broken/410/", 410),
    ("/broken/429/", 429),
    ("/broken/500/", 500),
    ("/nowhere/", 404),
]


@pytest.fixture
def browser(settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    return Client(raise_request_exception=False)


def assert_guarded(response) -> None:
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path, status", RESPONSES)
def test_every_response_is_guarded(browser, path, status):
    with closing(browser.get(path)) as response:
        assert response.status_code == status
        assert_guarded(response)


@pytest.mark.parametrize("path, status", RESPONSES)
def test_every_response_over_https_says_to_stay_there(browser, settings, path, status):
    settings.SECURE_HSTS_SECONDS = 3600
    settings.SECURE_SSL_REDIRECT = True

    with closing(browser.get(path, secure=True)) as response:
        assert response.status_code == status
        assert response.headers["Strict-Transport-Security"].startswith("max-age=3600")


def test_the_redirect_to_https_is_guarded(browser, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = browser.get("/accounts/login/")

    assert (response.status_code, response.url) == (301, "https://testserver/accounts/login/")
    assert_guarded(response)


@pytest.mark.parametrize("redirect", [False, True])
def test_a_wrong_host_is_refused_and_guarded(browser, settings, redirect):
    settings.SECURE_SSL_REDIRECT = redirect

    response = browser.get("/accounts/login/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert_guarded(response)


def test_a_missing_token_is_refused_and_guarded():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")

    assert response.status_code == 403
    assert_guarded(response)


def test_no_page_of_ours_has_anything_inline(browser, learner):
    browser.force_login(learner)
    for path in ("/settings/", "/accounts/email/", "/accounts/2fa/", "/accounts/sessions/", "/broken/404/"):
        page = browser.get(path).text

        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page


def test_cookies_are_out_of_reach_of_scripts(browser, learner):
    page = browser.get("/accounts/login/")
    browser.post("/accounts/login/", {"login": learner.email, "password": "three small stones"})

    assert page.cookies
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
