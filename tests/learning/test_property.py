"""Random changes by one learner, at random instants of a random zone, against the model."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progress.learning.marks import NotDeclined, carry_again, set_phase, set_state, undo
from progress.learning.standings import TODO, Marks, all_standings, tallies
from tests.factories import make_concept, make_group, make_learner, make_phase, make_roadmap, make_topic
from tests.learning.model import Model, Place

STATES = ["todo", "learning", "done", "skipped"]
zones = st.sampled_from(["UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin"])
BEGIN = datetime(2026, 3, 27, 20, tzinfo=UTC)  # two days before clocks change in Europe


class World:
    """Two roadmaps: plain, optional and grouped topics, two concepts in both, an optional phase."""

    def __init__(self) -> None:
        self.learner = make_learner()
        self.concepts = {name: make_concept() for name in ("queues", "caches")}
        self.topics, self.phases, self.roadmaps, self.groups, places = {}, {}, {}, {}, {}
        for roadmap in "ab":
            self.roadmaps[roadmap] = make_roadmap()
            for phase in ("first", "second", "extra"):
                self.phases[roadmap, phase] = make_phase(
                    roadmap=self.roadmaps[roadmap], optional=phase == "extra"
                )
            self.groups[roadmap] = make_group(phase=self.phases[roadmap, "second"], choose=2)
            places |= {
                f"{roadmap}1": Place("first", roadmap, concept="queues"),
                f"{roadmap}2": Place("first", roadmap),
                f"{roadmap}3": Place("first", roadmap, optional=True),
                f"{roadmap}4": Place("second", roadmap, concept="caches", group="g" + roadmap, choose=2),
                f"{roadmap}5": Place("second", roadmap, group="g" + roadmap, choose=2),
                f"{roadmap}6": Place("second", roadmap, group="g" + roadmap, choose=2),
                f"{roadmap}7": Place("extra", roadmap, optional=True),
            }
        for name, place in places.items():
            self.topics[name] = make_topic(
                phase=self.phases[place.roadmap, place.phase],
                group=self.groups[place.roadmap] if place.group else None,
                concept=self.concepts.get(place.concept),
                optional=place.optional and place.phase != "extra",
            )
        self.model = Model(places)
        self.numbers: dict[str, int] = {}  # of the model's changes, by ours


steps = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(st.just("set"), st.sampled_from([f"{r}{n}" for r in "ab" for n in range(1, 8)])),
            st.tuples(st.just("phase"), st.sampled_from([(r, p) for r in "ab" for p in ("first", "second")])),
            st.tuples(st.just("undo"), st.integers(0, 5)),
            st.tuples(st.just("carry"), st.sampled_from(["a1", "b1", "a4", "b4"])),
        ),
        st.sampled_from(STATES),
        st.sampled_from([timedelta(seconds=1), timedelta(minutes=50), timedelta(hours=7), timedelta(days=1)]),
    ),
    max_size=25,
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, zone=zones)
def test_marks_days_and_completions_are_as_the_model_says(db, steps, zone):
    world, at = World(), BEGIN
    world.learner.time_zone = zone
    world.learner.save(update_fields=["time_zone"])
    for (kind, what), state, later in steps:
        at += later
        take(world, kind, what, state, at, zone)
        compare(world)


@pytest.mark.full
@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, zone=zones)
def test_marks_days_and_completions_are_as_the_model_says_many_times_over(db, steps, zone):
    test_marks_days_and_completions_are_as_the_model_says.hypothesis.inner_test(db, steps, zone)


def take(world, kind, what, state, at, zone):
    """Take a step in both worlds; both must agree whether anything changed."""
    learner, model = world.learner, world.model
    if kind == "set":
        change = set_state(learner=learner, topic=world.topics[what], state=state, at=at)
        number = model.assign([what], state, at, zone, bulk=False)
    elif kind == "phase":
        change = set_phase(learner=learner, phase=world.phases[what], state=state, at=at)
        inside = [name for name, place in model.places.items() if (place.roadmap, place.phase) == what]
        number = model.assign(inside, state, at, zone, bulk=True)
    elif kind == "carry":
        if model.state(what) != "carried" and not model.is_declined(what):
            with pytest.raises(NotDeclined):
                carry_again(learner=learner, topic=world.topics[what], at=at)
            return
        change = carry_again(learner=learner, topic=world.topics[what], at=at)
        number = model.carry_again(what, at, zone)
    elif world.numbers:
        undone = list(world.numbers)[-1 - what % len(world.numbers)]
        change = undo(learner=learner, change_id=undone, at=at)
        number = model.undo(world.numbers[undone], at, zone)
    else:
        return
    assert bool(change.id) == (number is not None)
    if change.id:
        world.numbers[change.id] = number


def compare(world):
    learner, model = world.learner, world.model
    names = {topic.pk: name for name, topic in world.topics.items()}
    marks = {names[m.topic_id]: (m.state, m.at, m.day) for m in learner.marks.all()}
    assert marks == model.marks
    assert set(learner.active_days.values_list("day", flat=True)) == model.active_days()
    assert recounted(learner) == dict(learner.active_days.values_list("day", "activities"))
    assert completions(world) == model.completions
    assert seen(world, names) == {
        name: (model.state(name), model.is_declined(name)) for name in names.values()
    }
    for key, roadmap in world.roadmaps.items():
        tally = tallies(Marks.of(learner), [roadmap.pk])[roadmap.pk]
        counts = (tally.done, tally.carried, tally.required)
        assert counts == model.counts(model.scopes()[key, ""])


def recounted(learner):
    """Return the active days as their activities alone have them."""
    activities = list(learner.activities.all())
    taken_back = {one for activity in activities for one in activity.compensates}
    return Counter(
        activity.day for activity in activities if activity.qualifies and activity.pk not in taken_back
    )


def completions(world):
    roadmaps = {roadmap.pk: key for key, roadmap in world.roadmaps.items()}
    phases = {phase.pk: key for (_, key), phase in world.phases.items()} | {None: ""}
    return {
        (roadmaps[completion.roadmap_id], phases[completion.phase_id]): completion.day
        for completion in world.learner.completions.all()
    }


def seen(world, names):
    roadmaps = [roadmap.pk for roadmap in world.roadmaps.values()]
    found = all_standings(Marks.of(world.learner), roadmaps)[world.learner.pk]
    standings = {name: found.get(topic, TODO) for topic, name in names.items()}
    return {name: (standing.state, standing.declined) for name, standing in standings.items()}
