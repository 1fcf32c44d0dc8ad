"""Saying "worked on it today" of a topic in learning."""

import pytest

from progress.learning import marks
from progress.learning.models import Activity
from tests.factories import make_concept, make_release, make_topic
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, WEDNESDAY, noon


@pytest.fixture
def topic(learner):
    """In learning since Monday."""
    topic = make_topic()
    marks.set_state(learner=learner, topic=topic, state="learning", at=MONDAY_NOON)
    return topic


def work_on(learner, topic, at=TUESDAY_NOON) -> marks.Change:
    return marks.work_on(learner=learner, topic=topic, at=at)


def undo(learner, change, at) -> marks.Change:
    return marks.undo(learner=learner, change_id=change.id, at=at)


def active_days(learner) -> dict:
    return dict(learner.active_days.values_list("day", "activities"))


def test_it_makes_another_day_active(learner, topic):
    work_on(learner, topic)

    assert active_days(learner) == {MONDAY: 1, TUESDAY: 1}
    assert learner.activities.latest("pk").kind == Activity.Kind.WORKED


def test_the_mark_stays_as_it_is(learner, topic):
    before = learner.marks.values().get()

    work_on(learner, topic)

    assert learner.marks.values().get() == before


def test_it_counts_once_a_day(learner, topic):
    work_on(learner, topic)

    again = work_on(learner, topic, TUESDAY_NOON + MINUTE)

    assert again.id == ""
    assert active_days(learner) == {MONDAY: 1, TUESDAY: 1}


def test_on_the_day_that_learning_began_it_adds_nothing(learner, topic):
    assert work_on(learner, topic, MONDAY_NOON + MINUTE).id == ""
    assert active_days(learner) == {MONDAY: 1}


def test_undo_takes_the_day_back_and_leaves_the_one_before(learner, topic):
    change = work_on(learner, topic)

    undo(learner, change, TUESDAY_NOON + MINUTE)

    assert active_days(learner) == {MONDAY: 1}
    assert learner.marks.get().state == "learning"


def test_after_undo_it_can_be_said_again(learner, topic):
    undo(learner, work_on(learner, topic), TUESDAY_NOON + MINUTE)

    assert work_on(learner, topic, TUESDAY_NOON + 2 * MINUTE).id
    assert active_days(learner) == {MONDAY: 1, TUESDAY: 1}


def test_undoing_it_on_a_later_day_changes_no_day(learner, topic):
    change = work_on(learner, topic)

    undo(learner, change, noon(WEDNESDAY))

    assert active_days(learner) == {MONDAY: 1, TUESDAY: 1}


def test_going_back_to_do_the_same_day_takes_it_back(learner, topic):
    work_on(learner, topic)

    marks.set_state(learner=learner, topic=topic, state="todo", at=TUESDAY_NOON + MINUTE)

    assert active_days(learner) == {MONDAY: 1}


def test_a_done_on_top_of_it_is_another_thing_done(learner, topic):
    work_on(learner, topic)

    marks.set_state(learner=learner, topic=topic, state="done", at=TUESDAY_NOON + MINUTE)

    assert active_days(learner) == {MONDAY: 1, TUESDAY: 2}


def test_what_was_in_learning_by_a_bulk_mark_counts_when_worked_on(learner):
    topic = make_topic()
    marks.set_phase(learner=learner, phase=topic.phase, state="learning", at=MONDAY_NOON)

    work_on(learner, topic, MONDAY_NOON + MINUTE)

    assert active_days(learner) == {MONDAY: 1}


@pytest.mark.parametrize("state", ["todo", "done", "skipped"])
def test_only_what_is_in_learning_is_worked_on(learner, topic, state):
    marks.set_state(learner=learner, topic=topic, state=state, at=MONDAY_NOON)

    with pytest.raises(marks.NotInLearning):
        work_on(learner, topic)


def test_what_is_carried_is_not_in_learning(learner):
    concept = make_concept()
    here, there = make_topic(concept=concept), make_topic(concept=concept)
    marks.set_state(learner=learner, topic=there, state="done", at=MONDAY_NOON)

    with pytest.raises(marks.NotInLearning):
        work_on(learner, here)


def test_a_retired_topic_is_not_worked_on(learner, topic):
    topic.retired_in = make_release()
    topic.save()

    with pytest.raises(marks.TopicRetired):
        work_on(learner, topic)


def test_it_is_known_to_be_worked_on_that_day_alone(learner, topic):
    work_on(learner, topic)

    assert marks.is_worked_on(learner=learner, topic=topic, day=TUESDAY)
    assert not marks.is_worked_on(learner=learner, topic=topic, day=WEDNESDAY)


def test_what_is_undone_was_not_worked_on(learner, topic):
    undo(learner, work_on(learner, topic), TUESDAY_NOON + MINUTE)

    assert not marks.is_worked_on(learner=learner, topic=topic, day=TUESDAY)


def test_what_was_never_touched_was_not_worked_on(learner):
    assert not marks.is_worked_on(learner=learner, topic=make_topic(), day=TUESDAY)
