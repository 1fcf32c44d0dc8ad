"""The stored streak, by way of all that learners do."""

from datetime import UTC, datetime, timedelta

import pytest

from progress.learning import visitors
from progress.learning.joining import join
from progress.learning.marks import set_state, undo
from progress.learning.models import StoredStreak
from progress.learning.streaks import streak_of
from progress.learning.streaks.stored import Short, refresh, short_of
from roadmap_site.accounts import zones
from tests.factories import make_learner, make_phase, make_topics
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY_NOON, WEDNESDAY, noon

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def topics():
    return make_topics(12, make_phase())


def done(learner, topic, at):
    return set_state(learner=learner, topic=topic, state="done", at=at)


def short(learner, at):
    return short_of(learner, at)


def berlin(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=zones.ZoneInfo("Europe/Berlin")).astimezone(UTC)


def test_each_new_day_is_stored_with_its_first_tick(learner, topics):
    done(learner, topics[0], MONDAY_NOON)
    done(learner, topics[1], TUESDAY_NOON)

    assert short(learner, TUESDAY_NOON) == Short("daily", 2, done_today=True)
    assert short(learner, TUESDAY_NOON + DAY) == Short("daily", 2, ends_today=True)
    assert short(learner, TUESDAY_NOON + 2 * DAY) == Short("daily", 0)


def test_unticking_on_the_day_takes_it_back(learner, topics):
    done(learner, topics[0], MONDAY_NOON)
    change = done(learner, topics[1], TUESDAY_NOON)
    undo(learner=learner, change_id=change.id, at=TUESDAY_NOON + MINUTE)

    assert short(learner, TUESDAY_NOON).length == 1


def test_unticking_all_leaves_nothing_stored(learner, topics):
    done(learner, topics[0], MONDAY_NOON)
    set_state(learner=learner, topic=topics[0], state="todo", at=MONDAY_NOON + MINUTE)

    assert not StoredStreak.objects.exists()
    assert short(learner, MONDAY_NOON) == Short()


def test_unticking_later_changes_no_past_day(learner, topics):
    done(learner, topics[0], MONDAY_NOON)
    done(learner, topics[1], TUESDAY_NOON)
    set_state(learner=learner, topic=topics[0], state="todo", at=TUESDAY_NOON + MINUTE)

    assert short(learner, TUESDAY_NOON).length == 2


@pytest.mark.parametrize("changes", [(2026, 3, 29), (2026, 10, 25)])
def test_a_day_on_which_clocks_change_counts_once(topics, changes):
    """Of 23 hours, or of 25; from its first minute to its last."""
    learner = make_learner(time_zone="Europe/Berlin")
    before = berlin(*changes, 3, 59)  # still the day before: its night is the short or the long one

    done(learner, topics[0], before - timedelta(hours=22))
    done(learner, topics[1], before)
    assert short(learner, before).length == 1

    done(learner, topics[2], before + MINUTE)
    assert short(learner, before + MINUTE).length == 2


@pytest.mark.parametrize("minute", [(0, 30), (3, 59)])
def test_the_night_belongs_to_the_day_before(topics, minute):
    learner = make_learner(time_zone="Europe/Berlin")

    done(learner, topics[0], berlin(2026, 3, 3, *minute))

    assert learner.active_days.get().day == MONDAY


def test_a_late_join_fills_its_days(learner, topics, client):
    done(learner, topics[0], MONDAY_NOON)
    session = client.session
    visitors.set_state(session=session, zone="UTC", topic=topics[1], state="done", at=TUESDAY_NOON)
    done(learner, topics[2], noon(WEDNESDAY))
    assert short(learner, noon(WEDNESDAY)).length == 1

    join(learner=learner, session=session, at=noon(WEDNESDAY))

    assert short(learner, noon(WEDNESDAY)).length == 3


def test_moving_is_stored_too(topics):
    """Who flies east may lose a date without losing the streak."""
    learner = make_learner(time_zone="Pacific/Honolulu")
    zones.move(user=learner, zone="Pacific/Honolulu", at=MONDAY_NOON)
    done(learner, topics[0], datetime(2026, 3, 3, 20, tzinfo=UTC))  # Tuesday
    landed = datetime(2026, 3, 5, 17, tzinfo=UTC)  # Thursday 07:00 there, Friday 06:00 here

    before = short(learner, landed)
    zones.move(user=learner, zone="Pacific/Auckland", at=landed - timedelta(hours=30))

    assert (before.length, short(learner, landed - timedelta(hours=12)).length) == (0, 1)


def test_a_third_move_in_seven_days_leaves_days_where_they_are(topics):
    learner = make_learner(time_zone="UTC")
    zones.move(user=learner, zone="UTC", at=MONDAY_NOON)
    for hours, zone in [(1, "Asia/Tokyo"), (2, "UTC"), (3, "Pacific/Kiritimati")]:
        zones.move(user=learner, zone=zone, at=MONDAY_NOON + timedelta(hours=hours))
    evening = MONDAY_NOON + timedelta(hours=4)

    done(learner, topics[0], evening)

    learner.refresh_from_db()
    assert learner.time_zone == "Pacific/Kiritimati"
    assert learner.activities.get().zone == "UTC"
    assert learner.active_days.get().day == MONDAY
    assert learner.day_zone(MONDAY_NOON + 7 * DAY + timedelta(hours=1)) == "Pacific/Kiritimati"


def test_moving_back_waits_for_nothing(topics):
    learner = make_learner()
    zones.move(user=learner, zone="UTC", at=MONDAY_NOON)
    for hours, zone in [(1, "Asia/Tokyo"), (2, "UTC"), (3, "Asia/Tokyo"), (4, "UTC")]:
        zones.move(user=learner, zone=zone, at=MONDAY_NOON + timedelta(hours=hours))

    assert (learner.held_zone, learner.held_until) == ("", None)


def test_somebody_elsewhere_sees_the_same_number(learner, topics):
    """The learner's day is asked for, whatever time zone the viewer's page is in."""
    done(learner, topics[0], MONDAY_NOON)

    with zones_of_a_viewer("Pacific/Kiritimati"):
        assert short(learner, MONDAY_NOON + timedelta(hours=13)).length == 1
        assert short(learner, MONDAY_NOON + 2 * DAY).length == 0


def zones_of_a_viewer(zone: str):
    from django.utils import timezone

    return timezone.override(zones.ZoneInfo(zone))


def test_a_day_that_is_active_already_costs_nothing(learner, topics, django_assert_num_queries):
    done(learner, topics[0], MONDAY_NOON)

    with django_assert_num_queries(5):  # two of them are the test's savepoint
        done(learner, topics[1], MONDAY_NOON + MINUTE)


@pytest.mark.parametrize("size", [10, 1000])
def test_a_streak_is_read_by_one_query(learner, size, django_assert_num_queries):
    learner.active_days.bulk_create(
        learner.active_days.model(learner=learner, day=MONDAY - n * DAY) for n in range(size)
    )
    refresh(learner, MONDAY_NOON)

    with django_assert_num_queries(1):
        assert streak_of(learner, MONDAY_NOON).length == size
    with django_assert_num_queries(1):
        assert short_of(learner, MONDAY_NOON).length == size
