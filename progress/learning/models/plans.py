"""Which roadmaps a learner follows, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from curriculum.models import Roadmap


class Enrolment(models.Model):
    """A roadmap that a learner has started, may have paused and may have left; marks stay whatever it says.

    Who has marked a topic of a roadmap and has no row follows it too.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments", db_index=False
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="enrolments")
    started_on = models.DateField()
    paused_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("learner", "roadmap", name="enrolment_unique")]

    def __str__(self) -> str:
        return f"roadmap {self.roadmap_id} since {self.started_on}"


class Plan(models.Model):
    """A learner's target pace for a roadmap: hours a week, or a date to be done by. Nobody else sees it.

    `settled` is how many units were settled on the day it was made.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="plans", db_index=False
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="plans")
    hours_a_week = models.PositiveIntegerField(null=True)
    by = models.DateField(null=True)
    made_on = models.DateField()
    settled = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("learner", "roadmap", name="plan_unique"),
            models.CheckConstraint(
                condition=Q(hours_a_week__range=(1, 80), by=None) | Q(hours_a_week=None, by__isnull=False),
                name="plan_has_one_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours_a_week} hours a week" if self.hours_a_week else f"by {self.by}"


class CalendarFeed(models.Model):
    """The address under which calendars fetch a learner's plans; a new token revokes the old one."""

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", primary_key=True
    )
    token = models.CharField(max_length=43, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.learner_id}"
