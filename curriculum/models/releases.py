"""What was loaded, when, and what became of ids and addresses that are no more."""

from typing import Self, TypeVar

from django.db import models

KeptModel = TypeVar("KeptModel", bound=models.Model)
DeclaredModel = TypeVar("DeclaredModel", bound=models.Model)


class ReleaseManager(models.Manager["Release"]):
    """Leaves the long columns in the database until somebody asks: a first load has thousands of changes."""

    def get_queryset(self) -> models.QuerySet["Release"]:
        return super().get_queryset().defer("changes", "before")

    def current(self) -> "Release | None":
        """What is live now: the last load, or None on an empty database."""
        return self.order_by("-pk").first()


class Release(models.Model):
    """One load of the content that changed something."""

    digest = models.CharField(max_length=64)  # of the whole catalogue, SHA-256 in hex
    source_digest = models.CharField(max_length=64, blank=True)  # of the files themselves
    renderer = models.CharField(max_length=64, blank=True)  # of the code that made the catalogue of them
    at = models.DateTimeField()
    draft = models.BooleanField(default=False)  # made by the local watcher, replaced by its next
    restores = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # rolled back to it
    commit = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=list)  # the plan that was applied, as `plan_content --json` prints it
    before = models.JSONField(null=True)  # a draft: what was stored before the first of them

    objects = ReleaseManager()

    class Meta:
        indexes = [models.Index("digest", name="release_by_digest")]

    def __str__(self) -> str:
        return f"release {self.pk}"


class KeptQuerySet(models.QuerySet[KeptModel]):
    def live(self) -> Self:
        return self.filter(retired_in=None)


class Kept(models.Model):
    """A row known by its id for ever: content that goes is retired, never deleted."""

    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of its definition: equal digests need no write
    added_in = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    retired_in = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class DeclaredQuerySet(models.QuerySet[DeclaredModel]):
    def holding(self) -> Self:
        return self.filter(ended_in=None)


class Declared(models.Model):
    """What the files say of an id that is no more. It holds until another release says otherwise.

    Ids are written with their roadmap, "boring-backend/sql"; a roadmap, a concept and a resource
    have "roadmaps", "concepts" or "resources" in its place.
    """

    since = models.ForeignKey(Release, models.PROTECT, related_name="+")
    ended_in = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Alias(Declared):
    """An old id, and one that carries its progress on (`was` in the files)."""

    old = models.CharField(max_length=200)
    new = models.CharField(max_length=200)
    credit = models.CharField(max_length=4, default="any")  # any | all | none

    objects = DeclaredQuerySet["Alias"].as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("old", "new", condition=models.Q(ended_in=None), name="alias_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.old} is now {self.new}"


class Retirement(Declared):
    """An id taken out for good, and why; `replaced_by` is an id whose address is shown instead."""

    old = models.CharField(max_length=200)
    on = models.DateField()
    why = models.CharField(max_length=300)
    replaced_by = models.CharField(max_length=200, blank=True)

    objects = DeclaredQuerySet["Retirement"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("old", condition=models.Q(ended_in=None), name="retirement_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.old} is retired"


class FormerSlug(models.Model):
    """An address that a roadmap, phase or topic had once; it redirects for ever.

    `roadmap` is the roadmap's key, empty for a roadmap's own address.
    """

    kind = models.CharField(max_length=8)  # roadmap | phase | topic
    roadmap = models.CharField(max_length=64, blank=True)
    slug = models.CharField(max_length=64)
    key = models.CharField(max_length=64)  # of the entry that had it last

    class Meta:
        constraints = [
            models.UniqueConstraint("kind", "roadmap", "slug", name="former_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.slug
