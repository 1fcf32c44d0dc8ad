"""One's own pace, for who has planned no line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.learning import marks
from progress.learning.days import day_of
from progress.learning.models import ActiveDay, PauseChange
from progress.learning.plans.rest import Rest
from progress.learning.plans.targets import Chosen, set_target
from progress.learning.today.own_pace import pace_of
from tests.factories import make_phase, make_topics
from tests.learning.instants import MONDAY
from tests.pages.markup import read

DAY = timedelta(days=1)


def days(*numbers: int) -> list:
    return [MONDAY + number * DAY for number in numbers]


@pytest.mark.parametrize(
    "done, today, rest, rate",
    [
        ((), 60, (), None),
        ((0, 1, 2), 5, (), None),  # less than a week
        ((0, 1, 2), 6, (), 3.0),
        ((0, 1, 2, 9), 13, (), 2.0),
        ((0, 1, 2, 9), 13, (3, 9), 4.0),  # a week of rest
        ((0, 30, 31), 85, (), 0.25),  # the first is longer ago than eight weeks
        ((0, 1), 90, (), None),
    ],
)
def test_it_is_topics_a_week_of_the_last_eight_weeks(done, today, rest, rate):
    away = Rest.of([tuple(days(*rest))] if rest else [])

    found = pace_of(days(*done), MONDAY + today * DAY, away)

    assert (found.rate if found else None) == rate


@pytest.fixture
def topics(db):
    return make_topics(12, make_phase())


def learn(learner, topics, ago: int) -> None:
    for topic in topics:
        marks.set_state(learner=learner, topic=topic, state="done", at=timezone.now() - ago * DAY)


def pace(browser) -> str:
    return read(browser.get("/today/")).one(id="pace").text


def test_without_a_plan_it_stands_in_a_line_of_its_own(browser, learner, topics):
    learn(learner, topics[:3], ago=13)
    learn(learner, topics[3:5], ago=1)

    assert "2.5 topics a week since you began." in pace(browser)
    link = read(browser.get("/today/")).one(id="pace").one("a")["href"]
    assert link == f"/roadmaps/{topics[0].roadmap.slug}/plan/"


def test_of_more_than_eight_weeks_the_last_eight_are_told(browser, learner, topics):
    learn(learner, topics[:1], ago=70)
    learn(learner, topics[1:9], ago=20)

    assert "1 topic a week in your last eight weeks." in pace(browser)


def test_with_less_than_a_week_it_is_not_told(browser, learner, topics):
    learn(learner, topics[:5], ago=2)

    assert pace(browser) == ""


def test_a_phase_that_was_known_is_no_pace(browser, learner, topics):
    learn(learner, topics[:2], ago=13)
    marks.set_phase(learner=learner, phase=topics[0].phase, state="done", at=timezone.now())

    assert "1 topic a week" in pace(browser)


def test_paused_days_do_not_count(browser, learner, topics):
    learn(learner, topics[:4], ago=13)
    today = day_of(learner, timezone.now())
    PauseChange.objects.create(
        learner=learner, paused=True, effective=today - 7 * DAY, until=today - DAY, at=timezone.now()
    )

    assert "4 topics a week" in pace(browser)


def test_with_a_plan_the_plan_tells_it(browser, learner, topics):
    learn(learner, topics[:4], ago=13)
    set_target(learner=learner, roadmap=topics[0].roadmap, chosen=Chosen(hours_a_week=4), at=timezone.now())

    assert "topics a week since you began." not in pace(browser)


def test_one_that_is_told_costs_no_question(browser, learner, topics, django_assert_num_queries):
    learn(learner, topics[:4], ago=13)
    ActiveDay.objects.filter(learner=learner).update(activities=4)
    browser.get("/today/")

    with django_assert_num_queries(4):
        browser.get("/today/")
