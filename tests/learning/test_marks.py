from datetime import UTC, datetime

import pytest

from progress.learning.marks import (
    Change,
    NotDeclined,
    TopicRetired,
    carry_again,
    set_phase,
    set_state,
    undo,
    work_on,
)
from progress.learning.models import Activity, Mark
from progress.learning.standings import Marks, Standing, standings
from tests.factories import (
    make_concept,
    make_learner,
    make_phase,
    make_release,
    make_roadmap,
    make_topic,
    make_topics,
)
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON, WEDNESDAY, noon

# Setting a state


def states(learner):
    return dict(learner.marks.values_list("topic", "state"))


def active_days(learner):
    return sorted(learner.active_days.values_list("day", flat=True))


def test_ticking_writes_a_mark_an_activity_and_the_day(learner):
    topic = make_topic()

    change = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    mark, activity = learner.marks.get(), learner.activities.get()
    assert (mark.topic_id, mark.state, mark.at, mark.day) == (topic.pk, "done", MONDAY_NOON, MONDAY)
    assert (activity.kind, activity.state, activity.former) == (Activity.Kind.STATE, "done", None)
    assert (activity.at, activity.zone, activity.day) == (MONDAY_NOON, "UTC", MONDAY)
    assert active_days(learner) == [MONDAY]
    assert change.id == str(activity.pk)
    assert change.standings == {topic.pk: Standing("done", MONDAY)}
    assert change.tallies[topic.roadmap_id].done == 1


