"""Who was active before there were streaks has theirs from the upgrade on, not from the next active day."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import Migration
from django.utils import timezone

from progress.learning.models import ActiveDay
from progress.learning.streaks.rebuilding import learners, rebuild

BRINGS_STREAKS = ("learning", "0005_learners_day")


def count_first_streaks(*, plan: Sequence[tuple[Migration, bool]] = (), **told: Any) -> None:
    """Count them once `migrate` has made their table (the signal `post_migrate`; `flush` sends it, too)."""
    brought = any(
        (migration.app_label, migration.name) == BRINGS_STREAKS and not backwards
        for migration, backwards in plan
    )
    if brought and ActiveDay.objects.exists():
        for learner in learners():
            rebuild(learner, timezone.now())
