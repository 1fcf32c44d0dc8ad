"""What roadmaps share: concepts and resources."""

from django.db import models

from curriculum.models.releases import Kept, KeptQuerySet


class Shared(Kept):
    """A row of the library; `key` is its id."""

    key = models.CharField(max_length=80, unique=True)

    class Meta:
        abstract = True


class Concept(Shared):
    """One idea that several roadmaps teach in the same scope and depth."""

    summary = models.TextField(blank=True)  # HTML

    objects = KeptQuerySet["Concept"].as_manager()


class Resource(Shared):
    """Something to read, watch or use; one that a file names in place has a key made of its address."""

    kind = models.CharField(max_length=10)
    url = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=400, blank=True)

    objects = KeptQuerySet["Resource"].as_manager()


class Reference(models.Model):
    """A resource where it is named: on a roadmap, on a phase, or on a topic."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="references")
    roadmap = models.ForeignKey("curriculum.Roadmap", models.PROTECT, related_name="references")
    phase = models.ForeignKey("curriculum.Phase", models.PROTECT, null=True, related_name="references")
    topic = models.ForeignKey("curriculum.Topic", models.PROTECT, null=True, related_name="references")
    note = models.CharField(max_length=400, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                "resource",
                "roadmap",
                "phase",
                "topic",
                name="reference_unique",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(phase=None) | models.Q(topic=None),
                name="reference_has_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} at {self.position}"