def test_ticking_again_keeps_the_first_day(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    change = set_state(learner=learner, topic=topic, state="done", at=TUESDAY_NOON)

    assert learner.marks.get().day == MONDAY
    assert learner.activities.count() == 1
    assert change.id == ""
    assert change.tallies[topic.roadmap_id].done == 1


@pytest.mark.parametrize("state", ["learning", "done", "skipped", "todo"])
def test_the_last_state_stays(learner, state):
    topic = make_topic()
    for step, each in enumerate(["skipped", "learning", "done", "todo", "skipped", state]):
        set_state(learner=learner, topic=topic, state=each, at=MONDAY_NOON + step * MINUTE)

    assert states(learner) == {topic.pk: state}


def test_to_do_on_an_untouched_topic_is_nothing_new(learner):
    change = set_state(learner=learner, topic=make_topic(), state="todo", at=MONDAY_NOON)

    assert change.id == ""
    assert not learner.marks.exists()
    assert not learner.activities.exists()


@pytest.fixture
def carried(learner):
    """A topic that was done on another line on Monday, and that one."""
    topic, source = (make_topic(concept=concept) for concept in [make_concept()] * 2)
    set_state(learner=learner, topic=source, state="done", at=MONDAY_NOON)
    return topic, source


def test_to_do_declines_what_is_carried(learner, carried):
    topic, source = carried

    change = set_state(learner=learner, topic=topic, state="todo", at=TUESDAY_NOON)

    assert change.standings == {topic.pk: Standing("todo", TUESDAY, source.pk)}
    assert standings(Marks.of(learner), topic.roadmap_id) == change.standings


def test_what_was_declined_is_carried_again_and_undone(learner, carried):
    topic, source = carried
    set_state(learner=learner, topic=topic, state="todo", at=TUESDAY_NOON)
    declined = learner.marks.filter(topic=topic).values().get()

    change = carry_again(learner=learner, topic=topic, at=noon(WEDNESDAY))
    assert change.standings == {topic.pk: Standing("carried", MONDAY, source.pk)}
    assert not learner.marks.filter(topic=topic).exists()

    undo(learner=learner, change_id=change.id, at=noon(WEDNESDAY))
    assert learner.marks.filter(topic=topic).values().get() == declined


def test_carrying_again_counts_for_no_day_and_keeps_those_that_count(learner, carried):
    topic, _ = carried
    for state in ("done", "todo"):
        set_state(learner=learner, topic=topic, state=state, at=TUESDAY_NOON)
    set_state(learner=learner, topic=make_topic(), state="done", at=noon(WEDNESDAY))

    carry_again(learner=learner, topic=topic, at=noon(WEDNESDAY))

    assert active_days(learner) == [MONDAY, WEDNESDAY]


def test_what_is_carried_already_stays_so(learner, carried):
    topic, source = carried

    change = carry_again(learner=learner, topic=topic, at=TUESDAY_NOON)

    assert change.id == ""
    assert change.seen == {topic.pk: Standing("carried", MONDAY, source.pk)}


@pytest.mark.parametrize("state", ["learning", "done", "skipped"])
def test_only_what_was_declined_is_carried_again(learner, carried, state):
    topic, _ = carried
    set_state(learner=learner, topic=topic, state=state, at=TUESDAY_NOON)

    with pytest.raises(NotDeclined):
        carry_again(learner=learner, topic=topic, at=noon(WEDNESDAY))

    assert states(learner)[topic.pk] == state


def test_nothing_is_carried_again_once_its_source_is_not_done_any_more(learner, carried):
    topic, source = carried
    for each in (topic, source):
        set_state(learner=learner, topic=each, state="todo", at=TUESDAY_NOON)

    with pytest.raises(NotDeclined):
        carry_again(learner=learner, topic=topic, at=noon(WEDNESDAY))

    assert states(learner)[topic.pk] == "todo"


def test_a_retired_topic_is_not_carried_again(learner, carried):
    topic, _ = carried
    set_state(learner=learner, topic=topic, state="todo", at=TUESDAY_NOON)
    topic.retired_in = make_release()
    topic.save()

    with pytest.raises(TopicRetired):
        carry_again(learner=learner, topic=topic, at=noon(WEDNESDAY))


def test_what_is_carried_again_completes_its_line(learner, carried):
    topic, _ = carried
    for each, state in ((topic, "todo"), (make_topic(phase=topic.phase), "done")):
        set_state(learner=learner, topic=each, state=state, at=TUESDAY_NOON)

    carry_again(learner=learner, topic=topic, at=noon(WEDNESDAY))

    completion = learner.completions.get(roadmap=topic.roadmap, phase=None)
    assert (completion.day, completion.done, completion.carried) == (WEDNESDAY, 1, 1)


def test_a_carried_topic_can_be_ticked_too(learner):
    concept = make_concept()
    topic = make_topic(concept=concept)
    set_state(learner=learner, topic=make_topic(concept=concept), state="done", at=MONDAY_NOON)

    set_state(learner=learner, topic=topic, state="done", at=TUESDAY_NOON)

    assert states(learner)[topic.pk] == "done"
    assert active_days(learner) == [MONDAY, TUESDAY]


def test_a_tick_tells_the_tallies_of_the_roadmaps_it_carries_to(learner):
    concept = make_concept()
    there, topic = make_topic(concept=concept), make_topic(concept=concept)

    change = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    assert change.tallies[topic.roadmap_id].done == 1
    assert change.tallies[there.roadmap_id].carried == 1


def test_setting_a_credited_state_again_leaves_the_credit(learner):
    topic, release = make_topic(), make_release()
    Mark.objects.create(
        learner=learner, topic=topic, state="done", at=MONDAY_NOON, day=MONDAY, credited_by=release
    )

    set_state(learner=learner, topic=topic, state="done", at=TUESDAY_NOON)

    assert learner.marks.get().credited_by == release
    assert not learner.activities.exists()


def test_an_edited_credit_is_the_learners_own(learner):
    topic = make_topic()
    Mark.objects.create(
        learner=learner, topic=topic, state="done", at=MONDAY_NOON, day=MONDAY, credited_by=make_release()
    )

    set_state(learner=learner, topic=topic, state="skipped", at=TUESDAY_NOON)

    assert learner.marks.get().credited_by is None


def test_a_lesser_credit_under_a_carry_can_be_said_again(learner):
    concept = make_concept()
    topic = make_topic(concept=concept)
    Mark.objects.create(
        learner=learner, topic=topic, state="skipped", at=MONDAY_NOON, day=MONDAY, credited_by=make_release()
    )
    set_state(learner=learner, topic=make_topic(concept=concept), state="done", at=MONDAY_NOON)

    change = set_state(learner=learner, topic=topic, state="skipped", at=TUESDAY_NOON)

    assert change.standings == {topic.pk: Standing("skipped", TUESDAY)}


def test_a_retired_topic_cannot_be_marked(learner):
    topic = make_topic(retired_in=make_release())

    with pytest.raises(TopicRetired):
        set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    assert not learner.marks.exists()


def test_an_unknown_state_is_refused(learner):
    with pytest.raises(ValueError, match="finished"):
        set_state(learner=learner, topic=make_topic(), state="finished", at=MONDAY_NOON)


def test_the_day_is_the_learners_own(db):
    learner = make_learner(time_zone="America/Los_Angeles")

    set_state(
        learner=learner, topic=make_topic(), state="done", at=datetime(2026, 3, 3, 11, 30, tzinfo=UTC)
    )  # 03:30 there, before the rollover

    assert learner.marks.get().day == MONDAY
    assert learner.activities.get().zone == "America/Los_Angeles"
    assert active_days(learner) == [MONDAY]


# Active days


def test_skipping_is_no_activity_of_a_day(learner):
    set_state(learner=learner, topic=make_topic(), state="skipped", at=MONDAY_NOON)

    assert active_days(learner) == []


def test_unticking_on_the_same_day_takes_its_credit(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON + MINUTE)

    ticked, unticked = learner.activities.order_by("pk")
    assert unticked.compensates == [ticked.pk]
    assert active_days(learner) == []


def test_unticking_leaves_what_other_topics_earned(learner):
    topic = make_topic()
    set_state(learner=learner, topic=make_topic(), state="learning", at=MONDAY_NOON)
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON)

    assert learner.active_days.get().activities == 1


