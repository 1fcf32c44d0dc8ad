"""Words that a mentor uses again and again."""

from django.db import transaction

from progress.cohorts.models import AnswerTemplate
from progress.cohorts.people.leading import hold
from roadmap_site.accounts.models import User

MOST = 100  # of one mentor


class TooMany(Exception):
    """There are MOST of them already."""


@transaction.atomic
def save(*, mentor: User, template: AnswerTemplate) -> None:
    """A new one that is there already, word for word, is not made again. Raise TooMany."""
    hold(mentor)
    mine = AnswerTemplate.objects.filter(mentor=mentor)
    if template.pk is None:
        if mine.filter(title=template.title, words=template.words).exists():
            return
        if mine.count() >= MOST:
            raise TooMany
    template.mentor = mentor
    template.save()
