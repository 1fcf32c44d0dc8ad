"""Which roadmaps a learner follows, and by when."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from curriculum.models import Roadmap


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> Self:
        return self.filter(paused_on=None, left_on=None)


class Enrolment(models.Model):
    """A roadmap that a learner has started, may have paused and may have left; marks stay anyway.

    Who has marked a topic of a roadmap and has no row follows it too. `paused_on` and `left_on` say since
    when; what is over is among `pauses`.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments", db_index=False
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="enrolments")
    started_on = models.DateField()
    paused_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("learner", "roadmap", name="enrolment_unique")]

    def __str__(self) -> str:
        return f"roadmap {self.roadmap_id} since {self.started_on}"


class EnrolmentPause(models.Model):
    """Days on which a learner was away from a roadmap, from the first to the last; they move the plan."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pauses", db_index=False)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint("enrolment", "first", name="enrolment_pause_unique"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="enrolment_pause_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Plan(models.Model):
    """A learner's target pace for a roadmap: hours a week, or a date to be done by. Nobody else sees it.

    Where the source gives no hours, `hours_a_topic` is the learner's own estimate, without which hours a week
    say nothing about topics. `earlier` counts the units settled on `made_on` before it was made.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="plans", db_index=False
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="plans")
    hours_a_week = models.FloatField(null=True)  # whole ones and halves
    hours_a_topic = models.FloatField(null=True)
    by = models.DateField(null=True)
    made_on = models.DateField()
    earlier = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("learner", "roadmap", name="plan_unique"),
            models.CheckConstraint(
                condition=Q(hours_a_week__range=(1, 80), by=None) | Q(hours_a_week=None, by__isnull=False),
                name="plan_has_one_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours_a_week:g} hours a week" if self.hours_a_week else f"by {self.by}"


class CalendarFeed(models.Model):
    """The address under which calendars fetch a learner's plans; a new token revokes the old one."""

    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", primary_key=True
    )
    token = models.CharField(max_length=43, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.learner_id}"
