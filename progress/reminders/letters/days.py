"""The picture of days, and the same in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from progress.reminders.letters.letter import Day, Picture, Shape


@lru_cache(maxsize=512)
def named(day: date, form: str, language: str) -> str:
    """Return the day in a format of Django's; a mail names many, and everybody's are the same."""
    return date_format(day, form)


def picture_of(days: Sequence[Day], today: date | None, *, at_risk: bool = False) -> Picture:
    """Return that of the days up to `today`, or without it of a week that is over."""
    words = _said(days)
    said = gettext("The last %(n)s days: %(words)s.") if today else gettext("The week: %(words)s.")
    return Picture(tuple(days), said % {"n": len(days), "words": words}, today, at_risk)


def with_today_done(days: Sequence[Day]) -> tuple[Day, ...]:
    return tuple(replace(one, shape=Shape.ACTIVE) if one.shape == Shape.OPEN else one for one in days)


def _said(days: Sequence[Day]) -> str:
    counts = Counter(one.shape for one in days)
    active, kept, paused = counts[Shape.ACTIVE], counts[Shape.KEPT], counts[Shape.PAUSED]
    words = [ngettext("%(n)s day active", "%(n)s days active", active) % {"n": active}]
    if kept:
        words.append(gettext("%(n)s missed and kept") % {"n": kept})
    if paused:
        words.append(gettext("%(n)s paused") % {"n": paused})
    if counts[Shape.OPEN]:
        words.append(gettext("today is open"))
    return ", ".join(words)
