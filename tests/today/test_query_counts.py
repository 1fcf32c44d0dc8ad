"""The day asks as much of the database of one line as of hundreds, after one day as after years."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from progress.learning.days import day_of
from progress.learning.models import ActiveDay, HabitTick, Mark, Submission
from progress.learning.pages import prepared_roadmap
from tests.factories import make_habit, make_milestone, make_phase, make_topics

pytestmark = pytest.mark.django_db


def fill(learner, *, lines: int, days: int) -> None:
    now = timezone.now()
    today = day_of(learner, now)
    for _ in range(lines):
        topics = make_topics(10, make_phase())
        topics[5].needs.add(topics[8])
        states = ["done", "done", "learning", "skipped"]
        Mark.objects.bulk_create(
            Mark(learner=learner, topic=topic, state=state, at=now, day=today)
            for topic, state in zip(topics, states, strict=False)
        )
        habit = make_habit(roadmap=topics[0].roadmap)
        HabitTick.objects.create(learner=learner, habit=habit, day=today, at=now)
        milestone = make_milestone(phase=topics[0].phase)
        Submission.objects.create(learner=learner, milestone=milestone, number=1, text="x", at=now, day=today)
    ActiveDay.objects.bulk_create(
        [ActiveDay(learner=learner, day=today - timedelta(days=ago)) for ago in range(days)],
        ignore_conflicts=True,
    )


def queries(browser, method: str, **sent) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = getattr(browser, method)("/today/", sent, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return len(captured)


def counted(browser, tick) -> list[int]:
    """When the content is new to this process, from then on, and for a press."""
    prepared_roadmap._prepared.clear()
    press = {"habit": f"{tick.habit_id}:{tick.day}:on"}
    return [queries(browser, "get"), queries(browser, "get"), queries(browser, "post", **press)]


def test_the_day_asks_no_more_of_many_lines_and_years(browser, learner):
    fill(learner, lines=1, days=1)
    few = counted(browser, learner.habit_ticks.first())
    fill(learner, lines=120, days=900)

    many = counted(browser, learner.habit_ticks.last())

    assert many == few
    assert few[:2] <= [16, 4]
