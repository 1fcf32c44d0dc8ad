"""A page that was made for somebody else than who presses now: another tab has signed in or out."""

import pytest
from django.test import Client

from progress.learning.models import Activity, Read
from progress.learning.pages.whose import VISITOR, whose
from tests.factories import make_learner, make_reference, make_resource, make_topic
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

BY_HTMX = {"HX-Request": "true"}
INTO_PANEL = BY_HTMX | {"HX-Target": "panel"}


@pytest.fixture
def topic(db):
    """It has a resource, so that its page has every form."""
    topic = make_topic(title="SQL")
    make_reference(resource=make_resource(), place=topic)
    return topic


def address(topic):
    return f"/roadmaps/{topic.roadmap.slug}/"


def pages(topic):
    return [address(topic), f"{address(topic)}{topic.phase.slug}/", f"{address(topic)}topics/{topic.slug}/"]


def made_for(browser, topic):
    """Whom the page says that it is for."""
    return read(browser.get(address(topic))).one("form", id="path").one("input", name="whose")["value"]


def sign_in(browser, learner):
    browser.force_login(learner)


def sign_out(browser, _):
    browser.logout()


# before, what another tab does, what is said
HANDED_OVER = {
    "learner, then visitor": (True, sign_out, "You have been signed out"),
    "learner, then another": (True, sign_in, "Sam Brook has signed in in another tab"),
    "visitor, then learner": (False, sign_in, "You have signed in in another tab"),
}


@pytest.fixture(params=HANDED_OVER)
def handed_over(request, topic, learner):
    """A browser, what a page from before says whom it is for, and what it is to be told."""
    signed_in, act, words = HANDED_OVER[request.param]
    browser = Client()
    if signed_in:
        browser.force_login(learner)
    token = made_for(browser, topic)
    act(browser, make_learner(name="Sam Brook"))
    return browser, token, words


PRESSES = [
    {"mark": "{topic}:done"},
    {"phase": "{phase}"},
    {"undo": "1"},
    {"read": "{resource}", "topic": "{topic}"},
    {"unread": "{resource}", "topic": "{topic}"},
]


