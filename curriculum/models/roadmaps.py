"""A roadmap and what it is made of: roadmap > phase > topic, and beside them groups, milestones, habits."""

from typing import Self

from django.db import models

from curriculum.models.library import Concept
from curriculum.models.releases import Kept, KeptQuerySet


class RoadmapQuerySet(KeptQuerySet["Roadmap"]):
    def published(self) -> Self:
        return self.live().filter(status="published")


class Roadmap(Kept):
    """`digest` is of its own definition, `tree_digest` of all that its pages show: a cache key."""

    key = models.CharField(max_length=64, unique=True)
    slug = models.CharField(max_length=64)  # unique among live ones
    tagline = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=9, default="published")  # draft | published
    accent = models.CharField(max_length=16)
    language = models.CharField(max_length=12, default="en")
    audience = models.CharField(max_length=12, blank=True)
    duration_unit = models.CharField(max_length=6, blank=True)  # hours | days | weeks | months
    duration_from = models.PositiveIntegerField(null=True)
    duration_to = models.PositiveIntegerField(null=True)
    calls_phases = models.CharField(max_length=10, default="phase")
    summary = models.TextField(blank=True)  # HTML, from summary.md
    source = models.JSONField(default=dict)  # {title, url, licence}
    facts = models.JSONField(default=list)  # [{label, value}]
    outcomes = models.JSONField(default=list)  # [HTML]
    related = models.JSONField(default=list)  # [{title, url, roadmap}]
    next = models.JSONField(default=list)  # the same
    tree_digest = models.CharField(max_length=64)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint("slug", condition=models.Q(retired_in=None), name="roadmap_slug_unique"),
        ]


class Layer(models.Model):
    """A stretch of consecutive phases under one heading; not an entry: nothing is ticked or linked on it."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="layers")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    prose = models.TextField(blank=True)  # HTML
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("roadmap", "key", name="layer_key_unique")]

    def __str__(self) -> str:
        return self.title


class Entry(Kept):
    """Anything with an id of its own (`key`) in a roadmap."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="%(class)ss")
    key = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)  # among its siblings

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("roadmap", "key", name="%(class)s_key_unique"),
        ]


def unique_slug(kind: str) -> models.UniqueConstraint:
    """One address leads to one live entry."""
    return models.UniqueConstraint(
        "roadmap", "slug", condition=models.Q(retired_in=None), name=f"{kind}_slug_unique"
    )


class Phase(Entry):
    slug = models.CharField(max_length=64)
    layer = models.ForeignKey(Layer, models.PROTECT, null=True, related_name="phases")
    headline = models.CharField(max_length=300, blank=True)
    short = models.CharField(max_length=24, blank=True)  # its name under a station of the strip
    number = models.PositiveIntegerField(null=True)
    level = models.CharField(max_length=12, blank=True)
    badge = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)  # HTML
    goal = models.TextField(blank=True)  # HTML
    prose = models.TextField(blank=True)  # HTML, from the phase's .md
    effort_unit = models.CharField(max_length=6, blank=True)
    effort_from = models.PositiveIntegerField(null=True)
    effort_to = models.PositiveIntegerField(null=True)
    when_unit = models.CharField(max_length=6, blank=True)
    when_from = models.PositiveIntegerField(null=True)
    when_to = models.PositiveIntegerField(null=True)
    when_note = models.CharField(max_length=120, blank=True)
    optional = models.BooleanField(default=False)
    tools = models.JSONField(default=list)  # [str]

    objects = KeptQuerySet["Phase"].as_manager()

    class Meta(Entry.Meta):
        constraints = [*Entry.Meta.constraints, unique_slug("phase")]


class ChooseGroup(Entry):
    """Topics of which any `choose` complete the group; counted as `choose` units."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="groups")
    choose = models.PositiveIntegerField(default=1)
    summary = models.TextField(blank=True)  # HTML
    optional = models.BooleanField(default=False)

    objects = KeptQuerySet["ChooseGroup"].as_manager()

    class Meta(Entry.Meta):
        pass


_LIVE_WITH_CONCEPT = models.Q(retired_in=None, concept__isnull=False)


class Topic(Entry):
    """`position` runs through the phase: a group's members stand where the group stands."""

    slug = models.CharField(max_length=64)
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="topics")
    group = models.ForeignKey(ChooseGroup, models.PROTECT, null=True, related_name="topics")
    summary = models.TextField(blank=True)  # HTML
    concept = models.ForeignKey(Concept, models.PROTECT, null=True, related_name="topics")
    about = models.ManyToManyField(Concept, related_name="mentioned_by")
    needs = models.ManyToManyField("self", symmetrical=False, related_name="needed_by")
    optional = models.BooleanField(default=False)
    review_since = models.DateField(null=True)  # whoever had done it before may want to look again
    review_why = models.CharField(max_length=300, blank=True, db_default="")

    objects = KeptQuerySet["Topic"].as_manager()

    class Meta(Entry.Meta):
        constraints = [*Entry.Meta.constraints, unique_slug("topic")]
        indexes = [  # for where a topic carries to
            models.Index("concept", "roadmap", name="topic_live_by_concept", condition=_LIVE_WITH_CONCEPT)
        ]


class Milestone(Entry):
    """Work that closes a phase."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="milestones")
    brief = models.TextField(blank=True)  # HTML
    kind = models.CharField(max_length=10, default="project")  # project | exercise | simulation | essay

    objects = KeptQuerySet["Milestone"].as_manager()

    class Meta(Entry.Meta):
        pass


class Habit(Entry):
    """A part of the daily routine."""

    objects = KeptQuerySet["Habit"].as_manager()

    class Meta(Entry.Meta):
        pass


class SkillWindow(models.Model):
    """A stretch of the skill map, "months 1-3"."""

    roadmap = models.ForeignKey(Roadmap, models.PROTECT, related_name="skill_windows")
    label = models.CharField(max_length=80)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class SkillItem(models.Model):
    window = models.ForeignKey(SkillWindow, models.CASCADE, related_name="items")
    title = models.CharField(max_length=200)
    topics = models.ManyToManyField(Topic, related_name="skill_items")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title
