"""A learner's private note on a topic: saved as it is typed, and never over what another tab has saved."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from curriculum.content.prose_rules import MAX_PROSE
from curriculum.models import Topic
from progress.learning.models import Note, Removed
from progress.learning.notes import removing
from progress.learning.recording import begin
from roadmap_site.accounts.models import User

LONGEST = MAX_PROSE  # characters: what can be rendered in good time


class NoteTooLong(Exception):
    """It has more than LONGEST characters, and nothing was saved."""


class NoteChanged(Exception):
    """Another tab or device has saved something else in the meantime; nothing was saved over it."""

    def __init__(self, note: Note) -> None:
        super().__init__("changed elsewhere")
        self.note = note


@dataclass(frozen=True, slots=True)
class Saved:
    note: Note
    removed: Removed | None = None  # what an emptied note said


def note_of(learner: User, topic: Topic) -> Note:
    """Return the note, or an empty one of version 0."""
    return learner.notes.filter(topic=topic).first() or Note(learner=learner, topic=topic, version=0)


@transaction.atomic
def save(*, learner: User, topic: Topic, text: str, version: int, at: datetime) -> Saved:
    """Store `text`, which was typed over `version`. Said again it changes nothing, so retries are safe.

    An empty one takes the note away. Raise NoteTooLong and NoteChanged.
    """
    text = storable(text)
    if len(text) > LONGEST:
        raise NoteTooLong(len(text))
    begin(learner, [])
    note = note_of(learner, topic)
    if note.text == text:
        return Saved(note)
    if note.text and note.version != version:
        raise NoteChanged(note)
    gone = None if text else removing.keep_a_while(learner, topic, {"text": note.text}, at)
    note.text, note.version, note.at = text, note.version + 1, at
    note.save()
    return Saved(note, gone)


def storable(text: str) -> str:
    """Return it as PostgreSQL can store it, with one kind of line ends; blank is empty."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text if text.strip() else ""


def joined(saved: str, typed: str) -> str:
    """Return both texts, one below the other, for who wants to part with neither."""
    return f"{saved.rstrip()}\n\n---\n\n{typed.lstrip()}"
