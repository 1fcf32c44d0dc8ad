"""A learner's state on each topic, and which resources they have read."""

from typing import Self

from django.conf import settings
from django.db import models

from curriculum.models import ChooseGroup, Release, Resource, Roadmap, Topic


class State(models.TextChoices):
    """No row at all also means to do; the explicit one overrides credit and carrying."""

    TODO = "todo", "to do"
    LEARNING = "learning", "learning"
    DONE = "done", "done"
    SKIPPED = "skipped", "skipped"


class MarkQuerySet(models.QuerySet["Mark"]):
    def in_roadmap(self, roadmap: Roadmap) -> Self:
        return self.filter(topic__roadmap=roadmap)


class Mark(models.Model):
    """One row a learner and topic. `day` is the learner's local day of `at`, 04:00 to 04:00."""

    pk = models.CompositePrimaryKey("learner_id", "topic_id")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="marks", db_index=False
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="marks")
    state = models.CharField(max_length=8, choices=State)
    at = models.DateTimeField()
    day = models.DateField()
    # The load that wrote it by `was` or to keep a carry; empty on what the learner set.
    credited_by = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+", db_index=False)

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="mark_state_known"),
        ]
        indexes = [
            models.Index("credited_by", name="mark_by_credit", condition=models.Q(credited_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.state}"


class GroupCredit(models.Model):
    """A choose group that a learner had completed when a load changed its members: it stays complete."""

    pk = models.CompositePrimaryKey("learner_id", "group_id")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_credits", db_index=False
    )
    group = models.ForeignKey(ChooseGroup, models.PROTECT, related_name="credits")
    credited_by = models.ForeignKey(Release, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"group {self.group_id}"


class Read(models.Model):
    """A resource that a learner has ticked as read, wherever it is named."""

    pk = models.CompositePrimaryKey("learner_id", "resource_id")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reads", db_index=False
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="reads")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"resource {self.resource_id}"
