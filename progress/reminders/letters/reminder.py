"""The reminder, which is also the mail about a streak at risk, and the one to look at."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from progress.learning.models import StreakMode
from progress.reminders.letters.ahead import button_of, next_blocks, silence
from progress.reminders.letters.contents import Contents
from progress.reminders.letters.days import picture_of
from progress.reminders.letters.letter import Block, Letter, Shape, Words
from progress.reminders.letters.streak import (
    length_words,
    need_words,
    resting_words,
    risk_words,
    standing_words,
)
from progress.reminders.schedule.rules import RISKED


def reminder(contents: Contents, at: datetime) -> Letter:
    """With a streak at risk it tells of nothing else first; who was active today is not urged."""
    if is_at_risk(contents):
        return _at_risk(contents, at)
    return Letter(
        subject=_subject(contents),
        preheader=_standing_words(contents) or _named(contents),
        over=date_format(contents.today, "l j F"),
        title=_title(contents),
        blocks=(*silence(contents), *_standing(contents), *next_blocks(contents)),
        button=button_of(contents),
    )


def _at_risk(contents: Contents, at: datetime) -> Letter:
    length = length_words(contents.streak)
    return Letter(
        subject=gettext("%(length)s, and today is still open") % {"length": length},
        preheader=need_words(contents.streak),
        over=gettext("At risk until 04:00"),
        title=gettext("%(length)s, and today is still open") % {"length": length},
        blocks=(
            Words(risk_words(contents.streak, contents.today, contents.zone, at)),
            picture_of(contents.days, contents.today, at_risk=True),
            *next_blocks(contents),
        ),
        button=button_of(contents),
        alert=True,
    )


def sample(contents: Contents, at: datetime) -> Letter:
    letter = reminder(contents, at)
    words = gettext("You asked for this one: a reminder looks like this.")
    return replace(letter, blocks=(Words(words, soft=True), *letter.blocks))


def is_at_risk(contents: Contents) -> bool:
    return contents.streak.ends_today and contents.streak.length >= RISKED


def _standing(contents: Contents) -> Iterator[Block]:
    if words := _standing_words(contents):
        yield Words(words)
    if contents.streak.length and contents.streak.mode != StreakMode.OFF:
        yield picture_of(contents.days, contents.today)


def _standing_words(contents: Contents) -> str:
    is_paused = bool(contents.days) and contents.days[-1].shape == Shape.PAUSED
    return resting_words(contents.streak) if is_paused else standing_words(contents.streak)


def _subject(contents: Contents) -> str:
    return (
        gettext("Next: %(topic)s") % {"topic": contents.stops[0].title}
        if contents.stops
        else _title(contents)
    )


def _title(contents: Contents) -> str:
    count = len(contents.stops)
    if count:
        return ngettext("Your next topic", "Your next %(n)s topics", count) % {"n": count}
    return gettext("Your roadmaps") if contents.following else gettext("A roadmap to begin with")


def _named(contents: Contents) -> str:
    return get_text_list([stop.title for stop in contents.stops], gettext("and"))
