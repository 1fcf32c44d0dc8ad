"""What a press of the form of choices comes to, on each of the pages that have it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from progress.reminders.choosing import Change, choose, chosen_by
from progress.reminders.forms import ChoicesForm
from progress.reminders.taking_back import take_back, word_of
from roadmap_site.accounts.models import User


@dataclass(frozen=True, slots=True)
class Pressed:
    """`undo` is the word that takes it back. A `form` is to be mended, and nothing has changed."""

    said: str = ""
    undo: str = ""
    form: ChoicesForm | None = None


def press(request: HttpRequest, person: User, at: datetime) -> Pressed:
    """Choose what the form says, or nothing at all, or what was chosen before. Raise User.DoesNotExist."""
    if "undo" in request.POST:
        return Pressed(undone(person, request.POST["undo"], at))
    if request.POST.get("act") == "none":
        chosen = chosen_by(person.pk).without()
        return _pressed(choose(person=person, chosen=chosen, at=at), person, at)
    form = ChoicesForm(request.POST)
    if not form.is_valid():
        return Pressed(form=form)
    return _pressed(choose(person=person, chosen=form.chosen, at=at), person, at)


def undone(person: User, word: str, at: datetime) -> str:
    if take_back(person=person, word=word, at=at):
        return _("Undone.")
    return _("That can't be undone any more: it has changed since.")


def _pressed(change: Change, person: User, at: datetime) -> Pressed:
    nothing = _("Nothing is sent to you now, but for mail about your account.")
    said = _("Saved.") if change.after.all else nothing
    return Pressed(said, word_of(change, person_pk=person.pk, at=at) if change else "")
