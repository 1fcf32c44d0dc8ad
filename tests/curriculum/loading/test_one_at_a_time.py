"""Eight loads at once: one applies, seven say that it is busy."""

from collections import Counter
from contextlib import contextmanager
from threading import Barrier, Event, Lock, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from curriculum.loading.load import load
from curriculum.loading.refusals import LoadBusy
from curriculum.models import Release, Topic
from tests.catalogs import full_catalog
from tests.curriculum.loading.conftest import MONDAY_NOON

pytestmark = pytest.mark.django_db(transaction=True)

LOADS = 8
PATIENCE = 5.0  # seconds; it is over when all have been told


def race() -> Counter[str]:
    """Start all loads together; the one that gets the lock waits until the others have been told."""
    told, told_all, lock, start = Counter(), Event(), Lock(), Barrier(LOADS)

    def tell(word: str) -> None:
        with lock:
            told[word] += 1
            if told["busy"] == LOADS - 1:
                told_all.set()

    def wait(words: str) -> None:
        told_all.wait(timeout=PATIENCE)
        told_all.set()

    def one() -> None:
        start.wait()
        try:
            outcome = load(full_catalog(), at=MONDAY_NOON, say=wait)
            tell("applied" if outcome.changed else "unchanged")
        except LoadBusy:
            tell("busy")
        except DatabaseError:
            tell("broken")
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(LOADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_one_applies_and_seven_say_busy():
    assert race() == {"applied": 1, "busy": 7}

    assert Release.objects.count() == 1
    assert Topic.objects.count() == 7


def test_without_the_lock_they_get_in_each_others_way(monkeypatch):
    @contextmanager
    def nothing_held():
        with transaction.atomic():
            yield

    monkeypatch.setattr("curriculum.loading.load.one_at_a_time", nothing_held)
    monkeypatch.setattr(f"{__name__}.PATIENCE", 0.1)

    assert race() != {"applied": 1, "busy": 7}


def test_the_lock_is_free_after_a_load():
    load(full_catalog(), at=MONDAY_NOON)

    assert not load(full_catalog(), at=MONDAY_NOON).changed
