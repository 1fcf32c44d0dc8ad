"""100 %, once reached."""

from django.conf import settings
from django.db import models

from curriculum.models import Phase, Release, Roadmap


class Completion(models.Model):
    """A roadmap, or one phase of it, finished: written once, on the release it was reached on."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="completions", db_index=False
    )
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="completions")
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="completions")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    day = models.DateField()
    done = models.PositiveIntegerField()  # units, as are the next two
    skipped = models.PositiveIntegerField()
    carried = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "learner",
                "roadmap",
                "phase",
                name="completion_unique",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"complete on {self.day}"