def test_unticking_later_changes_no_past_day(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    set_state(learner=learner, topic=topic, state="todo", at=TUESDAY_NOON)

    assert active_days(learner) == [MONDAY]


def test_a_topics_done_counts_once_ever(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    set_state(learner=learner, topic=topic, state="todo", at=TUESDAY_NOON)

    set_state(learner=learner, topic=topic, state="done", at=TUESDAY_NOON + MINUTE)

    assert active_days(learner) == [MONDAY]


def test_a_done_that_was_undone_on_its_day_may_count_later(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON + MINUTE)

    set_state(learner=learner, topic=topic, state="done", at=TUESDAY_NOON)

    assert active_days(learner) == [TUESDAY]


# A whole phase


def test_knowing_a_phase_sets_its_topics_done_without_credit(learner):
    phase = make_phase()
    topics = make_topics(3, phase)
    make_topic(phase=phase, retired_in=make_release())
    elsewhere = make_topic(roadmap=phase.roadmap)

    change = set_phase(learner=learner, phase=phase, state="done", at=MONDAY_NOON)

    assert states(learner) == {topic.pk: "done" for topic in topics}
    assert active_days(learner) == []
    assert (
        {activity.batch for activity in learner.activities.all()}
        == {learner.activities.first().batch}
        != {None}
    )
    assert set(change.standings) == {topic.pk for topic in topics}
    assert change.tallies[phase.roadmap_id].required == 3 + 1
    assert elsewhere.pk not in states(learner)


def test_knowing_a_phase_leaves_existing_done_marks_alone(learner):
    phase = make_phase()
    first, second = make_topics(2, phase)
    set_state(learner=learner, topic=first, state="done", at=MONDAY_NOON)

    change = set_phase(learner=learner, phase=phase, state="done", at=TUESDAY_NOON)

    assert learner.marks.get(topic=first).day == MONDAY
    assert set(change.standings) == {second.pk}


def test_knowing_a_phase_twice_changes_nothing(learner):
    phase = make_phase()
    make_topics(2, phase)
    set_phase(learner=learner, phase=phase, state="done", at=MONDAY_NOON)

    change = set_phase(learner=learner, phase=phase, state="done", at=TUESDAY_NOON)

    assert change.id == ""
    assert learner.activities.count() == 2


def test_resetting_a_phase_takes_the_days_credit(learner):
    phase = make_phase()
    first, _ = make_topics(2, phase)
    set_state(learner=learner, topic=first, state="done", at=MONDAY_NOON)

    set_phase(learner=learner, phase=phase, state="todo", at=MONDAY_NOON + MINUTE)

    assert states(learner) == {first.pk: "todo"}
    assert active_days(learner) == []


def test_a_phase_without_topics_has_nothing_to_set(learner):
    phase = make_phase()

    assert set_phase(learner=learner, phase=phase, state="done", at=MONDAY_NOON).id == ""


# Undo


def test_undoing_the_first_mark_takes_the_row_away(learner):
    topic = make_topic()
    change = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    undone = undo(learner=learner, change_id=change.id, at=MONDAY_NOON + MINUTE)

    assert not learner.marks.exists()
    assert active_days(learner) == []
    assert undone.standings == {topic.pk: Standing("todo")}
    assert undone.tallies[topic.roadmap_id].done == 0


def test_undo_restores_the_row_exactly(learner):
    topic, release = make_topic(), make_release()
    at = datetime(2026, 1, 5, 9, 30, 15, 123456, tzinfo=UTC)
    Mark.objects.create(
        learner=learner, topic=topic, state="learning", at=at, day=at.date(), credited_by=release
    )
    before = learner.marks.values().get()
    change = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)

    undo(learner=learner, change_id=change.id, at=TUESDAY_NOON)

    assert learner.marks.values().get() == before


def test_undo_on_a_later_day_changes_no_past_day(learner):
    change = set_state(learner=learner, topic=make_topic(), state="done", at=MONDAY_NOON)

    undo(learner=learner, change_id=change.id, at=TUESDAY_NOON)

    assert active_days(learner) == [MONDAY]


def test_undoing_an_untick_gives_the_days_credit_back(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    change = set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON + MINUTE)

    undo(learner=learner, change_id=change.id, at=MONDAY_NOON + 2 * MINUTE)

    assert states(learner) == {topic.pk: "done"}
    assert active_days(learner) == [MONDAY]


def test_undoing_an_untick_later_earns_no_new_day(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    change = set_state(learner=learner, topic=topic, state="todo", at=MONDAY_NOON + MINUTE)

    undo(learner=learner, change_id=change.id, at=TUESDAY_NOON)

    assert active_days(learner) == []


def test_undoing_a_return_to_learning_takes_its_credit(learner):
    topic = make_topic()
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    change = set_state(learner=learner, topic=topic, state="learning", at=TUESDAY_NOON)

    undo(learner=learner, change_id=change.id, at=TUESDAY_NOON + MINUTE)

    assert states(learner) == {topic.pk: "done"}
    assert active_days(learner) == [MONDAY]


def test_what_has_changed_since_is_not_undone(learner):
    topic = make_topic()
    first = set_state(learner=learner, topic=topic, state="learning", at=MONDAY_NOON)
    set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON + MINUTE)

    assert undo(learner=learner, change_id=first.id, at=TUESDAY_NOON) == Change()
    assert states(learner) == {topic.pk: "done"}


def test_changes_of_a_topic_are_undone_one_by_one(learner):
    topic = make_topic()
    changes = [
        set_state(learner=learner, topic=topic, state=state, at=MONDAY_NOON + minute * MINUTE)
        for minute, state in enumerate(["learning", "done", "skipped"])
    ]
    seen = []

    for change in reversed(changes):
        assert undo(learner=learner, change_id=change.id, at=MONDAY_NOON + 5 * MINUTE).id
        seen.append((states(learner).get(topic.pk), active_days(learner)))

    assert seen == [("done", [MONDAY]), ("learning", [MONDAY]), (None, [])]


def test_what_was_undone_and_done_again_stands_in_the_way(learner):
    topic = make_topic()
    first = set_state(learner=learner, topic=topic, state="learning", at=MONDAY_NOON)
    second = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON + MINUTE)
    back = undo(learner=learner, change_id=second.id, at=MONDAY_NOON + 2 * MINUTE)
    undo(learner=learner, change_id=back.id, at=MONDAY_NOON + 3 * MINUTE)

    assert undo(learner=learner, change_id=first.id, at=MONDAY_NOON + 4 * MINUTE) == Change()
    assert states(learner) == {topic.pk: "done"}


