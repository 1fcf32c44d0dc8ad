"""The buttons that start, pause and leave a roadmap, with htmx and without."""

import pytest

from progress.learning.models import Enrolment
from progress.learning.plans.enrolment import followed
from tests.factories import make_roadmap, make_topic

HTMX = {"HX-Request": "true"}


@pytest.fixture
def roadmap(db):
    topic = make_topic(roadmap=make_roadmap(title="Backend engineer"))
    return topic.roadmap


@pytest.fixture
def path(roadmap):
    return f"/roadmaps/{roadmap.slug}/"


def offered(page) -> list[str]:
    return [act for act in ("start", "pause", "leave") if f'name="follow" value="{act}"' in page.text]


def test_a_line_that_is_new_can_be_followed(browser, path):
    assert offered(browser.get(path)) == ["start"]


def test_a_visitor_is_offered_none_of_it(client, path):
    assert offered(client.get(path)) == []


def test_a_first_tick_follows_it(browser, path, roadmap):
    browser.post(path, {"mark": f"{roadmap.topics.get().slug}:done"})

    assert offered(browser.get(path)) == ["pause", "leave"]


@pytest.mark.parametrize(
    "act, then, word",
    [
        ("start", ["pause", "leave"], "You follow Backend engineer."),
        ("pause", ["start", "leave"], "Backend engineer is paused."),
        ("leave", ["start"], "You have left Backend engineer."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_press_is_done_and_said(browser, path, act, then, word, headers):
    page = browser.post(path, {"follow": act}, headers=headers, follow=True)

    assert word in page.text
    assert offered(page) == then
    assert offered(browser.get(path)) == then


def test_a_page_says_since_when_it_rests(browser, path):
    browser.post(path, {"follow": "pause"})

    assert "Paused since" in browser.get(path).text


def test_htmx_gets_only_what_has_changed(browser, path):
    answer = browser.post(path, {"follow": "start"}, headers=HTMX).text

    assert answer.startswith('<span id="following" hx-swap-oob="innerHTML">')
    assert "<html" not in answer


def test_a_visitor_who_posts_is_asked_to_sign_in(client, path):
    answer = client.post(path, {"follow": "start"})

    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={path}"
    assert not Enrolment.objects.exists()


def test_an_unknown_word_changes_nothing(browser, path, learner):
    answer = browser.post(path, {"follow": "conquer"})

    assert answer.status_code == 400
    assert followed(learner) == []


def test_a_first_tick_brings_the_buttons_and_later_ones_ask_nothing_for_them(browser, path, roadmap):
    topics = [roadmap.topics.get(), make_topic(roadmap=roadmap)]

    first, second = (browser.post(path, {"mark": f"{topic.slug}:done"}, headers=HTMX) for topic in topics)

    assert offered(first) == ["pause", "leave"]
    assert offered(second) == []
