"""The way back of what was just done, on the pages that are opened within its ten seconds."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.learning.days import day_of
from progress.learning.models import Note
from progress.learning.pages.undo import WayBack
from progress.learning.pages.undo_along import take_along, undo_along
from tests.factories import make_habit, make_learner, make_topic
from tests.learning.instants import MONDAY_NOON
from tests.pages.markup import read
from tests.pages.test_marking import BY_HTMX, address, mark, press, states

pytestmark = pytest.mark.django_db

PLAINLY = pytest.mark.parametrize("headers", [{}, BY_HTMX], ids=["plain", "htmx"])


def offered(page):
    return [button["value"] for button in page.all("button", id="undo-button")]


@PLAINLY
@pytest.mark.parametrize("place", ["today", "path", "phase", "topic", "another path"])
def test_another_page_offers_it_too(browser, learner, headers, place):
    topic, other = make_topic(title="SQL"), make_topic()
    mark(browser, topic, "done", headers=headers)
    places = {
        "today": "/today/",
        "path": address(topic),
        "phase": f"{address(topic)}{topic.phase.slug}/",
        "topic": f"{address(topic)}topics/{topic.slug}/",
        "another path": address(other),
    }
    browser.get(address(topic))  # which has the word of a plain press

    page = read(browser.get(places[place]))

    assert page.one("div", id="undo").text == "SQL: done. Undo u"
    assert offered(page) == [str(learner.activities.get().pk)]
    assert 0 < int(page.one("div", id="undo").one("p")["data-left"]) <= 10_000


@PLAINLY
@pytest.mark.parametrize("place", ["/today/", "another path"])
def test_it_is_undone_there_and_offered_no_more(browser, learner, headers, place):
    topic = make_topic()
    mark(browser, topic, "done", headers=BY_HTMX)
    where = address(make_topic()) if place == "another path" else place

    browser.post(where, {"undo": offered(read(browser.get(where)))[0]}, headers=headers)

    assert states(learner) == {}
    said = [read(browser.get(where)).one("div", id="undo").text for _ in range(2)]
    assert said[-1] == ""
    assert (headers and place == "/today/") or said[0] == "Undone."


def test_a_visitor_finds_it_on_another_path(client):
    mark(client, make_topic(title="SQL"), "done", headers=BY_HTMX)
    other = address(make_topic())

    page = read(client.get(other))
    client.post(other, {"undo": offered(page)[0]})

    assert page.one("div", id="undo").text == "SQL: done. Undo u"
    assert read(client.get(other)).one("div", id="undo").text == "Undone."


def test_a_removed_note_comes_back_from_another_page(browser, learner):
    topic = make_topic()
    own = f"{address(topic)}topics/{topic.slug}/"
    Note.objects.create(learner=learner, topic=topic, text="Mine", at=timezone.now())
    browser.post(own, {"save": "nothing", "version": "1"}, headers=BY_HTMX)

    form = next(form for form in read(browser.get("/today/")).all("form") if form.get("action") == own)
    button = form.one("button")
    page = read(browser.post(own, {button["name"]: button["value"], "undoing": "yes"}, follow=True))

    assert "hx-post" not in form  # the pieces that would come have no place on this page
    assert page.one("div", id="undo").text == "Undone."
    assert learner.notes.get().text == "Mine"
    assert read(browser.get("/today/")).one("div", id="undo").text == ""


def test_a_habit_is_offered_again_on_the_day_alone(browser, learner):
    topic = make_topic()
    mark(browser, topic, "learning", headers=BY_HTMX)
    habit = make_habit(roadmap=topic.roadmap)
    day = day_of(learner, timezone.now())
    browser.post("/today/", {"habit": f"{habit.pk}:{day}:on"}, headers=BY_HTMX)

    assert offered(read(browser.get("/today/")))[0].startswith(f"habit:{habit.pk}:")
    assert offered(read(browser.get(address(topic)))) == []


def test_nobody_else_at_this_browser_finds_it(browser):
    topic = make_topic()
    mark(browser, topic, "done", headers=BY_HTMX)
    browser.force_login(make_learner())

    assert read(browser.get(address(topic))).one("div", id="undo").text == ""


def test_what_is_not_signed_is_not_said(browser):
    browser.cookies[settings.UNDO_COOKIE_NAME] = "WyJwd25lZCJd:1:x"

    assert read(browser.get(address(make_topic()))).one("div", id="undo").text == ""


def test_it_costs_no_query(browser, learner):
    topic = make_topic()
    mark(browser, topic, "done", headers=BY_HTMX)
    browser.get(address(topic))
    counted = []

    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            browser.get(address(topic))
        counted.append(len(captured))
        browser.cookies.pop(settings.UNDO_COOKIE_NAME, None)

    assert counted[0] == counted[1]


@pytest.mark.parametrize(
    "back, seconds, left",
    [("7", 0, "10000"), ("7", 9.5, "500"), ("7", 10, ""), (WayBack("/x/", "y", "z"), 4, "6000")],
)
def test_it_is_offered_for_what_is_left_of_ten_seconds(rf, learner, back, seconds, left):
    request, response = rf.get("/"), HttpResponse()
    request.user = learner
    take_along(request, response, "Done.", back, at=MONDAY_NOON)
    request.COOKIES[settings.UNDO_COOKIE_NAME] = response.cookies[settings.UNDO_COOKIE_NAME].value

    word = undo_along(request, at=MONDAY_NOON + timedelta(seconds=seconds))

    assert (f'data-left="{left}"' in word) if left else not word


def test_it_is_for_the_server_alone(browser):
    response = mark(browser, make_topic(), "done", headers=BY_HTMX)

    cookie = response.cookies[settings.UNDO_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 10)


def test_a_press_that_changes_nothing_leaves_it(browser):
    topic = make_topic(title="SQL")
    for _ in range(2):
        press(browser, topic, headers=BY_HTMX, mark=f"{topic.slug}:done")

    assert offered(read(browser.get("/today/")))