def test_work_on_a_topic_stands_in_the_way_of_undoing_its_learning(learner):
    topic = make_topic()
    change = set_state(learner=learner, topic=topic, state="learning", at=MONDAY_NOON)
    work_on(learner=learner, topic=topic, at=TUESDAY_NOON)

    assert undo(learner=learner, change_id=change.id, at=TUESDAY_NOON) == Change()


def test_undoing_twice_is_undoing_once(learner):
    change = set_state(learner=learner, topic=make_topic(), state="done", at=MONDAY_NOON)
    undo(learner=learner, change_id=change.id, at=MONDAY_NOON)

    assert undo(learner=learner, change_id=change.id, at=MONDAY_NOON) == Change()


def test_an_undo_can_be_undone(learner):
    topic = make_topic()
    change = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    undone = undo(learner=learner, change_id=change.id, at=MONDAY_NOON + MINUTE)

    undo(learner=learner, change_id=undone.id, at=MONDAY_NOON + 2 * MINUTE)

    assert learner.marks.get().at == MONDAY_NOON
    assert active_days(learner) == [MONDAY]


def test_a_bulk_change_is_undone_as_one(learner):
    phase = make_phase()
    first, second, third = make_topics(3, phase)
    set_state(learner=learner, topic=first, state="learning", at=MONDAY_NOON)
    change = set_phase(learner=learner, phase=phase, state="done", at=TUESDAY_NOON)
    set_state(learner=learner, topic=second, state="skipped", at=TUESDAY_NOON + MINUTE)

    undone = undo(learner=learner, change_id=change.id, at=TUESDAY_NOON + 2 * MINUTE)

    assert states(learner) == {first.pk: "learning", second.pk: "skipped"}
    assert set(undone.standings) == {first.pk, third.pk}
    assert undo(learner=learner, change_id=undone.id, at=noon(WEDNESDAY)).standings.keys() == {
        first.pk,
        third.pk,
    }


