"""Who learns together, on which roadmaps, and who looks after them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from curriculum.models import Roadmap


class Role(models.TextChoices):
    LEARNER = "learner", _("learner")
    OBSERVER = "observer", _("observer")  # sees what mentors see
    MENTOR = "mentor", _("mentor")
    OWNER = "owner", _("owner")  # a mentor who also keeps the cohort


class Shows(models.TextChoices):
    """What a learner lets mentors see of their topics."""

    TOPICS = "topics", _("the names of topics")
    COUNTS = "counts", _("only how many")


def is_past(last_day: date | None, today: date) -> bool:
    """Whether a cohort with that last day, or none, has ended. On its last day it still goes on."""
    return last_day is not None and last_day < today


class CohortQuerySet(models.QuerySet["Cohort"]):
    def going_on(self, today: date) -> Self:
        """Those that have not ended, as `is_past` says it."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=today))


class Cohort(models.Model):
    """People on the same roadmaps from the same day on; `weeks_a_phase` is its pace, null for none.

    `ended_on` is its last day, also while that is still to come. One that has ended is still looked at; one
    that is archived only by its owners, and takes nobody in.
    """

    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    weeks_a_phase = models.PositiveSmallIntegerField(null=True)
    ended_on = models.DateField(null=True)
    archived_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    roadmaps = models.ManyToManyField(Roadmap, through="CohortRoadmap", related_name="cohorts")

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks_a_phase=None) | Q(weeks_a_phase__range=(1, 52)), name="cohort_pace_is_weeks"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CohortRoadmap(models.Model):
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="lines")
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("cohort", "roadmap", name="cohort_roadmap_unique")]

    def __str__(self) -> str:
        return f"roadmap {self.roadmap_id} of cohort {self.cohort_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        return self.filter(left_at=None)

    def past(self) -> Self:
        """The last one of each who is in the cohort no more."""
        later = self.model.objects.filter(cohort=OuterRef("cohort"), person=OuterRef("person"))
        later = later.filter(Q(left_at=None) | Q(pk__gt=OuterRef("pk")))
        return self.exclude(left_at=None).exclude(Exists(later))

    def learners(self) -> Self:
        return self.current().filter(role=Role.LEARNER)

    def looking_after(self) -> Self:
        return self.current().exclude(role=Role.LEARNER)


class Membership(models.Model):
    """A person in a cohort. Who leaves keeps the row, which nobody else sees; who comes back gets another.

    `shows` is what the learner lets mentors see; `extra_days` move the learner's pace, which begins when they
    came in: of one who was moved, where they were before (`paced_from`). `notice_since` is
    when something was done that they should know of and have not looked at yet.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="memberships", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.LEARNER)
    shows = models.CharField(max_length=6, choices=Shows, default=Shows.TOPICS)
    extra_days = models.PositiveSmallIntegerField(default=0)
    paced_from = models.DateField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    notice_since = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "cohort", "person", name="membership_unique", condition=Q(left_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="membership_ends_later"
            ),
        ]
        indexes = [models.Index("cohort", "role", name="membership_by_cohort", condition=Q(left_at=None))]

    def __str__(self) -> str:
        return f"{self.role} of cohort {self.cohort_id}"


class Invitation(models.Model):
    """A link that lets people in, as often as `uses` allows and until it expires or is revoked.

    With an `address` it was sent there, and lets in one.
    """

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=8, choices=Role, default=Role.LEARNER)
    token = models.CharField(max_length=43, unique=True)
    address = models.EmailField(max_length=254, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    uses = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("uses")), name="invitation_is_not_used_up_twice"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to cohort {self.cohort_id}"
