"""What is done elsewhere: where and when, done again here, or declined."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.learning.marks import set_state
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
@pytest.mark.parametrize("button, becomes", [("carried-again", "done"), ("carried-decline", "todo")])
def test_it_is_done_again_or_declined_and_undone(browser, learner, topic, button, becomes, headers):
    press = page_of(browser, topic).one(id=button)
    address = reverse("roadmap", args=[topic.roadmap.slug])

    answer = browser.post(address, {press["name"]: press["value"]}, headers=headers, follow=True)
    assert read(answer).one("li", id=f"stop-{topic.slug}")["data-state"] == becomes
    assert not page_of(browser, topic).all("div", class_="carried")

    undo = read(answer).one(id="undo-button")
    browser.post(address, {undo["name"]: undo["value"]}, headers=headers)

    assert page_of(browser, topic).one("li", id=f"stop-{topic.slug}")["data-state"] == "carried"
    assert not learner.marks.filter(topic=topic).exists()


def test_it_carries_for_a_visitor_too(client, source):
    topic = make_topic(concept=source.concept)
    client.post(reverse("roadmap", args=[source.roadmap.slug]), {"mark": f"{source.slug}:done"})

    assert "done today. It counts here too." in page_of(client, topic).one("div", class_="carried").text
