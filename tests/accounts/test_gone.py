"""Somebody's request is on its way while another browser deletes the account, or signs this one out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.db import DataError, connection

from curriculum.models import Topic
from progress.learning import visitors
from roadmap_site.accounts import erasure, middleware
from roadmap_site.accounts.models import User
from tests.factories import make_milestone, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_IN = "/accounts/login/?next="
PANEL = "/roadmaps/backend/topics/joins/"
BY_HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/roadmaps/backend/"}


@pytest.fixture
def learner():
    return User.objects.create_user("robin@cairn.example", "three small stones", name="Robin")


@pytest.fixture
def topic() -> Topic:
    topic = make_topic(slug="joins")
    topic.roadmap.slug = "backend"
    topic.roadmap.save()
    make_milestone(key="feed", phase=topic.phase)
    return topic


def beside(work) -> None:
    """Do it in a connection of its own."""

    def closing():
        work()
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(closing).result(10)


@pytest.fixture
def deleted_meanwhile(client, learner, topic, monkeypatch):
    """Delete the account once the next request has found out who asks."""
    client.force_login(learner)

    def known(zone: str) -> str:
        beside(lambda: erasure.erase(person=learner))
        return "UTC"

    monkeypatch.setattr(middleware, "known", known)


@pytest.mark.parametrize(
    ("address", "pressed"),
    [
        ("/roadmaps/backend/", {"mark": "joins:done"}),
        ("/roadmaps/backend/", {"follow": "start"}),
        (PANEL, {"save": "typed", "text": "Mine", "version": "0"}),
        (PANEL, {"add": "link", "url": "https://a.example/", "title": ""}),
        ("/roadmaps/backend/milestones/feed/", {"submit": "evidence", "link": "", "text": "Mine"}),
        ("/roadmaps/backend/plan/", {"kind": "by", "by": "2031-12-24"}),
        ("/settings/", {"name": "Wren", "time_zone": "Asia/Tokyo"}),
        ("/settings/", {"name": "Robin", "time_zone": "Asia/Tokyo"}),
        ("/settings/profile/", {"handle": "robin", "public": "on"}),
        ("/settings/streak/", {"act": "mode", "mode": "weekly", "days": "3"}),
        ("/settings/calendar/", {"act": "open"}),
    ],
)
def test_what_is_pressed_then_leads_to_the_way_in(client, deleted_meanwhile, address, pressed):
    answer = client.post(address, pressed)

    assert (answer.status_code, answer.url) == (302, f"{SIGN_IN}{address}")
    assert not User.objects.exists()
    assert not Session.objects.exists()


def test_htmx_leaves_the_page_for_it(client, deleted_meanwhile):
    answer = client.post("/roadmaps/backend/", {"mark": "joins:done"}, headers=BY_HTMX)

    assert answer["HX-Redirect"] == f"{SIGN_IN}/roadmaps/backend/"


def test_what_fails_for_somebody_who_is_still_there_is_a_mistake_of_ours(client, learner, monkeypatch):
    client.force_login(learner)
    monkeypatch.setattr("progress.learning.plans.feeds.token_urlsafe", lambda size: "x" * 99)

    with pytest.raises(DataError):
        client.post("/settings/calendar/", {"act": "open"})


def test_a_session_that_was_signed_out_meanwhile_leads_to_the_way_in(client, learner, topic, monkeypatch):
    client.force_login(learner)

    def known(zone: str) -> str:
        beside(lambda: Session.objects.all().delete())
        return "UTC"

    monkeypatch.setattr(middleware, "known", known)

    assert client.post("/roadmaps/backend/", {"follow": "start"}).url == f"{SIGN_IN}/roadmaps/backend/"


@pytest.mark.parametrize(
    ("headers", "told"), [({}, "Location"), (BY_HTMX, "HX-Redirect")], ids=["plainly", "by htmx"]
)
def test_a_visitor_who_has_signed_in_meanwhile_is_led_on_by_it(client, topic, monkeypatch, headers, told):
    def ended(**press):
        raise SessionInterrupted

    monkeypatch.setattr(visitors, "set_state", ended)

    answer = client.post("/roadmaps/backend/", {"mark": "joins:done"}, headers=headers)

    assert answer.headers[told] == f"{SIGN_IN}/roadmaps/backend/"
