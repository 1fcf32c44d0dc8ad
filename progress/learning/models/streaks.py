"""How a learner wants a streak to be counted, and a stored copy of what it amounts to."""

from django.conf import settings
from django.db import models


class StreakMode(models.TextChoices):
    DAILY = "daily", "every day"
    WEEKLY = "weekly", "some days a week"
    OFF = "off", "not at all"


class ModeChange(models.Model):
    """The modes a learner has chosen; rows are added, never changed.

    `effective` is the first local day on which it holds, never before the day it was chosen.
    `days` is how many active days a week needs in weekly mode.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mode_changes", db_index=False
    )
    mode = models.CharField(max_length=6, choices=StreakMode)
    days = models.PositiveIntegerField(default=3)
    effective = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("learner", "effective", name="mode_change_by_learner")]
        constraints = [
            models.CheckConstraint(condition=models.Q(mode__in=StreakMode.values), name="streak_mode_known"),
            models.CheckConstraint(condition=models.Q(days__range=(1, 7)), name="streak_days_of_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.mode} from {self.effective}"


class PauseChange(models.Model):
    """A pause begins, or ends; rows are added, never changed.

    `effective` is the first local day of it, and `until` the last day of a pause whose end is known.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="pause_changes", db_index=False
    )
    paused = models.BooleanField()
    effective = models.DateField()
    until = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("learner", "effective", name="pause_change_by_learner")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(paused=True, until__gte=models.F("effective")),
                name="pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{'paused' if self.paused else 'going on'} from {self.effective}"


class StoredStreak(models.Model):
    """A cache of what `progress.learning.streaks` computes; no row means nothing was ever active.

    Without anything new it holds, `length` days or weeks long, through `holds_until` (for ever during
    an open pause) and is nothing afterwards. On `at_risk_on` only an activity keeps it.
    """

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stored_streak", primary_key=True
    )
    mode = models.CharField(max_length=6, choices=StreakMode)
    length = models.PositiveIntegerField()
    longest = models.PositiveIntegerField()
    last = models.DateField(null=True)  # active day
    holds_until = models.DateField(null=True)
    at_risk_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.length}, {self.mode}"
