"""What is kept of a learner's past is what would be counted anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from progress.learning.days import day_of
from progress.learning.models import ActiveDay, ModeChange, PauseChange
from progress.learning.streaks import Streak, streak_of
from progress.learning.today.facts import YEAR, facts_of
from progress.learning.today.history import Past, past
from roadmap_site.accounts.models import ZoneChange
from tests.factories import make_learner
from tests.learning.instants import MONDAY, MONDAY_NOON

DAY = timedelta(days=1)


@pytest.fixture
def learner(learner):
    """Active for two years on most days."""
    ActiveDay.objects.bulk_create(
        ActiveDay(learner=learner, day=MONDAY - ago * DAY, activities=1 + ago % 5)
        for ago in range(730)
        if ago % 9
    )
    return learner


def kept(learner, at=MONDAY_NOON) -> Past:
    today = day_of(learner, at)
    return past(facts_of(learner, today).days, today, "en")


def anew(learner, at=MONDAY_NOON) -> Streak:
    streak = streak_of(learner, at)
    return replace(streak, days=streak.days[-7 * YEAR :])


def test_it_is_the_streak_of_today(learner):
    assert kept(learner).streak == anew(learner)


def test_nothing_is_counted_again_while_nothing_is_done(learner):
    assert kept(learner) is kept(learner)


def pause(learner):
    PauseChange.objects.create(learner=learner, paused=True, effective=MONDAY, at=MONDAY_NOON)


def choose_weeks(learner):
    ModeChange.objects.create(learner=learner, mode="weekly", effective=MONDAY, at=MONDAY_NOON)


def move(learner):
    for zone in ("UTC", "Pacific/Kiritimati"):
        ZoneChange.objects.create(user=learner, zone=zone, at=MONDAY_NOON, effective=MONDAY)


def do_something(learner):
    ActiveDay.objects.create(learner=learner, day=MONDAY, activities=1)


@pytest.mark.parametrize("change", [pause, choose_weeks, move, do_something])
def test_whatever_a_streak_follows_from_is_seen_at_once(learner, change):
    before = kept(learner)

    change(learner)

    assert kept(learner) is not before
    assert kept(learner).streak == anew(learner)


def test_a_new_day_is_another(learner):
    assert kept(learner, MONDAY_NOON + DAY).streak == anew(learner, MONDAY_NOON + DAY)


def test_more_done_on_the_same_day_shows_in_the_year(learner):
    before = kept(learner).year

    learner.active_days.filter(day=MONDAY - DAY).update(activities=9)

    assert kept(learner).year != before


def test_who_has_done_nothing_has_a_past_all_the_same(db):
    assert kept(make_learner()).streak.length == 0
