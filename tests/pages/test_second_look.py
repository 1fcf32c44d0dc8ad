"""A topic that has changed since one did it asks for another look, and takes no mark away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curriculum.catalog import Review
from curriculum.models import Topic
from progress.learning.marks import set_state
from progress.learning.models import Mark, SecondLook
from tests.catalogs import catalog, phase, roadmap, topic
from tests.pages.markup import read

CHANGED = date(2026, 3, 10)
EARLIER = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 20, 12, tzinfo=UTC)
PANEL = "/roadmaps/backend/topics/tls/"
ROADMAP = "/roadmaps/backend/"


def content(since: date | None = CHANGED):
    review = Review(since, "TLS 1.3 has taken its place") if since else None
    return catalog(roadmap("backend", phase("web", topic("tls", title="TLS", review=review), topic("dns"))))


@pytest.fixture
def changed(loaded) -> Topic:
    loaded(content())
    return Topic.objects.get(key="tls")


def done(learner, topic: Topic, at: datetime) -> None:
    set_state(learner=learner, topic=topic, state="done", at=at)


def asks(person) -> bool:
    panel = bool(read(person.get(PANEL)).one(id="second-look").all("button"))
    row = bool(read(person.get(ROADMAP)).one(id="stop-tls").all(class_="again"))
    assert panel == row
    return panel


def test_who_did_it_before_is_asked_and_told_why(changed, browser, learner):
    done(learner, changed, EARLIER)

    assert asks(browser)
    words = read(browser.get(PANEL)).one(id="second-look").text
    assert "TLS 1.3 has taken its place" in words
    assert "10 March 2026" in words


@pytest.mark.parametrize("state", ["learning", "skipped", "todo"])
def test_who_has_not_done_it_is_not_asked(changed, browser, learner, state):
    set_state(learner=learner, topic=changed, state=state, at=EARLIER)

    assert not asks(browser)


@pytest.mark.parametrize("at", [datetime(2026, 3, 10, 12, tzinfo=UTC), LATER])
def test_who_did_it_since_then_is_not_asked(changed, browser, learner, at):
    done(learner, changed, at)

    assert not asks(browser)


def test_the_mark_stays(changed, browser, learner):
    done(learner, changed, EARLIER)
    browser.get(PANEL)

    assert Mark.objects.get(learner=learner).state == "done"


def test_having_looked_ends_it(changed, browser, learner):
    done(learner, changed, EARLIER)

    response = browser.post(ROADMAP, {"seen": "tls", "topic": "tls"}, follow=True)

    assert response.redirect_chain[-1][0] == PANEL
    assert "Noted" in response.content.decode()
    assert not asks(browser)
    assert Mark.objects.get(learner=learner).at == EARLIER


def test_having_looked_twice_is_having_looked(changed, browser, learner):
    done(learner, changed, EARLIER)
    for _ in range(2):
        browser.post(ROADMAP, {"seen": "tls", "topic": "tls"})

    assert SecondLook.objects.get().since == CHANGED


def test_htmx_gets_the_pieces_that_change(changed, browser, learner):
    done(learner, changed, EARLIER)
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PANEL}"}

    answer = read(browser.post(ROADMAP, {"seen": "tls"}, headers=headers))

    assert not answer.one(id="second-look").all("button")
    assert not answer.one(id="stop-tls").all(class_="again")
    assert "Noted" in answer.one(id="undo").text


def test_doing_it_anew_ends_it(changed, browser, learner):
    done(learner, changed, EARLIER)

    set_state(learner=learner, topic=changed, state="todo", at=LATER)
    done(learner, changed, LATER)

    assert not asks(browser)


def test_a_tick_takes_the_question_out_of_the_open_panel(changed, browser, learner):
    done(learner, changed, EARLIER)
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PANEL}"}

    answer = read(browser.post(ROADMAP, {"mark": "tls:todo"}, headers=headers))

    assert not answer.one(id="second-look").all("button")


def test_a_further_change_asks_again(changed, browser, learner, loaded):
    done(learner, changed, EARLIER)
    browser.post(ROADMAP, {"seen": "tls", "topic": "tls"})

    loaded(content(CHANGED + timedelta(days=30)))

    assert asks(browser)


def test_without_the_editors_mark_nobody_is_asked(changed, browser, learner, loaded):
    done(learner, changed, EARLIER)

    loaded(content(None))

    assert not read(browser.get(PANEL)).all(id="second-look")


def test_a_visitor_is_asked_too_and_can_say_so(loaded, client):
    loaded(content(date(2096, 3, 10)))
    client.post(ROADMAP, {"mark": "tls:done"})
    assert asks(client)

    client.post(ROADMAP, {"seen": "tls", "topic": "tls"})

    assert not asks(client)


@pytest.mark.parametrize("slug", ["nothing", "", "dns"])
def test_nothing_else_can_be_said_so(changed, browser, slug):
    response = browser.post(ROADMAP, {"seen": slug, "topic": "tls"})

    assert response.status_code == (302 if slug == "dns" else 404)
    assert not SecondLook.objects.exists()


def test_it_costs_nothing_where_nothing_has_changed_and_one_question_else(changed, browser, learner, loaded):
    def queries() -> int:
        browser.get(ROADMAP)
        with CaptureQueriesContext(connection) as captured:
            browser.get(ROADMAP)
        return len(captured)

    plain = queries()
    done(learner, changed, EARLIER)

    assert queries() == plain + 1
