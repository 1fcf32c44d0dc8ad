"""Deleting an account while another browser of the same person is still at work."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete

from progress.learning.models import Note
from roadmap_site.accounts import erasure, zones
from roadmap_site.accounts.models import User
from tests.accounts.everything import NOON
from tests.factories import make_learner, make_topic

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def beside():
    """Do something in a connection of its own, which is closed again."""

    def closing(work):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(closing, work)


@pytest.fixture
def noting(beside):
    """Have a note written just when a deletion has taken notes away but not yet the person."""
    learner, topic = User.objects.create_user("robin@cairn.example"), make_topic()
    notes = []

    def write(**signal):
        work = lambda: Note.objects.create(learner=learner, topic=topic, text="Late", at=NOON)  # noqa: E731
        notes.append(beside(work))
        time.sleep(0.3)

    post_delete.connect(write, sender=EmailAddress)
    yield learner, notes
    post_delete.disconnect(write, sender=EmailAddress)


def test_what_comes_late_is_refused_and_the_deletion_is_whole(noting):
    learner, notes = noting

    erasure.erase(person=learner)

    with pytest.raises(IntegrityError):
        notes[0].result(10)
    assert not User.objects.exists()
    assert not Note.objects.exists()


def test_without_the_lock_it_would_stop_the_deletion(noting, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    learner, _ = noting

    with pytest.raises(IntegrityError):
        erasure.erase(person=learner)


def test_moving_and_deleting_wait_for_one_another(beside):
    learner = make_learner()

    with transaction.atomic():
        zones.move(user=learner, zone="Asia/Tokyo", at=NOON)
        deletion = beside(lambda: erasure.erase(person=learner))
        time.sleep(0.3)
        assert not deletion.done()
    deletion.result(10)

    assert not User.objects.exists()
