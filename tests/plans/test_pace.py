"""The pace on a stored roadmap: which units there are, in which measure, and what rests."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from progress.learning.marks import set_phase, set_state
from progress.learning.models import Enrolment, PauseChange, Plan
from progress.learning.pages.prepared_roadmap import all_prepared
from progress.learning.plans import enrolment
from progress.learning.plans.enrolment import following
from progress.learning.plans.going import Going
from progress.learning.plans.pace import pace_of, paces_of
from progress.learning.plans.workload import Measure
from progress.learning.standings import Marks, look
from tests.factories import (
    make_concept,
    make_group,
    make_learner,
    make_phase,
    make_roadmap,
    make_topic,
    make_topics,
)
from tests.plans.workloads import MONDAY, day

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def roadmap(db):
    return make_roadmap()


def done(learner, *topics, days=0):
    for topic in topics:
        set_state(learner=learner, topic=topic, state="done", at=NOON + timedelta(days=days))


def workload(learner, roadmap, today=MONDAY):
    return pace_of(learner, roadmap, today).workload


def make_plan(learner, roadmap, **target):
    return Plan.objects.create(learner=learner, roadmap=roadmap, made_on=MONDAY, **target)


def test_required_topics_and_choices_are_units(learner, roadmap):
    phase = make_phase(roadmap=roadmap)
    make_topics(2, phase)
    make_topic(phase=phase, optional=True)
    group = make_group(phase=phase, choose=2)
    for _ in range(4):
        make_topic(group=group)
    make_topic(phase=make_phase(roadmap=roadmap, optional=True))

    assert workload(learner, roadmap).units == 4


def test_it_agrees_with_the_tally(learner, roadmap):
    phase = make_phase(roadmap=roadmap)
    first, second, third = make_topics(3, phase)
    group = make_group(phase=phase)
    a, b = make_topic(group=group), make_topic(group=group)
    make_topics(3, make_phase(roadmap=roadmap))
    done(learner, first, a, b)
    set_state(learner=learner, topic=third, state="skipped", at=NOON)
    tally = look(Marks.of(learner), [roadmap.pk]).tallies[roadmap.pk]

    load = workload(learner, roadmap)

    assert (load.units, load.settled) == (tally.required, tally.settled) == (6, 2)
    assert [stop.title for stop in load.stretches[0].waiting] == [second.title]
    assert sum(len(stretch.waiting) for stretch in load.stretches) == 4


def test_a_choice_waits_once_for_each_that_is_left(learner, roadmap):
    group = make_group(phase=make_phase(roadmap=roadmap), choose=2)
    members = [make_topic(group=group) for _ in range(4)]
    done(learner, members[1])

    (stretch,) = workload(learner, roadmap).stretches

    assert [(stop.title, stop.address) for stop in stretch.waiting] == [
        (group.title, f"/roadmaps/{roadmap.slug}/topics/{members[0].slug}/")
    ]


def test_what_is_carried_counts_on_the_day_it_was_done(learner, roadmap):
    concept = make_concept()
    make_topic(roadmap=roadmap, concept=concept)
    done(learner, make_topic(concept=concept), days=3)

    (stretch,) = workload(learner, roadmap, day(9)).stretches

    assert stretch.settled == (day(3),)


@pytest.mark.parametrize(
    "efforts, measure, weights",
    [
        ([("weeks", 6, 8), ("weeks", 2, 4)], Measure.WEEKS, [3.5, 1.5]),
        ([("days", 7, None), ("weeks", 2, None)], Measure.WEEKS, [0.5, 1.0]),
        ([("hours", 10, 20), ("hours", 4, None)], Measure.HOURS, [7.5, 2.0]),
        ([("hours", 10, 20), ("weeks", 2, 4)], Measure.TOPICS, [1, 1]),  # they can't be compared
        ([("weeks", 6, 8), ("", None, None)], Measure.TOPICS, [1, 1]),  # one phase has none
    ],
)
def test_the_source_s_own_lengths_are_the_measure_where_each_phase_has_one(
    learner, roadmap, efforts, measure, weights
):
    for unit, first, last in efforts:
        phase = make_phase(roadmap=roadmap, effort_unit=unit, effort_from=first, effort_to=last)
        make_topics(2, phase)

    load = workload(learner, roadmap)

    assert load.measure == measure
    assert [stretch.weight for stretch in load.stretches] == pytest.approx(weights)


def test_skipping_half_of_a_phase_halves_its_effort(learner, roadmap):
    phase = make_phase(roadmap=roadmap, effort_unit="weeks", effort_from=4, effort_to=4)
    first, _ = make_topics(2, phase)
    set_state(learner=learner, topic=first, state="skipped", at=NOON)

    assert workload(learner, roadmap).total == 2


@pytest.mark.parametrize(
    "unit, target, rate",
    [
        ("hours", {"hours_a_week": 5}, 5.0),
        ("hours", {"hours_a_week": 2.5}, 2.5),
        ("", {"hours_a_week": 6, "hours_a_topic": 4}, 1.5),  # topics
        ("", {"hours_a_week": 2.5, "hours_a_topic": 1.5}, 5 / 3),
        ("weeks", {"hours_a_week": 6, "hours_a_topic": 3}, 4.0),  # two topics, of two weeks each
    ],
)
def test_hours_a_week_say_how_much_that_is(learner, roadmap, unit, target, rate):
    phase = make_phase(roadmap=roadmap, effort_unit=unit, effort_from=20 if unit else None)
    make_topics(10, phase)
    make_plan(learner, roadmap, **target)

    assert pace_of(learner, roadmap, MONDAY).schedule.rate == pytest.approx(rate)


def test_a_phase_declared_known_is_progress_and_no_pace(learner, roadmap):
    phase = make_phase(roadmap=roadmap)
    make_topics(8, phase)
    others = make_topics(8, make_phase(roadmap=roadmap))
    set_phase(learner=learner, phase=phase, state="done", at=NOON)
    done(learner, *others[:2])

    pace = pace_of(learner, roadmap, day(13))

    assert pace.workload.settled == 10
    assert pace.forecast.rate == 1.0


def test_both_kinds_of_pause_move_the_plan(learner, roadmap):
    make_topics(10, make_phase(roadmap=roadmap))
    make_plan(learner, roadmap, by=day(99))
    row = Enrolment.objects.create(learner=learner, roadmap=roadmap, started_on=MONDAY)
    row.pauses.create(first=day(10), last=day(19))
    for effective, paused, until in [(15, True, day(22)), (30, True, None), (33, False, None)]:
        PauseChange.objects.create(
            learner=learner, paused=paused, effective=day(effective), until=until, at=NOON
        )

    pace = pace_of(learner, roadmap, day(60))

    assert pace.rest.spans == ((day(10), day(22)), (day(30), day(32)))
    assert pace.schedule.end == day(99 + 16)


def test_a_pause_that_goes_on_moves_it_day_by_day(learner, roadmap):
    make_topics(10, make_phase(roadmap=roadmap))
    make_plan(learner, roadmap, by=day(99))
    enrolment.pause(learner=learner, roadmap=roadmap, at=NOON + timedelta(days=10))

    ends = [pace_of(learner, roadmap, day(today)).schedule.end for today in (10, 11, 40)]

    assert ends == [day(100), day(101), day(130)]
    assert pace_of(learner, roadmap, day(40)).going == Going.RESTING


def test_another_s_plan_is_none_of_mine(learner, roadmap):
    make_topics(10, make_phase(roadmap=roadmap))
    make_plan(learner, roadmap, by=day(99))
    other = make_learner()

    assert pace_of(other, roadmap, MONDAY).schedule is None


def test_many_roadmaps_are_asked_as_one(learner):
    def asked(count):
        for _ in range(count):
            topic = make_topic()
            done(learner, topic)
            make_plan(learner, topic.roadmap, by=day(99))
        parts = all_prepared(following(learner))
        seen = look(Marks.of(learner), [one.tree.roadmap.pk for one in parts])
        with CaptureQueriesContext(connection) as captured:
            assert len(paces_of(learner, parts, seen, day(9))) == len(parts)
        return len(captured)

    assert asked(1) == asked(9) == 1
