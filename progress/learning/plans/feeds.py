"""The address of a learner's calendar: off until it is made, new or gone whenever they like."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction

from progress.learning.models import CalendarFeed
from progress.learning.plans.kept import told_by, word_for
from roadmap_site.accounts.models import User

BYTES = 32  # nobody guesses that


@dataclass(frozen=True, slots=True)
class Replaced:
    """An address that leads nowhere any more, made `at`, and the one in its place: "" for none."""

    token: str
    at: datetime
    by: str = ""


def open_feed(*, learner: User, at: datetime) -> CalendarFeed:
    """Make the address. One that is there stays."""
    feed, _ = CalendarFeed.objects.get_or_create(
        learner=learner, defaults={"token": token_urlsafe(BYTES), "at": at}
    )
    return feed


@transaction.atomic
def renew_feed(*, learner: User, at: datetime) -> Replaced | None:
    """Make another address; the old one, None if there was none, leads nowhere from now on."""
    was, token = _locked(learner), token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(learner=learner, defaults={"token": token, "at": at})
    return Replaced(was.token, was.at, token) if was else None


@transaction.atomic
def close_feed(*, learner: User) -> Replaced | None:
    """Let the address, None if there is none, lead nowhere from now on."""
    was = _locked(learner)
    if was is None:
        return None
    CalendarFeed.objects.filter(learner=learner).delete()
    return Replaced(was.token, was.at)


def word_of(replaced: Replaced, *, learner: User, at: datetime) -> str:
    return word_for(_whose(learner), [replaced.token, replaced.at.isoformat(), replaced.by], at)


@transaction.atomic
def take_back(*, learner: User, word: str, at: datetime) -> bool:
    """Let the old address lead to the plans again, and no other. Said again, nothing changes.

    Return False for a word that is not theirs or too old, and where there is yet another address by now.
    """
    told = told_by(word, _whose(learner), at)
    if told is None:
        return False
    token, made_at, by = told
    feed = _locked(learner)
    now = feed.token if feed else ""
    if now == by:
        fields = {"token": token, "at": datetime.fromisoformat(made_at)}
        CalendarFeed.objects.update_or_create(learner=learner, defaults=fields)
    return now in (token, by)


def _locked(learner: User) -> CalendarFeed | None:
    return CalendarFeed.objects.select_for_update().filter(learner=learner).first()


def _whose(learner: User) -> str:
    return f"{learner.pk}:calendar"
