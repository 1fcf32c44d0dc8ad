"""The streak in the masthead of every page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.models import StreakMode
from progress.learning.pages.masthead import is_evening
from progress.learning.streaks.choosing import choose_mode
from tests.factories import make_learner, make_topic
from tests.learning.instants import MONDAY_NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def zone_where_it_is(hour: int) -> str:
    """Return one in which the clock shows that hour now."""
    east = (hour - timezone.now().hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}"  # these names count the other way round


def active(learner, *ago: int) -> None:
    for days in ago:
        set_state(learner=learner, topic=make_topic(), state="done", at=timezone.now() - days * DAY)


def shown(client, learner) -> str:
    client.force_login(learner)
    page = client.get("/settings/").content.decode()
    return page[page.index('id="streak"') - 9 : page.index('href="/settings/" class="me"')]


def test_a_streak_leads_to_its_explanation(client):
    learner = make_learner(time_zone=zone_where_it_is(12))
    active(learner, 1, 0)

    streak = shown(client, learner)

    assert 'href="/streak/"' in streak
    assert "2-day streak" in streak and "today included" in streak


@pytest.mark.parametrize(("hour", "alert"), [(12, False), (20, True)])
def test_the_alert_waits_for_the_evening(client, hour, alert):
    learner = make_learner(time_zone=zone_where_it_is(hour))
    active(learner, 2, 1)

    streak = shown(client, learner)

    assert ("#warn" in streak, "at risk today" in streak) == (alert, alert)
    assert "2-day streak" in streak


def test_what_a_freeze_would_save_is_no_alert(client):
    learner = make_learner(time_zone=zone_where_it_is(20))
    active(learner, *range(7, 0, -1))

    assert "#warn" not in shown(client, learner)


def test_weeks_are_said_as_weeks(client, learner):
    active(learner, 0)
    choose_mode(learner=learner, mode=StreakMode.WEEKLY, days=1, at=timezone.now())

    assert "1-week streak" in shown(client, learner)


def test_no_streak_is_said_by_nothing(client, learner):
    active(learner, 0)
    choose_mode(learner=learner, mode=StreakMode.OFF, at=timezone.now())

    assert "streak/" not in shown(client, learner)
    assert "streak/" not in shown(client, make_learner())


@pytest.mark.parametrize(("hour", "evening"), [(17, False), (18, True), (23, True), (27, True), (28, False)])
def test_an_evening_lasts_until_the_day_is_over(hour, evening):
    at = MONDAY_NOON + timedelta(hours=hour - 12)

    assert is_evening(make_learner(), at) is evening
