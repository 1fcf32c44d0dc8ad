"""What is kept of standings says what progress.learning says, whatever was done, joined, loaded or undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.loading.load import Orders, load
from curriculum.models import Roadmap, Topic
from progress.cohorts.keeping_warm import keep_all
from progress.cohorts.models import KeptStanding, Role
from progress.cohorts.tables.outline import outline
from progress.cohorts.tables.standings import LETTERS, keep, standings
from progress.cohorts.tasks import keep_standings
from progress.learning import visitors
from progress.learning.joining import join
from progress.learning.marks import set_phase, set_state, undo
from progress.learning.models import Activity
from progress.learning.standings import Marks, look
from tests.catalogs import catalog, phase, roadmap, topic
from tests.cohorts.makers import MADE, make_cohort, make_membership
from tests.factories import make_learner, make_phase, make_roadmap, make_topic, make_topics
from tests.identity.history import History
from tests.learning.instants import MONDAY_NOON, TUESDAY_NOON
from tests.learning.test_property import BEGIN, World, steps, take, zones

pytestmark = pytest.mark.django_db
A_FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def agrees(learners):
    """Whether each learner's standings are those of learning_look, in all live roadmaps."""
    cohort = make_cohort(*Roadmap.objects.live())
    lines = outline(cohort)
    found = standings([learner.pk for learner in learners], lines)
    for learner in learners:
        seen = look(Marks.of(learner), lines.roadmaps)
        for line in lines.lines:
            compare(line, found[learner.pk][line.pk], seen.standings, seen.tallies[line.pk])


def compare(line, kept, seen, tally):
    states = {topic.pk: seen[topic.pk] for topic in line.topics if topic.pk in seen}
    letters = zip(line.by_pk, kept.states, strict=True)
    assert {one.pk: LETTERS[letter] for one, letter in letters} == {
        topic.pk: states[topic.pk].state if topic.pk in states else "todo" for topic in line.topics
    }
    assert kept.since == {pk: one.day for pk, one in states.items() if one.state == "learning"}
    assert (kept.required, kept.settled, kept.complete) == (tally.required, tally.settled, tally.complete)
    assert {pk: one[:4] for pk, one in kept.phases.items()} == {
        pk: (one.required, one.settled, one.skipped, one.complete) for pk, one in tally.phases.items()
    }


@A_FEW
@given(steps=steps, zone=zones)
def test_it_agrees_after_each_of_a_learners_changes(db, steps, zone):
    world, at = World(), BEGIN
    for (kind, what), state, later in steps:
        at += later
        take(world, kind, what, state, at, "UTC")
        agrees([world.learner])


class Kept(History):
    """Its marks are written past the log, so here the log gets a line for each learner."""

    def _mark(self):
        super()._mark()
        Activity.objects.bulk_create(
            Activity(learner=learner, kind="state", at=self.now, zone="UTC", day=self.now.date())
            for learner in self.learners.values()
        )

    def _load(self):
        super()._load()
        agrees(list(self.learners.values()))


@pytest.mark.parametrize("examples", [4, pytest.param(15, marks=pytest.mark.full)])
def test_it_agrees_after_each_load(db, examples):
    @settings(A_FEW, max_examples=examples)
    @given(st.randoms(use_true_random=False))
    def live_through(random):
        with transaction.atomic():
            Kept(random).run(5)
            transaction.set_rollback(True)

    live_through()


def load_red(hour, *ids, draft=False):
    red = catalog(roadmap("red", phase("one", *(topic(id) for id in ids))))
    return load(red, at=MONDAY_NOON + timedelta(hours=hour), orders=Orders(draft=draft)).release


def test_a_draft_in_the_place_of_another_is_noticed():
    load_red(0, "a")
    learner = make_learner()
    set_state(learner=learner, topic=Topic.objects.get(), state="done", at=MONDAY_NOON)
    first = load_red(1, "a", "b", draft=True)
    agrees([learner])

    again = load_red(2, "a", "c", "d", draft=True)

    assert again == first
    agrees([learner])


def test_a_learner_without_marks_has_nothing_settled_of_all_units():
    learner, one = make_learner(), make_phase()
    make_topics(3, one)

    kept = standings([learner.pk], outline(make_cohort(one.roadmap)))[learner.pk][one.roadmap_id]

    assert (kept.states, kept.required, kept.settled, kept.complete) == ("...", 3, 0, False)


def test_a_roadmap_without_topics_has_nothing_to_settle():
    learner, empty = make_learner(), make_roadmap()

    kept = standings([learner.pk], outline(make_cohort(empty)))[learner.pk][empty.pk]

    assert (kept.states, kept.required, kept.complete) == ("", 0, False)


