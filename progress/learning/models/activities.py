"""What learners did, and on which of their days."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from curriculum.models import Habit, Milestone, Topic


class Activity(models.Model):
    """One thing a learner did; never changed afterwards.

    It counts for its day if it `qualifies` and no later one `compensates` it. `learning_by` and
    `done_by` are the activities that count, once this one is done, for the topic's being in learning
    and done: the next change looks at them alone, however long the history is.
    """

    class Kind(models.TextChoices):
        STATE = "state", "set a topic's state"
        BULK = "bulk", "set a topic's state with many others"
        UNDO = "undo", "took a change back"
        JOIN = "join", "brought a mark along at sign-in"
        WORKED = "worked", "worked on a topic in learning"
        HABIT = "habit", "kept a habit"
        SUBMISSION = "submit", "handed in evidence for a milestone"

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="activities", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+", db_index=False)
    # Without constraints, whose check would read the whole log: content rows are never deleted.
    habit = models.ForeignKey(
        Habit, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    milestone = models.ForeignKey(
        Milestone, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    state = models.CharField(max_length=8, blank=True)  # what it was set to
    former = models.JSONField(null=True)  # the mark as it was: {state, at, day, credited_by}; null if none
    batch = models.UUIDField(null=True)  # one for all activities of a bulk change
    at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    day = models.DateField()
    qualifies = models.BooleanField(default=False)  # for an active day
    compensates = ArrayField(models.BigIntegerField(), default=list)  # primary keys, of the same day
    learning_by = models.BigIntegerField(null=True)
    done_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index("learner", "day", name="activity_by_day"),
            models.Index("learner", "topic", "id", name="activity_by_topic"),
            models.Index("learner", "id", name="activity_newest"),
            models.Index(
                "learner", "batch", name="activity_by_batch", condition=models.Q(batch__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} on {self.day}"


class ActiveDay(models.Model):
    """A local day and how many uncompensated qualifying activities it keeps; the row goes with the last."""

    pk = models.CompositePrimaryKey("learner_id", "day")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="active_days", db_index=False
    )
    day = models.DateField()
    activities = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.day)
