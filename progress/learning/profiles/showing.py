"""Switching on and off what is public."""

from django.db import IntegrityError, transaction

from progress.learning.models import Profile
from roadmap_site.accounts.models import User


class HandleTaken(Exception):
    """Somebody else is known by it."""


def show(*, learner: User, handle: str, public: bool, streak: bool, badges: bool) -> None:
    """Be known by `handle`, and show what is said; the one before is free for anybody. Raise HandleTaken."""
    shown = {"handle": handle, "public": public, "streak": streak, "badges": badges}
    try:
        with transaction.atomic():
            Profile.objects.update_or_create(learner=learner, defaults=shown)
    except IntegrityError as error:
        if is_taken(handle, learner):
            raise HandleTaken from error
        raise


def hide(*, learner: User) -> None:
    """Be known by nothing, and show nothing."""
    Profile.objects.filter(learner=learner).delete()


def is_taken(handle: str, learner: User) -> bool:
    return Profile.objects.filter(handle=handle).exclude(learner=learner).exists()