def test_what_a_visitor_ticked_weeks_ago_is_noticed_when_it_joins():
    learner, one = make_learner(), make_topic()
    agrees([learner])
    session = SessionStore()
    visitors.set_state(session=session, zone="UTC", topic=one, state="done", at=MONDAY_NOON)

    join(learner=learner, session=session, at=MONDAY_NOON + timedelta(days=40))

    assert learner.marks.get().state == "done"
    agrees([learner])


def test_an_undo_is_noticed():
    learner, one = make_learner(), make_topic()
    change = set_state(learner=learner, topic=one, state="done", at=MONDAY_NOON)
    agrees([learner])

    undo(learner=learner, change_id=change.id, at=MONDAY_NOON)

    agrees([learner])


def test_how_long_topics_took_is_the_median_of_a_phase():
    learner, one = make_learner(), make_phase()
    begun = datetime(2026, 3, 2, 12, tzinfo=UTC)
    for topic_, days in zip(make_topics(4, one), (1, 4, 30, None), strict=True):
        set_state(learner=learner, topic=topic_, state="learning", at=begun)
        if days is not None:
            done = begun + timedelta(days=days)
            set_state(learner=learner, topic=topic_, state="done", at=done)

    kept = standings([learner.pk], outline(make_cohort(one.roadmap)))[learner.pk][one.roadmap_id]

    assert kept.phases[one.pk].days == 4
    assert list(kept.since.values()) == [date(2026, 3, 2)]


def test_a_phase_known_at_once_took_no_days():
    learner, one = make_learner(), make_phase()
    make_topics(2, one)
    set_phase(learner=learner, phase=one, state="done", at=MONDAY_NOON)

    kept = standings([learner.pk], outline(make_cohort(one.roadmap)))[learner.pk][one.roadmap_id]

    assert kept.phases[one.pk].days is None


def test_only_what_is_older_is_made_anew():
    one, others = make_learner(), [make_learner() for _ in range(3)]
    topic_ = make_topic()
    everybody = [one.pk, *(other.pk for other in others)]

    made = [keep(everybody, [topic_.roadmap_id]), keep(everybody, [topic_.roadmap_id])]
    set_state(learner=one, topic=topic_, state="learning", at=TUESDAY_NOON)

    assert [*made, keep(everybody, [topic_.roadmap_id])] == [4, 0, 1]


def test_standings_are_made_before_anybody_looks():
    topic_ = make_topic()
    there, away = make_cohort(topic_.roadmap), make_cohort(topic_.roadmap, archived_at=MONDAY_NOON)
    people = [make_membership(there).person_id for _ in range(3)]
    make_membership(away)
    make_membership(there, left_at=MADE)
    make_membership(there, role=Role.MENTOR)

    keep_standings()

    assert sorted(KeptStanding.objects.values_list("learner", flat=True)) == people
    assert keep(people, [topic_.roadmap_id]) == 0


def test_they_are_made_some_at_a_time(monkeypatch):
    monkeypatch.setattr("progress.cohorts.keeping_warm.AT_ONCE", 2)
    topic_ = make_topic()
    cohort = make_cohort(topic_.roadmap)
    for _ in range(5):
        make_membership(cohort)

    assert [keep_all(), keep_all()] == [5, 0]


def test_it_takes_as_many_statements_for_many_as_for_one():
    one = make_phase()
    make_topics(3, one)
    lines = outline(make_cohort(one.roadmap))
    counts = []
    for size in (1, 30):
        learners = [make_learner().pk for _ in range(size)]
        with CaptureQueriesContext(connection) as captured:
            standings(learners, lines)
        counts.append(len(captured))

    assert counts == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_many_who_look_at_once_make_the_same_rows():
    one = make_phase()
    topics = make_topics(6, one)
    learners = [make_learner() for _ in range(60)]
    for number, learner in enumerate(learners):
        set_state(learner=learner, topic=topics[number % 6], state="done", at=MONDAY_NOON)

    def look_at(number):
        mine = [learner.pk for learner in learners][:: -1 if number % 2 else 1]
        try:
            return keep(mine, [one.roadmap_id])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(look_at, range(16)))

    assert KeptStanding.objects.count() == 60
    agrees(learners)


def test_an_older_look_that_comes_late_overwrites_nothing_newer():
    """As of one who had begun to look before the tick, and writes after another has."""
    learner, topic_ = make_learner(), make_topic()
    change = set_state(learner=learner, topic=topic_, state="done", at=MONDAY_NOON)
    keep([learner.pk], [topic_.roadmap_id])
    KeptStanding.objects.update(activity=int(change.id) + 1, states="x")

    keep([learner.pk], [topic_.roadmap_id])

    assert KeptStanding.objects.get().states == "x"
