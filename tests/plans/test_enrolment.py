"""Roadmaps are started, paused, left and taken up again, and nothing is lost on the way."""

from datetime import UTC, date, datetime, timedelta

import pytest

from progress.learning.marks import set_state
from progress.learning.models import Enrolment, Mark
from progress.learning.plans import enrolment
from progress.learning.plans.enrolment import Enrolled, Following, followed, leave, pause, start
from tests.factories import make_learner, make_release, make_roadmap, make_topic

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=7)


@pytest.fixture
def roadmap(db):
    return make_roadmap()


def days_away(learner):
    return list(learner.enrolments.get().pauses.values_list("first", "last"))


def test_nobody_follows_anything_at_first(learner, roadmap):
    assert followed(learner) == []


def test_who_starts_a_roadmap_follows_it(learner, roadmap):
    start(learner=learner, roadmap=roadmap, at=NOON)

    assert followed(learner) == [roadmap]
    assert followed(make_learner()) == []


def test_a_mark_of_ones_own_follows_without_a_row(learner, roadmap):
    topic = make_topic(roadmap=roadmap)

    set_state(learner=learner, topic=topic, state="learning", at=NOON)

    assert followed(learner) == [roadmap]
    assert not Enrolment.objects.exists()


def test_what_was_credited_or_taken_back_follows_nothing(learner):
    credited, taken_back = make_topic(), make_topic()
    Mark.objects.create(
        learner=learner, topic=credited, state="done", at=NOON, day=MONDAY, credited_by=make_release()
    )
    set_state(learner=learner, topic=taken_back, state="done", at=NOON)
    set_state(learner=learner, topic=taken_back, state="todo", at=NOON)

    assert followed(learner) == []


@pytest.mark.parametrize("stop", [pause, leave])
def test_who_pauses_or_leaves_follows_no_longer_and_keeps_every_mark(learner, stop):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=NOON)

    stop(learner=learner, roadmap=topic.roadmap, at=NOON)

    assert followed(learner) == []
    assert learner.marks.get().state == "done"


def test_ticking_on_a_roadmap_that_was_left_does_not_take_it_up_again(learner):
    topic = make_topic()
    leave(learner=learner, roadmap=topic.roadmap, at=NOON)

    set_state(learner=learner, topic=topic, state="done", at=NOON)

    assert followed(learner) == []


@pytest.mark.parametrize("stop", [pause, leave])
def test_who_comes_back_goes_on_from_the_same_start(learner, roadmap, stop):
    start(learner=learner, roadmap=roadmap, at=NOON)
    stop(learner=learner, roadmap=roadmap, at=NOON + WEEK)

    start(learner=learner, roadmap=roadmap, at=NOON + 2 * WEEK)

    assert followed(learner) == [roadmap]
    assert learner.enrolments.get().started_on == MONDAY
    assert days_away(learner) == [(MONDAY + WEEK, MONDAY + 2 * WEEK - timedelta(days=1))]


def test_who_paused_and_then_left_was_away_from_the_first_day_on(learner, roadmap):
    start(learner=learner, roadmap=roadmap, at=NOON)
    pause(learner=learner, roadmap=roadmap, at=NOON + WEEK)
    leave(learner=learner, roadmap=roadmap, at=NOON + 2 * WEEK)

    start(learner=learner, roadmap=roadmap, at=NOON + 3 * WEEK)

    assert days_away(learner) == [(MONDAY + WEEK, MONDAY + 3 * WEEK - timedelta(days=1))]


def test_a_pause_that_ends_on_its_day_is_none(learner, roadmap):
    pause(learner=learner, roadmap=roadmap, at=NOON)
    start(learner=learner, roadmap=roadmap, at=NOON)

    assert days_away(learner) == []


@pytest.mark.parametrize("say", [start, pause, leave])
def test_saying_it_again_changes_nothing(learner, roadmap, say):
    say(learner=learner, roadmap=roadmap, at=NOON)
    before = Enrolment.objects.values().get()

    say(learner=learner, roadmap=roadmap, at=NOON + WEEK)

    assert Enrolment.objects.values().get() == before


def test_a_row_begins_with_the_first_mark(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=NOON)

    pause(learner=learner, roadmap=topic.roadmap, at=NOON + WEEK)

    assert learner.enrolments.get().started_on == MONDAY


def test_the_learners_day_counts_and_not_the_servers(learner, roadmap):
    learner.time_zone = "Pacific/Auckland"

    start(learner=learner, roadmap=roadmap, at=datetime(2026, 3, 2, 18, tzinfo=UTC))

    assert learner.enrolments.get().started_on == MONDAY + timedelta(days=1)


def test_how_it_stands_is_told_with_since_when(learner, roadmap):
    def told(marked=False):
        return enrolment.enrolled(learner, roadmap.pk, marked=marked)

    assert told() == Enrolled(Following.NOT)
    assert told(marked=True) == Enrolled(Following.ACTIVE)
    start(learner=learner, roadmap=roadmap, at=NOON)
    assert told() == Enrolled(Following.ACTIVE, MONDAY)
    pause(learner=learner, roadmap=roadmap, at=NOON + WEEK)
    assert told() == Enrolled(Following.PAUSED, MONDAY + WEEK)
    leave(learner=learner, roadmap=roadmap, at=NOON + 2 * WEEK)
    assert told() == Enrolled(Following.LEFT, MONDAY + 2 * WEEK)


def test_what_is_retired_or_a_draft_is_followed_by_nobody(learner):
    retired, draft = make_roadmap(), make_roadmap(status="draft")
    for roadmap in (retired, draft):
        start(learner=learner, roadmap=roadmap, at=NOON)

    retired.retired_in = make_release()
    retired.save()

    assert followed(learner) == []


def test_it_is_one_question_however_many_there_are(learner, django_assert_num_queries):
    for _ in range(20):
        start(learner=learner, roadmap=make_roadmap(), at=NOON)
        set_state(learner=learner, topic=make_topic(), state="done", at=NOON)

    with django_assert_num_queries(1):
        assert len(followed(learner)) == 40
