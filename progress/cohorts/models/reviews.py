"""Milestones that mentors look at."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from progress.cohorts.models.cohorts import Cohort
from progress.learning.models import Submission

PERSON = settings.AUTH_USER_MODEL


class Verdict(models.TextChoices):
    APPROVED = "approved", _("approved")
    CHANGES = "changes", _("changes wanted")


class ReviewClaim(models.Model):
    """A mentor looks at a submission right now; others leave it alone until `until`."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, related_name="review_claim", primary_key=True
    )
    mentor = models.ForeignKey(PERSON, models.CASCADE, related_name="review_claims")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"submission {self.submission_id} until {self.until:%H:%M}"


class Escalation(models.Model):
    """A mentor was told that a submission has waited for `step` days."""

    mentor = models.ForeignKey(PERSON, models.CASCADE, related_name="escalations", db_index=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="escalations")
    step = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("mentor", "submission", "step", name="escalation_unique")]

    def __str__(self) -> str:
        return f"submission {self.submission_id} after {self.step} days"


class Review(models.Model):
    """What a mentor said of a submission; `checked` are those lines of the milestone that were met."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reviews")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="reviews")
    mentor = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="reviews")
    verdict = models.CharField(max_length=8, choices=Verdict)
    words = models.TextField(blank=True)  # Markdown as typed
    checked = ArrayField(models.TextField(), default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verdict} of submission {self.submission_id}"


class ReviewReply(models.Model):
    """A word in the thread below a submission, the learner's or a mentor's."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="review_replies")
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="review_replies")
    words = models.TextField()  # Markdown as typed
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"reply to submission {self.submission_id}"


class AnswerTemplate(models.Model):
    """Words that a mentor uses again and again."""

    mentor = models.ForeignKey(PERSON, models.CASCADE, related_name="answer_templates")
    title = models.CharField(max_length=80)
    words = models.TextField()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
