"""What was loaded, when, and where things have moved to since."""

from django.db import models


class Release(models.Model):
    """One load of the content that changed something."""

    digest = models.CharField(max_length=64)  # of the whole catalogue, SHA-256 in hex
    at = models.DateTimeField()
    draft = models.BooleanField(default=False)  # made by the local watcher, replaced by its next
    commit = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=list)  # the plan that was applied, as `plan_content --json` prints it

    class Meta:
        indexes = [models.Index("digest", name="release_by_digest")]

    def __str__(self) -> str:
        return f"release {self.pk}"


class Alias(models.Model):
    """An id that is no more, and one that carries its progress on (`was` in the files).

    Ids are written with their roadmap, "boring-backend/sql"; a library's concept or
    resource has "concepts" or "resources" in the roadmap's place.
    """

    old = models.CharField(max_length=200)
    new = models.CharField(max_length=200)
    credit = models.CharField(max_length=4)  # any | all | none
    since = models.ForeignKey(Release, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("old", "new", name="alias_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.old} is now {self.new}"


class FormerSlug(models.Model):
    """An address that a roadmap, phase or topic had once; it redirects for ever."""

    kind = models.CharField(max_length=8)  # roadmap | phase | topic
    roadmap = models.ForeignKey("curriculum.Roadmap", models.PROTECT, related_name="+")
    slug = models.CharField(max_length=64)
    key = models.CharField(max_length=64)  # of the entry that had it

    class Meta:
        constraints = [
            models.UniqueConstraint("kind", "roadmap", "slug", name="former_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.slug
