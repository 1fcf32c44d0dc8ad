from datetime import UTC, date, datetime

import pytest

from progress.learning.models import GroupCredit, Mark
from progress.learning.standings import (
    TODO,
    Marks,
    PhaseTally,
    Standing,
    all_tallies,
    look,
    standings,
    tallies,
)
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

MONDAY = date(2026, 3, 2)


def mark(learner, topic, state="done", *, credited=False, day=MONDAY):
    release = make_release() if credited else None
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return Mark.objects.create(learner=learner, topic=topic, state=state, at=at, day=day, credited_by=release)


def standing(learner, topic):
    return standings(Marks.of(learner), topic.roadmap_id).get(topic.pk)


def tally(learner, roadmap):
    return tallies(Marks.of(learner), [roadmap.pk])[roadmap.pk]


def counted(tally):
    return (tally.done, tally.carried, tally.skipped, tally.required)


# One topic


def test_a_topic_without_a_mark_has_no_standing(learner):
    assert standing(learner, make_topic()) is None


@pytest.mark.parametrize("state", ["todo", "learning", "done", "skipped"])
def test_a_mark_is_the_standing(learner, state):
    topic = make_topic()
    mark(learner, topic, state)

    assert standing(learner, topic) == Standing(state, MONDAY)


def test_another_learners_mark_says_nothing(learner):
    topic = make_topic()
    mark(make_learner(), topic)

    assert standing(learner, topic) is None


def test_a_retired_topic_has_no_standing(learner):
    topic = make_topic(retired_in=make_release())
    mark(learner, topic)

    assert standing(learner, topic) is None


@pytest.mark.parametrize(
    ("elsewhere", "here", "expected"),
    [
        ({"state": "done"}, None, "carried"),
        ({"state": "learning"}, None, None),  # only done carries
        ({"state": "skipped"}, None, None),
        ({"state": "done", "credited": True}, None, None),  # nor what a load credited
        ({"state": "done"}, {"state": "todo"}, "todo"),  # declined
        ({"state": "done"}, {"state": "learning"}, "learning"),  # said here
        ({"state": "done"}, {"state": "done"}, "done"),
        ({"state": "done"}, {"state": "done", "credited": True}, "done"),
        ({"state": "done"}, {"state": "learning", "credited": True}, "carried"),  # the further of two
        ({"state": "done"}, {"state": "skipped", "credited": True}, "carried"),
    ],
)
def test_a_done_carries_through_its_concept(learner, elsewhere, here, expected):
    concept = make_concept()
    there, topic = make_topic(concept=concept), make_topic(concept=concept)
    mark(learner, there, **elsewhere)
    if here:
        mark(learner, topic, **here)

    found = standing(learner, topic)

    assert (found and found.state) == expected
    assert (found and found.carried_from) == (there.pk if expected in ("carried", "todo") else None)
    assert (found or TODO).declined == (expected == "todo")


def test_a_carry_names_its_earliest_source(learner):
    concept = make_concept()
    late, early, topic = (make_topic(concept=concept) for _ in range(3))
    mark(learner, late, day=date(2026, 3, 5))
    mark(learner, early, day=MONDAY)

    assert standing(learner, topic) == Standing("carried", MONDAY, early.pk)


def test_to_do_declines_nothing_where_nothing_would_be_carried(learner):
    topic = make_topic(concept=make_concept())
    mark(learner, topic, "todo")

    assert not standing(learner, topic).declined


def test_a_retired_source_carries_nothing(learner):
    concept = make_concept()
    topic = make_topic(concept=concept)
    mark(learner, make_topic(concept=concept, retired_in=make_release()))

    assert standing(learner, topic) is None


def test_what_is_carried_carries_nothing_further(learner):
    one, two = make_concept(), make_concept()
    bridge_roadmap = make_roadmap()
    make_topic(concept=one, roadmap=bridge_roadmap)
    make_topic(concept=two, roadmap=bridge_roadmap)
    end = make_topic(concept=two)
    mark(learner, make_topic(concept=one))

    assert standing(learner, end) is None


# Units


def test_required_topics_are_the_units(learner):
    phase = make_phase()
    first, second, _ = make_topics(3, phase)
    mark(learner, first)
    mark(learner, second, "learning")

    assert counted(tally(learner, phase.roadmap)) == (1, 0, 0, 3)


def test_a_skipped_required_topic_leaves_the_denominator(learner):
    phase = make_phase()
    first, second, _ = make_topics(3, phase)
    mark(learner, first)
    mark(learner, second, "skipped")

    found = tally(learner, phase.roadmap)

    assert counted(found) == (1, 0, 1, 2)
    assert found.percent == 50


def test_skipping_the_rest_completes(learner):
    phase = make_phase()
    first, second = make_topics(2, phase)
    mark(learner, first)
    mark(learner, second, "skipped")

    assert tally(learner, phase.roadmap).complete


def test_skipping_everything_completes_nothing(learner):
    phase = make_phase()
    for topic in make_topics(2, phase):
        mark(learner, topic, "skipped")

    found = tally(learner, phase.roadmap)

    assert (found.required, found.complete, found.percent) == (0, False, 0)


def test_what_is_only_carried_is_not_complete(learner):
    concept = make_concept()
    topic = make_topic(concept=concept)
    mark(learner, make_topic(concept=concept))

    found = tally(learner, topic.roadmap)

    assert counted(found) == (0, 1, 0, 1)
    assert (found.share, found.complete, found.percent) == (1.0, False, 99)


