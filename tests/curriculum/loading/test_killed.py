"""A load that is killed leaves the content wholly old or wholly new, learners' marks too."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from time import sleep

import pytest
from django.conf import settings
from django.db import connection, transaction

from curriculum.catalog import Catalog, Retired
from curriculum.loading.load import Orders, load
from curriculum.models import Release, Topic
from progress.learning.models import GroupCredit, Mark
from tests.catalogs import catalog, group, phase, roadmap, topic
from tests.curriculum.loading.conftest import MONDAY_NOON
from tests.curriculum.loading.picture import picture
from tests.factories import make_learner

AT = MONDAY_NOON + timedelta(days=1)
ALLOWED = 1


def before() -> Catalog:
    one_of = group("one-of", topic("a"), topic("b"))
    data = phase("data", topic("sql-basics"), topic("redis", concept="redis"), topic("soap"), one_of)
    return catalog(
        roadmap("backend", data),
        roadmap("career", phase("start", topic("redis", concept="redis"), topic("kafka"))),
    )


def after() -> Catalog:
    """With something of everything: a rename, a merge, a retirement, an end of a carry, a group, a slug."""
    gone = Retired("soap", MONDAY_NOON.date(), "nobody asks for it")
    data = phase(
        "data",
        topic("sql", was=("backend/sql-basics", "career/kafka"), credit="all"),
        topic("redis", slug="caching"),
        topic("a"),
        group("one-of", topic("b"), topic("c")),
        slug="stores",
    )
    start = phase("start", topic("redis", concept="redis"))
    concepts = before().concepts
    return catalog(roadmap("backend", data, retired=(gone,)), roadmap("career", start), concepts=concepts)


def state() -> tuple[object, ...]:
    marks = Mark.objects.order_by("topic__key", "topic__roadmap__key")
    told = list(marks.values_list("topic__key", "state", "credited_by__digest"))
    return Release.objects.count(), picture(), told, GroupCredit.objects.count()


@pytest.fixture
def old(transactional_db: None) -> tuple[object, ...]:
    load(before(), at=MONDAY_NOON)
    learner = make_learner()
    for key in ("backend/sql-basics", "career/kafka", "career/redis", "backend/soap", "backend/a"):
        place, _, name = key.partition("/")
        row = Topic.objects.get(roadmap__key=place, key=name)
        Mark.objects.create(learner=learner, topic=row, state="done", at=MONDAY_NOON, day=MONDAY_NOON.date())
    return state()


@pytest.fixture
def program(old: object) -> Iterator[subprocess.Popen[str]]:
    """The program with the loads, on the test's database."""
    database = connection.settings_dict
    facts = {key: database[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.curriculum.loading.killed_loads"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
        env=os.environ | {"KILLED_DATABASE": json.dumps(facts)},
    )
    with running:
        yield running
        assert running.stdin
        running.stdin.close()


def kill_at(program: subprocess.Popen[str], statement: int) -> str:
    """Return "killed", or "done" when the load had fewer statements."""
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{statement}\n")
    program.stdin.flush()
    answer = program.stdout.readline().strip()
    while locks_held():
        sleep(0.01)
    return answer


def locks_held() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE locktype = 'advisory' AND datname = current_database()"
        )
        return cursor.fetchone()[0]


def statements(old: object) -> tuple[int, tuple[object, ...]]:
    """Return how many statements the load takes, and what it leads to, without leaving it so."""
    sent = 0

    def count(execute, *args):
        nonlocal sent
        sent += 1
        return execute(*args)

    with transaction.atomic():
        with connection.execute_wrapper(count):
            load(after(), at=AT, orders=Orders(allow_retire=ALLOWED))
        new = state()
        transaction.set_rollback(True)
    return sent, new


@pytest.mark.parametrize("points", [10, pytest.param(50, marks=pytest.mark.full)])
def test_a_killed_load_is_wholly_old_or_wholly_new(old, program, points):
    count, new = statements(old)
    assert new != old

    for point in range(points):
        statement = 1 + round(point * (count - 1) / (points - 1))
        assert kill_at(program, statement) == "killed"
        assert state() == old

    assert kill_at(program, count + 100) == "done"
    assert state() == new
