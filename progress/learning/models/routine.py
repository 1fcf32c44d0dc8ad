"""Habits ticked, day by day."""

from django.conf import settings
from django.db import models

from curriculum.models import Habit


class HabitTick(models.Model):
    """A habit kept on a local day."""

    pk = models.CompositePrimaryKey("learner_id", "day", "habit_id")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="habit_ticks", db_index=False
    )
    habit = models.ForeignKey(Habit, models.PROTECT, related_name="ticks")
    day = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"habit {self.habit_id} on {self.day}"
