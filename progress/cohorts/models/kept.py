"""Where the learners of cohorts stand, kept so that a thousand are read at once."""

from django.conf import settings
from django.db import models

from curriculum.models import Roadmap


class KeptStanding(models.Model):
    """A learner's standings in a roadmap, as of their newest activity and of the newest release.

    When either is newer by now the row is made anew before it is read (SQL function `cohorts_keep`). `states`
    has a letter for each live topic in the order of primary keys: d(one), c(arried), l(earning), s(kipped) or
    a dot. `since` has the days of those in learning, by topic. `phases` has for each phase its required,
    settled and skipped units, whether it is complete, and the median of days for which its topics were in
    learning until they were done, or null.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="+")
    activity = models.BigIntegerField()  # 0 before the first
    release = models.BigIntegerField()
    release_at = models.DateTimeField()  # a draft is made anew in its place
    states = models.TextField()
    since = models.JSONField()
    phases = models.JSONField()
    required = models.PositiveIntegerField()
    settled = models.PositiveIntegerField()
    complete = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint("learner", "roadmap", name="kept_standing_unique")]

    def __str__(self) -> str:
        return f"{self.settled} of {self.required}"