def test_optional_topics_and_phases_are_counted_apart(learner):
    roadmap = make_roadmap()
    phase, optional_phase = make_phase(roadmap=roadmap), make_phase(roadmap=roadmap, optional=True)
    make_topics(2, phase)
    mark(learner, make_topic(phase=phase, optional=True))
    mark(learner, make_topic(phase=optional_phase))
    make_topic(phase=optional_phase)

    found = tally(learner, roadmap)

    assert counted(found) == (0, 0, 0, 2)
    assert (found.optional, found.optional_settled) == (3, 2)


def test_a_phase_with_nothing_required_counts_what_is_optional(learner):
    roadmap = make_roadmap()
    phase = make_phase(roadmap=roadmap, optional=True)
    first, _ = make_topics(2, phase)
    make_topic(roadmap=roadmap)
    mark(learner, first)

    found = tally(learner, roadmap)

    assert counted(found.phases[phase.pk]) == (1, 0, 0, 2)
    assert found.phases[phase.pk].optional == 0
    assert counted(found) == (0, 0, 0, 1)


def test_a_phase_without_topics_has_no_ring(learner):
    topic = make_topic()
    empty = make_phase(roadmap=topic.roadmap)

    assert tally(learner, topic.roadmap).phases[empty.pk] == PhaseTally()


def test_a_roadmap_without_topics_is_not_complete(learner):
    found = tally(learner, make_roadmap())

    assert (found.required, found.complete, found.percent) == (0, False, 0)


def test_retired_topics_do_not_count(learner):
    topic = make_topic()
    mark(learner, make_topic(phase=topic.phase, retired_in=make_release()))

    assert counted(tally(learner, topic.roadmap)) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("choose", "states", "expected"),
    [
        (1, [None, None, None], (0, 0, 0, 1)),
        (1, ["done", None, None], (1, 0, 0, 1)),
        (1, ["done", "done", None], (1, 0, 0, 1)),  # more than asked for is no more than asked for
        (2, ["done", None, None], (1, 0, 0, 2)),
        (2, ["done", "learning", "done"], (2, 0, 0, 2)),
        (1, ["skipped", None, None], (0, 0, 0, 1)),  # the choice is not yet impossible
        (1, ["skipped", "skipped", "skipped"], (0, 0, 1, 0)),
        (2, ["skipped", "skipped", "done"], (1, 0, 1, 1)),
    ],
)
def test_a_group_is_as_many_units_as_it_asks_for(learner, choose, states, expected):
    group = make_group(choose=choose)
    for state in states:
        topic = make_topic(group=group)
        if state:
            mark(learner, topic, state)

    found = tally(learner, group.roadmap)

    assert counted(found) == counted(found.phases[group.phase_id]) == expected


def test_a_carry_settles_a_group(learner):
    concept = make_concept()
    group = make_group(choose=2)
    mark(learner, make_topic(group=group))
    make_topic(group=group, concept=concept)
    mark(learner, make_topic(concept=concept))

    assert counted(tally(learner, group.roadmap)) == (1, 1, 0, 2)


def test_an_optional_group_is_counted_apart(learner):
    group = make_group(optional=True)
    mark(learner, make_topic(group=group))
    make_topic(phase=group.phase)

    found = tally(learner, group.roadmap)

    assert counted(found) == (0, 0, 0, 1)
    assert (found.optional, found.optional_settled) == (1, 1)


def test_a_group_that_was_complete_stays_complete(learner):
    group = make_group(choose=2)
    for _ in range(3):
        make_topic(group=group)
    GroupCredit.objects.create(learner=learner, group=group, credited_by=make_release())

    found = tally(learner, group.roadmap)

    assert counted(found) == (2, 0, 0, 2)
    assert found.kept_groups == [group.pk]


# Who is asked about


def test_a_visitors_marks_count_by_the_same_rules(db):
    concept = make_concept()
    group = make_group()
    member, carried = make_topic(group=group), make_topic(phase=group.phase, concept=concept)
    source = make_topic(concept=concept)
    visitor = Marks(topics=[member.pk, source.pk], states=["done", "done"], days=[MONDAY, MONDAY])

    found = tallies(visitor, [group.roadmap_id])[group.roadmap_id]

    assert counted(found) == (1, 1, 0, 2)
    assert standings(visitor, group.roadmap_id) == {
        member.pk: Standing("done", MONDAY),
        carried.pk: Standing("carried", MONDAY, source.pk),
    }


def test_many_learners_are_counted_at_once(db, django_assert_num_queries):
    phase = make_phase()
    topics = make_topics(4, phase)
    learners = [make_learner() for _ in range(3)]
    for number, learner in enumerate(learners):
        for topic in topics[:number]:
            mark(learner, topic)

    with django_assert_num_queries(1):
        found = all_tallies(Marks.of(*learners), [phase.roadmap_id])

    assert [found[learner.pk][phase.roadmap_id].done for learner in learners] == [0, 1, 2]


@pytest.mark.parametrize("size", [10, 1000])
def test_a_look_at_roadmaps_takes_one_query(learner, size, django_assert_num_queries):
    phase, source = make_phase(), make_topic(concept=make_concept())
    topics = [*make_topics(size, phase), make_topic(phase=phase, concept=source.concept)]
    for topic in [source, *topics[:5]]:
        mark(learner, topic)
    marks, roadmaps = Marks.of(learner), [phase.roadmap_id, source.roadmap_id]

    with django_assert_num_queries(1):
        seen = look(marks, roadmaps)

    assert seen.standings == {**standings(marks, roadmaps[0]), **standings(marks, roadmaps[1])}
    assert seen.tallies == tallies(marks, roadmaps)
    assert counted(seen.tallies[phase.roadmap_id]) == (5, 1, 0, size + 1)
