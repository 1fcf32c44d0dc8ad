"""The plans in one's own calendar: nothing until its address is made, and nothing after it is gone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from progress.learning.models import CalendarFeed, Plan
from progress.learning.plans.calendar import calendar_of
from progress.learning.plans.enrolment import pause, start
from progress.learning.plans.feeds import close_feed, open_feed, renew_feed, take_back, word_of
from tests.factories import make_learner, make_phase, make_roadmap, make_topics
from tests.plans.workloads import MONDAY, day

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SETTINGS = "/settings/calendar/"


def planned(learner, **overrides):
    """Twice ten topics in twenty days, from MONDAY on."""
    roadmap = make_roadmap(**overrides)
    for title in ("Databases, and queues", "Caching"):
        make_topics(10, make_phase(roadmap=roadmap, title=title))
    start(learner=learner, roadmap=roadmap, at=NOON)
    Plan.objects.create(learner=learner, roadmap=roadmap, made_on=MONDAY, by=day(19))
    return roadmap


@pytest.fixture
def roadmap(learner):
    return planned(learner, title="Backend engineer")


@pytest.fixture
def path(learner, roadmap):
    return f"/plans/{open_feed(learner=learner, at=NOON).token}.ics"


def events(content) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


def told(content) -> list[tuple[str, date, date]]:
    return [(str(event["summary"]), event.start, event.end) for event in events(content)]


def uids(content) -> list[str]:
    return [str(event["uid"]) for event in events(content)]


def test_phases_and_the_day_of_arriving_are_whole_days(learner, roadmap):
    assert told(calendar_of(learner, MONDAY)) == [
        ("Databases, and queues · Backend engineer", day(0), day(10)),  # its end is the day after
        ("Caching · Backend engineer", day(10), day(20)),
        ("Backend engineer: the day of your plan", day(19), day(20)),
    ]


def test_a_phase_of_one_day_is_on_it_and_not_from_it_to_it(learner):
    roadmap = make_roadmap()
    make_topics(3, make_phase(roadmap=roadmap, title="Caching"))
    start(learner=learner, roadmap=roadmap, at=NOON)
    Plan.objects.create(learner=learner, roadmap=roadmap, made_on=MONDAY, by=MONDAY)

    words = [str(event["description"]) for event in events(calendar_of(learner, MONDAY))]

    assert words[0] == "By your plan you work on “Caching” on 2 March 2026."


def test_it_is_a_calendar_as_calendars_read_it(client, path):
    answer = client.get(path)
    calendar = Calendar.from_ical(answer.content)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar["prodid"] and calendar["version"] == "2.0"
    for event in calendar.walk("VEVENT"):
        assert event["dtstamp"] and event["url"].startswith("http")
        assert event["transp"] == "TRANSPARENT"  # it makes nobody busy
        assert not event.errors
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75  # RFC 5545, 3.1


def test_it_says_how_often_to_ask_as_a_duration(client, path):
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in client.get(path).content


def test_a_pause_moves_the_events_and_they_stay_the_same_ones(learner, roadmap):
    before = calendar_of(learner, MONDAY)
    pause(learner=learner, roadmap=roadmap, at=NOON + timedelta(days=5))
    start(learner=learner, roadmap=roadmap, at=NOON + timedelta(days=12))

    after = calendar_of(learner, day(12))

    assert [ends for _, _, ends in told(after)] == [day(17), day(27), day(27)]
    assert uids(after) == uids(before)


def test_another_address_changes_no_event(client, learner, roadmap, path):
    before = uids(client.get(path).content)

    renewed = renew_feed(learner=learner, at=NOON)

    assert uids(client.get(f"/plans/{renewed.by}.ics").content) == before
    assert client.get(path).status_code == 404


def test_every_event_is_one_of_its_own(learner, roadmap):
    planned(learner)
    other = make_learner()
    Plan.objects.create(learner=other, roadmap=roadmap, made_on=MONDAY, by=day(19))
    start(learner=other, roadmap=roadmap, at=NOON)

    found = [*uids(calendar_of(learner, MONDAY)), *uids(calendar_of(other, MONDAY))]

    assert len(set(found)) == len(found) == 9


@pytest.mark.parametrize("stop", ["pause", "leave"])
def test_a_line_that_rests_is_not_in_it(browser, learner, roadmap, stop):
    browser.post(f"/roadmaps/{roadmap.slug}/", {"follow": stop})

    calendar = Calendar.from_ical(calendar_of(learner, MONDAY))

    assert calendar.walk("VEVENT") == []
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]  # RFC 5545, 3.6: one at least
    assert not [part.errors for part in calendar.walk() if part.errors]


def test_it_says_when_nothing_is_new(client, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert first["ETag"]
    assert again.status_code == 304
    assert again.content == b""


def test_it_needs_no_session_and_leaves_no_cookie(path):
    client = Client()

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)

    assert not client.cookies
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not [query for query in captured if "session" in query["sql"]]


def test_it_asks_no_more_for_many_plans(client, learner, path):
    def asked():
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    few = asked()
    for _ in range(9):
        planned(learner)

    assert asked() == few <= 4


@pytest.mark.parametrize("token", ["nobody-knows-this", "a" * 43, "-"])
def test_an_unknown_address_leads_nowhere(client, path, token):
    assert client.get(f"/plans/{token}.ics").status_code == 404


def test_somebody_who_is_shut_out_has_none(client, learner, path):
    learner.is_active = False
    learner.save()

    assert client.get(path).status_code == 404


def test_it_is_off_until_somebody_switches_it_on(browser, learner):
    page = browser.get(SETTINGS)

    assert "It is off" in page.text
    assert not hasattr(learner, "calendar_feed")


def address(page) -> str:
    return page.text.partition('value="http://')[2].partition('"')[0].partition("/")[2]


def test_it_is_switched_on_renewed_and_switched_off(browser, client, roadmap):
    first = address(browser.post(SETTINGS, {"act": "open"}, follow=True))
    assert client.get(f"/{first}").status_code == 200

    second = address(browser.post(SETTINGS, {"act": "renew"}, follow=True))
    assert second != first
    assert [client.get(f"/{one}").status_code for one in (first, second)] == [404, 200]

    page = browser.post(SETTINGS, {"act": "close"}, follow=True)
    assert "It is off" in page.text
    assert client.get(f"/{second}").status_code == 404


@pytest.mark.parametrize("act", ["renew", "close"])
def test_an_address_that_is_gone_comes_back_alone(browser, client, roadmap, act):
    first = address(browser.post(SETTINGS, {"act": "open"}, follow=True))
    gone = browser.post(SETTINGS, {"act": act}, follow=True)
    assert client.get(f"/{first}").status_code == 404

    for _ in range(2):  # pressed twice
        page = browser.post(SETTINGS, {"restore": word_in(gone)}, follow=True)

    assert "Undone." in page.text and not word_in(page)
    assert address(page) == first
    assert client.get(f"/{first}").status_code == 200
    assert act == "close" or client.get(f"/{address(gone)}").status_code == 404


def test_an_address_made_since_stays(browser, client, roadmap):
    browser.post(SETTINGS, {"act": "open"})
    word = word_in(browser.post(SETTINGS, {"act": "close"}, follow=True))
    newest = address(browser.post(SETTINGS, {"act": "open"}, follow=True))

    page = browser.post(SETTINGS, {"restore": word}, follow=True)

    assert "be undone any more" in page.text
    assert client.get(f"/{newest}").status_code == 200


def test_an_address_renewed_an_hour_ago_stays_gone(learner):
    open_feed(learner=learner, at=NOON)
    word = word_of(renew_feed(learner=learner, at=NOON), learner=learner, at=NOON)

    assert not take_back(learner=learner, word=word, at=NOON + timedelta(hours=1))
    assert not take_back(learner=make_learner(), word=word, at=NOON)
    assert not take_back(learner=learner, word=word[:-1], at=NOON)
    assert take_back(learner=learner, word=word, at=NOON + timedelta(minutes=59))


def test_a_page_made_for_another_changes_no_address(browser, learner):
    browser.post(SETTINGS, {"act": "open"})
    token = CalendarFeed.objects.get().token

    assert browser.post(SETTINGS, {"act": "renew", "whose": "another"}).status_code == 409
    assert CalendarFeed.objects.get().token == token


def word_in(page) -> str:
    return page.text.partition('name="restore" value="')[2].partition('"')[0]


def test_switching_it_on_again_keeps_the_address(learner):
    first = open_feed(learner=learner, at=NOON)

    assert open_feed(learner=learner, at=timezone.now()).token == first.token
    assert len(first.token) == 43


def test_switching_off_what_is_off_is_nothing(learner):
    close_feed(learner=learner)


def test_the_page_names_the_plans(browser, roadmap):
    assert f'href="/roadmaps/{roadmap.slug}/plan/">Backend engineer</a>' in browser.get(SETTINGS).text
