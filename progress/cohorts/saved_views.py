"""A mentor's own ways to look at a cohort."""

from django.db import transaction

from progress.cohorts.models import Cohort, SavedView
from progress.cohorts.tables.choosing import Choice
from roadmap_site.accounts.models import User

MOST = 20  # of one mentor in one cohort
LONGEST = 60  # characters of a name


class TooMany(Exception):
    """There are MOST of them already."""


@transaction.atomic
def save(*, mentor: User, cohort: Cohort, name: str, choice: Choice) -> SavedView:
    """A name that is there already leads to the new choice. Raise TooMany."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    mine = SavedView.objects.filter(mentor=mentor, cohort=cohort)
    name = name[:LONGEST]
    if mine.exclude(name=name).count() >= MOST:
        raise TooMany
    view, _ = mine.update_or_create(
        mentor=mentor, cohort=cohort, name=name, defaults={"query": choice.query[:500]}
    )
    return view


def remove(*, mentor: User, cohort: Cohort, name: str) -> None:
    SavedView.objects.filter(mentor=mentor, cohort=cohort, name=name).delete()


def saved(mentor: User, cohort: Cohort) -> list[SavedView]:
    return list(SavedView.objects.filter(mentor=mentor, cohort=cohort))
