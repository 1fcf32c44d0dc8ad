"""What is done elsewhere: where and when, done again here, or declined."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from progress.learning.marks import carry_again, set_state, undo
from progress.learning.models import Mark
from tests.factories import make_concept, make_roadmap, make_topic
from tests.pages.markup import read

HTMX = {"HX-Request": "true"}


@pytest.fixture
def source(db):
    idea = make_concept()
    return make_topic(
        title="Relational databases", concept=idea, roadmap=make_roadmap(title="Backend mastery")
    )


@pytest.fixture
def topic(source, learner):
    """Done on another line on 12 March 2025."""
    set_state(learner=learner, topic=source, state="done", at=timezone.now())
    Mark.objects.update(day=date(2025, 3, 12))
    return make_topic(title="PostgreSQL", concept=source.concept)


@pytest.fixture
def browser(client, learner):
    client.force_login(learner)
    return client


def page_of(browser, topic):
    return read(browser.get(reverse("topic", args=[topic.roadmap.slug, topic.slug])))


def test_the_panel_says_where_and_when_and_that_it_counts(browser, source, topic):
    panel = page_of(browser, topic).one("article")
    words = "Carried from Relational databases on Backend mastery, done 12 March 2025. It counts here too."

    assert words in panel.one("div", class_="carried").text
    assert panel.one("div", class_="carried").one("a")["href"] == reverse(
        "topic", args=[source.roadmap.slug, source.slug]
    )


@pytest.mark.parametrize("page", ["roadmap", "phase"])
def test_its_row_says_where_and_when_and_it_is_counted(browser, topic, page):
    slugs = [topic.roadmap.slug] + ([topic.phase.slug] if page == "phase" else [])

    found = read(browser.get(reverse(page, args=slugs)))

    row = found.one("li", id=f"stop-{topic.slug}")
    assert row["data-state"] == "carried"
    assert row.one("span", class_="more").text == "carried from M 12 March 2025"
    assert row.one("span", class_="bullet")["aria-label"] == "Backend mastery"
    assert "1 of 1" in found.one(id="progress").text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("button, becomes", [("carried-again", "done"), ("carry", "todo")])
def test_it_is_done_again_or_declined_and_undone(browser, learner, topic, button, becomes, headers):
    press = page_of(browser, topic).one(id=button)
    address = reverse("roadmap", args=[topic.roadmap.slug])

    answer = browser.post(address, {press["name"]: press["value"]}, headers=headers, follow=True)
    assert read(answer).one("li", id=f"stop-{topic.slug}")["data-state"] == becomes

    undo = read(answer).one(id="undo-button")
    browser.post(address, {undo["name"]: undo["value"]}, headers=headers)

    assert page_of(browser, topic).one("li", id=f"stop-{topic.slug}")["data-state"] == "carried"
    assert not learner.marks.filter(topic=topic).exists()


@pytest.fixture
def declined(learner, topic):
    """Set to do on 20 March 2025."""
    set_state(learner=learner, topic=topic, state="todo", at=timezone.now())
    Mark.objects.filter(topic=topic).update(day=date(2025, 3, 20))
    return topic


def test_the_panel_says_of_what_was_declined_when_and_what_that_means(browser, source, declined):
    panel = page_of(browser, declined).one("article")

    told = panel.one("div", class_="carried")
    words = "Not carried from Relational databases on Backend mastery: declined 20 March 2025."
    assert f"{words} It is still to do here." in told.text
    assert told.one("a")["href"] == reverse("topic", args=[source.roadmap.slug, source.slug])
    assert panel.one("button", aria_pressed="true")["id"] == "set-todo"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_was_declined_is_carried_again_and_undone(browser, learner, declined, headers):
    press = page_of(browser, declined).one(id="carry")
    address = reverse("roadmap", args=[declined.roadmap.slug])

    answer = browser.post(address, {press["name"]: press["value"]}, headers=headers, follow=True)
    assert read(answer).one("li", id=f"stop-{declined.slug}")["data-state"] == "carried"
    assert not learner.marks.filter(topic=declined).exists()

    undo = read(answer).one(id="undo-button")
    browser.post(address, {undo["name"]: undo["value"]}, headers=headers)
    assert "declined 20 March 2025" in page_of(browser, declined).one("div", class_="carried").text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_has_changed_since_is_not_carried_again(browser, learner, declined, headers):
    set_state(learner=learner, topic=declined, state="learning", at=timezone.now())
    address = reverse("roadmap", args=[declined.roadmap.slug])

    answer = browser.post(address, {"carry": declined.slug}, headers=headers, follow=True)

    words = "PostgreSQL can't be carried any more: it has changed since."
    assert read(answer).one(id="undo").text == words
    assert learner.marks.get(topic=declined).state == "learning"


def test_what_never_was_cannot_be_carried_again(browser, declined):
    address = reverse("roadmap", args=[declined.roadmap.slug])

    assert browser.post(address, {"carry": "nothing"}).status_code == 404


def test_the_history_says_that_it_was_declined_and_carried_again(browser, learner, topic):
    declining = set_state(learner=learner, topic=topic, state="todo", at=timezone.now())
    undo(learner=learner, change_id=declining.id, at=timezone.now())
    set_state(learner=learner, topic=topic, state="todo", at=timezone.now())
    carry_again(learner=learner, topic=topic, at=timezone.now())
    for state in ("learning", "todo"):
        set_state(learner=learner, topic=topic, state=state, at=timezone.now())

    assert [line.text for line in page_of(browser, topic).one(id="history").all("dd")] == [
        "set to do",
        "began learning",
        "carried again",
        "declined: not carried here",
        "undone: no longer declined",
        "declined: not carried here",
    ]


def test_only_the_panel_asks_where_it_would_be_carried_from(browser, topic):
    def asked(path):
        with CaptureQueriesContext(connection) as captured:
            browser.get(path)
            return len(captured)

    roadmap = reverse("roadmap", args=[topic.roadmap.slug])
    panel = reverse("topic", args=[topic.roadmap.slug, topic.slug])
    browser.get(panel)
    carried = asked(roadmap), asked(panel)
    browser.post(roadmap, {"mark": f"{topic.slug}:todo"})
    browser.get(roadmap)

    assert (asked(roadmap), asked(panel)) == (carried[0] - 1, carried[1])


def test_it_carries_for_a_visitor_too(client, source):
    topic = make_topic(concept=source.concept)
    client.post(reverse("roadmap", args=[source.roadmap.slug]), {"mark": f"{source.slug}:done"})

    assert "done today. It counts here too." in page_of(client, topic).one("div", class_="carried").text


def test_a_visitor_declines_and_carries_again_too(client, source):
    topic = make_topic(concept=source.concept)
    client.post(reverse("roadmap", args=[source.roadmap.slug]), {"mark": f"{source.slug}:done"})
    address = reverse("roadmap", args=[topic.roadmap.slug])

    client.post(address, {"mark": f"{topic.slug}:todo"})
    assert "declined today" in page_of(client, topic).one("div", class_="carried").text
    client.post(address, {"carry": topic.slug})

    assert page_of(client, topic).one("li", id=f"stop-{topic.slug}")["data-state"] == "carried"
