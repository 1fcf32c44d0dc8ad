"""What learners keep for themselves beside a topic, and what they report of its resources."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.models import Resource, Topic


class Words(models.Func):
    """What search looks for in a text: its words without accents, as curriculum.search.words makes them.

    It looks at the first 100,000 characters, since a tsvector has at most a megabyte.
    """

    template = (
        "to_tsvector('simple', regexp_replace(lower(regexp_replace("
        "normalize(left(%(expressions)s, 100000), NFKD), '[\u0300-\u036f]', '', 'g')), "
        "'[!-/:-@\\[-`{-~]+', ' ', 'g'))"
    )


class NoteManager(models.Manager["Note"]):
    """Leaves the words in the database: they are for searching in it."""

    def get_queryset(self) -> models.QuerySet["Note"]:
        return super().get_queryset().defer("words")


class Note(models.Model):
    """Markdown as it was typed; an empty one is none.

    `version` grows with each save and never begins anew, so that two tabs notice one another.
    """

    pk = models.CompositePrimaryKey("learner_id", "topic_id")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes", db_index=False
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="notes")
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    words = models.GeneratedField(expression=Words("text"), output_field=SearchVectorField(), db_persist=True)

    objects = NoteManager()

    def __str__(self) -> str:
        return self.text[:40]


class OwnLink(models.Model):
    """A page that a learner adds to a topic for themselves."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="own_links", db_index=False
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="own_links")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("learner", "topic", "url", name="own_link_unique")]

    def __str__(self) -> str:
        return self.title

    @property
    def host(self) -> str:
        """Where it leads to, whatever the title says."""
        return urlsplit(self.url).netloc.removeprefix("www.")


class Removed(models.Model):
    """A note or a link that a learner has just taken away: for a while it can be brought back as it was.

    `what` is {text} of a note, and {pk, url, title, at} of a link.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="removed")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    what = models.JSONField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"taken from topic {self.topic_id}"


class ReportedResource(Resource):
    """A resource as editors look at it whose learners say that its link is dead."""

    class Meta:
        proxy = True
        verbose_name = _("dead link")
        verbose_name_plural = _("dead links")


class LinkReport(models.Model):
    """A learner says that a resource's link is dead; an editor closes it."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="link_reports", db_index=False
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="link_reports")
    url = models.URLField(max_length=2000)  # as it was then
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "learner",
                "resource",
                condition=models.Q(closed_at=None),
                name="link_report_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.url