@pytest.mark.parametrize("change_id", ["", "0", "999", "none", "²", "-1", "9" * 40, "x" * 5000, "1\x00"])
def test_an_unknown_change_undoes_nothing(learner, change_id):
    assert undo(learner=learner, change_id=change_id, at=MONDAY_NOON) == Change()


def test_nobody_undoes_anothers_change(learner):
    change = set_state(learner=learner, topic=make_topic(), state="done", at=MONDAY_NOON)

    assert undo(learner=make_learner(), change_id=change.id, at=MONDAY_NOON) == Change()
    assert learner.marks.exists()


def test_undo_leaves_retired_topics_alone(learner):
    topic = make_topic()
    change = set_state(learner=learner, topic=topic, state="done", at=MONDAY_NOON)
    topic.retired_in = make_release()
    topic.save()

    assert undo(learner=learner, change_id=change.id, at=MONDAY_NOON) == Change()
    assert states(learner) == {topic.pk: "done"}


# Cost


@pytest.mark.parametrize("size", [10, 1000])
def test_a_tick_takes_three_queries(learner, size, django_assert_num_queries):
    topics = make_topics(size, make_phase(roadmap=make_roadmap()))

    with django_assert_num_queries(8):  # two are this test's savepoint; the day's first stores the streak
        set_state(learner=learner, topic=topics[0], state="done", at=MONDAY_NOON)
    with django_assert_num_queries(5):
        set_state(learner=learner, topic=topics[1], state="done", at=MONDAY_NOON)


@pytest.mark.parametrize("size", [10, 1000])
def test_a_phase_takes_as_many_queries_as_a_topic_and_one(learner, size, django_assert_num_queries):
    phase = make_phase()
    make_topics(size - 1, phase)
    make_topic(roadmap=phase.roadmap)

    with django_assert_num_queries(8):  # two for the savepoint, two for the completion
        set_phase(learner=learner, phase=phase, state="done", at=MONDAY_NOON)
