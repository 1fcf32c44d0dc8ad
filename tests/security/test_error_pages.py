"""Errors are answered in the site's look, in words that help."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.security.broken")]


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "path, words",
    [
        ("/broken/400/", "This request makes no sense"),
        ("/broken/403/", "No entry here"),
        ("/broken/404/", "No such station"),
        ("/broken/410/", "This station is closed"),
        ("/broken/429/", "Rest for a minute"),
        ("/broken/500/", "The line is interrupted"),
    ],
)
def test_an_error_has_a_page_in_our_look(browser, path, words):
    page = browser.get(path).text

    assert words in page
    assert 'class="masthead"' in page
    assert 'href="/">All roadmaps</a>' in page


def test_a_wrong_host_has_it_too(browser):
    page = browser.get("/", headers={"host": "evil.example"}).text

    assert "This request makes no sense" in page
    assert "evil.example" not in page


def test_a_missing_token_says_what_to_do():
    page = Client(enforce_csrf_checks=True).post("/accounts/login/").text

    assert "Go back, reload the page, and send it once more." in page


def test_who_may_not_enter_is_told_who_they_are(browser, learner):
    browser.force_login(learner)

    assert "You are signed in as robin@cairn.example" in browser.get("/broken/403/").text


@pytest.mark.parametrize("path", ["/broken/400/", "/broken/404/", "/broken/500/"])
def test_an_error_page_needs_no_database(browser, django_assert_num_queries, path):
    with django_assert_num_queries(0):
        browser.get(path)


def test_it_asks_nothing_more_for_somebody_signed_in(browser, learner, django_assert_num_queries):
    browser.force_login(learner)

    with django_assert_num_queries(2):  # session and user, before it breaks
        browser.get("/broken/500/")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is written to standard error."""
    (handler,) = logging.getLogger("django.request").handlers
    stream = io.StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


def test_what_breaks_is_written_down_with_its_traceback(browser, written):
    browser.get("/broken/500/")

    assert "/broken/500/" in written.getvalue()
    assert "RuntimeError: broken on purpose" in written.getvalue()


def test_what_was_asked_wrongly_is_not(browser, written):
    browser.get("/broken/404/")

    assert written.getvalue() == ""
