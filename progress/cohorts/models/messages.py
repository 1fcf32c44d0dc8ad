"""What mentors and learners write to each other."""

from django.conf import settings
from django.db import models

from progress.cohorts.models.cohorts import Cohort


class Message(models.Model):
    """From a mentor to a learner, or the learner's answer; `answers` is what it answers."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="messages")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_sent")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_received")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, related_name="answered_by")
    words = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"message {self.pk}"
