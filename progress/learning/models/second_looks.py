"""Who has looked again at a topic of which an editor says that it has changed much."""

from django.conf import settings
from django.db import models

from curriculum.models import Topic


class SecondLook(models.Model):
    """The learner knows what is different since that day (`Topic.review_since`)."""

    pk = models.CompositePrimaryKey("learner_id", "topic_id")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", db_index=False)
    since = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.topic_id} since {self.since}"
