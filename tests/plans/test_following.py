"""The buttons that start, pause and leave a roadmap, with htmx and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.models import Enrolment
from progress.learning.plans.enrolment import followed, leave, pause, start, stay_of
from progress.learning.plans.turns import take_back, turn, word_of
from tests.factories import make_roadmap, make_topic
from tests.pages.markup import read

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


def way_back(page) -> str:
    return read(page).one(id="undo-button")["value"]


def rows(learner) -> list:
    """Return what is stored of the line, its pauses too."""
    values = Enrolment.objects.filter(learner=learner).values_list(
        "started_on", "paused_on", "left_on", "pauses__first", "pauses__last"
    )
    return list(values)


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ([], "start"),
        ([], "leave"),
        ([start], "pause"),
        ([start], "leave"),
        ([pause], "leave"),
        ([pause], "start"),
        ([pause, leave], "start"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("place", ["", "plan/"])
def test_each_press_is_taken_back_to_the_day(browser, learner, roadmap, path, before, act, headers, place):
    for ago, write in enumerate(reversed(before), start=2):
        write(learner=learner, roadmap=roadmap, at=timezone.now() - timedelta(days=ago))
    was = rows(learner)
    word = way_back(browser.post(path + place, {"follow": act}, headers=headers, follow=True))
    assert rows(learner) != was

    for _ in range(2):  # pressed twice
        page = browser.post(path + place, {"follow": word}, headers=headers, follow=True)

    assert "Undone." in page.text and "undo-button" not in page.text
    assert rows(learner) == was


def test_what_changes_nothing_has_no_way_back(browser, path):
    browser.post(path, {"follow": "pause"})

    assert "undo-button" not in browser.post(path, {"follow": "pause"}, follow=True).text


def test_what_stands_in_a_third_way_by_now_stays(browser, learner, roadmap, path):
    word = way_back(browser.post(path, {"follow": "pause"}, follow=True))
    browser.post(path, {"follow": "leave"})
    was = rows(learner)

    page = browser.post(path, {"follow": word}, follow=True)

    assert "be undone any more" in page.text
    assert rows(learner) == was


def test_a_word_is_of_one_line_and_of_one_hour(learner, roadmap):
    at = timezone.now()
    turned = turn(learner=learner, roadmap=roadmap, act="start", at=at)
    word = word_of(turned, learner=learner, roadmap=roadmap, at=at)

    assert not take_back(learner=learner, roadmap=make_roadmap(), word=word, at=at)
    assert not take_back(learner=learner, roadmap=roadmap, word=word, at=at + timedelta(hours=1))
    assert not take_back(learner=learner, roadmap=roadmap, word="nonsense", at=at)
    assert stay_of(learner, roadmap).active


def test_a_first_mark_stays_when_leaving_is_taken_back(browser, learner, roadmap, path):
    set_state(learner=learner, topic=roadmap.topics.get(), state="done", at=timezone.now())
    word = way_back(browser.post(path, {"follow": "leave"}, follow=True))

    browser.post(path, {"follow": word})

    assert followed(learner) == [roadmap]
    assert not Enrolment.objects.exists()
