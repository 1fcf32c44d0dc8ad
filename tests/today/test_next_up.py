"""What is next over all roadmaps that a learner follows, and why."""

from itertools import pairwise

import pytest
from django.utils import timezone

from curriculum.models import Topic
from progress.learning import marks
from progress.learning.pages.prepared_roadmap import all_prepared
from progress.learning.pages.roadmap_page import RoadmapPage
from progress.learning.plans.enrolment import following, start
from progress.learning.standings import Marks, look
from progress.learning.today.next_up import NextUp, Why, next_up, read_needs
from tests.factories import make_concept, make_group, make_phase, make_roadmap, make_topic, make_topics
from tests.learning.instants import MONDAY, MONDAY_NOON, TUESDAY_NOON

ORDER, FIRST, LEARNING = Why.ORDER, Why.FIRST, Why.LEARNING


@pytest.fixture
def phase(learner):
    """Of a roadmap that the learner has begun with a topic of another phase."""
    roadmap = make_roadmap()
    begun = make_topic(phase=make_phase(roadmap=roadmap))
    mark(learner, begun, "done")
    return make_phase(roadmap=roadmap)


def mark(learner, topic, state, at=MONDAY_NOON):
    marks.set_state(learner=learner, topic=topic, state=state, at=at)


def ask(learner, *besides) -> NextUp:
    all_parts = all_prepared(following(learner))
    seen = look(Marks.of(learner), [parts.tree.roadmap.pk for parts in all_parts])
    pages = [RoadmapPage.seen(parts, seen, MONDAY) for parts in all_parts]
    read_needs(all_parts)
    by_roadmap = {page.parts.tree.roadmap.pk: page for page in pages}
    return next_up(pages, besides=[(by_roadmap[topic.roadmap_id], topic) for topic in besides])


def answer(learner, *besides) -> list:
    return [(one.topic, one.why) for one in ask(learner, *besides).topics]


def test_it_goes_on_in_the_order_of_the_line(learner, phase):
    topics = make_topics(5, phase)

    assert answer(learner) == [(topic, ORDER) for topic in topics[:3]]


def test_what_is_in_learning_comes_first_the_newest_before_the_others(learner, phase):
    topics = make_topics(4, phase)
    mark(learner, topics[2], "learning", MONDAY_NOON)
    mark(learner, topics[3], "learning", TUESDAY_NOON)

    assert answer(learner) == [(topics[3], LEARNING), (topics[2], LEARNING), (topics[0], ORDER)]


def test_more_in_learning_than_there_is_room_for_is_counted(learner, phase):
    for topic in make_topics(5, phase):
        mark(learner, topic, "learning")

    up = ask(learner)

    assert (len(up.topics), up.more_learning) == (3, 2)


def test_what_a_topic_needs_comes_before_it(learner, phase):
    first, second, third = make_topics(3, phase)
    first.needs.add(third)

    up = ask(learner)

    assert [(one.topic, one.why, one.by) for one in up.topics] == [
        (third, Why.NEEDED, first),
        (second, ORDER, None),
        (first, Why.AFTER, third),
    ]


def test_a_topic_waits_while_what_it_needs_is_in_learning(learner, phase):
    begun, after, *others = make_topics(4, phase)
    after.needs.add(begun)
    mark(learner, begun, "learning")

    assert answer(learner) == [(begun, LEARNING), *((topic, ORDER) for topic in others)]


def test_what_waits_is_there_when_nothing_else_is_left_on_any_line(learner, phase):
    begun, after = make_topics(2, phase)
    after.needs.add(begun)
    mark(learner, begun, "learning", TUESDAY_NOON)
    other = make_topic(phase=make_phase())
    start(learner=learner, roadmap=other.roadmap, at=timezone.now())

    assert answer(learner) == [(begun, LEARNING), (other, FIRST), (after, Why.AFTER)]


def test_needs_of_needs_come_first_of_all(learner, phase):
    first, second, third = make_topics(3, phase)
    first.needs.add(second)
    second.needs.add(third)

    up = ask(learner)

    assert [(one.topic, one.why, one.by) for one in up.topics] == [
        (third, Why.NEEDED, second),
        (second, Why.AFTER, third),
        (first, Why.AFTER, second),
    ]


def test_a_long_way_of_needs_is_gone_to_its_end(learner, phase):
    topics = make_topics(1_200, phase)
    Need = Topic.needs.through
    Need.objects.bulk_create(Need(from_topic=one, to_topic=need) for one, need in pairwise(topics))

    assert answer(learner)[0] == (topics[-1], Why.NEEDED)


def test_needs_in_a_circle_end(learner, phase):
    first, second = make_topics(2, phase)
    first.needs.add(second)
    second.needs.add(first)

    assert {topic for topic, _ in answer(learner)} == {first, second}


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_a_need_that_is_done_or_skipped_asks_for_nothing(learner, phase, state):
    first, second = make_topics(2, phase)
    first.needs.add(second)
    mark(learner, second, state)

    assert answer(learner) == [(first, ORDER)]


def test_of_a_choice_one_topic_is_offered_at_a_time(learner, phase):
    group = make_group(phase=phase)
    one, _ = make_topic(group=group), make_topic(group=group)

    assert answer(learner) == [(one, Why.CHOICE)]


def test_who_learns_one_of_a_choice_is_offered_no_other(learner, phase):
    group = make_group(phase=phase)
    _, other = make_topic(group=group), make_topic(group=group)
    mark(learner, other, "learning")

    assert answer(learner) == [(other, LEARNING)]


def test_optional_topics_are_never_pushed(learner, phase):
    make_topic(phase=phase, optional=True)
    make_topic(phase=make_phase(roadmap=phase.roadmap, optional=True))

    assert answer(learner) == []


def test_an_optional_topic_in_learning_is_there(learner, phase):
    topic = make_topic(phase=phase, optional=True)
    mark(learner, topic, "learning")

    assert answer(learner) == [(topic, LEARNING)]


def test_what_is_carried_is_not_next(learner, phase):
    concept = make_concept()
    make_topic(phase=phase, concept=concept)
    mark(learner, make_topic(concept=concept), "done")

    assert answer(learner) == []


def test_lines_take_turns_the_last_touched_first(learner):
    old, new = make_phase(), make_phase()
    old_topics, new_topics = make_topics(4, old), make_topics(4, new)
    mark(learner, old_topics[0], "done", MONDAY_NOON)
    mark(learner, new_topics[0], "done", TUESDAY_NOON)

    assert [topic for topic, _ in answer(learner)] == [new_topics[1], old_topics[1], new_topics[2]]


def test_a_line_that_was_started_leads_to_its_first_stop(learner):
    first, second = make_topics(2, make_phase())
    start(learner=learner, roadmap=first.roadmap, at=timezone.now())

    assert answer(learner) == [(first, FIRST), (second, ORDER)]


def test_rows_that_stand_keep_room_only_while_they_are_open(learner, phase):
    topics = make_topics(5, phase)
    mark(learner, topics[0], "done")

    beside = answer(learner, *topics[:3])

    assert beside == [(topics[3], ORDER)]


def test_who_follows_nothing_has_nothing_next(learner):
    make_topic()

    assert ask(learner) == NextUp([])