@pytest.mark.parametrize("headers", [{}, BY_HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("press", PRESSES, ids=lambda press: next(iter(press)))
def test_nothing_is_changed_and_it_is_said(handed_over, topic, press, headers):
    browser, token, words = handed_over
    places = {"topic": topic.slug, "phase": topic.phase.slug, "resource": topic.references.get().resource_id}
    sent = {name: value.format(**places) for name, value in press.items()}

    response = browser.post(address(topic), sent | {"whose": token}, headers=headers)

    assert response.status_code == 409
    assert words in read(response).text
    assert not Activity.objects.exists()
    assert not Read.objects.exists()
    assert "learning" not in browser.session


def test_by_htmx_the_ways_to_go_on_are_named(browser, topic):
    token = made_for(browser, topic)
    browser.logout()

    response = browser.post(address(topic), {"mark": f"{topic.slug}:done", "whose": token}, headers=BY_HTMX)

    assert not read(response).all("html")
    assert [(way.text, way["href"]) for way in read(response).all("a")] == [
        ("Reload", ""),
        ("Sign in", f"/accounts/login/?next={address(topic)}"),
    ]


def test_without_scripts_a_page_leads_back_to_where_it_was(browser, topic):
    token = made_for(browser, topic)
    browser.logout()

    sent = {"mark": f"{topic.slug}:done", "whose": token, "at": topic.phase.slug}
    page = read(browser.post(address(topic), sent))

    assert page.one("h1").text == "You are signed out"
    assert page.one("main").one("a", class_="first")["href"] == f"{address(topic)}{topic.phase.slug}/"


def test_what_is_sent_to_a_former_address_is_not_changed_either(browser, topic):
    token = made_for(browser, topic)
    browser.logout()

    assert browser.post("/roadmaps/former/", {"undo": "1", "whose": token}).status_code == 409


def test_every_form_says_whose_page_it_is(browser, topic):
    token = made_for(browser, topic)

    for path in pages(topic):
        forms = [form for form in read(browser.get(path)).all("form") if form["method"] == "post"]
        assert forms
        assert {form.one("input", name="whose")["value"] for form in forms} == {token}


def test_a_page_that_is_still_ones_own_changes_what_it_says(browser, learner, topic):
    browser.post(address(topic), {"mark": f"{topic.slug}:done", "whose": made_for(browser, topic)})

    assert [mark.state for mark in learner.marks.all()] == ["done"]


def test_a_visitor_goes_on_ticking(client, topic):
    token = made_for(client, topic)

    for state in ("done", "learning"):
        response = client.post(address(topic), {"mark": f"{topic.slug}:{state}", "whose": token})
        assert response.status_code == 302
    assert made_for(client, topic) == token == VISITOR


def test_accounts_have_words_of_their_own_that_last(rf, learner):
    def word(user):
        request = rf.get("/")
        request.user = user
        return whose(request)

    other = make_learner()

    assert word(learner) == word(learner) != word(other)
    assert str(learner.pk) != word(learner)


@pytest.mark.parametrize("at", [0, 2], ids=["closing a topic", "opening a topic"])
def test_a_part_of_such_a_page_comes_as_a_whole_page(browser, topic, at):
    path, token = pages(topic)[at], made_for(browser, topic)
    still = browser.get(path, headers=INTO_PANEL | {"X-Whose": token})
    browser.logout()

    response = browser.get(path, headers=INTO_PANEL | {"X-Whose": token})

    assert "HX-Redirect" not in still
    assert (response.content, response["HX-Redirect"]) == (b"", path)


@pytest.mark.parametrize("headers", [{}, BY_HTMX], ids=["plain", "htmx"])
def test_so_it_is_when_signing_in_has_changed_the_token(handed_over, topic, headers):
    """As it does for all tabs; the browser of the tests above is not asked for one."""
    browser, token, words = handed_over
    browser.handler.enforce_csrf_checks = True
    place = pages(topic)[1]

    response = browser.post(
        address(topic),
        {"mark": f"{topic.slug}:done", "whose": token},
        headers=headers | {"Referer": f"http://testserver{place}"},
    )

    page = read(response)
    assert response.status_code == 403
    assert words in page.text
    assert ("Reload", "") in ways(page) if headers else place in [href for _, href in ways(page)]
    if "signed out" in words:
        assert ("Sign in", f"/accounts/login/?next={place}") in ways(page)
    assert not Activity.objects.exists()


def ways(page):
    return [(way.text, way["href"]) for way in page.all("a")]


def test_a_token_that_is_missing_for_another_reason_can_be_mended_by_reloading(topic):
    response = Client(enforce_csrf_checks=True).post(
        address(topic), {"mark": f"{topic.slug}:done", "whose": VISITOR}, headers=BY_HTMX
    )

    assert response.status_code == 403
    assert ("Reload", "") in ways(read(response))


def test_another_site_puts_no_words_into_our_mouth(topic):
    response = Client(enforce_csrf_checks=True).post(
        address(topic),
        {"whose": "another", "text": "Call this number"},
        headers={"Origin": "https://evil.example", "Referer": "https://evil.example/x/"},
    )

    assert response.status_code == 403
    assert "Please send it again" in response.text
    assert "Call this number" not in response.text


@pytest.mark.parametrize(
    "told", ["https://evil.example/x/", "http://[", "//evil.example/", "javascript:alert(1)"]
)
def test_an_odd_page_of_origin_leads_nowhere_else(topic, told):
    response = Client(enforce_csrf_checks=True).post(
        address(topic), {"whose": VISITOR}, headers=BY_HTMX | {"HX-Current-URL": told}
    )

    assert ("Sign in", f"/accounts/login/?next={address(topic)}") in ways(read(response))
