import pytest

from progress.learning.completions import new_since
from progress.learning.marks import set_phase, set_state, undo
from progress.learning.models import Completion, GroupCredit
from progress.learning.standings import Marks, tallies
from tests.factories import (
    make_concept,
    make_group,
    make_learner,
    make_phase,
    make_release,
    make_roadmap,
    make_topic,
    make_topics,
)
from tests.learning.instants import MINUTE, MONDAY, MONDAY_NOON, TUESDAY, TUESDAY_NOON


def set_(learner, topic, state="done", at=MONDAY_NOON):
    return set_state(learner=learner, topic=topic, state=state, at=at)


def places(learner):
    return {(completion.roadmap_id, completion.phase_id) for completion in learner.completions.all()}


@pytest.fixture
def roadmap(db):
    return make_roadmap()


@pytest.fixture
def phase(roadmap):
    return make_phase(roadmap=roadmap)


# Reaching 100 %


def test_the_last_tick_completes_phase_and_roadmap(learner, phase):
    release = make_release()
    first, second, third = make_topics(3, phase)
    set_(learner, first)
    set_(learner, second, "skipped")

    change = set_(learner, third)

    completion = learner.completions.get(phase=None)
    assert (completion.release, completion.at, completion.day) == (release, MONDAY_NOON, MONDAY)
    assert (completion.done, completion.skipped, completion.carried) == (2, 1, 0)
    assert places(learner) == {(phase.roadmap_id, None), (phase.roadmap_id, phase.pk)}
    assert change.tallies[phase.roadmap_id].completed_on == MONDAY
    assert change.tallies[phase.roadmap_id].phases[phase.pk].completed_on == MONDAY


def test_a_completed_phase_is_not_yet_a_completed_roadmap(learner, phase):
    make_topic(roadmap=phase.roadmap)

    set_(learner, make_topic(phase=phase))

    assert places(learner) == {(phase.roadmap_id, phase.pk)}


def test_skipping_what_is_left_completes(learner, phase):
    first, second = make_topics(2, phase)
    set_(learner, first)

    set_(learner, second, "skipped")

    assert (phase.roadmap_id, None) in places(learner)


def test_skipping_everything_completes_nothing(learner, phase):
    for topic in make_topics(2, phase):
        set_(learner, topic, "skipped")

    assert places(learner) == set()


def test_an_optional_phase_is_completed_for_itself(learner, phase):
    make_topic(phase=phase)
    optional = make_phase(roadmap=phase.roadmap, optional=True)

    set_(learner, make_topic(phase=optional))

    assert places(learner) == {(phase.roadmap_id, optional.pk)}


def test_a_tick_elsewhere_completes_by_carrying(learner, phase):
    concept = make_concept()
    make_topic(phase=phase, concept=concept)
    set_(learner, make_topic(phase=phase))

    set_(learner, make_topic(concept=concept))

    completion = learner.completions.get(roadmap=phase.roadmap, phase=None)
    assert (completion.done, completion.carried) == (1, 1)


def test_a_phase_that_is_known_is_completed(learner, phase):
    make_topics(3, phase)

    set_phase(learner=learner, phase=phase, state="done", at=MONDAY_NOON)

    assert (phase.roadmap_id, phase.pk) in places(learner)


def test_a_completion_is_written_once(learner, phase):
    topic = make_topic(phase=phase)
    set_(learner, topic)
    set_(learner, topic, "todo", TUESDAY_NOON)

    set_(learner, topic, at=TUESDAY_NOON)

    assert learner.completions.get(phase=None).day == MONDAY


# Taking it away


@pytest.mark.parametrize("state", ["todo", "learning", "skipped"])
def test_the_learners_own_untick_takes_it_away_on_the_same_day(learner, phase, state):
    topic = make_topic(phase=phase)
    set_(learner, topic)

    change = set_(learner, topic, state, MONDAY_NOON + MINUTE)

    assert places(learner) == set()
    assert change.tallies[phase.roadmap_id].completed_on is None


@pytest.mark.parametrize("state", ["todo", "learning"])
def test_a_later_untick_leaves_it(learner, phase, state):
    topic = make_topic(phase=phase)
    set_(learner, topic)

    change = set_(learner, topic, state, TUESDAY_NOON)

    assert (phase.roadmap_id, None) in places(learner)
    assert change.tallies[phase.roadmap_id].completed_on == MONDAY
    assert not change.tallies[phase.roadmap_id].complete


