"""Evidence for milestones."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from curriculum.models import Milestone


class Submission(models.Model):
    """What a learner hands in for a milestone; those that are not withdrawn count.

    Until a mentor confirms one, the learner has checked it alone.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions", db_index=False
    )
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()  # 1 for the first of this learner and milestone
    link = models.URLField(max_length=2000, blank=True)
    text = models.TextField(blank=True)  # Markdown as typed
    at = models.DateTimeField()
    day = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("learner", "milestone", "number", name="submission_unique"),
            models.CheckConstraint(condition=~Q(link="") | ~Q(text=""), name="submission_shows_something"),
        ]

    def __str__(self) -> str:
        return f"submission {self.number} for milestone {self.milestone_id}"
