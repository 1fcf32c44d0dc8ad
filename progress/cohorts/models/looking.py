"""What mentors keep for themselves, and the log of what they saw and changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from progress.cohorts.models.cohorts import Cohort

PERSON = settings.AUTH_USER_MODEL


class MentorNote(models.Model):
    """What mentors of a cohort write down about a learner; the learner does not see it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="mentor_notes", db_index=False)
    learner = models.ForeignKey(PERSON, models.CASCADE, related_name="notes_about")
    author = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="notes_on_learners")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index("cohort", "learner", name="mentor_note_by_learner")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class SavedView(models.Model):
    """A mentor's own way to look at a cohort: sort and filters, as in the address."""

    mentor = models.ForeignKey(PERSON, models.CASCADE, related_name="saved_views", db_index=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("mentor", "cohort", "name", name="saved_view_unique")]

    def __str__(self) -> str:
        return self.name


class LastLook(models.Model):
    """When a mentor last looked at a cohort, and the time before: what has changed is told since then."""

    mentor = models.ForeignKey(PERSON, models.CASCADE, related_name="last_looks", db_index=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="last_looks")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("mentor", "cohort", name="last_look_unique")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class AuditEntry(models.Model):
    """Somebody saw or changed something; rows are added, never changed. A learner reads those about them."""

    class What(models.TextChoices):
        SAW_LEARNER = "saw", _("looked at a learner's page")
        EXPORTED = "exported", _("downloaded a table")
        REVIEWED = "reviewed", _("reviewed a milestone")
        WROTE = "wrote", _("wrote a message")
        NOTED = "noted", _("wrote a note")
        JOINED = "joined", _("joined")
        LEFT = "left", _("left")
        REMOVED = "removed", _("took somebody out")
        MOVED = "moved", _("moved somebody")
        EXTENDED = "extended", _("gave more time")
        ROLE = "role", _("changed a role")
        INVITED = "invited", _("invited")
        REVOKED = "revoked", _("revoked an invitation")
        CHANGED = "changed", _("changed the cohort")
        ENDED = "ended", _("ended the cohort")
        ARCHIVED = "archived", _("archived the cohort")
        SHOWS = "shows", _("changed what mentors see")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="audit")
    actor = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="audited_deeds")
    learner = models.ForeignKey(PERSON, models.CASCADE, null=True, related_name="audit_about")
    what = models.CharField(max_length=8, choices=What)
    told = models.JSONField(null=True)  # what changed, without private words
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index("learner", "cohort", name="audit_by_learner")]

    def __str__(self) -> str:
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"