def test_undo_takes_it_away_on_the_same_day(learner, phase):
    change = set_(learner, make_topic(phase=phase))

    undo(learner=learner, change_id=change.id, at=MONDAY_NOON + MINUTE)

    assert places(learner) == set()


def test_a_tick_that_is_undone_takes_the_carried_completion_too(learner, phase):
    concept = make_concept()
    make_topic(phase=phase, concept=concept)
    set_(learner, make_topic(phase=phase))
    source = make_topic(concept=concept)
    set_(learner, source)

    set_(learner, source, "todo", MONDAY_NOON + MINUTE)

    assert places(learner) == set()


def test_what_editors_add_takes_nothing_away(learner, phase):
    set_(learner, make_topic(phase=phase))
    added = make_topic(phase=phase)

    set_(learner, added, "learning", MONDAY_NOON + MINUTE)  # on the very same day

    assert (phase.roadmap_id, None) in places(learner)


def test_unticking_what_was_there_takes_it_away_though_editors_have_added(learner, phase):
    topic = make_topic(phase=phase)
    set_(learner, topic)
    make_topic(phase=phase)

    set_(learner, topic, "todo", MONDAY_NOON + MINUTE)

    assert places(learner) == set()


def test_another_learners_untick_takes_nothing_away(learner, phase):
    topic, other = make_topic(phase=phase), make_learner()
    set_(learner, topic)
    set_(other, topic)

    set_(other, topic, "todo", MONDAY_NOON + MINUTE)

    assert (phase.roadmap_id, None) in places(learner)


# What came later


def test_nothing_is_new_at_first(learner, phase):
    set_(learner, make_topic(phase=phase))

    assert new_since(learner, [phase.roadmap_id]) == {}


def test_later_topics_are_counted_until_they_are_settled(learner, phase):
    set_(learner, make_topic(phase=phase))
    release = make_release()
    ticked, skipped, begun, _, _ = (make_topic(phase=phase, added_in=release) for _ in range(5))
    make_topic(phase=phase, added_in=release, optional=True)
    make_topic(phase=phase, added_in=release, retired_in=release)
    set_(learner, ticked)
    set_(learner, skipped, "skipped")
    set_(learner, begun, "learning")  # and all that on the very day of the completion

    found = new_since(learner, [phase.roadmap_id])

    assert found == {(phase.roadmap_id, None): 3, (phase.roadmap_id, phase.pk): 3}


def test_what_the_learner_unticks_later_is_not_new(learner, phase):
    topic = make_topic(phase=phase)
    set_(learner, topic)

    set_(learner, topic, "todo", TUESDAY_NOON)

    assert new_since(learner, [phase.roadmap_id]) == {}


def test_a_new_member_of_a_group_that_is_done_is_not_new(learner, phase):
    done, kept = make_group(phase=phase), make_group(phase=phase)
    set_(learner, make_topic(group=done))
    set_(learner, make_topic(group=kept))
    GroupCredit.objects.create(learner=learner, group=kept, credited_by=make_release())
    release = make_release()
    for group in (done, kept):
        make_topic(group=group, added_in=release)

    assert new_since(learner, [phase.roadmap_id]) == {}


def test_a_new_group_is_as_many_as_it_asks_for(learner, phase):
    set_(learner, make_topic(phase=phase))
    release, group = make_release(), make_group(phase=phase, choose=2)
    for _ in range(4):
        make_topic(group=group, added_in=release)

    assert new_since(learner, [phase.roadmap_id])[phase.roadmap_id, None] == 2


def test_a_new_topic_of_an_optional_phase_is_new_there_alone(learner, phase):
    set_(learner, make_topic(phase=phase))
    optional = make_phase(roadmap=phase.roadmap, optional=True)
    set_(learner, make_topic(phase=optional))
    make_topic(phase=optional, added_in=make_release())

    assert new_since(learner, [phase.roadmap_id]) == {(phase.roadmap_id, optional.pk): 1}


def test_the_tally_reads_the_day_of_completion(learner, phase):
    set_(learner, make_topic(phase=phase), at=TUESDAY_NOON)
    make_topic(phase=phase)

    found = tallies(Marks.of(learner), [phase.roadmap_id])[phase.roadmap_id]

    assert (found.complete, found.completed_on) == (False, TUESDAY)
    assert Completion.objects.count() == 2
