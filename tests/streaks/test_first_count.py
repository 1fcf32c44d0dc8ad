"""An upgrade counts the streaks of who was active before there were any."""

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from progress.learning.marks import set_state
from progress.learning.models import StoredStreak
from progress.learning.streaks.first_count import count_first_streaks
from progress.learning.streaks.stored import short_of
from tests.factories import make_topic


@pytest.fixture
def active(learner):
    """Somebody with an active day, and nothing stored of it."""
    set_state(learner=learner, topic=make_topic(), state="done", at=timezone.now())
    StoredStreak.objects.all().delete()
    return learner


def migrated(name: str, *, backwards: bool = False) -> None:
    """As `migrate` ends."""
    plan = [(MigrationLoader(connection).get_migration("learning", name), backwards)]
    emit_post_migrate_signal(0, interactive=False, db="default", apps=apps, plan=plan)


def test_the_upgrade_that_brings_streaks_counts_them(active):
    assert short_of(active, timezone.now()).length == 0

    migrated("0005_learners_day")

    assert short_of(active, timezone.now()).length == 1


@pytest.mark.parametrize(
    ("name", "backwards"),
    [("0004_run", False), ("0005_learners_day", True)],
)
def test_no_other_does(active, name, backwards):
    migrated(name, backwards=backwards)

    assert not StoredStreak.objects.exists()


def test_where_nobody_was_active_it_asks_once(db, django_assert_num_queries):
    migration = MigrationLoader(connection).get_migration("learning", "0005_learners_day")

    with django_assert_num_queries(1):
        count_first_streaks(plan=[(migration, False)])
