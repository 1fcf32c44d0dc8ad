"""What learners take away from a topic, kept a while so that it can be brought back as it was."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from curriculum.models import Topic
from progress.learning.models import Note, OwnLink, Removed
from progress.learning.recording import begin
from roadmap_site.accounts.models import User

WHILE = timedelta(hours=1)  # pages offer it for ten seconds, those without scripts until the next one


def keep_a_while(learner: User, topic: Topic, what: dict[str, Any], at: datetime) -> Removed:
    return Removed.objects.create(learner=learner, topic=topic, what=what, at=at)


@transaction.atomic
def bring_back(*, learner: User, removed_id: str, at: datetime) -> bool:
    """Undo a removal exactly; return False when it is too long ago, or something else has taken the place."""
    begin(learner, [])
    removed = _removed(learner, removed_id)
    if removed is None or removed.at <= at - WHILE:
        return False
    back = _note_back(removed, at) if "text" in removed.what else _link_back(removed)
    if back:
        removed.delete()
    return back


def is_note(learner: User, removed_id: str) -> bool:
    removed = _removed(learner, removed_id)
    return removed is not None and "text" in removed.what


def _removed(learner: User, removed_id: str) -> Removed | None:
    known = removed_id.isdecimal() and len(removed_id) < 19
    return learner.removed.filter(pk=removed_id).first() if known else None


def forget(at: datetime) -> None:
    """Part for good with what was removed longer ago."""
    Removed.objects.filter(at__lte=at - WHILE).delete()


def _note_back(removed: Removed, at: datetime) -> bool:
    note = Note.objects.get(learner=removed.learner_id, topic=removed.topic_id)
    if note.text:
        return False
    note.text, note.version, note.at = removed.what["text"], note.version + 1, at
    note.save()
    return True


def _link_back(removed: Removed) -> bool:
    pk, url, title, at = (removed.what[name] for name in ("pk", "url", "title", "at"))
    if OwnLink.objects.filter(learner=removed.learner_id, topic=removed.topic_id, url=url).exists():
        return False
    OwnLink(
        pk=pk,
        learner_id=removed.learner_id,
        topic_id=removed.topic_id,
        url=url,
        title=title,
        at=datetime.fromisoformat(at),
    ).save(force_insert=True)
    return True
