"""What mentors write down about a learner for one another. The learner never sees it.

A note is changed by who wrote it, and removed by them or by an owner. The way back of each change says what
was before, signed, so that nothing removed is kept.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction

from progress.cohorts.access import Place
from progress.cohorts.audit import note as log
from progress.cohorts.models import AuditEntry, Cohort, MentorNote
from roadmap_site.accounts.models import User

LONGEST = 4000  # characters
WHILE = timedelta(hours=1)  # in which a change is taken back
_SALT = "progress.cohorts.mentor_notes"


def notes_about(cohort: Cohort, learner: int) -> list[MentorNote]:
    """Return them with their authors, the newest first, by one statement."""
    notes = MentorNote.objects.filter(cohort=cohort, learner=learner).select_related("author")
    return list(notes.order_by("-at", "-pk"))


def may_change(place: Place, note: MentorNote) -> bool:
    return place.may_review and note.author_id == place.membership.person_id


def may_remove(place: Place, note: MentorNote) -> bool:
    return may_change(place, note) or place.may_keep


@transaction.atomic
def write(*, cohort: Cohort, learner: User, by: User, words: str, at: datetime) -> str:
    """Return the way back. The same again within a minute is the same note, so retries are safe."""
    own = MentorNote.objects.filter(cohort=cohort, learner=learner, author=by, words=words)
    note = own.filter(at__gt=at - timedelta(minutes=1)).first()
    if note is None:
        note = MentorNote.objects.create(cohort=cohort, learner=learner, author=by, words=words, at=at)
        _logged(note, by, at, "written")
    return _way_back(note, None)


@transaction.atomic
def change(*, note: MentorNote, by: User, words: str, at: datetime) -> str:
    """Return the way back."""
    before = note.words
    if words != before:
        note.words = words
        note.save(update_fields=["words"])
        _logged(note, by, at, "changed")
    return _way_back(note, before)


@transaction.atomic
def remove(*, note: MentorNote, by: User, at: datetime) -> str:
    """Return the way back."""
    back = _way_back(note, note.words)
    _logged(note, by, at, "removed")
    note.delete()
    return back


@transaction.atomic
def take_back(*, place: Place, learner: User, back: str, at: datetime) -> bool:
    """Return whether it could be: a way back holds for an hour, for who went that way, about that learner."""
    try:
        former = signing.loads(back, salt=_SALT, max_age=WHILE)
    except signing.BadSignature:
        return False
    if (former["cohort"], former["learner"]) != (place.cohort.pk, learner.pk):
        return False
    note = MentorNote.objects.filter(pk=former["note"]).first()
    if not may_remove(place, note or _former(former)):
        return False
    if former["words"] is None:
        if note is not None:
            note.delete()
    else:
        _former(former).save(force_insert=note is None, force_update=note is not None)
    _logged(note or _former(former), place.membership.person, at, "undone")
    return True


def _way_back(note: MentorNote, words: str | None) -> str:
    """`words` are those before; None if there was no note."""
    return signing.dumps(
        {
            "note": note.pk,
            "cohort": note.cohort_id,
            "learner": note.learner_id,
            "author": note.author_id,
            "at": note.at.isoformat(),
            "words": words,
        },
        salt=_SALT,
        compress=True,
    )


def _former(former: dict[str, Any]) -> MentorNote:
    author = User.objects.filter(pk=former["author"]).first()
    return MentorNote(
        pk=former["note"],
        cohort_id=former["cohort"],
        learner_id=former["learner"],
        author=author,
        words=former["words"] or "",
        at=datetime.fromisoformat(former["at"]),
    )


def _logged(note: MentorNote, by: User, at: datetime, act: str) -> None:
    log(
        AuditEntry.What.NOTED,
        cohort=note.cohort,
        actor=by,
        learner=note.learner,
        at=at,
        told={"act": act},
    )
