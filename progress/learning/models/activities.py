"""What learners did, and on which of their days."""

from django.conf import settings
from django.db import models

from curriculum.models import Topic


class Activity(models.Model):
    """One thing a learner did; never changed afterwards.

    `former` is the mark as it was before, so that undo can restore it: null when there was no
    row, else {state, at, day, credited_by}. `compensates` is the activity that this one takes back.
    """

    class Kind(models.TextChoices):
        STATE = "state", "set a topic's state"
        BULK = "bulk", "set a topic's state with many others"
        UNDO = "undo", "took a change back"
        JOIN = "join", "brought a mark along at sign-in"

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=8, choices=Kind)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, blank=True)  # what it was set to
    former = models.JSONField(null=True)
    batch = models.UUIDField(null=True)  # one for all activities of a bulk change
    at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    day = models.DateField()
    qualifies = models.BooleanField(default=False)  # for an active day
    compensates = models.ForeignKey("self", models.CASCADE, null=True, related_name="compensated_by")

    class Meta:
        indexes = [
            models.Index("learner", "day", name="activity_by_day"),
            models.Index("learner", "topic", "id", name="activity_by_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} on {self.day}"


class ActiveDay(models.Model):
    """A local day and how many uncompensated qualifying activities it keeps; the row goes with the last."""

    pk = models.CompositePrimaryKey("learner_id", "day")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="active_days")
    day = models.DateField()
    activities = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.day)
