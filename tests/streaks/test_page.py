"""The page that explains the streak."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.learning.marks import set_phase, set_state, work_on
from progress.learning.models import ModeChange, PauseChange
from progress.learning.pages.streak_page import StreakPage
from progress.learning.streaks.stored import refresh
from roadmap_site.accounts import zones
from tests.factories import make_learner, make_phase, make_release, make_roadmap, make_topic, make_topics
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY_NOON, WEDNESDAY, noon

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_at(learner, at, month=""):
    return StreakPage.of(learner, at, month)


def told(learner, at):
    """Return heading and sentences by day, as they are read."""
    rows = page_at(learner, at).rows
    return {row.last: " ".join([row.heading, *row.sentences]) for row in rows}


def active(learner, *days):
    for day in days:
        set_state(learner=learner, topic=make_topic(), state="done", at=noon(day))


def test_each_day_says_what_counted(learner):
    first, second = make_topics(2, make_phase(roadmap=make_roadmap(title="Kitchen")))
    set_state(learner=learner, topic=first, state="learning", at=MONDAY_NOON)
    set_state(learner=learner, topic=second, state="done", at=MONDAY_NOON + MINUTE)
    work_on(learner=learner, topic=first, at=TUESDAY_NOON)

    tuesday, monday = page_at(learner, TUESDAY_NOON).rows

    assert (tuesday.heading, monday.heading) == ("Day 2", "Day 1")
    assert [(deed.words, deed.title) for deed in monday.deeds] == [
        ("Learning", first.title),
        ("Done", second.title),
    ]
    assert [(deed.words, deed.title) for deed in tuesday.deeds] == [("Worked on", first.title)]
    assert tuesday.deeds[0].url == f"/roadmaps/{first.roadmap.slug}/topics/{first.slug}/"
    assert tuesday.deeds[0].roadmap == "Kitchen"


def test_what_was_taken_back_or_never_counted_is_not_told(learner):
    topic, other = make_topics(2, make_phase())
    active(learner, MONDAY)
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON + MINUTE)
    set_state(learner=learner, topic=other, state="skipped", at=MONDAY_NOON)
    set_phase(learner=learner, phase=make_topic().phase, state="done", at=MONDAY_NOON)

    (monday,) = page_at(learner, MONDAY_NOON).rows

    assert len(monday.deeds) == 1


def test_a_topic_that_is_no_more_is_told_without_a_link(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    topic.retired_in = make_release()
    topic.save()

    (monday,) = page_at(learner, MONDAY_NOON).rows

    assert (monday.deeds[0].title, monday.deeds[0].url) == (topic.title, "")


def test_a_day_tells_six_things_and_how_many_more(learner):
    for topic in make_topics(9, make_phase()):
        set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    (monday,) = page_at(learner, MONDAY_NOON).rows

    assert (len(monday.deeds), monday.more) == (6, 3)


def test_a_freeze_is_told_when_earned_and_when_used(learner):
    week = [MONDAY + n * DAY for n in range(7)]
    active(learner, *week)

    words = told(learner, noon(MONDAY + 8 * DAY))

    assert words[week[6]] == "Day 7 Seven active days earned a freeze: 1 is kept."
    assert (
        words[MONDAY + 7 * DAY] == "Kept by a freeze Nothing was done, and a freeze was used. None is left."
    )


def test_a_missed_day_says_what_ended(learner):
    active(learner, MONDAY, MONDAY + DAY)

    words = told(learner, noon(MONDAY + 3 * DAY))

    assert (
        words[WEDNESDAY] == "Missed Nothing was done, and there was no freeze yet: a streak of 2 days ended."
    )


def test_a_missed_day_after_the_freezes_says_that_none_was_left(learner):
    active(learner, *(MONDAY + n * DAY for n in range(7)))

    words = told(learner, noon(MONDAY + 9 * DAY))

    missed = words[MONDAY + 8 * DAY]
    assert missed == "Missed Nothing was done, and no freeze was left: a streak of 7 days ended."


def test_an_excuse_says_why(db):
    learner = make_learner(time_zone="Pacific/Honolulu")
    zones.move(user=learner, zone="Pacific/Honolulu", at=MONDAY_NOON)
    set_state(learner=learner, topic=make_topic(), state="done", at=datetime(2026, 3, 3, 20, tzinfo=UTC))
    zones.move(user=learner, zone="Pacific/Auckland", at=datetime(2026, 3, 4, 20, tzinfo=UTC))

    words = told(learner, datetime(2026, 3, 5, 20, tzinfo=UTC))

    assert "you moved east, from Honolulu to Auckland" in words[WEDNESDAY]


def test_a_date_that_never_was_says_so(db):
    learner = make_learner(time_zone="Pacific/Apia")
    set_state(learner=learner, topic=make_topic(), state="done", at=datetime(2011, 12, 29, 22, tzinfo=UTC))

    words = told(learner, datetime(2011, 12, 30, 22, tzinfo=UTC))

    assert words[date(2011, 12, 30)] == "Excused The calendar here left this date out."


def test_a_pause_is_one_row(learner):
    active(learner, MONDAY)
    PauseChange.objects.create(
        learner=learner, paused=True, effective=MONDAY + DAY, until=MONDAY + 4 * DAY, at=MONDAY_NOON
    )

    rows = page_at(learner, noon(MONDAY + 5 * DAY)).rows

    assert [(row.first, row.last, row.kind) for row in rows[1:]] == [
        (MONDAY + DAY, MONDAY + 4 * DAY, "paused"),
        (MONDAY, MONDAY, "active"),
    ]


def test_a_week_that_is_over_says_how_it_went(learner):
    ModeChange.objects.create(learner=learner, mode="weekly", days=3, effective=MONDAY, at=MONDAY_NOON)
    active(learner, MONDAY, MONDAY + DAY, WEDNESDAY, MONDAY + 7 * DAY)

    words = told(learner, noon(MONDAY + 15 * DAY))

    assert words[WEDNESDAY] == "3 of 3 days this week"
    assert "The week from 2 March counts: 3 of 3." in words[MONDAY + 6 * DAY]
    assert "had only 1 of 3: a streak of 1 week ended." in words[MONDAY + 13 * DAY]


def test_months_are_paged(learner):
    active(learner, date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1))

    newest = page_at(learner, noon(date(2026, 2, 1)))
    older = page_at(learner, noon(date(2026, 2, 1)), "2026-01")

    assert (newest.month, newest.newer, newest.older) == (date(2026, 2, 1), None, date(2026, 1, 1))
    assert (older.month, older.newer, older.older) == (date(2026, 1, 1), date(2026, 2, 1), None)
    assert newest.rows[-1].link == "solid"  # on from January
    assert [row.last.day for row in older.rows] == [31, 30]


@pytest.mark.parametrize("month", ["2020-01", "nonsense", "2026-13", "\0", "9" * 5000])
def test_any_other_month_is_the_newest(browser, learner, month):
    response = browser.get("/streak/", {"month": month})

    assert response.status_code == 200
    assert "Nothing counts yet" in response.content.decode()


def test_days_that_stay_behind_a_third_move_are_explained(learner):
    zones.move(user=learner, zone="UTC", at=MONDAY_NOON)
    for hours, zone in [(1, "Asia/Tokyo"), (2, "UTC"), (3, "Asia/Seoul")]:
        zones.move(user=learner, zone=zone, at=MONDAY_NOON + timedelta(hours=hours))

    assert page_at(learner, TUESDAY_NOON).held.zone == "UTC"
    assert page_at(learner, noon(MONDAY + 8 * DAY)).held is None


def test_days_before_the_first_zone_told_stay_those_of_the_zone_they_were_counted_in(learner):
    active(learner, MONDAY, WEDNESDAY)
    zones.move(user=learner, zone="Europe/Berlin", at=noon(MONDAY + 3 * DAY))
    active(learner, MONDAY + 3 * DAY, MONDAY + 5 * DAY)

    rows = page_at(learner, noon(MONDAY + 5 * DAY)).rows

    assert [row.zone for row in reversed(rows)] == ["UTC"] * 3 + ["Berlin"] * 3
    assert "You moved from UTC to Berlin." in rows[2].sentences


def test_a_day_on_which_something_was_done_before_a_move_tells_both_zones(learner):
    zones.move(user=learner, zone="UTC", at=MONDAY_NOON - DAY)
    active(learner, MONDAY, MONDAY + DAY)
    zones.move(user=learner, zone="Asia/Tokyo", at=TUESDAY_NOON + MINUTE)

    tuesday, monday = page_at(learner, TUESDAY_NOON + 2 * MINUTE).rows

    assert (monday.zone, tuesday.zone) == ("UTC", "UTC, then Tokyo")
    assert tuesday.sentences == ["You moved from UTC to Tokyo."]


def test_a_zone_that_was_corrected_at_once_is_told_nowhere(learner):
    zones.move(user=learner, zone="UTC", at=MONDAY_NOON - DAY)
    active(learner, MONDAY)
    for minutes, zone in enumerate(["Asia/Tokyo", "America/Lima", "UTC"]):
        zones.move(user=learner, zone=zone, at=MONDAY_NOON + (1 + minutes) * MINUTE)

    page = page_at(learner, TUESDAY_NOON)

    assert page.held is None
    assert [row.zone for row in page.rows] == ["UTC", "UTC"]
    assert page.rows[1].sentences == []


def test_a_first_zone_that_days_were_counted_in_already_is_no_move(learner):
    learner.time_zone = "Europe/Berlin"
    active(learner, MONDAY)
    learner.time_zone = "UTC"

    zones.move(user=learner, zone="Europe/Berlin", at=noon(WEDNESDAY))

    assert (learner.zone_changes.get().zone, learner.time_zone) == ("Europe/Berlin", "Europe/Berlin")


def test_zones_are_told_in_words(learner):
    for hours, zone in enumerate(["Pacific/Pago_Pago", "Asia/Tokyo", "Pacific/Pago_Pago", "Asia/Seoul"]):
        zones.move(user=learner, zone=zone, at=MONDAY_NOON + timedelta(hours=hours))
    set_state(learner=learner, topic=make_topic(), state="done", at=TUESDAY_NOON)

    page = page_at(learner, TUESDAY_NOON)

    assert (page.held.zone, page.rows[0].zone) == ("Pago Pago", "Pago Pago")


def test_a_visitor_reads_what_would_be_there(client):
    page = client.get("/streak/").content.decode()

    assert "/accounts/signup/" in page


def queries(browser, path):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def test_as_many_queries_for_a_month_as_for_two_years(browser, learner):
    now = timezone.now()
    active_days = learner.active_days.model.objects
    active_days.bulk_create(active_days.model(learner=learner, day=now.date() - n * DAY) for n in range(20))
    refresh(learner, now)
    few = queries(browser, "/streak/")
    active_days.bulk_create(
        active_days.model(learner=learner, day=now.date() - n * DAY) for n in range(20, 700)
    )
    topics = make_topics(60, make_phase())
    for topic in topics:
        set_state(learner=learner, topic=topic, state="done", at=now)

    assert queries(browser, "/streak/") == few <= 5
