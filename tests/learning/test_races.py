"""Ticks and unticks from many threads at once, and what goes wrong when nothing keeps them in a row."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, pairwise
from pathlib import Path
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from curriculum.models import Topic
from progress.learning import recording
from progress.learning.marks import TopicRetired, set_state
from progress.learning.models import Activity, Mark
from progress.learning.standings import Marks, tallies
from tests.factories import make_learner, make_phase, make_release, make_topics

pytestmark = pytest.mark.django_db(transaction=True)
CHANGES = Path(recording.__file__).parent / "migrations" / "sql" / "0003_changes.sql"
LOCK = "PERFORM pg_advisory_xact_lock(hashtextextended('learner', learner));"


def tick_from_many_threads(ticks: int, threads: int) -> list[str]:
    """Have threads set states of a few people's few topics; return everything that is wrong afterwards."""
    learners, topics = [make_learner() for _ in range(3)], make_topics(4, make_phase())
    chosen = random.Random(20260302)
    moves = [
        (chosen.choice(learners), chosen.choice(topics), chosen.choice(["todo", "done", "done", "learning"]))
        for _ in range(ticks)
    ]

    def move(learner, topic, state):
        try:
            set_state(learner=learner, topic=topic, state=state, at=timezone.now())
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            connection.close()  # back to the pool, as at the end of a request

    with ThreadPoolExecutor(threads) as pool:
        errors = [error for error in pool.map(move, *zip(*moves, strict=True)) if error]
    return errors + [wrong for learner in learners for wrong in what_is_wrong(learner)]


def what_is_wrong(learner) -> Iterator[str]:
    activities = list(learner.activities.order_by("topic", "pk"))
    for topic, history in groupby(activities, key=lambda activity: activity.topic_id):
        written = list(history)
        mark = Mark.objects.get(learner=learner, topic=topic)
        if (mark.state, mark.at) != (written[-1].state, written[-1].at):
            yield f"{topic}: the last state written is not the one that stayed"
        for one, next_one in pairwise(written):
            if (next_one.former or {}).get("at") != one.at.isoformat():
                yield f"{topic}: {next_one} was written over {one} without seeing it"
            if next_one.state == one.state:
                yield f"{topic}: {one} twice"
    taken_back = Counter(one for activity in activities for one in activity.compensates)
    if any(times > 1 for times in taken_back.values()):
        yield "an activity was compensated twice"
    credits = Counter(a.day for a in activities if a.qualifies and a.pk not in taken_back)
    if credits != dict(learner.active_days.values_list("day", "activities")):
        yield "the active days are not what the activities say"
    yield from wrong_completions(learner)


def wrong_completions(learner) -> Iterator[str]:
    roadmaps = list(Activity.objects.values_list("topic__roadmap", flat=True).distinct())
    for roadmap, tally in tallies(Marks.of(learner), roadmaps).items():
        if learner.completions.filter(roadmap=roadmap, phase=None).exists() != tally.complete:
            yield "the completion is not what the marks say"


def test_ticks_at_once_end_as_ticks_in_a_row():
    assert tick_from_many_threads(ticks=1500, threads=16) == []


@pytest.mark.full
def test_ten_thousand_ticks_from_fifty_threads_end_as_ticks_in_a_row():
    assert tick_from_many_threads(ticks=10_000, threads=50) == []


def test_without_the_lock_the_same_ticks_go_wrong(monkeypatch):
    """The control: were this quiet, the tests above would prove nothing."""
    text = CHANGES.read_text()
    assert LOCK in text
    unguarded = text[: text.index("$$;") + 3].replace(LOCK, "").replace("learning_begin", "unguarded_begin")
    with connection.cursor() as cursor:
        cursor.execute(unguarded.replace("%", "%%"), [])
    monkeypatch.setattr(recording, "_BEGIN", "SELECT * FROM unguarded_begin(%s, %s, %s)")

    assert tick_from_many_threads(ticks=1500, threads=16) != []


def test_reading_and_then_writing_goes_wrong_too(monkeypatch):
    """The other control: without the lock or the upsert, as an ORM would tempt one to write it."""

    def select_then_insert(*, learner, topic, state, at):
        mark = Mark.objects.filter(learner=learner, topic=topic).first()
        if mark is None:
            Mark.objects.create(learner=learner, topic=topic, state=state, at=at, day=at.date())
        else:
            Mark.objects.filter(learner=learner, topic=topic).update(state=state, at=at)

    monkeypatch.setitem(globals(), "set_state", select_then_insert)

    rounds = (tick_from_many_threads(ticks=300, threads=16) for _ in range(10))

    assert any(error.startswith("IntegrityError") for wrong in rounds for error in wrong)


def test_two_last_ticks_at_once_complete_the_phase():
    people = [(make_learner(), make_topics(2, make_phase())) for _ in range(40)]

    def tick(learner, topic):
        set_state(learner=learner, topic=topic, state="done", at=timezone.now())
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda pair: tick(*pair), [(one, topic) for one, topics in people for topic in topics]))

    assert all(learner.completions.count() == 2 for learner, _ in people)


def test_a_tick_during_a_load_that_retires_its_topic_waits_and_is_told():
    """The load locks the marks before it touches topics; a tick must not hold a topic while it waits."""
    learner, topic, release = make_learner(), *make_topics(1, make_phase()), make_release()
    locked = Event()

    def load():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE learning_mark IN SHARE ROW EXCLUSIVE MODE")
            locked.set()
            sleep(0.2)
            Topic.objects.filter(pk=topic.pk).update(retired_in=release)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load)
        locked.wait()
        with pytest.raises(TopicRetired):
            set_state(learner=learner, topic=topic, state="done", at=timezone.now())
        loading.result()

    assert not learner.marks.exists()
