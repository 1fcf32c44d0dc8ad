"""The index that search looks into: one entry for each thing that a reader may look for."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from curriculum.models.roadmaps import Phase, Roadmap


class SearchEntry(models.Model):
    """A live roadmap, phase, topic, concept or resource; `row` is its primary key.

    `name` and `vector` are made of words without accents (curriculum.search.words), `title` and `body` are as
    they are read. `vector` has the words as they are and as `configuration` stems them, the title's with
    weight A; `titles` has those alone, since an index knows no weights.
    """

    kind = models.CharField(max_length=8)
    row = models.BigIntegerField()
    roadmap = models.ForeignKey(Roadmap, models.PROTECT, null=True, related_name="+", db_index=False)
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, related_name="+", db_index=False)
    title = models.CharField(max_length=200)
    name = models.TextField()
    body = models.TextField()
    address = models.TextField(blank=True)  # a slug; of a resource its URL
    published = models.BooleanField()  # else only staff find it
    configuration = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)  # of what it was made of
    titles = SearchVectorField()
    vector = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint("kind", "row", name="search_entry_unique")]
        indexes = [
            GinIndex("vector", name="search_entry_by_word"),
            GinIndex("titles", name="search_entry_by_title"),
        ]

    def __str__(self) -> str:
        return self.title
