""" "Worked on it today" beside the path."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.learning import marks
from tests.factories import make_release, make_topic
from tests.pages.markup import read

pytestmark = pytest.mark.django_db

YESTERDAY = timedelta(days=1)


@pytest.fixture
def topic(learner):
    """In learning since yesterday."""
    topic = make_topic()
    marks.set_state(learner=learner, topic=topic, state="learning", at=timezone.now() - YESTERDAY)
    return topic


def path(topic) -> str:
    return f"/roadmaps/{topic.roadmap.slug}/"


def panel(browser, topic):
    return read(browser.get(f"{path(topic)}topics/{topic.slug}/"))


def test_a_topic_in_learning_offers_it(browser, topic):
    assert panel(browser, topic).one("button", name="worked")["value"] == topic.slug


def test_said_once_it_is_offered_no_more_that_day(browser, topic):
    page = read(browser.post(path(topic), {"worked": topic.slug, "topic": topic.slug}, follow=True))

    assert page.one("div", id="undo").text.startswith(f"{topic.title}: worked on today.")
    assert "Worked on today" in page.one("div", id=f"switch-{topic.slug}").text
    assert not page.all("button", name="worked")


def test_htmx_gets_the_switch_with_it(browser, topic):
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{path(topic)}topics/{topic.slug}/"}

    fragment = read(browser.post(path(topic), {"worked": topic.slug, "topic": topic.slug}, headers=here))

    assert "Worked on today" in fragment.one("div", id=f"switch-{topic.slug}").text


@pytest.mark.parametrize("state", ["todo", "done", "skipped"])
def test_other_topics_do_not(browser, learner, topic, state):
    marks.set_state(learner=learner, topic=topic, state=state, at=timezone.now())

    assert not panel(browser, topic).all("button", name="worked")


def test_a_visitor_is_not_offered_it(client, topic):
    client.post(path(topic), {"mark": f"{topic.slug}:learning"})

    assert not panel(client, topic).all("button", name="worked")
    assert client.post(path(topic), {"worked": topic.slug}).status_code == 404


def test_an_old_page_is_told_that_it_is_not_in_learning(browser, learner, topic):
    marks.set_state(learner=learner, topic=topic, state="done", at=timezone.now())

    page = read(browser.post(path(topic), {"worked": topic.slug}, follow=True))

    assert page.one("div", id="undo").text == f"{topic.title} is not in learning any more."


def test_what_was_taken_from_the_line_meanwhile_leads_to_what_is_known_of_it(browser, topic):
    panel(browser, topic)
    topic.retired_in = make_release()
    topic.save()

    assert browser.post(path(topic), {"worked": topic.slug}).status_code == 410
