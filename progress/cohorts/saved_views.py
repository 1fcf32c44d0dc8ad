"""A mentor's own ways to look at a cohort."""

from django.db import transaction
from django.db.models import QuerySet

from progress.cohorts.models import Cohort, SavedView
from progress.cohorts.tables.choosing import Choice
from roadmap_site.accounts.models import User

MOST = 20  # of one mentor in one cohort
LONGEST = 60  # characters of a name


class TooMany(Exception):
    """There are MOST of them already."""


class Unseen(Exception):
    """There are characters in a name that nobody sees, or none that anybody does."""


@transaction.atomic
def save(*, mentor: User, cohort: Cohort, name: str, choice: Choice) -> SavedView:
    """A name that is there already leads to the new choice. Raise TooMany, Unseen."""
    name = _clean(name)
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    mine = saved(mentor, cohort)
    if mine.exclude(name=name).count() >= MOST:
        raise TooMany
    view, _ = mine.update_or_create(
        mentor=mentor, cohort=cohort, name=name, defaults={"query": choice.query[:500]}
    )
    return view


def remove(*, mentor: User, cohort: Cohort, name: str) -> None:
    saved(mentor, cohort).filter(name=name.replace("\0", "")).delete()


def saved(mentor: User, cohort: Cohort) -> QuerySet[SavedView]:
    return SavedView.objects.filter(mentor=mentor, cohort=cohort)


def _clean(name: str) -> str:
    """Raise Unseen."""
    clean = " ".join(name.split())[:LONGEST].strip()
    if not clean or not clean.isprintable():
        raise Unseen
    return clean
