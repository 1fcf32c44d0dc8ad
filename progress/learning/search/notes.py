"""Searching in one's own notes: as few as one person writes, so each is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q

from curriculum.search.questions import SHORT
from progress.learning.models import Note
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class NotesFound:
    """Some of the notes that fit, the newest first, with their topics; `total` counts all."""

    notes: list[Note]
    total: int


def notes_with(learner: User, words: Sequence[str], *, count: int, first: int = 0) -> NotesFound:
    """Return those of `learner` that have all of `words`, or words that begin so."""
    fitting = Note.objects.filter(
        learner=learner, words=SearchQuery(_query(words), search_type="raw", config="simple")
    )
    reachable = Q(topic__retired_in=None, topic__roadmap__retired_in=None)
    if not learner.is_staff:
        reachable &= Q(topic__roadmap__status="published")
    found = (
        fitting.filter(reachable).select_related("topic__roadmap", "topic__phase").order_by("-at", F("topic"))
    )
    notes = list(found[first : first + count])
    full = first or len(notes) == count
    return NotesFound(notes, found.count() if full else len(notes))


def _query(words: Sequence[str]) -> str:
    return " & ".join(f"'{word}'" if len(word) < SHORT else f"'{word}':*" for word in words)
